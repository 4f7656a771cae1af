/*
 * Attachments as sealed files (sealedfile.h).
 * Head: magic (8), chunk size (4), zero (4), file nonce (16).
 * Chunk i: version-less XChaCha20-Poly1305 with nonce = file nonce | i (8) and
 * the place, i and whether it is the last in the associated data.
 */
#include "crypto/sealedfile.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "core/rand.h"
#include "crypto/le.h"

#define MAGIC	"OLVFILE1"
#define HEAD	32
#define TAG	16
#define NAME_BYTES 200

struct sealedwriter {
	int		  dirfd, fd;
	const char	 *name, *tmp;
	struct key	  k;
	uint8_t		  nonce[24];
	uint8_t		  ad[96];
	size_t		  nad;
	uint64_t	  chunk, size;
	struct arena	 *a;
	uint8_t		 *plain, *sealed;
	size_t		  nplain;
	enum rc		  rc;		/* the first that went wrong */
};

struct sealedfile {
	int		  fd;
	struct key	  k;
	uint8_t		  nonce[24];
	uint8_t		  ad[96];
	size_t		  nad;
	uint64_t	  size, chunks;
	struct arena	 *a;
	uint8_t		 *sealed, *plain;
	uint64_t	  have;		/* chunk in plain + 1; 0: none */
	size_t		  nplain;
};

static size_t
make_ad(struct seal_place at, uint8_t ad[96])
{
	size_t n = strlen(at.column);

	if (n > 48)
		bug("column name %s", at.column);
	le64(ad, at.account.v);
	le64(ad + 8, at.id);
	memcpy(ad + 16, at.column, n);
	return (16 + n);
}

static size_t
chunk_ad(uint8_t *ad, size_t nad, uint64_t i, bool last)
{
	le64(ad + nad, i);
	ad[nad + 8] = last;
	return (nad + 9);
}

static RC
write_all(int fd, const void *in, size_t n)
{
	const uint8_t *p = in;
	ssize_t w;

	while (n > 0) {
		w = write(fd, p, n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return (RC_FAILED);
		p += w;
		n -= (size_t)w;
	}
	return (RC_OK);
}

/* Names come from ids of ours; anything that could climb out is a bug. */
static void
check_name(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || n > NAME_BYTES || name[0] == '/' || name[0] == '.' ||
	    name[n - 1] == '/' || strstr(name, "/.") != NULL ||
	    strstr(name, "//") != NULL)
		bug("an attachment's name of %zu bytes", n);
}

/* The folder that name lies in, fsynced. */
static RC
sync_folder(int dirfd, const char *name)
{
	char part[NAME_BYTES + 1];
	const char *slash = strrchr(name, '/');
	int fd, bad;

	if (slash == NULL)
		return (fsync(dirfd) == 0 ? RC_OK : RC_FAILED);
	memcpy(part, name, (size_t)(slash - name));
	part[slash - name] = '\0';
	fd = openat(dirfd, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC |
	    O_NOFOLLOW);
	if (fd < 0)
		return (RC_FAILED);
	bad = fsync(fd);
	close(fd);
	return (bad == 0 ? RC_OK : RC_FAILED);
}

/* One folder, synced into its parent when new. */
static RC
make_folder(int dirfd, const char *name)
{
	/* The mask of the process must not shut the other programs out. */
	mode_t mask = umask(0);
	int bad = mkdirat(dirfd, name, 02770), why = errno;

	umask(mask);
	if (bad != 0)
		return (why == EEXIST ? RC_OK : RC_FAILED);
	/* mkdir(2) does not set the group ID bit. */
	if (fchmodat(dirfd, name, 02770, 0) != 0)
		return (RC_FAILED);
	return (sync_folder(dirfd, name));
}

static RC
make_folders(int dirfd, const char *name)
{
	char part[NAME_BYTES + 1];
	const char *slash = name;

	while ((slash = strchr(slash, '/')) != NULL) {
		memcpy(part, name, (size_t)(slash - name));
		part[slash - name] = '\0';
		TRY(make_folder(dirfd, part));
		slash++;
	}
	return (RC_OK);
}

static RC
write_head(struct sealedwriter *w)
{
	uint8_t head[HEAD] = MAGIC;

	le32(head + 8, SEALED_CHUNK);
	rand_bytes(head + 16, 16);
	memcpy(w->nonce, head + 16, 16);
	return (write_all(w->fd, head, HEAD));
}

