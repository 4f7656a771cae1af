/*
 * Master key and slot file (vault.h).
 *
 * Slot file: a page of head (magic, version, buckets), then 256 bytes a slot:
 * two entries of generation (4 bytes, 0: empty) and a bucket key sealed under
 * the master key's "bucket" key (73 bytes), 128 bytes each.  Fixed places,
 * overwritten in place and synced.  Readers map it shared, so what the
 * forgetting program overwrites is gone for them at once; no opened bucket key
 * is cached.  A new key is never written over one that may be the committed one:
 * losing a bucket key loses hundreds of people's data, so what is unclear is
 * refused.
 */
#include "crypto/vault_in.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "crypto/le.h"

/* ---- one entry of a slot ------------------------------------------------ */

static const uint8_t *
entry(const struct vault *v, uint32_t bucket, int which)
{
	if (bucket >= v->buckets)
		bug("bucket %u of %u", bucket, v->buckets);
	return (v->map + HEAD + (size_t)bucket * SLOT + which * ENTRY);
}

static uint32_t
entry_generation(const struct vault *v, uint32_t bucket, int which)
{
	return (un32(entry(v, bucket, which)));
}

static struct seal_place
slot_place(uint32_t bucket, uint32_t generation)
{
	return ((struct seal_place){ { 0 }, "slot",
	    (uint64_t)bucket << 32 | generation });
}

void
vault_entry_seal(struct arena *a, const struct key *under, uint32_t bucket,
    uint32_t generation, const struct key *k, uint8_t out[ENTRY])
{
	struct bytes sealed = seal(a, under, slot_place(bucket, generation),
	    (struct bytes){ k->b, KEY_LEN });

	memset(out, 0, ENTRY);
	le32(out, generation);
	memcpy(out + 4, sealed.p, sealed.n);
}

static void
entry_make(struct arena *a, const struct key *under, uint32_t bucket,
    uint32_t generation, uint8_t out[ENTRY])
{
	struct key k;

	randombytes_buf(k.b, sizeof(k.b));
	vault_entry_seal(a, under, bucket, generation, &k, out);
	sodium_memzero(&k, sizeof(k));
}

RC
vault_bucket_key(struct vault *v, uint32_t bucket, uint32_t generation,
    struct key *k_r)
{
	uint8_t copy[ENTRY];

	/* Twice: an entry may be overwritten while it is copied. */
	for (int try = 0; try < 4; try++) {
		memcpy(copy, entry(v, bucket, try & 1), ENTRY);
		if (un32(copy) != generation || generation == 0)
			continue;
		if (seal_open_to(v->bucket, slot_place(bucket, generation),
		    (struct bytes){ copy + 4, WRAPPED_LEN }, k_r->b,
		    KEY_LEN) == RC_OK)
			return (RC_OK);
	}
	return (RC_FAILED);
}

/* ---- making ------------------------------------------------------------- */

RC
vault_write_new(const char *path, const void *p, size_t n, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	bool good;

	if (fd < 0)
		return (errno == EEXIST ? RC_CONFLICT : RC_FAILED);
	good = write(fd, p, n) == (ssize_t)n && fsync(fd) == 0;
	if (close(fd) != 0 || !good) {
		unlink(path);
		return (RC_FAILED);
	}
	return (RC_OK);
}

RC
vault_sync_folder_of(const char *path)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	const char *slash = strrchr(path, '/');
	int fd, bad;

	fd = open(slash == NULL ? "." : slash == path ? "/" :
	    arena_strndup(a, path, (size_t)(slash - path)),
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return (RC_FAILED);
	bad = fsync(fd);
	close(fd);
	return (bad == 0 ? RC_OK : RC_FAILED);
}

static RC
slots_create(const char *path, const struct key *master, uint32_t buckets)
{
	CLEANUP(arena_free) struct arena *a = arena_new(512U << 20);
	struct key k = key_purpose(master, "bucket");
	size_t size = HEAD + (size_t)buckets * SLOT;
	uint8_t *file = arena_alloc(a, size);

	memcpy(file, MAGIC, 16);
	le32(file + 16, buckets);
	for (uint32_t b = 0; b < buckets; b++)
		entry_make(a, &k, b, 1, file + HEAD + (size_t)b * SLOT);
	sodium_memzero(&k, sizeof(k));
	return (vault_write_new(path, file, size, 0600));
}

