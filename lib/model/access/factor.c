/* Which second factors a person has, and when he must (factor.h). */
#include "model/access/factor.h"

#include "model/key/keyring.h"
#include "model/people/agent.h"
#include "model/people/generation.h"

QUERY(Q_FACTOR_METHODS, Q_TENANT,
    "SELECT methods FROM factor"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?");

RC
factor_methods(struct tenant *t, struct person p, unsigned *methods_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*methods_r = 0;
	TRY(stmt_tenant(&st, t, &Q_FACTOR_METHODS));
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	rc = stmt_row(st);
	if (rc == RC_OK)
		*methods_r = (unsigned)col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

int64_t
factor_due(const struct factor_policy *p, int role, int64_t created_at)
{
	int64_t since = p->since > created_at ? p->since : created_at;

	if (p->need == NEED_NOBODY ||
	    (p->need == NEED_ADMINS && role < ROLE_ADMIN))
		return (0);
	return (since + (int64_t)p->grace_days * 86400);
}

/* ---- whose they are ----------------------------------------------------------- */

struct person
factor_agent(uint64_t id)
{
	return ((struct person){ SECRET_AGENT, id, agent_generation });
}

struct person
factor_contact(uint64_t id)
{
	return ((struct person){ SECRET_CONTACT, id, contact_generation });
}
