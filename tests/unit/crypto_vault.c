/*
 * The vault: its files, account keys, wrapped secrets.  Forgetting is in
 * crypto_forget.c.
 */
#include "../support/unit.h"

#include <sys/stat.h>

#include "core/str.h"
#include "crypto/vault.h"

#define BUCKETS	64

static char dir[] = "/tmp/olvido-unit-XXXXXX";
static char master[64], slots[64], master2[64], slots2[64];
static struct vault *v;
static const account_id acc = { 7 };

static int
setup(void **state)
{
	(void)state;
	crypto_init();
	if (mkdtemp(dir) == NULL)
		return (-1);
	snprintf(master, sizeof(master), "%s/master", dir);
	snprintf(slots, sizeof(slots), "%s/slots", dir);
	snprintf(master2, sizeof(master2), "%s/master2", dir);
	snprintf(slots2, sizeof(slots2), "%s/slots2", dir);
	if (vault_create(master, slots, BUCKETS) != RC_OK ||
	    vault_create(master2, slots2, BUCKETS) != RC_OK)
		return (-1);
	v = vault_open(master, slots, false);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	vault_close(&v);
	unlink(master);
	unlink(slots);
	unlink(master2);
	unlink(slots2);
	return (rmdir(dir));
}

/* A copy of from at to, with mode. */
static void
copy(const char *from, const char *to, mode_t mode, size_t cut)
{
	char b[65536];
	int fd = open(from, O_RDONLY);
	ssize_t n = read(fd, b, sizeof(b));

	assert_true(n > 0);
	close(fd);
	unlink(to);
	fd = open(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_int_equal(write(fd, b, (size_t)n - cut), n - (ssize_t)cut);
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static void
test_files(void **state)
{
	struct stat sb;

	(void)state;
	assert_int_equal(stat(master, &sb), 0);
	assert_int_equal(sb.st_mode & 07777, 0400);
	assert_int_equal(sb.st_size, KEY_LEN);
	assert_int_equal(stat(slots, &sb), 0);
	assert_int_equal(sb.st_mode & 07777, 0600);
	assert_int_equal(sb.st_size, 4096 + BUCKETS * 256);
	assert_int_equal(vault_buckets(v), BUCKETS);
	for (uint32_t b = 0; b < BUCKETS; b++) {
		assert_int_equal(vault_generation(v, b), 1);
		assert_false(vault_bucket_pending(v, b));
	}
}

static void
contents(const char *path, uint8_t *out, size_t n)
{
	int fd = open(path, O_RDONLY);

	assert_int_equal(read(fd, out, n), (ssize_t)n);
	close(fd);
}

static void
test_never_overwrites(void **state)
{
	uint8_t before[KEY_LEN], after[KEY_LEN], s1[8192], s2[8192];
	char none[80];

	(void)state;
	snprintf(none, sizeof(none), "%s/none", dir);
	contents(master, before, KEY_LEN);
	contents(slots, s1, sizeof(s1));
	assert_int_equal(vault_create(master, slots, 8), RC_CONFLICT);
	assert_int_equal(vault_create(master, none, 8), RC_CONFLICT);
	assert_int_equal(access(none, F_OK), -1);
	assert_int_equal(vault_create(none, slots, 8), RC_CONFLICT);
	assert_int_equal(access(none, F_OK), -1);
	contents(master, after, KEY_LEN);
	contents(slots, s2, sizeof(s2));
	assert_memory_equal(before, after, KEY_LEN);
	assert_memory_equal(s1, s2, sizeof(s1));
	assert_int_equal(vault_create(none, none, 0), RC_INVALID);
	assert_int_equal(vault_create("/nonexistent/a", "/nonexistent/b", 8),
	    RC_FAILED);
	/* No half: no slot file stays when the master key cannot be made. */
	assert_int_equal(vault_create("/nonexistent/a", none, 8), RC_FAILED);
	assert_int_equal(access(none, F_OK), -1);
}

struct pair { const char *master, *slots; };

static void
open_it(void *arg)
{
	const struct pair *p = arg;

	vault_open(p->master, p->slots, false);
}

static void
test_refuses_to_open(void **state)
{
	char m[80], s[80];
	struct pair p = { m, s };

	(void)state;
	snprintf(m, sizeof(m), "%s/m", dir);
	snprintf(s, sizeof(s), "%s/s", dir);
	child_dies(open_it, &p, "cannot read the master key");
	copy(master, m, 0400, 0);
	child_dies(open_it, &p, "cannot open the slot file");
	copy(slots, s, 0600, 0);
	child_lives(open_it, &p);
	copy(master, m, 0440, 0);
	child_dies(open_it, &p, "the master key");
	copy(master, m, 0404, 0);
	child_dies(open_it, &p, "the master key");
	copy(master, m, 0400, 1);
	child_dies(open_it, &p, "the master key");
	if (geteuid() == 0) {
		copy(master, m, 0400, 0);
		assert_int_equal(chown(m, 65534, 0), 0);
		child_dies(open_it, &p, "chown root");
	}
	unlink(m);
	assert_int_equal(symlink(master, m), 0);
	child_dies(open_it, &p, "cannot read the master key");
	copy(master, m, 0400, 0);
	copy(slots, s, 0640, 0);
	child_dies(open_it, &p, "the slot file");
	copy(slots, s, 0600, 256);
	child_dies(open_it, &p, "is damaged");
	copy(slots, s, 0600, 4096 + BUCKETS * 256 - 100);
	child_dies(open_it, &p, "damaged");
	copy(slots2, s, 0600, 0);
	child_dies(open_it, &p, "does not belong to the master key");
	unlink(m);
	unlink(s);
}

static void
bucket_too_high(void *arg)
{
	(void)arg;
	vault_generation(v, BUCKETS);
}

static long
locked_kb(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[200];
	long kb = -1;

	while (fgets(line, sizeof(line), f) != NULL)
		if (str_starts(line, "VmLck:"))
			kb = strtol(line + 6, NULL, 10);
	fclose(f);
	return (kb);
}

static void
locks_again(void *arg)
{
	if (locked_kb() != 0)		/* locks are not inherited ... */
		_exit(2);
	vault_after_fork(arg);
	if (locked_kb() <= 0)		/* ... and had to be made again */
		_exit(3);
}

static void
test_memory(void **state)
{
	(void)state;
	/* The address sanitizer's runtime makes mlock(2) do nothing. */
	if (UNIT_ASAN)
		skip();
	assert_true(locked_kb() > 0);
	child_lives(locks_again, v);
	child_bugs(bucket_too_high, NULL, "bucket 64 of 64");
}

/* The master key stands nowhere in memory that a dump would hold. */
static void
test_master_is_not_dumped(void **state)
{
	static uint8_t page[4096];
	uint8_t key[KEY_LEN];
	unsigned long from = 0, to = 0;
	char line[500], perms[8] = "";
	size_t found = 0, dumped = 0, here = 0;
	char m[80], s[80];
	struct vault *fresh;
	FILE *f;
	int mem;

	(void)state;
	if (UNIT_ASAN)
		skip();
	/* One of its own, which no other test ever read onto the stack. */
	snprintf(m, sizeof(m), "%s/m", dir);
	snprintf(s, sizeof(s), "%s/s", dir);
	assert_int_equal(vault_create(m, s, 4), RC_OK);
	fresh = vault_open(m, s, false);
	f = fopen("/proc/self/smaps", "r");
	mem = open("/proc/self/mem", O_RDONLY);
	contents(m, key, KEY_LEN);
	/* So that our own copy is not what is found. */
	for (int i = 0; i < KEY_LEN; i++)
		key[i] ^= 0x55;
	while (fgets(line, sizeof(line), f) != NULL) {
		if (sscanf(line, "%lx-%lx %7s", &from, &to, perms) == 3 &&
		    strchr(line, '-') < strchr(line, ' ')) {
			here = 0;
			for (; perms[0] == 'r' && from < to; from += 4096) {
				if (pread(mem, page, 4096, (off_t)from) !=
				    4096)
					break;
				for (size_t i = 0; i < 4096; i++)
					page[i] ^= 0x55;
				here += memmem(page, 4096, key, KEY_LEN) !=
				    NULL;
				memset(page, 0, sizeof(page));
			}
		} else if (str_starts(line, "VmFlags:") && here > 0) {
			found += here;
			if (strstr(line, " dd") == NULL)
				dumped += here;
		}
	}
	fclose(f);
	close(mem);
	unlink(m);
	unlink(s);
	vault_close(&fresh);
	assert_int_equal(found, 1);
	assert_int_equal(dumped, 0);
}

static void
test_account_gates(void **state)
{
	struct vault *w = vault_open(master2, slots2, false);
	struct secret gate = secret_new(), other = secret_new();
	uint8_t x[WRAPPED_LEN], y[WRAPPED_LEN], z[WRAPPED_LEN];
	struct bytes bx = { x, sizeof(x) }, by = { y, sizeof(y) };
	struct bytes bz = { z, sizeof(z) };
	struct key k, k2;
	bool gated;

	(void)state;
	vault_account_new(v, acc, x);
	assert_int_equal(vault_account_open(v, acc, bx, &k), RC_OK);
	vault_account_gate(v, acc, &k, &gate, y);
	/* With its gate it is the key; without, or with another, it is none. */
	assert_int_equal(vault_account_pass(v, acc, by, &gate, &k2), RC_OK);
	assert_memory_equal(k.b, k2.b, KEY_LEN);
	assert_int_equal(vault_account_pass(v, acc, by, NULL, &k2), RC_GONE);
	assert_int_equal(vault_account_pass(v, acc, by, &other, &k2), RC_OK);
	assert_memory_not_equal(k.b, k2.b, KEY_LEN);
	assert_int_equal(vault_account_open(v, acc, by, &k2), RC_FAILED);
	assert_int_equal(vault_account_pass(v, (account_id){ 8 }, by, &gate,
	    &k2), RC_FAILED);
	assert_int_equal(vault_account_pass(w, acc, by, &gate, &k2),
	    RC_FAILED);
	/* One without a gate opens as before. */
	assert_int_equal(vault_account_pass(v, acc, bx, NULL, &k2), RC_OK);
	assert_memory_equal(k.b, k2.b, KEY_LEN);
	assert_true(vault_account_fits(v, acc, bx, &gated) && !gated);
	assert_true(vault_account_fits(v, acc, by, &gated) && gated);
	assert_false(vault_account_fits(w, acc, by, &gated));
	/* A new master key changes nothing of that. */
	assert_int_equal(vault_account_rewrap(v, w, acc, by, z), RC_OK);
	assert_int_equal(vault_account_pass(w, acc, bz, &gate, &k2), RC_OK);
	assert_memory_equal(k.b, k2.b, KEY_LEN);
	assert_int_equal(vault_account_pass(w, acc, bz, NULL, &k2), RC_GONE);
	vault_close(&w);
}

static void
test_account_keys(void **state)
{
	struct vault *w = vault_open(master2, slots2, false);
	uint8_t x[WRAPPED_LEN], y[WRAPPED_LEN];
	struct bytes bx = { x, sizeof(x) }, by = { y, sizeof(y) };
	struct key k, k2, k3;

	(void)state;
	vault_account_new(v, acc, x);
	vault_account_new(v, acc, y);
	assert_int_equal(vault_account_open(v, acc, bx, &k), RC_OK);
	assert_int_equal(vault_account_open(v, acc, bx, &k2), RC_OK);
	assert_int_equal(vault_account_open(v, acc, by, &k3), RC_OK);
	assert_memory_equal(k.b, k2.b, KEY_LEN);
	assert_memory_not_equal(k.b, k3.b, KEY_LEN);
	assert_int_equal(vault_account_open(v, (account_id){ 8 }, bx, &k2),
	    RC_FAILED);
	assert_int_equal(vault_account_open(w, acc, bx, &k2), RC_FAILED);
	assert_int_equal(vault_account_open(v, acc, (struct bytes){ 0 }, &k2),
	    RC_FAILED);
	bx.n--;
	assert_int_equal(vault_account_open(v, acc, bx, &k2), RC_FAILED);
	bx.n++;
	for (size_t i = 0; i < WRAPPED_LEN * 8; i++) {
		x[i / 8] ^= (uint8_t)(1 << i % 8);
		assert_int_equal(vault_account_open(v, acc, bx, &k2),
		    RC_FAILED);
		x[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	vault_close(&w);
	assert_null(w);
	vault_close(&w);
}

static void
test_purposes(void **state)
{
	struct vault *w = vault_open(master2, slots2, false);
	struct vault *again = vault_open(master, slots, true);
	struct key a = vault_purpose(v, "a"), b = vault_purpose(v, "b");
	struct key same = vault_purpose(again, "a");
	struct key other = vault_purpose(w, "a");

	(void)state;
	assert_memory_equal(a.b, same.b, KEY_LEN);
	assert_memory_not_equal(a.b, b.b, KEY_LEN);
	assert_memory_not_equal(a.b, other.b, KEY_LEN);
	vault_close(&w);
	vault_close(&again);
}

/* Every bucket gets its share, and each part of the name counts. */
static void
test_buckets(void **state)
{
	unsigned n[BUCKETS] = { 0 }, moved[3] = { 0 };
	uint32_t b;

	(void)state;
	for (uint64_t i = 0; i < 64000; i++) {
		b = vault_bucket(v, acc, SECRET_CONTACT, i * 64 + 1024);
		assert_true(b < BUCKETS);
		n[b]++;
		moved[0] += b != vault_bucket(v, (account_id){ 8 },
		    SECRET_CONTACT, i * 64 + 1024);
		moved[1] += b != vault_bucket(v, acc, SECRET_TICKET,
		    i * 64 + 1024);
		moved[2] += b != vault_bucket(v, acc, SECRET_CONTACT,
		    i * 64 + 1025);
	}
	for (b = 0; b < BUCKETS; b++)
		assert_in_range(n[b], 800, 1200);
	for (int i = 0; i < 3; i++)
		assert_in_range(moved[i], 60000, 64000);
}

static void
closed(account_id id, enum secret_kind kind, uint64_t noun,
    uint32_t generation, const uint8_t *w, size_t n)
{
	struct secret s;

	assert_int_equal(vault_unwrap(v, id, kind, noun, generation,
	    (struct bytes){ w, n }, &s), RC_FAILED);
}

/* Another id that lies in the same bucket, so that only the place differs. */
static uint64_t
neighbour(account_id id, enum secret_kind kind, uint64_t noun, uint32_t bucket)
{
	do
		noun++;
	while (vault_bucket(v, id, kind, noun) != bucket);
	return (noun);
}

static void
test_wrap(void **state)
{
	uint8_t w[WRAPPED_LEN], other[WRAPPED_LEN];
	struct secret s = secret_new(), got;
	uint32_t b = vault_bucket(v, acc, SECRET_TICKET, 99);
	account_id acc2 = acc;

	(void)state;
	assert_int_equal(vault_wrap(v, acc, SECRET_TICKET, 99, 1, &s, w),
	    RC_OK);
	assert_int_equal(vault_unwrap(v, acc, SECRET_TICKET, 99, 1,
	    (struct bytes){ w, sizeof(w) }, &got), RC_OK);
	assert_memory_equal(s.b, got.b, SECRET_LEN);
	assert_null(memmem(w, sizeof(w), s.b, 8));
	closed(acc, SECRET_TICKET, neighbour(acc, SECRET_TICKET, 99, b), 1, w,
	    WRAPPED_LEN);
	do
		acc2.v++;
	while (vault_bucket(v, acc2, SECRET_TICKET, 99) != b);
	closed(acc2, SECRET_TICKET, 99, 1, w, WRAPPED_LEN);
	for (unsigned kind = 0; kind < 200; kind++)
		if (kind != SECRET_TICKET)
			closed(acc, (enum secret_kind)kind, 99, 1, w,
			    WRAPPED_LEN);
	closed(acc, SECRET_TICKET, 99, 0, w, WRAPPED_LEN);
	closed(acc, SECRET_TICKET, 99, 2, w, WRAPPED_LEN);
	closed(acc, SECRET_TICKET, 99, UINT32_MAX, w, WRAPPED_LEN);
	closed(acc, SECRET_TICKET, 99, 1, w, WRAPPED_LEN - 1);
	closed(acc, SECRET_TICKET, 99, 1, NULL, 0);
	for (size_t i = 0; i < WRAPPED_LEN * 8; i++) {
		memcpy(other, w, WRAPPED_LEN);
		other[i / 8] ^= (uint8_t)(1 << i % 8);
		closed(acc, SECRET_TICKET, 99, 1, other, WRAPPED_LEN);
	}
	assert_int_equal(vault_wrap(v, acc, SECRET_TICKET, 99, 2, &s, w),
	    RC_FAILED);
	assert_int_equal(vault_wrap(v, acc, SECRET_TICKET, 99, 0, &s, w),
	    RC_FAILED);
}

/* A slot's bytes in another slot, or under another generation, open nothing. */
static void
test_slots_stay_in_place(void **state)
{
	struct vault *kept = v;
	uint32_t b = vault_bucket(v, acc, SECRET_TICKET, 5), to;
	uint8_t w[WRAPPED_LEN], slot[256];
	char s[80];
	struct secret secret = secret_new();
	int fd;

	(void)state;
	if (b == 0)
		skip();
	to = b == BUCKETS - 1 ? b - 1 : b + 1;
	assert_int_equal(vault_wrap(v, acc, SECRET_TICKET, 5, 1, &secret, w),
	    RC_OK);
	snprintf(s, sizeof(s), "%s/s", dir);
	copy(slots, s, 0600, 0);
	fd = open(s, O_RDWR);
	v = vault_open(master, s, false);
	assert_int_equal(pread(fd, slot, 256, 4096 + to * 256), 256);
	assert_int_equal(pwrite(fd, slot, 256, 4096 + b * 256), 256);
	closed(acc, SECRET_TICKET, 5, 1, w, WRAPPED_LEN);
	assert_int_equal(vault_wrap(v, acc, SECRET_TICKET, 5, 1, &secret, w),
	    RC_FAILED);
	slot[0] = 2;
	assert_int_equal(pwrite(fd, slot, 256, 4096 + to * 256), 256);
	assert_int_equal(vault_generation(v, to), 2);
	for (uint64_t id = 1; id < 2000; id++)
		if (vault_bucket(v, acc, SECRET_TICKET, id) == to)
			assert_int_equal(vault_wrap(v, acc, SECRET_TICKET, id,
			    2, &secret, w), RC_FAILED);
	close(fd);
	unlink(s);
	vault_close(&v);
	v = kept;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_never_overwrites),
		cmocka_unit_test(test_refuses_to_open),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_master_is_not_dumped),
		cmocka_unit_test(test_account_keys),
		cmocka_unit_test(test_account_gates),
		cmocka_unit_test(test_purposes),
		cmocka_unit_test(test_buckets),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_slots_stay_in_place),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
