/* Reading a backup: is it whole, what was destroyed until then (backup.h). */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/str.h"
#include "model/keyring.h"
#include "model/keystore.h"
#include "privacy/backup_in.h"

RC
backup_open(struct backup *b, struct arena *a, const char *folder)
{
	enum rc rc;

	b->a = a;
	b->folder = folder;
	b->dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (b->dir < 0) {
		b->why = arena_printf(a, "%s cannot be opened as a folder",
		    folder);
		return (RC_DENIED);
	}
	rc = manifest_read(b, &b->m);
	if (rc == RC_OK && b->m.form != BACKUP_FORM) {
		b->why = b->m.form > BACKUP_FORM ? "a newer program made it; "
		    "use that one" : "an older program made it, and it does "
		    "not tell whose it is; make a new one";
		rc = RC_DENIED;
	}
	return (rc == RC_NOTFOUND ? RC_DENIED : rc);
}

RC
backup_digest(struct backup *b, const char *name, uint64_t *size_r,
    struct digest *d_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(4U << 20);
	int fd = openat(b->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct digester *d = digester_new(a);
	uint8_t *buf = arena_alloc(a, 1U << 20);
	ssize_t n;

	*size_r = 0;
	if (fd < 0)
		return (errno == ENOENT ? RC_NOTFOUND : RC_FAILED);
	while ((n = read(fd, buf, 1U << 20)) > 0) {
		digester_add(d, buf, (size_t)n);
		*size_r += (uint64_t)n;
	}
	close(fd);
	*d_r = digester_end(d);
	return (n == 0 ? RC_OK : RC_FAILED);
}

static RC
same(struct backup *b, const char *name, uint64_t size,
    const struct digest *want)
{
	struct digest is;
	uint64_t n;
	enum rc rc = backup_digest(b, name, &n, &is);

	if (rc == RC_NOTFOUND)
		b->why = arena_printf(b->a, "%s/%s is missing", b->folder,
		    name);
	else if (rc != RC_OK)
		b->why = arena_printf(b->a, "%s/%s cannot be read", b->folder,
		    name);
	else if (n != size || !digest_eq(is.b, want->b, DIGEST_LEN))
		b->why = arena_printf(b->a, "%s/%s is damaged: %llu of %llu "
		    "bytes, %s digest", b->folder, name,
		    (unsigned long long)n, (unsigned long long)size,
		    digest_eq(is.b, want->b, DIGEST_LEN) ? "the same"
		    : "another");
	else
		return (RC_OK);
	return (RC_DENIED);
}

static RC
check_file(void *arg, const char *path, uint64_t size, const struct digest *d)
{
	struct backup *b = arg;

	return (same(b, arena_printf(b->a, "files/%s", path), size, d));
}

RC
backup_check(struct backup *b)
{
	TRY(same(b, b->m.data.name, b->m.data.size, &b->m.data.d));
	TRY(same(b, b->m.tombstones.name, b->m.tombstones.size,
	    &b->m.tombstones.d));
	TRY(same(b, b->m.list.name, b->m.list.size, &b->m.list.d));
	return (backup_each_file(b, check_file, b));
}

/* "ACCOUNT KIND ID AT ERASURE SEQ CHAIN" */
static RC
tombstone_of(struct arena *a, const char *line, struct store_tombstone *d_r)
{
	uint64_t v[6];
	struct digest chain;
	size_t n;

	for (int i = 0; i < 6; i++) {
		n = strcspn(line, " ");
		TRY(str_u64(arena_strndup(a, line, n), &v[i]));
		line += n + (line[n] == ' ');
	}
	TRY(unhex_digest(arena_strndup(a, line, strcspn(line, "\n")), &chain));
	*d_r = (struct store_tombstone){ { v[0] }, (enum secret_kind)v[1],
		v[2], v[3], v[4], v[5], { 0 } };
	memcpy(d_r->chain, chain.b, DIGEST_LEN);
	return (RC_OK);
}

RC
backup_teach(struct backup *b, struct db *db, struct vault *v,
    uint64_t *added_r)
{
	int fd = openat(b->dir, b->m.tombstones.name, O_RDONLY | O_CLOEXEC |
	    O_NOFOLLOW);
	FILE *in = fd < 0 ? NULL : fdopen(fd, "r");
	struct store_tombstone d;
	enum rc rc = RC_OK;
	char line[512];
	bool added;

	*added_r = 0;
	if (in == NULL)
		return (backup_trouble(b, "reading", b->m.tombstones.name));
	while (rc == RC_OK && fgets(line, sizeof(line), in) != NULL) {
		rc = tombstone_of(b->a, line, &d);
		if (rc == RC_OK)
			rc = tombstone_merge(db, v, &d, &added);
		*added_r += rc == RC_OK && added;
	}
	fclose(in);
	return (rc);
}
