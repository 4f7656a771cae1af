/* Coming in, and who one came in as. */
#include "api.h"
#include "auth/apitoken.h"
#include "model/sight.h"
#include "model/withheld.h"

RC
api_enter(struct req *rq, int64_t *wait_r)
{
	struct api_ask ask = {
		.authorization = req_header(rq, "AUTHORIZATION"),
		.apikey = req_header(rq, "APIKEY"), .addr = rq->addr,
	};
	struct api_who w;
	enum rc rc = api_sign_in(rq->t, rq->a, &ask, &w);

	*wait_r = w.wait;
	TRY(rc);
	if (w.role < ROLE_ADMIN)
		TRY(sight_load(rq->t, rq->a, w.agent, &rq->t->sight));
	TRY(withheld_load(rq->t, rq->a, w.role >= ROLE_ADMIN));
	rq->session = (struct session){ .kind = SESSION_AGENT,
		.subject_id = w.agent.v, .role = w.role };
	rq->scopes = w.scopes;
	rq->signed_in = true;
	return (RC_OK);
}

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