RC
vault_create(const char *master_path, const char *slot_path,
    uint32_t buckets)
{
	struct key master;
	enum rc rc;

	if (buckets == 0 || buckets > MAX_BUCKETS)
		return (RC_INVALID);
	if (access(master_path, F_OK) == 0 || access(slot_path, F_OK) == 0)
		return (RC_CONFLICT);
	randombytes_buf(&master, sizeof(master));
	rc = slots_create(slot_path, &master, buckets);
	if (rc == RC_OK) {
		rc = vault_write_new(master_path, &master, sizeof(master), 0400);
		if (rc != RC_OK)
			unlink(slot_path);
	}
	if (rc == RC_OK)
		rc = vault_sync_folder_of(slot_path);
	if (rc == RC_OK)
		rc = vault_sync_folder_of(master_path);
	sodium_memzero(&master, sizeof(master));
	return (rc);
}

/* ---- opening ------------------------------------------------------------ */

/* A file of ours that nobody else may read or have put there. */
static bool
ours(const struct stat *sb)
{
	return (S_ISREG(sb->st_mode) && (sb->st_mode & 077) == 0 &&
	    (sb->st_uid == 0 || sb->st_uid == geteuid()));
}

/* What is wrong, or NULL. */
static const char *
read_master(struct vault *v, const char *path)
{
	struct stat sb;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool good;

	if (fd < 0)
		return (arena_printf(arena_boot(), "cannot read the master key "
		    "%s; run 'olvido keys init' as root once, or put the key "
		    "back", path));
	good = fstat(fd, &sb) == 0 && sb.st_size == KEY_LEN && ours(&sb);
	if (good && read(fd, v->master->b, KEY_LEN) != KEY_LEN) {
		close(fd);
		return (arena_printf(arena_boot(), "cannot read the master key "
		    "%s", path));
	}
	close(fd);
	if (!good)
		return (arena_printf(arena_boot(), "the master key %s must be "
		    "a file of %d bytes that root owns and nobody else may "
		    "read (chown root, chmod 0400)", path, KEY_LEN));
	*v->bucket = key_purpose(v->master, "bucket");
	sodium_mprotect_readonly(v->master);
	sodium_mprotect_readonly(v->bucket);
	return (NULL);
}

static const char *
map_slots(struct vault *v, const char *path, bool writable)
{
	struct stat sb;

	v->fd = open(path, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC |
	    O_NOFOLLOW);
	if (v->fd < 0 || fstat(v->fd, &sb) != 0)
		return (arena_printf(arena_boot(), "cannot open the slot file "
		    "%s; run 'olvido keys init' as root once, or put the file "
		    "back", path));
	if (sb.st_size < HEAD || !ours(&sb))
		return (arena_printf(arena_boot(), "the slot file %s is "
		    "damaged, or not root's, or others may read it (chown "
		    "root, chmod 0600)", path));
	v->size = (size_t)sb.st_size;
	v->map = mmap(NULL, v->size, PROT_READ, MAP_SHARED, v->fd, 0);
	if (v->map == MAP_FAILED)
		return (arena_printf(arena_boot(), "cannot map the slot file "
		    "%s", path));
	madvise(v->map, v->size, MADV_DONTDUMP);
	v->buckets = un32(v->map + 16);
	if (memcmp(v->map, MAGIC, 16) != 0 || v->buckets == 0 ||
	    v->size != HEAD + (size_t)v->buckets * SLOT)
		return (arena_printf(arena_boot(), "the slot file %s is "
		    "damaged", path));
	if (!writable) {
		close(v->fd);
		v->fd = -1;
	}
	return (NULL);
}

