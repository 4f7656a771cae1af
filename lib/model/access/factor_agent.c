/* An agent as somebody with second factors (factor.h). */
#include "model/access/factor.h"

QUERY(Q_FACTOR_BUMP_AGENT, Q_TENANT,
    "UPDATE agent SET generation = generation + 1"
    " WHERE account_id = ? AND agent_id = ?");

static RC
bump(struct tenant *t, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_FACTOR_BUMP_AGENT));
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

struct person
factor_agent(uint64_t id)
{
	return ((struct person){ SECRET_AGENT, id, bump });
}
