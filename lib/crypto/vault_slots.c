/* Whole slot files: copies for mirrors, a new master key (vault.h). */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "crypto/le.h"
#include "crypto/vault_in.h"

_Static_assert(SLOT_ENTRY == ENTRY, "vault.h tells the size of an entry");

size_t
vault_image_size(const struct vault *v)
{
	return (v->size);
}

void
vault_image(const struct vault *v, uint8_t *image_r)
{
	memcpy(image_r, v->map, v->size);
}

size_t
image_at(uint32_t bucket, int which)
{
	return (HEAD + (size_t)bucket * SLOT + (size_t)which * ENTRY);
}

uint32_t
image_generation(const uint8_t *image, uint32_t bucket, int which)
{
	return (un32(image + image_at(bucket, which)));
}

static uint8_t *
image_new(struct arena *a, uint32_t buckets)
{
	uint8_t *image = arena_alloc(a, image_at(buckets, 0));

	memcpy(image, MAGIC, 16);
	le32(image + 16, buckets);
	return (image);
}

static RC
master_read(const char *path, struct key *k_r)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t n;

	if (fd < 0)
		return (RC_NOTFOUND);
	n = read(fd, k_r->b, KEY_LEN);
	close(fd);
	return (n == KEY_LEN ? RC_OK : RC_FAILED);
}

RC
vault_slots_fresh(const char *master_path, const char *slot_path,
    uint32_t buckets, const uint32_t *generation)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 30);
	uint8_t *image = image_new(a, buckets);
	struct key master, under, k;
	enum rc rc;

	TRY(master_read(master_path, &master));
	under = key_purpose(&master, "bucket");
	sodium_memzero(&master, sizeof(master));
	for (uint32_t b = 0; b < buckets; b++) {
		randombytes_buf(k.b, sizeof(k.b));
		vault_entry_seal(a, &under, b, generation[b] + 1, &k,
		    image + image_at(b, 0));
	}
	sodium_memzero(&k, sizeof(k));
	sodium_memzero(&under, sizeof(under));
	rc = vault_write_new(slot_path, image, image_at(buckets, 0), 0600);
	return (rc == RC_OK ? vault_sync_folder_of(slot_path) : rc);
}

/* ---- a new master key -------------------------------------------------------- */

static const char *
new_path(struct arena *a, const char *path)
{
	return (arena_printf(a, "%s.new", path));
}

/* The slots of v, sealed anew under `under`, into an image. */
static RC
reseal(struct vault *v, struct arena *a, const struct key *under,
    uint8_t *image)
{
	struct key k;
	uint32_t g;

	for (uint32_t b = 0; b < v->buckets; b++) {
		if (vault_bucket_pending(v, b)) {
			log_warn("bucket %u: a step before was not finished",
			    b);
			return (RC_CONFLICT);
		}
		g = vault_generation(v, b);
		TRY(vault_bucket_key(v, b, g, &k));
		vault_entry_seal(a, under, b, g, &k, image + image_at(b, 0));
	}
	sodium_memzero(&k, sizeof(k));
	return (RC_OK);
}

RC
vault_renew(struct vault *v, const char *master_path, const char *slot_path)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 30);
	uint8_t *image = image_new(a, v->buckets);
	struct key master, under;
	enum rc rc;

	randombytes_buf(master.b, sizeof(master.b));
	under = key_purpose(&master, "bucket");
	rc = reseal(v, a, &under, image);
	if (rc == RC_OK)
		rc = vault_write_new(new_path(a, master_path), &master,
		    sizeof(master), 0400);
	if (rc == RC_OK)
		rc = vault_write_new(new_path(a, slot_path), image, v->size,
		    0600);
	if (rc == RC_OK)
		rc = vault_sync_folder_of(slot_path);
	if (rc == RC_OK)
		rc = vault_sync_folder_of(master_path);
	sodium_memzero(&master, sizeof(master));
	sodium_memzero(&under, sizeof(under));
	return (rc);
}

struct digest
vault_mark(struct vault *v)
{
	struct key k = vault_purpose(v, "mark");
	struct digest d = digest_keyed(&k, "mark", (struct bytes){ NULL, 0 });

	sodium_memzero(&k, sizeof(k));
	return (d);
}

/* ---- putting files in place ---------------------------------------------------- */

/* Noise over all of it, synced. */
static RC
overwrite(const char *path)
{
	uint8_t noise[4096];
	struct stat sb;
	bool good = true;
	off_t at = 0;
	int fd;

	/* The master key is 0400: root may write it all the same. */
	fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return (errno == ENOENT ? RC_NOTFOUND : RC_FAILED);
	good = fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode);
	for (; good && at < sb.st_size; at += (off_t)sizeof(noise)) {
		size_t n = sizeof(noise);

		if (sb.st_size - at < (off_t)n)
			n = (size_t)(sb.st_size - at);
		randombytes_buf(noise, n);
		good = pwrite(fd, noise, n, at) == (ssize_t)n;
	}
	good = good && fdatasync(fd) == 0;
	return (close(fd) == 0 && good ? RC_OK : RC_FAILED);
}

RC
vault_shred(const char *path)
{
	TRY(overwrite(path));
	if (unlink(path) != 0)
		return (RC_FAILED);
	return (vault_sync_folder_of(path));
}

/* What a file was called while another took its place: overwritten, unless a
   crash came before and it is still the file itself. */
static RC
old_end(const char *path, const char *old)
{
	struct stat now, was;
	enum rc rc;

	if (lstat(old, &was) != 0)
		return (RC_OK);
	if (stat(path, &now) == 0 && now.st_dev == was.st_dev &&
	    now.st_ino == was.st_ino)
		return (unlink(old) == 0 ? RC_OK : RC_FAILED);
	rc = vault_shred(old);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
vault_take_new(const char *path)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	const char *from = new_path(a, path), *old;

	old = arena_printf(a, "%s.old", path);
	TRY(old_end(path, old));
	if (access(from, F_OK) != 0)
		return (RC_NOTFOUND);
	/* The old one keeps a name until it is overwritten. */
	if (access(path, F_OK) == 0 && link(path, old) != 0)
		return (RC_FAILED);
	if (rename(from, path) != 0)
		return (RC_FAILED);
	TRY(vault_sync_folder_of(path));
	return (old_end(path, old));
}

RC
vault_drop_new(const char *path)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);

	TRY(old_end(path, arena_printf(a, "%s.old", path)));
	return (vault_shred(new_path(a, path)));
}

RC
vault_image_write(const char *path, const uint8_t *image, size_t n)
{
	enum rc rc = vault_shred(path);

	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	return (vault_write_new(path, image, n, 0600));
}
