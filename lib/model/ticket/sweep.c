/*
 * Sealed files without a row (sweep.h). A file is written before its row
 * commits; a transaction that is rolled back leaves it, and its secret is gone.
 */
#include "model/ticket/sweep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "model/key/reseal.h"

QUERY(Q_SWEEP_ATTACHMENT, Q_TENANT,
    "SELECT 1 FROM attachment WHERE account_id = ? AND attachment_id = ?");
/* One that expired, failed or waits has no file. */
QUERY(Q_SWEEP_EXPORT, Q_TENANT,
    "SELECT 1 FROM contact_export WHERE account_id = ? AND export_id = ?"
    " AND state IN (2, 3)");

static void
dir_close(DIR **d)
{
	if (*d != NULL)
		closedir(*d);
	*d = NULL;
}

static RC
dir_open(int at, const char *name, DIR **d_r)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC |
	    O_NOFOLLOW);

	*d_r = fd < 0 ? NULL : fdopendir(fd);
	if (*d_r != NULL)
		return (RC_OK);
	if (fd >= 0)
		close(fd);
	return (errno == ENOENT || errno == ENOTDIR ? RC_NOTFOUND : RC_FAILED);
}

static RC
has_row(struct tenant *t, const struct query *q, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id);
	return (stmt_row(st));
}

/*
 * "ID" or, while it is written, "ID.new"; "ID.next" and "ID.next.new" while its
 * ticket is sealed anew (reseal.h).  RC_INVALID: nothing of ours.
 */
static RC
file_id(const char *name, uint64_t *id_r, bool *unfinished_r, bool *next_r)
{
	char digits[24];
	size_t n = strspn(name, "0123456789");

	*unfinished_r = str_eq(name + n, ".new") ||
	    str_eq(name + n, ".next.new");
	*next_r = str_eq(name + n, ".next");
	if (n == 0 || n >= sizeof(digits) ||
	    (name[n] != '\0' && !*unfinished_r && !*next_r))
		return (RC_INVALID);
	memcpy(digits, name, n);
	digits[n] = '\0';
	return (str_u64(digits, id_r));
}

/* q: does a row name it?  Only attachments have a "next". */
static RC
sweep_file(struct tenant *t, int files_dir, int dir, const char *name,
    const struct query *q, int64_t before, struct sweep_counts *n)
{
	struct stat sb;
	bool unfinished, next;
	uint64_t id;
	enum rc rc;

	if (file_id(name, &id, &unfinished, &next) != RC_OK ||
	    fstatat(dir, name, &sb, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !S_ISREG(sb.st_mode))
		return (RC_OK);
	if (sb.st_mtime >= before) {
		n->young++;
		return (RC_OK);
	}
	if (next && q == &Q_SWEEP_ATTACHMENT) {
		n->mended++;
		return (attachment_mend(t, files_dir, (attachment_id){ id }));
	}
	rc = unfinished || next ? RC_NOTFOUND : has_row(t, q, id);
	if (rc != RC_NOTFOUND) {
		n->kept += rc == RC_OK;
		return (rc);
	}
	if (unlinkat(dir, name, 0) != 0)
		return (errno == ENOENT ? RC_OK : RC_FAILED);
	n->removed += !unfinished;
	n->unfinished += unfinished;
	return (RC_OK);
}

static RC
sweep_folder(struct tenant *t, int files_dir, const char *name,
    const struct query *q, int64_t before, struct sweep_counts *n)
{
	CLEANUP(dir_close) DIR *d = NULL;
	struct dirent *e;

	TRY(dir_open(files_dir, name, &d));
	while (errno = 0, (e = readdir(d)) != NULL)
		TRY(sweep_file(t, files_dir, dirfd(d), e->d_name, q,
		    before, n));
	return (errno == 0 ? RC_OK : RC_FAILED);
}

RC
files_sweep(struct tenant *t, int files_dir, int64_t before,
    struct sweep_counts *n_r)
{
	char name[32];
	enum rc rc;

	*n_r = (struct sweep_counts){ 0 };
	for (unsigned i = 0; i < 256; i++) {
		snprintf(name, sizeof(name), "%llu/%02x",
		    (unsigned long long)t->id.v, i);
		rc = sweep_folder(t, files_dir, name, &Q_SWEEP_ATTACHMENT,
		    before, n_r);
		if (rc != RC_NOTFOUND)
			TRY(rc);
	}
	snprintf(name, sizeof(name), "%llu/export",
	    (unsigned long long)t->id.v);
	rc = sweep_folder(t, files_dir, name, &Q_SWEEP_EXPORT, before, n_r);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
