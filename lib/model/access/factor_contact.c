/* A contact as somebody with second factors (factor.h). */
#include "model/access/factor.h"

QUERY(Q_FACTOR_BUMP_CONTACT, Q_TENANT,
    "UPDATE contact SET generation = generation + 1"
    " WHERE account_id = ? AND contact_id = ?");

static RC
bump(struct tenant *t, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_FACTOR_BUMP_CONTACT));
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

struct person
factor_contact(uint64_t id)
{
	return ((struct person){ SECRET_CONTACT, id, bump });
}
