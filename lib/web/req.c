/* A request's headers, sessions started and ended (req.h). */
#include "auth/session.h"
#include "core/log.h"
#include "core/str.h"
#include "model/access/factor.h"
#include "model/access/throttle.h"
#include "model/ticket/outbox.h"
#include "web/priv.h"

void
req_later(struct req *rq, void (*end)(void *), void *p)
{
	struct req_priv *priv = rq->priv;

	if (priv->nlater == LATER_MAX)
		bug("too much to give back after one request");
	priv->later[priv->nlater++] = (struct later){ end, p };
}

const char *
req_fixed(struct req *rq)
{
	const char *v = fcgi_param(rq->priv->io, "OLVIDO_FIXED");

	return (v != NULL ? v : "");
}

const char *
req_header(struct req *rq, const char *name)
{
	char full[64] = "HTTP_";
	size_t n = 5;
	const char *v;

	for (; *name != '\0' && n < sizeof(full) - 1; name++)
		full[n++] = *name == '-' ? '_' : *name >= 'a' && *name <= 'z'
		    ? (char)(*name - 32) : *name;
	full[n] = '\0';
	v = fcgi_param(rq->priv->io, full);
	return (v != NULL && strlen(v) <= 8192 ? v : NULL);
}

const char *
req_url(struct req *rq, const char *path)
{
	if (rq->t->port == 443)
		return (arena_printf(rq->a, "https://%s%s", rq->t->host,
		    path));
	return (arena_printf(rq->a, "https://%s:%d%s", rq->t->host,
	    rq->t->port, path));
}

static RC
start(struct req *rq, struct session *ss, unsigned generation)
{
	const struct app *app = rq->priv->app;
	struct token token;

	/* He has just proved himself; a customer's link proves less. */
	if (ss->kind == SESSION_AGENT)
		ss->step_up_until = rq->now + STEP_UP_S;
	if (rq->signed_in || rq->half)
		TRY(session_end(rq->t, rq->session.id));
	TRY(session_open(rq->t, rq->a, ss, generation, rq->addr,
	    req_header(rq, "USER_AGENT"), &token));
	/* An agent's ends with his browser, a customer's lasts. */
	cookie_set(rq, app->cookie, arena_strdup(rq->a, token.text),
	    app->agents ? 0 : session_longest(ss->kind));
	rq->session = *ss;
	rq->half = SESSION_HALF(ss->kind);
	rq->signed_in = !rq->half;
	actor_set(rq);
	return (RC_OK);
}

RC
session_start(struct req *rq, enum session_kind kind, uint64_t subject_id,
    ticket_id ticket, unsigned generation)
{
	struct session ss = {
		.kind = kind, .subject_id = subject_id, .ticket = ticket,
		.way = rq->signed_in ? rq->session.way : WAY_PASSWORD,
	};

	return (start(rq, &ss, generation));
}

struct digest
half_counter(struct req *rq, const struct session *half)
{
	return (throttle_key(rq->t->vault, "half", arena_printf(rq->a,
	    "%llu %d %llu", (unsigned long long)rq->t->id.v, (int)half->kind,
	    (unsigned long long)half->subject_id)));
}

/*
 * Three minutes without the second factor: somebody has his password (SECURITY
 * 1.3 T9).  At most three such mails an hour.
 */
static RC
tell_later(struct req *rq, const struct session *half)
{
	bool agent = half->kind == SESSION_AGENT_HALF;
	struct digest d = half_counter(rq, half);
	enum rc rc = throttle_hit(rq->t->db, &d, 3, 3600);

	if (rc == RC_LIMIT)
		return (RC_OK);
	TRY(rc);
	rc = outbox_login(rq->t, rq->a, &(struct outbox_login){
		.kind = OUTBOX_HALF, .wait = 180,
		.agent = { agent ? half->subject_id : 0 },
		.contact = { agent ? 0 : half->subject_id },
	});
	if (rc != RC_OK)
		TRY(throttle_forgive(rq->t->db, &d));
	return (rc);
}

/* Whether this way was but the first half. */
static RC
half_way(struct req *rq, struct session *ss)
{
	unsigned methods;

	if (ss->kind == SESSION_TICKET ||
	    (ss->way != WAY_PASSWORD && ss->way != WAY_LINK))
		return (RC_OK);
	TRY(factor_methods(rq->t, (struct person){
		.kind = ss->kind == SESSION_AGENT ? SECRET_AGENT
		    : SECRET_CONTACT, .id = ss->subject_id }, &methods));
	if (methods == 0)
		return (RC_OK);
	ss->kind = ss->kind == SESSION_AGENT ? SESSION_AGENT_HALF
	    : SESSION_CONTACT_HALF;
	ss->sign_in = false;
	return (tell_later(rq, ss));
}

RC
session_sign_in(struct req *rq, enum session_kind kind, uint64_t subject_id,
    ticket_id ticket, unsigned generation, enum audit_way way)
{
	struct session ss = {
		.kind = kind, .subject_id = subject_id, .ticket = ticket,
		.sign_in = true, .way = way,
	};

	TRY(half_way(rq, &ss));
	return (start(rq, &ss, generation));
}

/* Still his until it has ended: an act that is run again ends it again. */
RC
session_stop(struct req *rq)
{
	cookie_set(rq, rq->priv->app->cookie, "", -1);
	rq->priv->left = true;
	if (rq->half)
		return (session_end(rq->t, rq->session.id));
	if (!rq->signed_in)
		return (RC_OK);
	TRY(session_sign_out(rq->t, rq->session.id));
	rq->signed_in = false;
	return (RC_OK);
}

RC
req_audit(struct req *rq, enum audit_verb verb, enum audit_object object,
    uint64_t id, enum audit_result result)
{
	return (audit_add(rq->t, &(struct audit_row){
		.verb = verb, .object = object, .id = id, .result = result,
	}));
}

int64_t
req_form_age(const struct req *rq)
{
	return (rq->priv->form_age);
}
