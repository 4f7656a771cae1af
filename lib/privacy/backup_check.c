/* Reading a backup: is it whole, what was destroyed until then (backup.h). */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/str.h"
#include "model/key/keyring.h"
#include "model/key/keystore.h"
#include "privacy/backup_in.h"
#include "privacy/mirror_in.h"

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
	if (rc == RC_OK && (b->m.form < 2 || b->m.form > BACKUP_FORM)) {
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

/* "ACCOUNT KIND ID AT ERASURE SEQ DIGEST", the digest a chain's or a proof. */
static RC
line_of(struct arena *a, const char *line, struct store_gone *g_r)
{
	uint64_t v[6];
	size_t n;

	for (int i = 0; i < 6; i++) {
		n = strcspn(line, " ");
		TRY(str_u64(arena_strndup(a, line, n), &v[i]));
		line += n + (line[n] == ' ');
	}
	*g_r = (struct store_gone){ { v[0] }, (enum secret_kind)v[1], v[2],
	    v[3], v[4], v[5], { 0 } };
	return (hex_decode(arena_strndup(a, line, strcspn(line, "\n")),
	    g_r->digest, DIGEST_LEN));
}

/* Calls fn for each line of the file. */
struct told {
	struct db	*db;
	struct vault	*v;
	uint64_t	*n;
	struct mirror_file dead;	/* look(): tombstones met so far */
};
typedef RC told_fn(struct told *, bool reseal, const struct store_gone *);
static RC
each_told(struct backup *b, struct told *t, told_fn *fn)
{
	int fd = openat(b->dir, b->m.tombstones.name, O_RDONLY | O_CLOEXEC |
	    O_NOFOLLOW);
	FILE *in = fd < 0 ? NULL : fdopen(fd, "r");
	enum rc rc = RC_OK;
	struct store_gone g;
	char line[512];

	*t->n = 0;
	if (in == NULL)
		return (backup_trouble(b, "reading", b->m.tombstones.name));
	while (rc == RC_OK && fgets(line, sizeof(line), in) != NULL) {
		bool reseal = str_starts(line, "reseal ");

		rc = line_of(b->a, reseal ? line + 7 : line, &g);
		if (rc == RC_OK)
			rc = fn(t, reseal, &g);
	}
	fclose(in);
	return (rc);
}

static RC
teach(struct told *t, bool reseal, const struct store_gone *g)
{
	bool added;

	TRY(reseal ? reseal_merge(t->db, t->v, g, &added)
	    : tombstone_merge(t->db, t->v, g, &added));
	*t->n += added;
	return (RC_OK);
}

RC
backup_teach(struct backup *b, struct db *db, struct vault *v,
    uint64_t *added_r)
{
	return (each_told(b, &(struct told){ db, v, added_r, { 0 } }, teach));
}

static RC
look(struct told *t, bool reseal, const struct store_gone *g)
{
	struct record key;
	enum rc rc;

	record_key(&key, g->account.v, g->kind, 0, g->id);
	if (!reseal) {
		mirror_file_hold(&t->dead, &key);
		return (RC_OK);
	}
	if (mirror_file_find(&t->dead, &key) != NULL)
		return (RC_OK);		/* it was destroyed later */
	rc = reseal_here(t->db, t->v, g);
	*t->n += rc == RC_GONE;
	return (rc == RC_GONE ? RC_OK : rc);
}

RC
backup_outdated(struct backup *b, struct db *db, struct vault *v,
    uint64_t *n_r)
{
	struct told t = { db, v, n_r, { .a = b->a, .fd = -1,
	    .cap = b->m.ntombstone } };

	t.dead.v = arena_array(b->a, b->m.ntombstone + 1, RECORD);
	mirror_file_index(&t.dead);
	return (each_told(b, &t, look));
}
