/* The provider's programs come in (program.h). */
#include "auth/apitoken.h"
#include "model/account/account.h"
#include "web/priv.h"
#include "web/program.h"

RC
provider_enter(struct req *rq, int64_t *wait_r)
{
	struct api_ask ask = {
		.authorization = req_header(rq, "AUTHORIZATION"),
		.apikey = req_header(rq, "APIKEY"), .addr = rq->addr,
		.provider = true,
	};
	struct api_who w;
	enum rc rc;

	TRY(account_is_provider(rq->t, rq->a));
	if (rq->route->who == GUEST)
		return (RC_OK);
	rc = api_sign_in(rq->t, rq->a, &ask, &w);
	*wait_r = w.wait;
	TRY(rc);
	rq->session = (struct session){ .kind = SESSION_AGENT,
		.subject_id = w.agent.v, .role = w.role };
	rq->scopes = w.scopes;
	rq->token = w.token;
	rq->signed_in = true;
	actor_set(rq);
	return (RC_OK);
}
