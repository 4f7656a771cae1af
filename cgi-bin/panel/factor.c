/* Proving oneself again. */
#include "auth/login.h"
#include "model/access/factor.h"
#include "panel.h"
#include "web/second.h"

struct person
panel_person(const struct req *rq)
{
	return (factor_agent(rq->session.subject_id));
}

RC
panel_person_name(struct req *rq, const char **name_r)
{
	struct agent me;

	TRY(panel_agent(rq, &me));
	*name_r = me.email;
	return (RC_OK);
}

RC
panel_person_live(struct req *rq, uint64_t id, unsigned *generation_r)
{
	struct agent g;

	TRY(agent_get(rq->t, rq->a, (agent_id){ id }, &g));
	*generation_r = g.generation;
	return (g.state == AGENT_ACTIVE ? RC_OK : RC_DENIED);
}

/* The signed-in agent's code, passkey or password (app.h). */
RC
panel_prove(struct req *rq, const struct proof *proof)
{
	unsigned generation;
	struct agent me;
	agent_id id;
	enum rc rc;

	if (*proof->code != '\0')
		return (second_prove(rq, proof->code));
	if (*proof->passkey != '\0')
		return (second_prove_passkey(rq, proof->passkey));
	TRY(panel_agent(rq, &me));
	rc = login_agent(rq->t, rq->a, rq->addr, me.email, proof->password,
	    &id, &generation);
	if (rc == RC_OK && id.v != me.id.v)
		return (RC_DENIED);
	return (rc);
}
