/* The next generation of a person (generation.h). */
#include "model/people/generation.h"

QUERY(Q_AGENT_GENERATION, Q_TENANT,
    "UPDATE agent SET generation = generation + 1"
    " WHERE account_id = ? AND agent_id = ?");
QUERY(Q_CONTACT_GENERATION, Q_TENANT,
    "UPDATE contact SET generation = generation + 1"
    " WHERE account_id = ? AND contact_id = ?");

static RC
next(struct tenant *t, const struct query *q, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

RC
agent_generation(struct tenant *t, uint64_t id)
{
	return (next(t, &Q_AGENT_GENERATION, id));
}

RC
contact_generation(struct tenant *t, uint64_t id)
{
	return (next(t, &Q_CONTACT_GENERATION, id));
}
