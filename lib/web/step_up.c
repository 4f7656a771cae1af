/*
 * Step-up (SECURITY 5.1, ASVS 7.5.3): before a dangerous act the person proves
 * himself again.  The act's own form comes back with the question in it, so that
 * nothing typed is lost; the proof and the act arrive in one request.
 */
#include "auth/session.h"
#include "core/str.h"
#include "core/utf8.h"
#include "model/access/factor.h"
#include "text/fold.h"
#include "web/cookie.h"
#include "web/priv.h"

#define PROOF_MAX	8192	/* bytes */

/* For GET: the page itself, to go on to after the proof. */
static void
keep_page(struct req *rq)
{
	const struct req_priv *p = rq->priv;
	struct node *row = node_row(node_sub(rq->v, "Kept"));
	const char *next = *p->query == '\0' ? p->path :
	    arena_printf(rq->a, "%s?%s", p->path, p->query);

	node_str(row, "Name", "next");
	node_str(row, "Value", local_path(next));
}

static void
ask(struct req *rq, const struct fields *fields, int status,
    const char *mistake)
{
	const struct app *app = rq->priv->app;
	unsigned methods;
	enum rc rc;

	if (fields != NULL) {
		node_str(rq->v, "Proof.Path", rq->priv->path);
		node_bool(rq->v, "Proof.Again", kept_fields(rq, fields));
	} else {
		node_str(rq->v, "Proof.Path", app->step_up_path);
		keep_page(rq);
	}
	if (app->person != NULL && factor_methods(rq->t, app->person(rq),
	    &methods) == RC_OK) {
		node_bool(rq->v, "Proof.Codes", (methods & FACTOR_CODES) != 0);
		node_bool(rq->v, "Proof.Passkeys",
		    (methods & FACTOR_PASSKEYS) != 0);
	}
	node_str(rq->v, "Title", tmpl_text(app_tmpl(), rq->language,
	    "Proof.Title"));
	if (mistake != NULL)
		node_str(rq->v, "Error.proof", tmpl_text(app_tmpl(),
		    rq->language, arena_printf(rq->a, "Error.%s", mistake)));
	rc = page_status(rq, status, arena_printf(rq->a, "%s/step_up",
	    app->name));
	if (rc != RC_OK)
		reply_rc(rq, rc);
}

void
step_up_ask(struct req *rq, const struct fields *fields)
{
	ask(rq, fields, 403, NULL);
}

/* As P_PASSWORD takes it. */
static const char *
proof_field(struct req *rq, const struct fields *fields, const char *name)
{
	const struct field *f;

	for (size_t i = 0; i < fields->n; i++) {
		f = &fields->v[i];
		if (str_eq(f->name, name) && f->filename == NULL &&
		    f->value.n <= PROOF_MAX &&
		    utf8_valid(f->value.p, f->value.n))
			return (text_nfc(rq->a, arena_strndup(rq->a,
			    (const char *)f->value.p, f->value.n)));
	}
	return ("");
}

/* The same session under a new token: the old one is dead (ASVS 7.2.4). */
static RC
renew(struct req *rq)
{
	struct token token = token_new();

	TRY(session_renew(rq->t, &rq->session, &token.digest,
	    rq->now + STEP_UP_S));
	cookie_set(rq, rq->priv->app->cookie, arena_strdup(rq->a, token.text),
	    rq->priv->app->agents ? 0 : session_longest(rq->session.kind));
	return (RC_OK);
}

bool
step_up_taken(struct req *rq, const struct fields *fields)
{
	const struct proof proof = {
		.password = proof_field(rq, fields, PROOF_FIELD "password"),
		.code = proof_field(rq, fields, PROOF_FIELD "code"),
		.passkey = proof_field(rq, fields, PROOF_FIELD "passkey"),
	};
	enum rc rc;

	if (rq->priv->stale || (*proof.password == '\0' &&
	    *proof.code == '\0' && *proof.passkey == '\0')) {
		step_up_ask(rq, fields);
		return (false);
	}
	rc = rq->priv->app->prove(rq, &proof);
	if (rc == RC_OK)
		rc = renew(rq);
	if (rc == RC_OK)
		return (true);
	if (rc == RC_LIMIT)
		ask(rq, fields, 429, "Limit");
	else if (rc == RC_DENIED && (rc = req_audit(rq, AUDIT_STEP_UP,
	    ON_NOTHING, 0, AUDIT_FAILED)) == RC_OK)
		ask(rq, fields, 422, "Proof");
	else
		reply_rc(rq, rc);
	return (false);
}

RC
step_up_done(struct req *rq)
{
	return (redirect(rq, "%s", req_local(rq, "next", "/")));
}
