/* Copies that are made anew (export.h): linked by what erases. */
#include "model/privacy/export.h"

/* A builder at work finds that it is not its any more: its number stays. */
QUERY(Q_EXPORT_ANEW, Q_TENANT,
    "UPDATE contact_export FORCE INDEX (export_account)"
    " SET attempts = IF(state = 3, 0, attempts),"
    " state = 1, due_at = 0, sealed = NULL, size = 0"
    " WHERE account_id = ? AND state IN (2, 3)");

RC
exports_anew(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_ANEW));
	return (stmt_exec(st, NULL));
}
