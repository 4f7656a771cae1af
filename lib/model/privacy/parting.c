/* Whether somebody's erasure has begun (parting.h). */
#include "model/privacy/parting.h"

QUERY(Q_PARTING, Q_TENANT,
    "SELECT contact_id FROM parting WHERE account_id = ? AND contact_id = ?");

RC
parting_not(struct tenant *t, contact_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_PARTING));
	bind_u64(st, id.v);
	rc = stmt_row(st);
	return (rc == RC_OK ? RC_GONE : rc == RC_NOTFOUND ? RC_OK : rc);
}
