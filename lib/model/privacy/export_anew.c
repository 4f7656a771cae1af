/* Copies that are made anew, or over (export.h): linked by what erases. */
#include "core/time.h"
#include "model/privacy/export.h"

#define AT_ONCE	32
#define TRIES	10

/* A builder at work finds that it is not its any more: its number stays. */
QUERY(Q_EXPORT_ANEW, Q_TENANT,
    "UPDATE contact_export FORCE INDEX (export_account)"
    " SET attempts = IF(state = 3, 0, attempts),"
    " state = 7, due_at = 0, sealed = NULL, size = 0"
    " WHERE account_id = ? AND state IN (2, 3) AND contact_id IS NOT NULL");
QUERY(Q_EXPORT_ALL_OVER, Q_TENANT,
    "UPDATE contact_export FORCE INDEX (export_account)"
    " SET state = 6, fault = 4, due_at = ?, sealed = NULL, size = 0"
    " WHERE account_id = ? AND state IN (2, 3) AND contact_id IS NULL");
QUERY(Q_EXPORT_ENDING, Q_TENANT,
    "SELECT export_id, secret_id FROM contact_export"
    " FORCE INDEX (export_account)"
    " WHERE account_id = ? AND state IN (6, 7) LIMIT 32");
QUERY(Q_EXPORT_ENDING_LOCK, Q_TENANT,
    "SELECT state, secret_id FROM contact_export"
    " WHERE account_id = ? AND export_id = ? FOR UPDATE");
QUERY(Q_EXPORT_ENDED, Q_TENANT,
    "UPDATE contact_export SET state = IF(state = 7, 1, 5), secret_id = 0"
    " WHERE account_id = ? AND export_id = ? AND state IN (6, 7)"
    " AND secret_id = ?");

struct ending { uint64_t id, secret; };

RC
exports_anew(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL, *all = NULL;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_ANEW));
	TRY(stmt_exec(st, NULL));
	TRY(stmt_tenant(&all, t, &Q_EXPORT_ALL_OVER));
	bind_i64(all, now_s());
	return (stmt_exec(all, NULL));
}

static RC
ending(struct tenant *t, struct ending v_r[AT_ONCE], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_EXPORT_ENDING));
	while ((rc = stmt_row(st)) == RC_OK)
		v_r[(*n_r)++] = (struct ending){ col_u64(st, 0),
			col_u64(st, 1) };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
exports_victims(struct tenant *t, struct arena *a, const struct victim *first,
    size_t n, struct victim **v_r, size_t *n_r)
{
	struct victim *v = arena_array(a, n + AT_ONCE, sizeof(*v));
	struct ending e[AT_ONCE];
	size_t more;

	if (n > 0)
		memcpy(v, first, n * sizeof(*v));
	*v_r = v;
	*n_r = n;
	TRY(ending(t, e, &more));
	for (size_t i = 0; i < more; i++)
		if (e[i].secret != 0)
			v[(*n_r)++] = (struct victim){ SECRET_EXPORT,
				e[i].secret, NULL };
	return (RC_OK);
}

/*
 * Its row is locked. RC_GONE: another process settled it, and what lies there by now
 * may be the copy that was made anew, under another secret.
 */
static RC
still_ending(struct tenant *t, const struct ending *e)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t state;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_ENDING_LOCK));
	bind_u64(st, e->id);
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND)
		return (RC_GONE);
	TRY(rc);
	state = col_u64(st, 0);
	return ((state == EXPORT_ENDING || state == EXPORT_ANEW) &&
	    col_u64(st, 1) == e->secret ? RC_OK : RC_GONE);
}

static RC
ended(struct tenant *t, struct arena *a, int files_dir,
    const struct ending *e)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(tx_begin(&tx, t->db));
	rc = still_ending(t, e);
	if (rc == RC_GONE)
		return (RC_OK);
	TRY(rc);
	TRY(sealedfile_remove(files_dir, export_path(a, t->id,
	    (export_id){ e->id })));
	TRY(stmt_tenant(&st, t, &Q_EXPORT_ENDED));
	bind_u64(st, e->id);
	bind_u64(st, e->secret);
	TRY(stmt_exec(st, NULL));
	stmt_done(&st);
	return (tx_commit(&tx));
}

static RC
settle(struct tenant *t, struct arena *a, int files_dir, uint64_t erasure_id,
    const struct ending *e)
{
	struct victim v = { SECRET_EXPORT, e->secret, NULL };
	enum rc rc = e->secret == 0 ? RC_OK : RC_RETRY;

	for (int try = 0; try < TRIES && rc == RC_RETRY; try++)
		rc = secret_forget(t, &v, 1, erasure_id);
	TRY(rc);
	return (ended(t, a, files_dir, e));
}

RC
exports_settle(struct tenant *t, struct arena *a, int files_dir,
    uint64_t erasure_id)
{
	struct ending e[AT_ONCE];
	size_t n;

	do {
		TRY(ending(t, e, &n));
		for (size_t i = 0; i < n; i++)
			TRY(settle(t, a, files_dir, erasure_id, &e[i]));
	} while (n == AT_ONCE);
	return (RC_OK);
}
