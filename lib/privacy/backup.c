/* Making a backup: the folder, data and tombstones, the end (backup.h). */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "model/account/account.h"
#include "model/key/keyring.h"
#include "model/key/keystore.h"
#include "model/key/restoration.h"
#include "privacy/backup_in.h"

RC
backup_trouble(struct backup *b, const char *doing, const char *name)
{
	b->why = errno == ENOSPC || errno == EDQUOT ? arena_printf(b->a, "no "
	    "space is left for %s/%s; make room and run it again: it goes on "
	    "where it stopped", b->folder, name) : arena_printf(b->a,
	    "%s %s/%s failed (error %d)", doing, b->folder, name, errno);
	return (RC_FAILED);
}

/* ---- files written whole ------------------------------------------------------- */

static const char *
part_of(struct backup *b, const char *name)
{
	return (arena_printf(b->a, "%s.part", name));
}

RC
backup_out_open(struct backup *b, struct backup_out *o, const char *name)
{
	*o = (struct backup_out){ .b = b, .name = arena_strdup(b->a, name),
		.d = digester_new(b->a) };
	o->fd = openat(b->dir, part_of(b, name), O_WRONLY | O_CREAT | O_TRUNC |
	    O_CLOEXEC | O_NOFOLLOW, 0600);
	return (o->fd >= 0 ? RC_OK : backup_trouble(b, "writing", name));
}

RC
backup_out_add(struct backup_out *o, const void *p, size_t n)
{
	const uint8_t *at = p;
	ssize_t got;

	digester_add(o->d, p, n);
	o->size += n;
	while (n > 0) {
		got = write(o->fd, at, n);
		if (got <= 0)
			return (backup_trouble(o->b, "writing", o->name));
		at += got;
		n -= (size_t)got;
	}
	return (RC_OK);
}

void
backup_out_drop(struct backup_out *o)
{
	if (o->fd >= 0)
		close(o->fd);
	o->fd = -1;
	(void)unlinkat(o->b->dir, part_of(o->b, o->name), 0);
}

RC
backup_out_end(struct backup_out *o, struct backup_part *p_r)
{
	struct backup *b = o->b;
	bool good = fsync(o->fd) == 0;

	good = close(o->fd) == 0 && good;
	o->fd = -1;
	if (!good || renameat(b->dir, part_of(b, o->name), b->dir,
	    o->name) != 0) {
		enum rc rc = backup_trouble(b, "writing", o->name);

		(void)unlinkat(b->dir, part_of(b, o->name), 0);
		return (rc);
	}
	if (p_r == NULL)
		return (RC_OK);
	*p_r = (struct backup_part){ .size = o->size,
		.d = digester_end(o->d) };
	(void)snprintf(p_r->name, sizeof(p_r->name), "%s", o->name);
	return (RC_OK);
}

/* ---- the folder ------------------------------------------------------------------ */

/* Only an empty folder becomes one of ours. */
static bool
empty(int dir)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	bool is = d != NULL;

	while (d != NULL && (e = readdir(d)) != NULL)
		is = is && (str_eq(e->d_name, ".") || str_eq(e->d_name, "..") ||
		    str_eq(e->d_name, "lost+found"));
	if (d != NULL)
		closedir(d);
	return (is);
}

static RC
folder_open(struct backup *b)
{
	struct stat sb;

	b->dir = open(b->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (b->dir < 0) {
		b->why = arena_printf(b->a, "%s cannot be opened as a folder",
		    b->folder);
		return (RC_DENIED);
	}
	/* A cold backup is cron's also where root brings it up to date. */
	if (fstat(b->dir, &sb) != 0 || (sb.st_uid != geteuid() &&
	    (b->account == 0 || geteuid() != 0)) ||
	    (sb.st_mode & 077) != 0) {
		b->why = arena_printf(b->a, "%s must be yours and nobody "
		    "else's (chmod 0700)", b->folder);
		return (RC_DENIED);
	}
	return (RC_OK);
}

/* The mark's lock is held until backup_close(). */
static RC
mark(struct backup *b)
{
	static const char text[] = "a backup of Olvido; see 'olvido backup "
	    "--help'\n";
	int fd = openat(b->dir, MARK, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0 && !empty(b->dir)) {
		b->why = arena_printf(b->a, "%s is no backup of Olvido and "
		    "not empty; give a new folder", b->folder);
		return (RC_DENIED);
	}
	if (fd < 0) {
		fd = openat(b->dir, MARK, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC
		    | O_NOFOLLOW, 0600);
		if (fd < 0 || write(fd, text, sizeof(text) - 1) < 0)
			return (backup_trouble(b, "writing", MARK));
	}
	if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
		b->lock = fd;
		return (RC_OK);
	}
	close(fd);
	b->why = "another backup into this folder runs now";
	return (RC_CONFLICT);
}

RC
backup_begin(struct backup *b, struct arena *a, const char *folder)
{
	enum rc rc;

	b->a = a;
	b->folder = folder;
	b->dir = b->lock = -1;
	b->at = now_s();
	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		return (backup_trouble(b, "making", ""));
	TRY(folder_open(b));
	TRY(mark(b));
	if (mkdirat(b->dir, "files", 0700) != 0 && errno != EEXIST)
		return (backup_trouble(b, "making", "files"));
	rc = manifest_read(b, &b->old);
	b->had = rc == RC_OK;
	return (rc == RC_NOTFOUND || rc == RC_OK ? RC_OK : rc);
}

void
backup_close(struct backup *b)
{
	if (b->dir >= 0)
		close(b->dir);
	if (b->lock > 0)
		close(b->lock);
	b->dir = b->lock = -1;
}

/* ---- data ---------------------------------------------------------------------------- */

