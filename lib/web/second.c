/* Pages of the second factor (second.h). */
#include "web/second.h"

#include "auth/second.h"
#include "auth/session.h"
#include "core/str.h"
#include "model/access/throttle.h"
#include "model/ticket/outbox.h"
#include "web/priv.h"
#include "web/qr.h"

static const char *
template(struct req *rq, const char *name)
{
	return (arena_printf(rq->a, "%s/%s", rq->priv->app->name, name));
}

static void
title(struct req *rq, const char *key)
{
	node_str(rq->v, "Title", tmpl_text(app_tmpl(), rq->language, key));
}

/* A path of ours as the value of a query's parameter. */
static const char *
query_value(struct arena *a, const char *path)
{
	struct buf b = BUF_INIT(a);

	for (; *path != '\0'; path++)
		if (strchr("?&#%+=", *path) != NULL)
			buf_printf(&b, "%%%02X", (unsigned char)*path);
		else
			buf_chr(&b, *path);
	return (buf_cstr(&b));
}

RC
second_go_on(struct req *rq, const char *next)
{
	if (!rq->half)
		return (redirect(rq, "%s", next));
	return (redirect(rq, "%s?next=%s", rq->priv->app->code_path,
	    query_value(rq->a, next)));
}

RC
second_prove(struct req *rq, const char *typed)
{
	enum audit_way way;

	return (second_check(rq->t, rq->a, rq->priv->app->person(rq), typed,
	    &way));
}

/* ---- the second step of signing in ------------------------------------------- */

/* Not back into signing in or out. */
const char *
second_next(struct req *rq)
{
	const struct app *app = rq->priv->app;
	const char *next = req_local(rq, "next", app->start_path);

	return (str_starts(next, app->login_path) ||
	    str_starts(next, app->code_path) ? app->start_path : next);
}

static RC
code_page(struct req *rq, int status)
{
	unsigned methods;

	TRY(factor_methods(rq->t, rq->priv->app->person(rq), &methods));
	title(rq, "Factor.CodeTitle");
	node_str(rq->v, "Form.next", second_next(rq));
	node_str(rq->v, "Factor.CodePath", rq->priv->app->code_path);
	node_bool(rq->v, "Factor.Codes", (methods & FACTOR_CODES) != 0);
	node_bool(rq->v, "Factor.Passkeys", (methods & FACTOR_PASSKEYS) != 0);
	return (page_status(rq, status, template(rq, "code")));
}

/* GET /panel/code */
RC
second_code_form(struct req *rq)
{
	return (code_page(rq, 200));
}

/*
 * Who knows the password and guesses at codes is worth a word to the person, once
 * an hour (SECURITY 1.3 T9).
 */
static RC
tell_odd(struct req *rq, struct person p)
{
	bool agent = p.kind == SECRET_AGENT;
	struct digest d = throttle_key(rq->t->vault, "odd", arena_printf(rq->a,
	    "%llu %d %llu", (unsigned long long)rq->t->id.v, (int)p.kind,
	    (unsigned long long)p.id));
	enum rc rc = throttle_hit(rq->t->db, &d, 1, 3600);

	if (rc == RC_LIMIT)
		return (RC_OK);
	TRY(rc);
	rc = outbox_login(rq->t, rq->a, &(struct outbox_login){
		.kind = OUTBOX_ODD,
		.agent = { agent ? p.id : 0 }, .contact = { agent ? 0 : p.id },
	});
	/* Not written: the next try, or the same one again, writes it. */
	if (rc != RC_OK)
		TRY(throttle_forgive(rq->t->db, &d));
	return (rc);
}

RC
second_failed(struct req *rq, enum audit_way way, enum rc why)
{
	struct person p = rq->priv->app->person(rq);
	bool agent = p.kind == SECRET_AGENT;
	bool key = way == WAY_PASSKEY;

	TRY(audit_add(rq->t, &(struct audit_row){
		.verb = AUDIT_SIGN_IN, .value = way,
		.object = agent ? ON_AGENT : ON_CONTACT, .id = p.id,
		.result = why == RC_LIMIT ? AUDIT_LIMITED : AUDIT_FAILED,
	}));
	if (why == RC_LIMIT)
		TRY(tell_odd(rq, p));
	req_mistake(rq, key ? "passkey" : "code", why == RC_LIMIT ? "Limit"
	    : key ? "Passkey" : "Code");
	req_form_view(rq);
	return (code_page(rq, why == RC_LIMIT ? 429 : 422));
}

/* POST /panel/code/leave: not me after all. */
RC
second_leave(struct req *rq)
{
	TRY(session_stop(rq));
	return (redirect(rq, "%s", rq->priv->app->login_path));
}

/* The half session becomes a whole one, under a new token. */
RC
second_come_in(struct req *rq, enum audit_way way)
{
	const struct session half = rq->session;
	struct digest d;
	enum rc rc;

	/* For factor_came(), whichever it was. */
	rc = factor_take_step(rq->t, rq->priv->app->person(rq),
	    rq->now / TOTP_STEP_S - 1);
	if (rc != RC_DENIED)
		TRY(rc);
	d = half_counter(rq, &half);
	TRY(throttle_forgive(rq->t->db, &d));
	TRY(session_sign_in(rq, half.kind == SESSION_AGENT_HALF
	    ? SESSION_AGENT : SESSION_CONTACT, half.subject_id,
	    (ticket_id){ 0 }, half.generation, way));
	return (redirect(rq, "%s", second_next(rq)));
}

