/* An erasure begins and comes to the secret (parting.h): linked by what erases. */
#include "model/privacy/parting.h"

QUERY(Q_PARTING_ADD, Q_TENANT,
    "INSERT IGNORE INTO parting (account_id, contact_id) VALUES (?, ?)");
QUERY(Q_PARTING_END, Q_TENANT,
    "DELETE FROM parting WHERE account_id = ? AND contact_id = ?");

static RC
change(struct tenant *t, const struct query *q, contact_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}

RC
parting_add(struct tenant *t, contact_id id)
{
	return (change(t, &Q_PARTING_ADD, id));
}

RC
parting_end(struct tenant *t, contact_id id)
{
	return (change(t, &Q_PARTING_END, id));
}