struct vault *
vault_try(const char *master_path, const char *slot_path, bool writable,
    const char **why_r)
{
	struct vault *v = arena_alloc(arena_boot(), sizeof(*v));
	struct rlimit none = { 0, 0 };
	struct key k;

	/* Opened keys lie in ordinary memory as well: no core of any of it. */
	if (setrlimit(RLIMIT_CORE, &none) != 0 ||
	    prctl(PR_SET_DUMPABLE, 0) != 0)
		die("core files cannot be switched off");
	v->fd = -1;
	v->map = MAP_FAILED;
	v->master = sodium_malloc(sizeof(*v->master));
	v->bucket = sodium_malloc(sizeof(*v->bucket));
	if (v->master == NULL || v->bucket == NULL)
		die("no locked memory for the master key; raise the limit "
		    "(ulimit -l)");
	*why_r = read_master(v, master_path);
	if (*why_r == NULL)
		*why_r = map_slots(v, slot_path, writable);
	if (*why_r == NULL && vault_bucket_key(v, 0, vault_generation(v, 0),
	    &k) != RC_OK)
		*why_r = arena_printf(arena_boot(), "the slot file %s does not "
		    "belong to the master key %s", slot_path, master_path);
	sodium_memzero(&k, sizeof(k));
	if (*why_r != NULL)
		vault_close(&v);
	return (v);
}

struct vault *
vault_open(const char *master_path, const char *slot_path, bool writable)
{
	const char *why;
	struct vault *v = vault_try(master_path, slot_path, writable, &why);

	if (v == NULL)
		die("%s", why);
	return (v);
}

void
vault_after_fork(struct vault *v)
{
	/* Locks are not inherited. A limit too small is told, not fatal. */
	if (sodium_mlock(v->master, sizeof(*v->master)) != 0 ||
	    sodium_mlock(v->bucket, sizeof(*v->bucket)) != 0)
		log_warn("the master key's memory cannot be locked; raise "
		    "LimitMEMLOCK");
}

void
vault_close(struct vault **vp)
{
	struct vault *v = *vp;

	if (v == NULL)
		return;
	sodium_free(v->master);
	sodium_free(v->bucket);
	if (v->map != MAP_FAILED)
		munmap(v->map, v->size);
	if (v->fd >= 0)
		close(v->fd);
	*vp = NULL;
}

struct key
vault_purpose(struct vault *v, const char *purpose)
{
	return (key_purpose(v->master, purpose));
}

/* ---- account keys ------------------------------------------------------- */

void
vault_account_wrap(struct vault *v, account_id id, const struct key *k,
    uint8_t wrapped_r[WRAPPED_LEN])
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	struct key under = vault_purpose(v, "account");
	struct bytes sealed;

	sealed = seal(a, &under, (struct seal_place){ id,
	    "account_key.wrapped", id.v }, (struct bytes){ k->b, KEY_LEN });
	memcpy(wrapped_r, sealed.p, WRAPPED_LEN);
	sodium_memzero(&under, sizeof(under));
}

void
vault_account_new(struct vault *v, account_id id,
    uint8_t wrapped_r[WRAPPED_LEN])
{
	struct key k;

	randombytes_buf(k.b, sizeof(k.b));
	vault_account_wrap(v, id, &k, wrapped_r);
	sodium_memzero(&k, sizeof(k));
}

RC
vault_account_open(struct vault *v, account_id id, struct bytes wrapped,
    struct key *k_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	struct key under = vault_purpose(v, "account");
	struct bytes plain;
	enum rc rc;

	rc = seal_open(a, &under, (struct seal_place){ id,
	    "account_key.wrapped", id.v }, wrapped, &plain);
	sodium_memzero(&under, sizeof(under));
	if (rc != RC_OK || plain.n != KEY_LEN)
		return (RC_FAILED);
	memcpy(k_r->b, plain.p, KEY_LEN);
	return (RC_OK);
}

/* ---- secrets under bucket keys ------------------------------------------ */

uint32_t
vault_buckets(const struct vault *v)
{
	return (v->buckets);
}

uint32_t
vault_bucket(const struct vault *v, account_id id, enum secret_kind kind,
    uint64_t noun)
{
	uint8_t in[24];
	struct digest d;

	le64(in, id.v);
	le64(in + 8, kind);
	le64(in + 16, noun);
	d = digest(in, sizeof(in));
	return (un32(d.b) % v->buckets);
}

uint32_t
vault_generation(const struct vault *v, uint32_t bucket)
{
	uint32_t x = entry_generation(v, bucket, 0);
	uint32_t y = entry_generation(v, bucket, 1);

	/*
	 * With two keys only the bucket's row knows which one counts; the lower
	 * is a guess that secret_add() checks against the row under its lock.
	 */
	if (x != 0 && y != 0)
		return (x < y ? x : y);
	return (x != 0 ? x : y);
}

