/* Sealed files: whole, in ranges, damaged in every way, on a bad disk. */
#include "../support/unit.h"

#include <dirent.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "core/str.h"
#include "crypto/sealedfile.h"

#define FULL	(SEALED_CHUNK + 16)
#define HEAD	32
#define MAX	(5 * SEALED_CHUNK)

static char dir[] = "/tmp/olvido-unit-XXXXXX";
static int dirfd_, npaths;
static struct arena *a;
static struct key key;
static const struct seal_place at = { { 7 }, "attachment.file", 9 };
static uint8_t plain[MAX], out[MAX + 100], raw[MAX + 1000];

static int
setup(void **state)
{
	(void)state;
	crypto_init();
	a = arena_new(16U << 20);
	rnd_fill(plain, sizeof(plain));
	rnd_fill(key.b, sizeof(key.b));
	if (mkdtemp(dir) == NULL)
		return (-1);
	dirfd_ = open(dir, O_RDONLY | O_DIRECTORY);
	return (dirfd_ < 0 ? -1 : 0);
}

static int
teardown(void **state)
{
	char *argv[] = { (char *)"rm", (char *)"-rf", dir, NULL };
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		execvp("rm", argv);
		_exit(1);
	}
	waitpid(pid, NULL, 0);
	close(dirfd_);
	arena_free(&a);
	return (0);
}

static struct sealedfile *
open_ok(const char *name)
{
	struct sealedfile *f = NULL;

	assert_int_equal(sealedfile_open(dirfd_, name, &key, at, &f), RC_OK);
	assert_non_null(f);
	return (f);
}

static void
write_ok(const char *name, size_t n)
{
	assert_int_equal(sealedfile_write(dirfd_, name, &key, at,
	    (struct bytes){ n == 0 ? NULL : plain, n }), RC_OK);
}

static size_t
load(const char *name)
{
	int fd = openat(dirfd_, name, O_RDONLY);
	ssize_t n = read(fd, raw, sizeof(raw));

	assert_true(n >= 0);
	close(fd);
	return ((size_t)n);
}

