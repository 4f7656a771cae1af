/*
 * What the links of mails about a login do.  GET shows a page with a button and
 * uses nothing up; POST does it, once (SECURITY 5.10).
 */
#include "model/people/customer.h"
#include "auth/password_rule.h"
#include "core/str.h"
#include "crypto/password.h"
#include "portal.h"
#include "web/second.h"
#include "web/sign_in.h"

/* The link of the path; *sent_r: it did not fit and the page says so. */
static RC
link_of(struct req *rq, enum link_purpose purpose, struct link *l_r,
    bool *sent_r)
{
	struct digest d = req_token(rq, "token");
	enum rc rc = link_get(rq->t, rq->a, &d, purpose, l_r);

	*sent_r = rc == RC_GONE;
	if (rc == RC_GONE)
		return (titled(rq, 410, "portal/login_gone",
		    "Portal.LinkGone"));
	if (rc == RC_OK && l_r->contact.v == 0)
		return (RC_NOTFOUND);		/* an agent's: not here */
	return (rc);
}

/* ---- signing in by a link -------------------------------------------------------- */

/* GET /enter/{token} */
enum rc
enter_show(struct req *rq)
{
	struct link l;
	bool sent;

	TRY(link_of(rq, LINK_MAGIC, &l, &sent));
	if (sent)
		return (RC_OK);
	return (titled(rq, 200, "portal/enter", "Customer.SignIn"));
}

/* POST /enter/{token} */
enum rc
enter_use(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	struct contact c;
	struct link l;
	bool sent;

	TRY(link_of(rq, LINK_MAGIC, &l, &sent));
	if (sent)
		return (RC_OK);
	if (!str_eq(l.carried, asked_cookie(rq, false)))
		return (titled(rq, 403, "portal/enter_other",
		    "Customer.Other"));
	TRY(customer_enter(rq->t, rq->a, &d, &c));
	TRY(login_unlock(rq->t, &login_contacts, c.email));
	sign_in_device(rq, &login_contacts, c.email);
	TRY(session_sign_in(rq, SESSION_CONTACT, c.id.v, (ticket_id){ 0 },
	    c.generation, WAY_LINK));
	return (second_go_on(rq, "/tickets"));
}

/* ---- an address is confirmed, a password chosen -------------------------------------- */

static RC
choose_page(struct req *rq, enum link_purpose purpose, int status)
{
	node_bool(rq->v, "Confirm", purpose == LINK_CONFIRM);
	return (titled(rq, status, "portal/choose", purpose == LINK_CONFIRM ?
	    "Customer.Confirm" : "Customer.NewPassword"));
}

static RC
choose_show(struct req *rq, enum link_purpose purpose)
{
	struct link l;
	bool sent;

	TRY(link_of(rq, purpose, &l, &sent));
	return (sent ? RC_OK : choose_page(rq, purpose, 200));
}

/* RC_OK and hash_r, or RC_INVALID: a mistake was noted. */
static RC
choose_hash(struct req *rq, const struct link *l,
    char hash_r[PASSWORD_HASH_MAX])
{
	struct password_owner owner = { .company = rq->t->name };
	struct contact c;
	const char *fault;

	TRY(contact_get(rq->t, rq->a, l->contact, &c, NULL));
	owner.name = c.name;
	owner.email = c.email;
	TRY(portal_has_factor(rq, l->contact, &owner.second_factor));
	fault = password_fault(rq->a, req_text(rq, "password"), &owner);
	if (fault != NULL && !req_bad(rq))
		req_mistake(rq, "password", fault);
	return (req_bad(rq) ? RC_INVALID : password_hash(req_text(rq,
	    "password"), hash_r));
}

/* A reset leads back to signing in, so that no second factor is skipped. */
static RC
choose_use(struct req *rq, enum link_purpose purpose)
{
	bool chosen = purpose == LINK_RESET ||
	    !str_empty(req_text(rq, "password")), sent;
	struct digest d = req_token(rq, "token");
	char hash[PASSWORD_HASH_MAX];
	struct contact c;
	struct link l;
	enum rc rc;

	TRY(link_of(rq, purpose, &l, &sent));
	if (sent)
		return (RC_OK);
	rc = chosen ? choose_hash(rq, &l, hash) : RC_OK;
	if (rc == RC_INVALID) {
		req_form_view(rq);
		return (choose_page(rq, purpose, 422));
	}
	TRY(rc);
	TRY(customer_choose(rq->t, rq->a, &d, purpose, chosen ? hash : NULL,
	    &c));
	TRY(login_unlock(rq->t, &login_contacts, c.email));
	sign_in_device(rq, &login_contacts, c.email);
	if (purpose == LINK_RESET) {
		flash(rq, "PasswordReset");
		return (redirect(rq, "/login"));
	}
	TRY(session_sign_in(rq, SESSION_CONTACT, c.id.v, (ticket_id){ 0 },
	    c.generation, WAY_LINK));
	return (second_go_on(rq, "/tickets"));
}

/* GET /confirm/{token} */
enum rc
confirm_show(struct req *rq)
{
	return (choose_show(rq, LINK_CONFIRM));
}

/* POST /confirm/{token} */
enum rc
confirm_use(struct req *rq)
{
	return (choose_use(rq, LINK_CONFIRM));
}

/* GET /reset/{token} */
enum rc
reset_show(struct req *rq)
{
	return (choose_show(rq, LINK_RESET));
}

/* POST /reset/{token} */
enum rc
reset_use(struct req *rq)
{
	return (choose_use(rq, LINK_RESET));
}
