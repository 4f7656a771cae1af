/* Copies that are made anew, or over (export.h): linked by what erases. */
#include "core/time.h"
#include "model/privacy/export.h"

#define AT_ONCE	100
#define TRIES	10

/* A builder at work finds that it is not its any more: its number stays. */
QUERY(Q_EXPORT_ANEW, Q_TENANT,
    "UPDATE contact_export FORCE INDEX (export_account)"
    " SET attempts = IF(state = 3, 0, attempts),"
    " state = 1, due_at = 0, sealed = NULL, size = 0"
    " WHERE account_id = ? AND state IN (2, 3) AND contact_id IS NOT NULL");
QUERY(Q_EXPORT_ALL_OVER, Q_TENANT,
    "UPDATE contact_export FORCE INDEX (export_account)"
    " SET state = 6, fault = 4, due_at = ?, sealed = NULL, size = 0"
    " WHERE account_id = ? AND state IN (2, 3) AND contact_id IS NULL");
QUERY(Q_EXPORT_ENDING, Q_TENANT,
    "SELECT export_id FROM contact_export FORCE INDEX (export_account)"
    " WHERE account_id = ? AND state = 6 LIMIT 100");
QUERY(Q_EXPORT_ENDED, Q_TENANT,
    "UPDATE contact_export SET state = 5"
    " WHERE account_id = ? AND export_id = ? AND state = 6");

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

RC
exports_victims(struct tenant *t, struct arena *a, const struct victim *first,
    size_t n, struct victim **v_r, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct victim *v = arena_array(a, n + AT_ONCE, sizeof(*v));
	enum rc rc;

	if (n > 0)
		memcpy(v, first, n * sizeof(*v));
	*v_r = v;
	*n_r = n;
	TRY(stmt_tenant(&st, t, &Q_EXPORT_ENDING));
	while ((rc = stmt_row(st)) == RC_OK)
		v[(*n_r)++] = (struct victim){ SECRET_EXPORT, col_u64(st, 0),
			NULL };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
ended(struct tenant *t, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_ENDED));
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

RC
exports_settle(struct tenant *t, struct arena *a, int files_dir,
    uint64_t erasure_id)
{
	struct victim *v;
	enum rc rc;
	size_t n;

	TRY(exports_victims(t, a, NULL, 0, &v, &n));
	for (size_t i = 0; i < n; i++) {
		rc = RC_RETRY;
		for (int try = 0; try < TRIES && rc == RC_RETRY; try++)
			rc = secret_forget(t, &v[i], 1, erasure_id);
		TRY(rc);
		TRY(sealedfile_remove(files_dir, export_path(a, t->id,
		    (export_id){ v[i].id })));
		TRY(ended(t, v[i].id));
	}
	return (RC_OK);
}