static void
store(const char *name, size_t n)
{
	int fd = openat(dirfd_, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(write(fd, raw, n), (ssize_t)n);
	close(fd);
}

/* RC_OK only when the whole opens and is what was sealed, n bytes of it. */
static enum rc
read_all(const char *name, size_t n)
{
	CLEANUP(sealedfile_close) struct sealedfile *f = NULL;
	size_t got;
	enum rc rc = sealedfile_open(dirfd_, name, &key, at, &f);

	if (rc != RC_OK) {
		assert_null(f);
		return (rc);
	}
	rc = sealedfile_read(f, 0, out, sizeof(out), &got);
	if (rc == RC_OK) {
		assert_int_equal(got, n);
		assert_int_equal(sealedfile_size(f), n);
		assert_memory_equal(out, plain, n);
	}
	return (rc);
}

static const size_t sizes[] = { 0, 1, 15, 16, 17, SEALED_CHUNK - 1,
    SEALED_CHUNK, SEALED_CHUNK + 1, 2 * SEALED_CHUNK - 16, 2 * SEALED_CHUNK,
    2 * SEALED_CHUNK + 1, 3 * SEALED_CHUNK + 100, MAX };
#define NSIZES	(sizeof(sizes) / sizeof(sizes[0]))

static void
test_round_trip(void **state)
{
	(void)state;
	for (size_t i = 0; i < NSIZES; i++) {
		write_ok("round", sizes[i]);
		assert_int_equal(read_all("round", sizes[i]), RC_OK);
		/* Nothing of it stands there in the clear. */
		if (sizes[i] >= 15)
			assert_null(memmem(raw, load("round"), plain, 8));
	}
}

static void
test_ranges(void **state)
{
	struct sealedfile *f;
	size_t got, n, want;
	uint64_t from;

	(void)state;
	for (size_t i = 0; i < NSIZES; i++) {
		write_ok("range", sizes[i]);
		f = open_ok("range");
		for (int k = 0; k < 200; k++) {
			from = rnd_below(sizes[i] + 20);
			n = rnd_below(k % 2 == 0 ? 200 : sizes[i] + 50);
			if (k % 5 == 0)
				from = from / SEALED_CHUNK * SEALED_CHUNK;
			want = from >= sizes[i] ? 0 : sizes[i] - from < n ?
			    sizes[i] - from : n;
			memset(out, 0xEE, n + 1);
			assert_int_equal(sealedfile_read(f, from, out, n,
			    &got), RC_OK);
			assert_int_equal(got, want);
			assert_memory_equal(out, plain + from * (want > 0),
			    want);
			assert_int_equal(out[want], 0xEE);
		}
		assert_int_equal(sealedfile_read(f, UINT64_MAX, out, 10,
		    &got), RC_OK);
		assert_int_equal(got, 0);
		sealedfile_close(&f);
		assert_null(f);
	}
	sealedfile_close(&f);
}

static void
gone_for(const struct key *k, struct seal_place p)
{
	struct sealedfile *f = (struct sealedfile *)plain;

	assert_int_equal(sealedfile_open(dirfd_, "place", k, p, &f), RC_GONE);
	assert_null(f);
}

static void
test_other_key_or_place(void **state)
{
	struct key other = key;
	struct seal_place p;

	(void)state;
	for (size_t n = 0; n <= 3 * SEALED_CHUNK; n += 3 * SEALED_CHUNK / 2) {
		write_ok("place", n);
		other.b[0] ^= 1;
		gone_for(&other, at);
		other.b[0] ^= 1;
		p = at;
		p.account.v = 8;
		gone_for(&key, p);
		p = at;
		p.id = 10;
		gone_for(&key, p);
		p = at;
		p.column = "attachment.fil";
		gone_for(&key, p);
		p.column = "attachment.filee";
		gone_for(&key, p);
	}
}

static void
test_flipped_bits(void **state)
{
	size_t n, i;

	(void)state;
	write_ok("flip", 2 * SEALED_CHUNK + 50);
	n = load("flip");
	for (int k = 0; k < 600; k++) {
		/* Every bit of the head, the ends of chunks, anywhere. */
		i = k < HEAD * 8 ? (size_t)k : k % 4 == 0 ?
		    (HEAD + FULL - 20 + rnd_below(40)) * 8 : rnd_below(n * 8);
		raw[i / 8] ^= (uint8_t)(1 << i % 8);
		store("flipped", n);
		if (read_all("flipped", 2 * SEALED_CHUNK + 50) != RC_GONE)
			fail_msg("bit %zu of %zu", i, n * 8);
		raw[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	store("flipped", n);
	assert_int_equal(read_all("flipped", 2 * SEALED_CHUNK + 50), RC_OK);
}

/* Every shorter file is noticed when it is opened, before a byte goes out. */
static void
test_cut(void **state)
{
	struct sealedfile *f;
	size_t n, cut;

	(void)state;
	write_ok("cut", 3 * SEALED_CHUNK);
	n = load("cut");
	for (int k = 0; k < 300; k++) {
		cut = k < 60 ? (size_t)k : k < 120 ? n - 1 - (size_t)(k - 60) :
		    k < 200 ? HEAD + (size_t)(k % 3) * FULL +
		    (size_t)(k - 120) / 3 : rnd_below(n);
		store("shorter", cut);
		if (sealedfile_open(dirfd_, "shorter", &key, at, &f) !=
		    RC_GONE)
			fail_msg("%zu of %zu bytes", cut, n);
	}
	for (size_t more = 1; more < 40; more++) {
		memset(raw + n, (int)more, more);
		store("longer", n + more);
		assert_int_equal(sealedfile_open(dirfd_, "longer", &key, at,
		    &f), RC_GONE);
	}
}

static uint8_t *
chunk(size_t i)
{
	return (raw + HEAD + i * FULL);
}

static void
test_moved_chunks(void **state)
{
	static uint8_t kept[FULL], first[MAX + 1000];
	size_t n, size = 4 * SEALED_CHUNK;

	(void)state;
	write_ok("moved", size);
	n = load("moved");
	memcpy(first, raw, n);
	/* two swapped */
	memcpy(kept, chunk(1), FULL);
	memcpy(chunk(1), chunk(2), FULL);
	memcpy(chunk(2), kept, FULL);
	store("moved2", n);
	assert_int_equal(read_all("moved2", size), RC_GONE);
	/* one twice */
	memcpy(raw, first, n);
	memcpy(chunk(2), chunk(1), FULL);
	store("moved2", n);
	assert_int_equal(read_all("moved2", size), RC_GONE);
	/* the first gone, one in the middle gone */
	for (size_t i = 0; i < 2; i++) {
		memcpy(raw, first, n);
		memmove(chunk(i), chunk(i + 1), n - HEAD - (i + 1) * FULL);
		store("moved2", n - FULL);
		assert_int_equal(read_all("moved2", size - SEALED_CHUNK),
		    RC_GONE);
	}
	/* the last put behind itself */
	memcpy(raw, first, n);
	memcpy(raw + n, chunk(3), FULL);
	store("moved2", n + FULL);
	assert_int_equal(read_all("moved2", size + SEALED_CHUNK), RC_GONE);
}

/* The same text, key and place sealed twice: chunks of one are not the other's. */
static void
test_joined_files(void **state)
{
	static uint8_t first[MAX + 1000];
	size_t n, size = 3 * SEALED_CHUNK;

	(void)state;
	write_ok("join", size);
	n = load("join");
	memcpy(first, raw, n);
	write_ok("join", size);
	assert_int_equal(load("join"), n);
	assert_memory_not_equal(first + 16, raw + 16, 16);	/* nonces */
	for (size_t i = 0; i < 3; i++) {
		uint8_t kept[16];

		memcpy(kept, chunk(i), 16);
		memcpy(chunk(i), first + HEAD + i * FULL, FULL);
		store("joined", n);
		assert_int_equal(read_all("joined", size), RC_GONE);
		assert_memory_not_equal(kept, chunk(i), 16);
		load("join");
	}
	memcpy(raw, first, HEAD);
	store("joined", n);
	assert_int_equal(read_all("joined", size), RC_GONE);
}

/* Damage in one chunk does not take the others away. */
static void
test_other_chunks_still_open(void **state)
{
	struct sealedfile *f;
	size_t n, got;

	(void)state;
	write_ok("part", 3 * SEALED_CHUNK);
	n = load("part");
	chunk(1)[100] ^= 1;
	store("part", n);
	f = open_ok("part");
	assert_int_equal(sealedfile_read(f, 10, out, 100, &got), RC_OK);
	assert_memory_equal(out, plain + 10, 100);
	assert_int_equal(sealedfile_read(f, SEALED_CHUNK + 1, out, 1, &got),
	    RC_GONE);
	assert_int_equal(sealedfile_read(f, SEALED_CHUNK - 5, out, 10, &got),
	    RC_GONE);
	assert_int_equal(sealedfile_read(f, 2 * SEALED_CHUNK, out, 100, &got),
	    RC_OK);
	assert_memory_equal(out, plain + 2 * SEALED_CHUNK, 100);
	sealedfile_close(&f);
}

static void
test_not_there(void **state)
{
	struct sealedfile *f;

	(void)state;
	assert_int_equal(sealedfile_open(dirfd_, "7/none", &key, at, &f),
	    RC_NOTFOUND);
	write_ok("real", 10);
	assert_int_equal(symlinkat("real", dirfd_, "link"), 0);
	assert_int_equal(sealedfile_open(dirfd_, "link", &key, at, &f),
	    RC_FAILED);
	assert_int_equal(mkdirat(dirfd_, "folder", 0700), 0);
	assert_int_equal(sealedfile_open(dirfd_, "folder", &key, at, &f),
	    RC_FAILED);
	assert_null(f);
	/* What lies at the temporary name is not followed either. */
	assert_int_equal(symlinkat("real", dirfd_, "trap.new"), 0);
	assert_int_equal(sealedfile_write(dirfd_, "trap", &key, at,
	    (struct bytes){ plain, 10 }), RC_FAILED);
	assert_int_equal(read_all("real", 10), RC_OK);
}

static mode_t
mode_of(const char *name)
{
	struct stat sb;

	assert_int_equal(fstatat(dirfd_, name, &sb, AT_SYMLINK_NOFOLLOW), 0);
	return (sb.st_mode & 07777);
}

static void
count_paths(int fd)
{
	DIR *d = fdopendir(fd);
	struct dirent *e;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		assert_false(str_ends(e->d_name, ".new"));
		if (e->d_name[0] == '.')
			continue;
		npaths++;
		if (e->d_type == DT_DIR)
			count_paths(openat(dirfd(d), e->d_name, O_RDONLY));
	}
	closedir(d);
}

static void
test_folders(void **state)
{
	mode_t mask = umask(0077);

	(void)state;
	write_ok("70/0a/700", 10);
	write_ok("70/0a/701", SEALED_CHUNK);
	write_ok("70/0b/702", 0);
	assert_int_equal(umask(mask), 0077);	/* it was left as it was */
	assert_int_equal(mode_of("70"), 02770);
	assert_int_equal(mode_of("70/0a"), 02770);
	assert_int_equal(mode_of("70/0a/700"), 0660);
	assert_int_equal(read_all("70/0a/700", 10), RC_OK);
	npaths = 0;
	count_paths(openat(dirfd_, "70", O_RDONLY));
	assert_int_equal(npaths, 5);
	/* A folder's mode is set when it is made, and then left alone. */
	assert_int_equal(fchmodat(dirfd_, "70", 02750, 0), 0);
	write_ok("70/0a/703", 10);
	assert_int_equal(mode_of("70"), 02750);
}

/* Half a temporary file from a crash is no obstacle. */
static void
test_after_a_crash(void **state)
{
	(void)state;
	memset(raw, 0x11, MAX);
	store("crash.new", MAX);
	write_ok("crash", 100);
	assert_int_equal(read_all("crash", 100), RC_OK);
	assert_int_equal(load("crash"), HEAD + 100 + 16);
	assert_int_equal(faccessat(dirfd_, "crash.new", F_OK, 0), -1);
}

/* The disk takes only so much; what was there before must stay. */
static void
disk_full(void *arg)
{
	struct rlimit r = { 100000, 100000 };

	(void)arg;
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &r) != 0)
		_exit(2);
	if (sealedfile_write(dirfd_, "full", &key, at, (struct bytes){ plain,
	    3 * SEALED_CHUNK }) != RC_FAILED)
		_exit(3);
}

