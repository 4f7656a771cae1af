/* What the files about agents share (lib/model only). */
#ifndef MODEL_AGENT_ROW_H
#define MODEL_AGENT_ROW_H

#include "model/access/rights.h"
#include "model/people/agent_admin.h"
#include "model/ticket/ticket.h"

/* Roles and state as they are now; actor 0: he is not active. */
struct agent_pair {
	enum role	 actor, target;
	enum agent_state state;		/* the target's */
};
/*
 * Inside a transaction: both rows locked until its end.  RC_DENIED: the actor is
 * no admin; RC_NOTFOUND: there is no such target.
 */
RC	agent_pair(struct tenant *, agent_id actor, agent_id target,
	    struct agent_pair *p_r);
/* The same of t->actor alone: RC_DENIED unless he is an admin or the owner now. */
RC	actor_admin(struct tenant *);
/* Inside a transaction: exactly these. RC_INVALID: an unknown department. */
RC	agent_departments_put(struct tenant *, agent_id, bool all,
	    const struct department_ids *);
/* Inside a transaction: the row alone; its secret and id are made before. */
RC	agent_insert(struct tenant *, struct arena *, const struct agent *,
	    const struct key *);
/* Inside a transaction: sealed under K(agent). */
RC	agent_login_store(struct tenant *, struct arena *, agent_id,
	    const struct key *agent, const char *hash);

#endif
