/* Signing in by a form (sign_in.h). */
#include "web/sign_in.h"

#include "auth/device.h"
#include "core/str.h"
#include "web/priv.h"

static const char *
device_cookie(struct req *rq)
{
	return (arena_printf(rq->a, "%s-device", rq->priv->app->cookie));
}

void
sign_in_device(struct req *rq, const struct whose *whose, const char *email)
{
	cookie_set(rq, device_cookie(rq), device_make(rq->t, rq->a,
	    whose->kind, email), DEVICE_AGE);
}

void
retry_after(struct req *rq, int64_t seconds)
{
	rq->priv->retry_after = seconds;
}

static void
say_limit(struct req *rq, const struct login *l)
{
	static const char *const names[] = { "", "Name", "Network", "Link",
		"Busy" };

	node_str(rq->v, "SignIn.Limit", names[l->limit]);
	if (l->wait >= 60)
		node_i64(rq->v, "SignIn.Minutes", (l->wait + 59) / 60);
	else if (l->wait > 0)
		node_i64(rq->v, "SignIn.Seconds", l->wait);
	retry_after(rq, l->wait);
}

static RC
audit(struct req *rq, const struct login *l)
{
	enum audit_object on = l->whose->kind == SESSION_AGENT ? ON_AGENT
	    : ON_CONTACT;

	TRY(req_audit(rq, AUDIT_SIGN_IN, on, l->id, AUDIT_FAILED));
	return (l->locks ? req_audit(rq, AUDIT_LOCKED, on, l->id,
	    AUDIT_LIMITED) : RC_OK);
}

RC
sign_in_password(struct req *rq, const struct whose *whose,
    struct login *l_r, int *status_r)
{
	enum rc rc;

	*l_r = (struct login){ .whose = whose, .addr = rq->addr,
		.email = req_text(rq, "email"),
		.password = req_text(rq, "password"),
		.device = cookie_get(rq->a, req_header(rq, "COOKIE"),
		    device_cookie(rq)) };
	*status_r = 422;
	if (req_bad(rq))
		return (RC_DENIED);
	rc = login_password(rq->t, rq->a, l_r);
	if (rc == RC_LIMIT) {
		say_limit(rq, l_r);
		*status_r = l_r->limit == LIMIT_BUSY ? 503 : 429;
		return (RC_DENIED);
	}
	if (rc == RC_DENIED) {
		req_mistake(rq, "password", "Password");
		TRY(audit(rq, l_r));
	}
	if (rc == RC_OK)
		sign_in_device(rq, whose, l_r->name);
	return (rc);
}