static void
test_disk_full(void **state)
{
	(void)state;
	write_ok("full", 100);
	child_lives(disk_full, NULL);
	assert_int_equal(read_all("full", 100), RC_OK);
	assert_int_equal(faccessat(dirfd_, "full.new", F_OK, 0), -1);
}

static void
write_name(void *arg)
{
	if (sealedfile_write(dirfd_, arg, &key, at, (struct bytes){ 0 }) !=
	    RC_OK)
		_exit(2);
}

static void
open_name(void *arg)
{
	struct sealedfile *f;

	if (sealedfile_open(dirfd_, arg, &key, at, &f) != RC_OK)
		_exit(2);
}

static void
test_names(void **state)
{
	char bad[][16] = { "", "/etc/x", "../x", "a/../b", "a//b", "a/", ".x",
	    "a/.b", "." };
	char long_name[300];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		child_bugs(write_name, bad[i], "an attachment's name");
		child_bugs(open_name, bad[i], "an attachment's name");
	}
	memset(long_name, 'x', sizeof(long_name) - 1);
	long_name[299] = '\0';
	child_bugs(write_name, long_name, "an attachment's name");
}

static int
descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	int n = 0;

	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return (n);
}

static void
test_no_descriptor_is_lost(void **state)
{
	struct sealedfile *f;
	struct key other = key;
	int before = descriptors();

	(void)state;
	other.b[3] ^= 1;
	for (int i = 0; i < 20; i++) {
		write_ok("fd", 100);
		assert_int_equal(read_all("fd", 100), RC_OK);
		assert_int_equal(sealedfile_open(dirfd_, "fd", &other, at, &f),
		    RC_GONE);
		assert_int_equal(sealedfile_write(dirfd_, "fd/x", &key, at,
		    (struct bytes){ 0 }), RC_FAILED);
	}
	assert_int_equal(descriptors(), before);
}

