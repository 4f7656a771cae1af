/* Who one came in as. */
#include "api.h"

/* GET /api/v1/me */
RC
me_show(struct req *rq)
{
	struct json *j = json_new(rq);
	struct agent me;

	TRY(agent_get(rq->t, rq->a, (agent_id){ rq->session.subject_id },
	    &me));
	view_me(rq, j, &me, rq->scopes);
	return (json_reply(rq, 200, j));
}
