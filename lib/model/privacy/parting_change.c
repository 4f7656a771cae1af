/* An erasure comes to the secret (parting.h): linked by what erases. */
#include "model/privacy/parting.h"

QUERY(Q_PARTING_END, Q_TENANT,
    "DELETE FROM parting WHERE account_id = ? AND contact_id = ?");

RC
parting_end(struct tenant *t, contact_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PARTING_END));
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}
