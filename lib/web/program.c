/* Programs come in (program.h). */
#include "web/program.h"

#include "auth/apitoken.h"
#include "model/access/sight.h"
#include "model/access/withheld.h"
#include "model/account/usage.h"
#include "model/people/agent.h"
#include "web/priv.h"

RC
program_enter(struct req *rq, int64_t *wait_r)
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
	actor_set(rq);
	/* Whom nobody knows is not counted. */
	return (usage_take(rq->t, USAGE_API, rq->t->limits.api, wait_r));
}