static RC
write_chunk(struct sealedwriter *w, const uint8_t *p, size_t n, bool last)
{
	le64(w->nonce + 16, w->chunk);
	crypto_aead_xchacha20poly1305_ietf_encrypt(w->sealed, NULL, p, n,
	    w->ad, chunk_ad(w->ad, w->nad, w->chunk, last), NULL, w->nonce,
	    w->k.b);
	w->chunk++;
	w->size += n;
	return (write_all(w->fd, w->sealed, n + TAG));
}

RC
sealedfile_create(int dirfd, const char *name, const struct key *k,
    struct seal_place at, struct sealedwriter **w_r)
{
	struct arena *a;
	struct sealedwriter *w;

	*w_r = NULL;
	check_name(name);
	TRY(make_folders(dirfd, name));
	a = arena_new(1U << 20);
	w = ARENA_NEW(a, struct sealedwriter);
	*w = (struct sealedwriter){ .dirfd = dirfd, .k = *k, .a = a,
		.name = arena_strdup(a, name),
		.tmp = arena_printf(a, "%s.new", name) };
	w->nad = make_ad(at, w->ad);
	w->plain = arena_alloc(a, SEALED_CHUNK);
	w->sealed = arena_alloc(a, SEALED_CHUNK + TAG);
	w->fd = openat(dirfd, w->tmp, O_WRONLY | O_CREAT | O_TRUNC |
	    O_CLOEXEC | O_NOFOLLOW, 0660);
	if (w->fd < 0 || fchmod(w->fd, 0660) != 0 ||
	    write_head(w) != RC_OK) {
		log_warn("a sealed file cannot be written (errno %d)", errno);
		sealedfile_drop(&w);
		return (RC_FAILED);
	}
	*w_r = w;
	return (RC_OK);
}

/* The last chunk is marked: a full one is written when more comes. */
RC
sealedfile_append(struct sealedwriter *w, struct bytes data)
{
	size_t n;

	while (data.n > 0 && w->rc == RC_OK) {
		if (w->nplain == SEALED_CHUNK) {
			w->rc = write_chunk(w, w->plain, SEALED_CHUNK, false);
			w->nplain = 0;
			continue;
		}
		n = SEALED_CHUNK - w->nplain;
		n = data.n < n ? data.n : n;
		memcpy(w->plain + w->nplain, data.p, n);
		w->nplain += n;
		data.p += n;
		data.n -= n;
	}
	return (w->rc);
}

RC
sealedfile_commit(struct sealedwriter **wp, uint64_t *size_r)
{
	CLEANUP(sealedfile_drop) struct sealedwriter *w = *wp;
	int fd = w->fd;

	*wp = NULL;
	if (w->rc == RC_OK)
		w->rc = write_chunk(w, w->plain, w->nplain, true);
	if (w->rc == RC_OK && fsync(fd) != 0)
		w->rc = RC_FAILED;
	w->fd = -1;
	if (close(fd) != 0)
		w->rc = RC_FAILED;
	if (w->rc == RC_OK && renameat(w->dirfd, w->tmp, w->dirfd, w->name) !=
	    0)
		w->rc = RC_FAILED;
	if (w->rc != RC_OK) {
		log_warn("a sealed file cannot be written (errno %d)", errno);
		return (w->rc);
	}
	w->tmp = NULL;
	*size_r = w->size;
	return (sync_folder(w->dirfd, w->name));
}

void
sealedfile_drop(struct sealedwriter **wp)
{
	struct sealedwriter *w = *wp;
	struct arena *a;

	if (w == NULL)
		return;
	*wp = NULL;
	if (w->fd >= 0)
		close(w->fd);
	if (w->tmp != NULL)
		unlinkat(w->dirfd, w->tmp, 0);
	a = w->a;
	arena_free(&a);
}

RC
sealedfile_write(int dirfd, const char *name, const struct key *k,
    struct seal_place at, struct bytes data)
{
	CLEANUP(sealedfile_drop) struct sealedwriter *w = NULL;
	uint64_t size;

	TRY(sealedfile_create(dirfd, name, k, at, &w));
	if (sealedfile_append(w, data) != RC_OK)
		log_warn("a sealed file cannot be written (errno %d)", errno);
	return (sealedfile_commit(&w, &size));
}

RC
sealedfile_move(int dirfd, const char *from, const char *to)
{
	check_name(from);
	check_name(to);
	if (renameat(dirfd, from, dirfd, to) != 0)
		return (errno == ENOENT ? RC_NOTFOUND : RC_FAILED);
	return (sync_folder(dirfd, to));
}