bool
vault_bucket_pending(const struct vault *v, uint32_t bucket)
{
	return (entry_generation(v, bucket, 0) != 0 &&
	    entry_generation(v, bucket, 1) != 0);
}

/* The digits end before `end`; by hand, because a list needs a hundred. */
static char *
digits(char *end, uint32_t v)
{
	do
		*--end = (char)('0' + v % 10);
	while ((v /= 10) > 0);
	return (end);
}

/* "secret.KIND.GENERATION"; column: room for it */
static struct seal_place
secret_place(char column[40], account_id id, enum secret_kind kind,
    uint64_t noun, uint32_t generation)
{
	char *p = column + 39;

	*p = '\0';
	p = digits(p, generation);
	*--p = '.';
	p = digits(p, (uint32_t)kind);
	p -= strlen("secret.");
	memcpy(p, "secret.", strlen("secret."));
	return ((struct seal_place){ id, p, noun });
}

RC
vault_wrap(struct vault *v, account_id id, enum secret_kind kind,
    uint64_t noun, uint32_t generation, const struct secret *s,
    uint8_t wrapped_r[WRAPPED_LEN])
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	char column[40];
	struct bytes sealed;
	struct key k;

	TRY(vault_bucket_key(v, vault_bucket(v, id, kind, noun), generation, &k));
	sealed = seal(a, &k, secret_place(column, id, kind, noun, generation),
	    (struct bytes){ s->b, SECRET_LEN });
	memcpy(wrapped_r, sealed.p, WRAPPED_LEN);
	sodium_memzero(&k, sizeof(k));
	return (RC_OK);
}

RC
vault_unwrap(struct vault *v, account_id id, enum secret_kind kind,
    uint64_t noun, uint32_t generation, struct bytes wrapped,
    struct secret *s_r)
{
	char column[40];
	struct key k;
	enum rc rc;

	TRY(vault_bucket_key(v, vault_bucket(v, id, kind, noun), generation, &k));
	rc = seal_open_to(&k, secret_place(column, id, kind, noun,
	    generation), wrapped, s_r->b, SECRET_LEN);
	sodium_memzero(&k, sizeof(k));
	return (rc == RC_OK ? RC_OK : RC_FAILED);
}

/* ---- forgetting --------------------------------------------------------- */

static RC
entry_write(struct vault *v, uint32_t bucket, int which,
    const uint8_t bytes[ENTRY])
{
	off_t at = (off_t)(entry(v, bucket, which) - v->map);

	if (v->fd < 0)
		bug("this program may not write the slot file");
	if (pwrite(v->fd, bytes, ENTRY, at) != ENTRY ||
	    fdatasync(v->fd) != 0) {
		log_warn("the slot file cannot be written");
		return (RC_FAILED);
	}
	return (RC_OK);
}

RC
vault_forget_begin(struct vault *v, uint32_t bucket, uint32_t *next_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	uint32_t current = vault_generation(v, bucket);
	int spare = entry_generation(v, bucket, 0) == current ? 1 : 0;
	uint8_t bytes[ENTRY];

	/* The spare key may be the committed one: only its row can tell. */
	if (vault_bucket_pending(v, bucket) || current == 0) {
		log_warn("bucket %u: a step before was not finished, or its "
		    "slot is damaged", bucket);
		return (RC_FAILED);
	}
	*next_r = current + 1;
	if (*next_r == 0)
		bug("bucket %u used up its generations", bucket);
	entry_make(a, v->bucket, bucket, *next_r, bytes);
	return (entry_write(v, bucket, spare, bytes));
}

RC
vault_forget_finish(struct vault *v, uint32_t bucket, uint32_t generation)
{
	uint8_t noise[ENTRY];
	int keep = entry_generation(v, bucket, 0) == generation ? 0 : 1;

	if (generation == 0 ||
	    entry_generation(v, bucket, keep) != generation) {
		log_warn("bucket %u: the slot file has no key of generation "
		    "%u", bucket, generation);
		return (RC_FAILED);
	}
	if (!vault_bucket_pending(v, bucket))
		return (RC_OK);
	randombytes_buf(noise, sizeof(noise));
	le32(noise, 0);
	return (entry_write(v, bucket, 1 - keep, noise));
}
