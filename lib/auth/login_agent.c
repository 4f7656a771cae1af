/* Agents who sign in (login.h): linked by programs that may read their table. */
#include "auth/login.h"
#include "model/access/session.h"

static enum rc
renew(struct tenant *t, struct arena *a, uint64_t id, const char *password)
{
	return (agent_login_renew(t, a, (agent_id){ id }, password));
}

const struct whose login_agents = {
	.kind = SESSION_AGENT, .find = agent_login_find, .renew = renew,
};

RC
login_agent(struct tenant *t, struct arena *a, const char *addr,
    const char *email, const char *password, agent_id *id_r,
    unsigned *generation_r)
{
	struct login l = { .whose = &login_agents, .addr = addr,
		.email = email, .password = password };
	enum rc rc = login_again(t, a, &l);

	id_r->v = l.id;
	*generation_r = l.generation;
	return (rc);
}