RC
sealedfile_remove(int dirfd, const char *name)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	const char *half = arena_printf(a, "%s.new", name);

	check_name(name);
	if (unlinkat(dirfd, half, 0) != 0 && errno != ENOENT)
		return (RC_FAILED);
	if (unlinkat(dirfd, name, 0) != 0)
		return (errno == ENOENT ? RC_OK : RC_FAILED);
	return (sync_folder(dirfd, name));
}

/*
 * The plain size follows from the file's: every chunk but the last is full.  It
 * is a claim until the last chunk opened (sealedfile_open).
 */
static RC
measure(struct sealedfile *f)
{
	uint8_t head[HEAD];
	struct stat sb;
	uint64_t body, full = SEALED_CHUNK + TAG, rest;
	ssize_t got = pread(f->fd, head, HEAD, 0);

	if (got < 0 || fstat(f->fd, &sb) != 0)
		return (RC_FAILED);
	if (got != HEAD || memcmp(head, MAGIC, 8) != 0 ||
	    un32(head + 8) != SEALED_CHUNK || un32(head + 12) != 0)
		return (RC_GONE);
	memcpy(f->nonce, head + 16, 16);
	body = (uint64_t)sb.st_size - HEAD;
	f->chunks = (body + full - 1) / full;
	rest = f->chunks == 0 ? 0 : body - (f->chunks - 1) * full;
	if (rest < TAG)
		return (RC_GONE);
	f->size = (f->chunks - 1) * SEALED_CHUNK + rest - TAG;
	return (RC_OK);
}

static RC
load_chunk(struct sealedfile *f, uint64_t i)
{
	uint64_t full = SEALED_CHUNK + TAG;
	unsigned long long n;
	ssize_t got;

	if (f->have == i + 1)
		return (RC_OK);
	f->have = 0;
	got = pread(f->fd, f->sealed, full, (off_t)(HEAD + i * full));
	if (got < 0)
		return (RC_FAILED);
	le64(f->nonce + 16, i);
	if (got < TAG || crypto_aead_xchacha20poly1305_ietf_decrypt(f->plain,
	    &n, NULL, f->sealed, (size_t)got, f->ad, chunk_ad(f->ad, f->nad,
	    i, i + 1 == f->chunks), f->nonce, f->k.b) != 0)
		return (RC_GONE);
	f->nplain = (size_t)n;
	f->have = i + 1;
	return (RC_OK);
}

RC
sealedfile_open(int dirfd, const char *name, const struct key *k,
    struct seal_place at, struct sealedfile **f_r)
{
	struct arena *a;
	struct sealedfile *f;
	enum rc rc;
	int fd;

	*f_r = NULL;
	check_name(name);
	fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return (errno == ENOENT ? RC_NOTFOUND : RC_FAILED);
	a = arena_new(1U << 20);
	f = ARENA_NEW(a, struct sealedfile);
	*f = (struct sealedfile){ .fd = fd, .k = *k, .a = a };
	f->nad = make_ad(at, f->ad);
	f->sealed = arena_alloc(a, SEALED_CHUNK + TAG);
	f->plain = arena_alloc(a, SEALED_CHUNK);
	rc = measure(f);
	/* The last one proves key, place and size before a byte goes out. */
	if (rc == RC_OK)
		rc = load_chunk(f, f->chunks - 1);
	if (rc != RC_OK)
		sealedfile_close(&f);
	*f_r = f;
	return (rc);
}

uint64_t
sealedfile_size(const struct sealedfile *f)
{
	return (f->size);
}

RC
sealedfile_read(struct sealedfile *f, uint64_t offset, void *out, size_t n,
    size_t *got_r)
{
	uint8_t *p = out;
	size_t at, take;

	*got_r = 0;
	while (n > 0 && offset < f->size) {
		TRY(load_chunk(f, offset / SEALED_CHUNK));
		at = (size_t)(offset % SEALED_CHUNK);
		if (at >= f->nplain)
			return (RC_GONE);
		take = f->nplain - at < n ? f->nplain - at : n;
		memcpy(p, f->plain + at, take);
		p += take;
		n -= take;
		offset += take;
		*got_r += take;
	}
	return (RC_OK);
}

void
sealedfile_close(struct sealedfile **fp)
{
	struct sealedfile *f = *fp;
	struct arena *a;

	if (f == NULL)
		return;
	*fp = NULL;
	close(f->fd);
	/* f lies in it, key and all: the arena is wiped as it goes. */
	a = f->a;
	arena_free(&a);
}
