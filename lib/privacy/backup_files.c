/*
 * Copies of sealed files in a backup.  A file that is there with size and time of
 * the original is not copied again; the journal holds only what is on the disk,
 * so a run that was killed, or a machine that lost its power, goes on.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "privacy/backup_in.h"

#define JOURNAL		"files.journal"
#define BATCH_FILES	500		/* synced and written down together */
#define BATCH_BYTES	(256UL << 20)
#define DEPTH		4
#define LINE		512

struct backup_file {
	const char	*path;
	uint64_t	 size;
	int64_t		 mtime;		/* nanoseconds */
	struct digest	 d;
	bool		 known;		/* d is */
};

struct files {
	struct backup_file *v;
	size_t		 n, cap;
};

static void
grow(struct arena *a, struct files *f)
{
	struct backup_file *v;

	if (f->n < f->cap)
		return;
	f->cap = f->cap == 0 ? 1024 : 2 * f->cap;
	v = arena_array(a, f->cap, sizeof(*v));
	if (f->n > 0)
		memcpy(v, f->v, f->n * sizeof(*v));
	f->v = v;
}

static int
by_path(const void *x, const void *y)
{
	const struct backup_file *a = x, *b = y;

	return (strcmp(a->path, b->path));
}

static struct backup_file *
find(const struct files *f, const char *path)
{
	struct backup_file key = { .path = path };

	return (f->n == 0 ? NULL : bsearch(&key, f->v, f->n, sizeof(*f->v),
	    by_path));
}

/* ---- walking ------------------------------------------------------------------- */

static int64_t
mtime_of(const struct stat *sb)
{
	return ((int64_t)sb->st_mtim.tv_sec * 1000000000 +
	    sb->st_mtim.tv_nsec);
}

/* What is written now is no file yet; ID.next may become ID (reseal.h).  Copies
   of people's data (folder export) live a week, and are made anew. */
static bool
wanted(const char *name)
{
	return (name[0] != '.' && !str_ends(name, ".new") &&
	    !str_ends(name, ".part") && !str_eq(name, "export") &&
	    strspn(name, "0123456789abcdefghijklmnopqrstuvwxyz.-_") ==
	    strlen(name));
}

