/* Proving oneself again. */
#include "auth/login.h"
#include "panel.h"

/* The signed-in agent's password (app.h). */
RC
panel_prove(struct req *rq, const struct proof *proof)
{
	unsigned generation;
	struct agent me;
	agent_id id;
	enum rc rc;

	TRY(panel_agent(rq, &me));
	rc = login_agent(rq->t, rq->a, rq->addr, me.email, proof->password,
	    &id, &generation);
	if (rc == RC_OK && id.v != me.id.v)
		return (RC_DENIED);
	return (rc);
}