/* In pieces of every size it is the same file; a full last chunk is the last. */
static void
test_pieces(void **state)
{
	struct sealedwriter *w;
	struct sealedfile *f;
	uint64_t size;
	size_t got;

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		assert_int_equal(sealedfile_create(dirfd_, "p/pieces", &key,
		    at, &w), RC_OK);
		for (size_t n = 0, step; n < sizes[i]; n += step) {
			step = 1 + (n * 7 + 13) % 70001;
			step = step < sizes[i] - n ? step : sizes[i] - n;
			assert_int_equal(sealedfile_append(w,
			    (struct bytes){ plain + n, step }), RC_OK);
		}
		assert_int_equal(sealedfile_commit(&w, &size), RC_OK);
		assert_null(w);
		assert_int_equal(size, sizes[i]);
		f = open_ok("p/pieces");
		assert_int_equal(sealedfile_size(f), sizes[i]);
		assert_int_equal(sealedfile_read(f, 0, out, sizeof(out),
		    &got), RC_OK);
		assert_int_equal(got, sizes[i]);
		assert_memory_equal(out, plain, got);
		sealedfile_close(&f);
	}
}

/* Nothing is under the name before it is whole, and nothing beside it after. */
static void
test_dropped(void **state)
{
	struct sealedwriter *w;
	int before = descriptors();

	(void)state;
	assert_int_equal(sealedfile_create(dirfd_, "p/drop", &key, at, &w),
	    RC_OK);
	assert_int_equal(sealedfile_append(w, (struct bytes){ plain, MAX }),
	    RC_OK);
	assert_int_equal(faccessat(dirfd_, "p/drop", F_OK, 0), -1);
	assert_int_equal(faccessat(dirfd_, "p/drop.new", F_OK, 0), 0);
	sealedfile_drop(&w);
	assert_null(w);
	assert_int_equal(faccessat(dirfd_, "p/drop.new", F_OK, 0), -1);
	assert_int_equal(descriptors(), before);
}

static void
test_removed(void **state)
{
	(void)state;
	write_ok("p/away", 10);
	write_ok("p/away.new", 10);		/* as a crash leaves it */
	assert_int_equal(sealedfile_remove(dirfd_, "p/away"), RC_OK);
	assert_int_equal(faccessat(dirfd_, "p/away", F_OK, 0), -1);
	assert_int_equal(faccessat(dirfd_, "p/away.new", F_OK, 0), -1);
	assert_int_equal(sealedfile_remove(dirfd_, "p/away"), RC_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_other_key_or_place),
		cmocka_unit_test(test_flipped_bits),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_moved_chunks),
		cmocka_unit_test(test_joined_files),
		cmocka_unit_test(test_other_chunks_still_open),
		cmocka_unit_test(test_not_there),
		cmocka_unit_test(test_folders),
		cmocka_unit_test(test_after_a_crash),
		cmocka_unit_test(test_disk_full),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_no_descriptor_is_lost),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_dropped),
		cmocka_unit_test(test_removed),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