/* POST /panel/code */
RC
second_code_submit(struct req *rq)
{
	struct person p = rq->priv->app->person(rq);
	enum audit_way way;
	enum rc rc;

	if (req_bad(rq)) {
		req_form_view(rq);
		return (code_page(rq, 422));
	}
	rc = second_check(rq->t, rq->a, p, req_text(rq, "code"), &way);
	if (rc == RC_DENIED || rc == RC_LIMIT)
		return (second_failed(rq, way, rc));
	TRY(rc);
	return (second_come_in(rq, way));
}

/* ---- setting up ---------------------------------------------------------------- */

/* GET /panel/factor */
RC
second_show(struct req *rq)
{
	const struct app *app = rq->priv->app;
	struct factor_state s;

	TRY(factor_state(rq->t, rq->a, app->person(rq), &s));
	title(rq, "Factor.Title");
	node_str(rq->v, "Factor.Path", app->factor_path);
	node_bool(rq->v, "Factor.Codes", (s.methods & FACTOR_CODES) != 0);
	node_bool(rq->v, "Factor.Passkeys", (s.methods & FACTOR_PASSKEYS) != 0);
	node_bool(rq->v, "Factor.Any", s.methods != 0);
	node_u64(rq->v, "Factor.Left", s.recovery_left);
	TRY(second_put_passkeys(rq));
	node_bool(rq->v, "Factor.Must", rq->session.factor_due != 0 &&
	    rq->session.factor_due <= rq->now);
	return (page(rq, template(rq, "factor")));
}

static RC
offer_page(struct req *rq, const struct second_offer *o, int status)
{
	const char *d;
	unsigned size;

	title(rq, "Factor.CodesTitle");
	node_str(rq->v, "Factor.Path", rq->priv->app->factor_path);
	node_str(rq->v, "Offer.Key", o->key);
	node_str(rq->v, "Offer.Sealed", o->sealed);
	if (qr_path(rq->a, o->uri, &d, &size) == RC_OK) {
		node_str(rq->v, "Qr.Path", d);
		node_u64(rq->v, "Qr.Size", size);
	}
	return (page_status(rq, status, template(rq, "factor_codes")));
}

/* GET /panel/factor/codes */
RC
second_codes_form(struct req *rq)
{
	const struct app *app = rq->priv->app;
	struct second_offer o;
	const char *name;

	TRY(app->person_name(rq, &name));
	TRY(second_offer(rq->t, rq->a, app->person(rq), name,
	    rq->session.id, &o));
	return (offer_page(rq, &o, 200));
}

/* The session that ended with the change, begun anew. */
RC
second_begin_again(struct req *rq)
{
	return (session_start(rq, rq->session.kind, rq->session.subject_id,
	    rq->session.ticket, rq->session.generation + 1));
}

RC
second_recovery_page(struct req *rq, const char *const codes[RECOVERY_CODES])
{
	struct node *list = node_sub(rq->v, "Recovery");

	title(rq, "Factor.RecoveryTitle");
	node_str(rq->v, "Factor.Path", rq->priv->app->factor_path);
	for (int i = 0; i < RECOVERY_CODES; i++)
		node_str(node_row(list), "Code", codes[i]);
	return (page(rq, template(rq, "factor_recovery")));
}

/* What was typed did not fit: the same seed once more. */
static RC
offer_again(struct req *rq)
{
	const struct app *app = rq->priv->app;
	struct second_offer o;
	const char *name;
	enum rc rc;

	TRY(app->person_name(rq, &name));
	rc = second_offer_again(rq->t, rq->a, app->person(rq), name,
	    rq->session.id, req_text(rq, "offer"), &o);
	if (rc == RC_GONE) {
		req_mistake(rq, "code", "OfferOld");
		rc = second_offer(rq->t, rq->a, app->person(rq), name,
		    rq->session.id, &o);
	}
	TRY(rc);
	req_form_view(rq);
	return (offer_page(rq, &o, 422));
}

/* POST /panel/factor/codes */
RC
second_codes_save(struct req *rq)
{
	const char *recovery[RECOVERY_CODES];
	enum rc rc;

	if (req_bad(rq))
		return (offer_again(rq));
	rc = second_confirm(rq->t, rq->a, rq->priv->app->person(rq),
	    rq->session.id, req_text(rq, "offer"), req_text(rq, "code"),
	    recovery);
	if (rc == RC_DENIED || rc == RC_GONE) {
		req_mistake(rq, "code", "Code");
		return (offer_again(rq));
	}
	TRY(rc);
	TRY(second_begin_again(rq));
	return (second_recovery_page(rq, recovery));
}

/* POST /panel/factor/codes/remove */
RC
second_codes_remove(struct req *rq)
{
	TRY(factor_drop_codes(rq->t, rq->a, rq->priv->app->person(rq)));
	TRY(second_begin_again(rq));
	flash(rq, "CodesRemoved");
	return (redirect(rq, "%s", rq->priv->app->factor_path));
}

/* POST /panel/factor/recovery */
RC
second_recovery_new(struct req *rq)
{
	struct person p = rq->priv->app->person(rq);
	const char *recovery[RECOVERY_CODES];
	unsigned methods;

	TRY(factor_methods(rq->t, p, &methods));
	if (methods == 0)
		return (RC_NOTFOUND);
	TRY(second_recovery(rq->t, rq->a, p, recovery));
	TRY(second_begin_again(rq));
	return (second_recovery_page(rq, recovery));
}