void
dump_tail_add(struct dump_tail *t, const char *p, size_t n)
{
	size_t keep;

	if (n >= sizeof(t->b)) {
		memcpy(t->b, p + n - sizeof(t->b), sizeof(t->b));
		t->n = sizeof(t->b);
		return;
	}
	keep = sizeof(t->b) - n;
	keep = keep < t->n ? keep : t->n;
	memmove(t->b, t->b + t->n - keep, keep);
	memcpy(t->b + keep, p, n);
	t->n = keep + n;
}

bool
dump_tail_whole(const struct dump_tail *t)
{
	static const char last[] = "-- Dump completed";

	for (size_t i = 0; i + sizeof(last) - 1 <= t->n; i++)
		if (memcmp(t->b + i, last, sizeof(last) - 1) == 0)
			return (true);
	return (false);
}

RC
backup_data(struct backup *b, int fd)
{
	char *buf = arena_alloc(b->a, 1U << 20);
	struct dump_tail tail = { .n = 0 };
	struct backup_out o;
	enum rc rc;
	ssize_t n;

	TRY(backup_out_open(b, &o, arena_printf(b->a, "data-%lld.sql",
	    (long long)b->at)));
	while ((n = read(fd, buf, 1U << 20)) > 0) {
		rc = backup_out_add(&o, buf, (size_t)n);
		if (rc != RC_OK) {
			backup_out_drop(&o);
			return (rc);
		}
		dump_tail_add(&tail, buf, (size_t)n);
		b->progress("data, bytes", o.size, 0);
	}
	if (n < 0 || !dump_tail_whole(&tail)) {
		b->why = "mariadb-dump did not reach its end; see the lines "
		    "above";
		backup_out_drop(&o);
		return (RC_FAILED);
	}
	return (backup_out_end(&o, &b->m.data));
}

/* "[reseal ]ACCOUNT KIND ID AT ERASURE SEQ DIGEST" each; *n_r counts them. */
static RC
gone_lines(struct backup *b, struct backup_out *o, const char *before,
    const struct store_gone_list *l, uint64_t *n_r)
{
	for (size_t i = 0; i < l->n; i++) {
		CLEANUP(arena_free) struct arena *a = arena_new(65536);
		const struct store_gone *g = &l->v[i];
		const char *line;

		if (b->account != 0 && b->account != g->account.v)
			continue;
		(*n_r)++;
		line = arena_printf(a, "%s%llu %d %llu %llu %llu %llu %s\n",
		    before, (unsigned long long)g->account.v, (int)g->kind,
		    (unsigned long long)g->id, (unsigned long long)g->at,
		    (unsigned long long)g->erasure_id,
		    (unsigned long long)g->seq,
		    hex_encode(a, g->digest, DIGEST_LEN));
		TRY(backup_out_add(o, line, strlen(line)));
	}
	return (RC_OK);
}

/* Read behind the data: none that the data needs is missing. */
RC
backup_tombstones(struct backup *b, struct db *db)
{
	struct store_gone_list dead, reseals;
	struct backup_out o;
	uint64_t nreseal = 0;
	enum rc rc;

	TRY(store_tombstones(db, b->a, &dead));
	TRY(store_reseals(db, b->a, &reseals));
	TRY(backup_out_open(b, &o, arena_printf(b->a, "tombstones-%lld",
	    (long long)b->at)));
	rc = gone_lines(b, &o, "", &dead, &b->m.ntombstone);
	if (rc == RC_OK)
		rc = gone_lines(b, &o, "reseal ", &reseals, &nreseal);
	if (rc != RC_OK) {
		backup_out_drop(&o);
		return (rc);
	}
	return (backup_out_end(&o, &b->m.tombstones));
}

/* ---- the end ---------------------------------------------------------------------------- */

static bool
named(const struct backup *b, const char *name)
{
	return (str_eq(name, b->m.data.name) ||
	    str_eq(name, b->m.tombstones.name) ||
	    str_eq(name, b->m.list.name));
}

/* What older or stopped runs left beside; the new manifest is in force. */
static void
tidy(struct backup *b)
{
	int fd = openat(b->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL)
		if ((str_starts(e->d_name, "data-") ||
		    str_starts(e->d_name, "tombstones-") ||
		    str_starts(e->d_name, "files-") ||
		    str_eq(e->d_name, "files.journal")) &&
		    !named(b, e->d_name))
			(void)unlinkat(b->dir, e->d_name, 0);
	if (d != NULL)
		closedir(d);
	backup_files_tidy(b);
}

static RC
facts(struct backup *b, struct db *db)
{
	struct account_list l;

	TRY(installation_facts(db, &b->m.schema, &b->m.sequence));
	TRY(account_list(db, b->a, &l));
	b->m.account = arena_array(b->a, l.n + 1, sizeof(*b->m.account));
	for (size_t i = 0; i < l.n; i++) {
		struct backup_account *k = &b->m.account[b->m.naccount];

		if (b->account != 0 && b->account != l.v[i].v)
			continue;
		k->id = l.v[i].v;
		TRY(account_state_of(db, l.v[i], &k->state));
		b->m.naccount++;
	}
	b->m.cold = b->account;
	return (RC_OK);
}

RC
backup_end(struct backup *b, struct db *db, struct vault *v)
{
	enum rc rc;

	b->m.form = BACKUP_FORM;
	b->m.at = b->at;
	TRY(facts(b, db));
	/* Everything below the folder is on the disk before it is named. */
	if (syncfs(b->dir) != 0)
		return (backup_trouble(b, "syncing", ""));
	rc = manifest_write(b, db, v);
	TRY(rc);
	if (fsync(b->dir) != 0)
		return (backup_trouble(b, "syncing", ""));
	tidy(b);
	return (RC_OK);
}