static RC
walk(struct backup *b, int at, const char *prefix, int depth, struct files *f)
{
	int fd = openat(at, *prefix == '\0' ? "." : prefix, O_RDONLY |
	    O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	struct stat sb;
	const char *path;
	enum rc rc = RC_OK;

	if (d == NULL) {
		if (errno == ENOENT)
			return (RC_OK);
		return (backup_trouble(b, "reading the folder", prefix));
	}
	while (rc == RC_OK && (e = readdir(d)) != NULL) {
		if (!wanted(e->d_name) || fstatat(dirfd(d), e->d_name, &sb,
		    AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		path = *prefix == '\0' ? arena_strdup(b->a, e->d_name)
		    : arena_printf(b->a, "%s/%s", prefix, e->d_name);
		if (S_ISDIR(sb.st_mode) && depth < DEPTH)
			rc = walk(b, at, path, depth + 1, f);
		else if (S_ISREG(sb.st_mode)) {
			grow(b->a, f);
			f->v[f->n++] = (struct backup_file){ .path = path,
				.size = (uint64_t)sb.st_size,
				.mtime = mtime_of(&sb) };
		}
	}
	closedir(d);
	return (rc);
}

/* ---- lists ----------------------------------------------------------------------- */

/* "DIGEST SIZE TIME PATH" */
static RC
line_read(struct arena *a, char *line, struct backup_file *f_r)
{
	char *w[4], *p = line;
	uint64_t mtime;

	line[strcspn(line, "\n")] = '\0';
	for (int i = 0; i < 4; i++) {
		w[i] = p;
		p += strcspn(p, " ");
		if (i < 3 && *p == '\0')
			return (RC_INVALID);
		if (i < 3)
			*p++ = '\0';
	}
	TRY(hex_decode(w[0], f_r->d.b, DIGEST_LEN));
	TRY(str_u64(w[1], &f_r->size));
	TRY(str_u64(w[2], &mtime));
	f_r->mtime = (int64_t)mtime;
	f_r->path = arena_strdup(a, w[3]);
	f_r->known = true;
	if (*w[3] == '\0' || *w[3] == '/' || strstr(w[3], "..") != NULL)
		return (RC_INVALID);
	return (RC_OK);
}

static const char *
line_text(struct arena *a, const struct backup_file *f)
{
	return (arena_printf(a, "%s %llu %lld %s\n", hex_encode(a, f->d.b,
	    DIGEST_LEN), (unsigned long long)f->size, (long long)f->mtime,
	    f->path));
}

/* A line cut by a crash ends it. RC_NOTFOUND: no such list. */
static RC
list_read(struct backup *b, const char *name, struct files *f)
{
	int fd = *name == '\0' ? -1 : openat(b->dir, name, O_RDONLY |
	    O_CLOEXEC | O_NOFOLLOW);
	FILE *in = fd < 0 ? NULL : fdopen(fd, "r");
	char line[LINE];

	if (in == NULL)
		return (RC_NOTFOUND);
	while (fgets(line, sizeof(line), in) != NULL) {
		grow(b->a, f);
		if (strchr(line, '\n') == NULL ||
		    line_read(b->a, line, &f->v[f->n]) != RC_OK)
			break;
		f->n++;
	}
	fclose(in);
	return (RC_OK);
}

/* Later lines of the journal count more: equal paths, the last stays. */
static void
sort(struct files *f)
{
	size_t n = 0;

	if (f->n == 0)
		return;
	for (size_t i = 0; i < f->n; i++)
		f->v[i].known = true;
	qsort(f->v, f->n, sizeof(*f->v), by_path);
	for (size_t i = 0; i < f->n; i++)
		if (n == 0 || !str_eq(f->v[n - 1].path, f->v[i].path))
			f->v[n++] = f->v[i];
	f->n = n;
}

/* ---- copying ------------------------------------------------------------------------ */

static void
folders(int at, const char *path)
{
	char p[LINE];

	for (size_t i = 1; path[i] != '\0' && i < sizeof(p); i++)
		if (path[i] == '/') {
			memcpy(p, path, i);
			p[i] = '\0';
			(void)mkdirat(at, p, 0700);
		}
}

struct copier {
	struct backup	*b;
	int		 from, to;	/* folders */
	int		 journal;
	uint8_t		*buf;
	struct digester	*d;
	struct files	 batch;
	uint64_t	 bytes;
};

/* A short write is asked again, so that errno says why. */
static RC
write_whole(int fd, const uint8_t *p, size_t n)
{
	ssize_t got;

	for (; n > 0; p += got, n -= (size_t)got) {
		got = write(fd, p, n);
		if (got <= 0)
			return (RC_FAILED);
	}
	return (RC_OK);
}

static RC
pour(struct copier *c, int in, int out, struct backup_file *f)
{
	ssize_t n;

	f->size = 0;
	while ((n = read(in, c->buf, 1U << 20)) > 0) {
		digester_add(c->d, c->buf, (size_t)n);
		TRY(write_whole(out, c->buf, (size_t)n));
		f->size += (uint64_t)n;
	}
	f->d = digester_end(c->d);
	f->known = true;
	return (n == 0 ? RC_OK : RC_FAILED);
}

/* RC_NOTFOUND: it was removed meanwhile. */
static RC
copy(struct copier *c, struct backup_file *f)
{
	const char *part = arena_printf(c->b->a, "%s.part", f->path);
	int in = openat(c->from, f->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct timespec t[2] = { { 0, UTIME_OMIT }, { f->mtime / 1000000000,
	    f->mtime % 1000000000 } };
	int out, why;
	bool good;

	if (in < 0)
		return (errno == ENOENT ? RC_NOTFOUND : backup_trouble(c->b,
		    "reading", f->path));
	folders(c->to, f->path);
	out = openat(c->to, part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC |
	    O_NOFOLLOW, 0600);
	good = out >= 0 && pour(c, in, out, f) == RC_OK &&
	    futimens(out, t) == 0;
	why = errno;
	if (out >= 0 && close(out) != 0 && good) {
		good = false;
		why = errno;
	}
	close(in);
	if (good && renameat(c->to, part, c->to, f->path) == 0)
		return (RC_OK);
	errno = good ? errno : why;
	TRY(backup_trouble(c->b, "copying", f->path));
	return (RC_FAILED);
}

static RC
flush(struct copier *c)
{
	CLEANUP(arena_free) struct arena *a = arena_new(64U << 20);
	const char *line;
	size_t n;

	if (syncfs(c->to) != 0)
		return (backup_trouble(c->b, "syncing", "files"));
	for (size_t i = 0; i < c->batch.n; i++) {
		line = line_text(a, &c->batch.v[i]);
		n = strlen(line);
		if (write_whole(c->journal, (const uint8_t *)line, n) != RC_OK)
			return (backup_trouble(c->b, "writing", JOURNAL));
	}
	if (fdatasync(c->journal) != 0)
		return (backup_trouble(c->b, "writing", JOURNAL));
	c->batch.n = 0;
	c->bytes = 0;
	return (RC_OK);
}

/* Is the copy that of this file as it is now? */
static bool
there(struct copier *c, const struct files *had, struct backup_file *f)
{
	const struct backup_file *h = find(had, f->path);
	struct stat sb;

	if (h == NULL || h->size != f->size || h->mtime != f->mtime ||
	    fstatat(c->to, f->path, &sb, AT_SYMLINK_NOFOLLOW) != 0 ||
	    (uint64_t)sb.st_size != f->size || mtime_of(&sb) != f->mtime)
		return (false);
	f->d = h->d;
	f->known = true;
	return (true);
}

static RC
copy_all(struct copier *c, const struct files *had, struct files *now)
{
	struct backup *b = c->b;
	enum rc rc;

	for (size_t i = 0; i < now->n; i++) {
		struct backup_file *f = &now->v[i];

		b->progress("files", i, now->n);
		if (!there(c, had, f)) {
			rc = copy(c, f);
			if (rc == RC_NOTFOUND)
				continue;
			TRY(rc);
			b->copied++;
			grow(b->a, &c->batch);
			c->batch.v[c->batch.n++] = *f;
			c->bytes += f->size;
			if (c->batch.n >= BATCH_FILES ||
			    c->bytes >= BATCH_BYTES)
				TRY(flush(c));
		}
		b->m.nfile++;
		b->m.bytes += f->size;
	}
	b->progress("files", now->n, now->n);
	return (flush(c));
}

static RC
list_write(struct backup *b, const struct files *now)
{
	CLEANUP(arena_free) struct arena *a = arena_new(64U << 20);
	struct backup_out o;
	const char *line;
	enum rc rc = backup_out_open(b, &o, arena_printf(b->a,
	    "files-%lld.list", (long long)b->at));

	TRY(rc);
	for (size_t i = 0; i < now->n && rc == RC_OK; i++) {
		if (!now->v[i].known)
			continue;
		line = line_text(a, &now->v[i]);
		rc = backup_out_add(&o, line, strlen(line));
		if (i % 1000 == 999)
			arena_reset(a);
	}
	if (rc == RC_OK)
		return (backup_out_end(&o, &b->m.list));
	backup_out_drop(&o);
	return (rc);
}

RC
backup_files(struct backup *b, int files_dir)
{
	struct copier c = { .b = b, .from = files_dir, .journal = -1,
		.buf = arena_alloc(b->a, 1U << 20),
		.d = digester_new(b->a) };
	struct files had = { 0 }, now = { 0 };
	enum rc rc = b->account == 0 ? walk(b, files_dir, "", 0, &now)
	    : walk(b, files_dir, arena_printf(b->a, "%llu",
	    (unsigned long long)b->account), 1, &now);

	TRY(rc);
	/* The journal first: what it says is newer, and sort() keeps one. */
	rc = list_read(b, JOURNAL, &had);
	if (rc == RC_OK || rc == RC_NOTFOUND)
		rc = list_read(b, b->old.list.name, &had);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	sort(&had);
	c.to = openat(b->dir, "files", O_RDONLY | O_DIRECTORY | O_CLOEXEC |
	    O_NOFOLLOW);
	c.journal = openat(b->dir, JOURNAL, O_WRONLY | O_CREAT | O_APPEND |
	    O_CLOEXEC | O_NOFOLLOW, 0600);
	rc = c.to < 0 || c.journal < 0 ? backup_trouble(b, "opening", "files")
	    : copy_all(&c, &had, &now);
	if (rc == RC_OK)
		rc = list_write(b, &now);
	if (c.to >= 0)
		close(c.to);
	if (c.journal >= 0)
		close(c.journal);
	return (rc);
}

/* ---- afterwards ------------------------------------------------------------------------ */

/* Copies that the list does not name: files that were removed since. */
void
backup_files_tidy(struct backup *b)
{
	struct files kept = { 0 }, all = { 0 };
	int to = openat(b->dir, "files", O_RDONLY | O_DIRECTORY | O_CLOEXEC |
	    O_NOFOLLOW);

	if (to < 0)
		return;
	if (list_read(b, b->m.list.name, &kept) == RC_OK &&
	    walk(b, to, "", 0, &all) == RC_OK) {
		sort(&kept);
		for (size_t i = 0; i < all.n; i++)
			if (find(&kept, all.v[i].path) == NULL)
				(void)unlinkat(to, all.v[i].path, 0);
	}
	close(to);
}

RC
backup_each_file(struct backup *b, RC (*fn)(void *, const char *path,
    uint64_t size, const struct digest *), void *arg)
{
	struct files f = { 0 };

	if (list_read(b, b->m.list.name, &f) != RC_OK || f.n != b->m.nfile) {
		b->why = arena_printf(b->a, "%s/%s is damaged", b->folder,
		    b->m.list.name);
		return (RC_DENIED);
	}
	for (size_t i = 0; i < f.n; i++) {
		TRY(fn(arg, f.v[i].path, f.v[i].size, &f.v[i].d));
		b->progress("files", i + 1, f.n);
	}
	return (RC_OK);
}
