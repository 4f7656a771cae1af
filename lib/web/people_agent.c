/* Agents who are signed in, and how they prove themselves again (people.h). */
#include "auth/login.h"
#include "model/access/factor.h"
#include "model/people/agent.h"
#include "web/people.h"
#include "web/second.h"

struct person
agent_person(const struct req *rq)
{
	return (factor_agent(rq->session.subject_id));
}

RC
agent_person_name(struct req *rq, const char **name_r)
{
	struct agent g;

	TRY(agent_get(rq->t, rq->a, (agent_id){ rq->session.subject_id }, &g));
	*name_r = g.email;
	return (RC_OK);
}

RC
agent_person_live(struct req *rq, uint64_t id, unsigned *generation_r)
{
	struct agent g;

	TRY(agent_get(rq->t, rq->a, (agent_id){ id }, &g));
	*generation_r = g.generation;
	return (g.state == AGENT_ACTIVE ? RC_OK : RC_DENIED);
}

/* A code, a passkey or the password. */
RC
agent_prove(struct req *rq, const struct proof *proof)
{
	unsigned generation;
	const char *email;
	agent_id id;
	enum rc rc;

	if (*proof->code != '\0')
		return (second_prove(rq, proof->code));
	if (*proof->passkey != '\0')
		return (second_prove_passkey(rq, proof->passkey));
	TRY(agent_person_name(rq, &email));
	rc = login_agent(rq->t, rq->a, rq->addr, email, proof->password, &id,
	    &generation);
	if (rc == RC_OK && id.v != rq->session.subject_id)
		return (RC_DENIED);
	return (rc);
}
