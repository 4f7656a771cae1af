/* A signed-in customer's own: tickets, profile, password, sessions. */
#include "model/people/customer.h"
#include "auth/login.h"
#include "auth/password_rule.h"
#include "core/str.h"
#include "crypto/password.h"
#include "model/people/contact_own.h"
#include "portal.h"
#include "web/cookie.h"

/* A mailed link opened one ticket: that is not all of his. */
static RC
whole_first(struct req *rq)
{
	return (redirect(rq, "/login?next=%s", rq->route->path));
}

static contact_id
me(struct req *rq)
{
	return ((contact_id){ rq->session.subject_id });
}

/* ---- tickets ---------------------------------------------------------------------- */

/* "ACTIVITY-ID" as the link to older ones holds it; RC_INVALID when it is not. */
static RC
before_of(struct req *rq, int64_t *activity_r, ticket_id *id_r)
{
	const char *s = req_text(rq, "before"), *dash = strchr(s, '-');
	uint64_t activity = 0;

	*activity_r = 0;
	*id_r = (ticket_id){ 0 };
	if (*s == '\0')
		return (RC_OK);
	if (dash == NULL || str_u64(arena_strndup(rq->a, s,
	    (size_t)(dash - s)), &activity) != RC_OK ||
	    activity > INT64_MAX || str_u64(dash + 1, &id_r->v) != RC_OK)
		return (RC_INVALID);
	*activity_r = (int64_t)activity;
	return (RC_OK);
}

/* GET /tickets */
enum rc
tickets_show(struct req *rq)
{
	struct node *list = node_sub(rq->v, "Tickets"), *row;
	struct ticket_list l;
	int64_t activity;
	ticket_id before;

	if (!customer_whole(rq))
		return (whole_first(rq));
	TRY(before_of(rq, &activity, &before));
	TRY(ticket_list_own(rq->t, rq->a, me(rq), activity, before, &l));
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(list);
		view_ticket(row, &l.v[i]);
		node_i64(row, "Activity", l.v[i].activity_at / 1000000);
	}
	if (l.more && l.n > 0)
		node_str(rq->v, "Older", arena_printf(rq->a, "%lld-%llu",
		    (long long)l.v[l.n - 1].activity_at,
		    (unsigned long long)l.v[l.n - 1].id.v));
	node_bool(rq->v, "Later", activity != 0);
	return (titled(rq, 200, "portal/tickets", "Customer.Tickets"));
}

/* ---- profile ------------------------------------------------------------------------ */

static RC
sessions(struct req *rq)
{
	static const enum session_kind kinds[] = { SESSION_CONTACT,
		SESSION_TICKET };
	struct node *list = node_sub(rq->v, "Sessions"), *row;
	struct session_list l;

	for (size_t k = 0; k < 2; k++) {
		TRY(session_list(rq->t, rq->a, kinds[k], me(rq).v, &l));
		for (size_t i = 0; i < l.n; i++) {
			row = node_row(list);
			node_u64(row, "Id", l.v[i].id.v);
			node_str(row, "Label", l.v[i].label);
			node_str(row, "Prefix", l.v[i].ip_prefix);
			node_i64(row, "Created", l.v[i].created_at);
			node_i64(row, "Seen", l.v[i].seen_at);
			node_bool(row, "Link", kinds[k] == SESSION_TICKET);
			node_bool(row, "This", l.v[i].id.v ==
			    rq->session.id.v);
		}
	}
	return (RC_OK);
}

/* Typed values, if any, were put into the form before. */
static RC
account_page(struct req *rq, int status)
{
	bool has, factor;
	struct contact c;

	TRY(contact_get(rq->t, rq->a, me(rq), &c, NULL));
	TRY(contact_login_has(rq->t, c.id, &has));
	if (status == 200) {
		node_str(rq->v, "Form.name", c.name);
		node_str(rq->v, "Form.language", c.language);
	}
	node_str(rq->v, "Account.Email", c.email);
	node_bool(rq->v, "Account.Password", has);
	TRY(portal_has_factor(rq, c.id, &factor));
	node_bool(rq->v, "Account.Factor", factor);
	TRY(sessions(rq));
	TRY(consents_put(rq));
	return (titled(rq, status, "portal/account", "Customer.Account"));
}

/* GET /account */
enum rc
account_show(struct req *rq)
{
	if (!customer_whole(rq))
		return (whole_first(rq));
	return (account_page(rq, 200));
}

/* POST /account/profile */
enum rc
account_save(struct req *rq)
{
	const char *language = req_text(rq, "language");
	struct contact c;

	if (!customer_whole(rq))
		return (RC_DENIED);
	if (*language != '\0' && !str_eq(language, "en") &&
	    !str_eq(language, "es"))
		req_mistake(rq, "language", "Invalid");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (account_page(rq, 422));
	}
	TRY(contact_get(rq->t, rq->a, me(rq), &c, NULL));
	c.name = req_text(rq, "name");
	c.language = language;
	TRY(contact_set_profile(rq->t, rq->a, &c));
	if (*language != '\0')
		language_cookie(rq, language);
	flash(rq, "Saved");
	return (redirect(rq, "/account"));
}

/* RC_OK, or RC_INVALID with the mistake noted. */
static RC
password_try(struct req *rq, const struct contact *c, bool has)
{
	struct password_owner owner = { .name = c->name, .email = c->email,
		.company = rq->t->name };
	struct login l = { .whose = &login_contacts, .email = c->email,
		.password = req_text(rq, "current") };
	const char *fault;
	enum rc rc;

	TRY(portal_has_factor(rq, c->id, &owner.second_factor));
	fault = password_fault(rq->a, req_text(rq, "new"), &owner);
	if (!req_bad(rq) && fault != NULL)
		req_mistake(rq, "new", fault);
	if (req_bad(rq))
		return (RC_INVALID);
	rc = has ? login_again(rq->t, rq->a, &l) : RC_OK;
	if (rc == RC_DENIED || rc == RC_LIMIT)
		req_mistake(rq, "current", rc == RC_LIMIT ? "Limit"
		    : "PasswordCurrent");
	return (rc == RC_DENIED || rc == RC_LIMIT ? RC_INVALID : rc);
}

/* POST /account/password: every session ends, and this one begins anew. */
enum rc
account_password(struct req *rq)
{
	char hash[PASSWORD_HASH_MAX];
	struct contact c;
	bool has;
	enum rc rc;

	if (!customer_whole(rq))
		return (RC_DENIED);
	TRY(contact_get(rq->t, rq->a, me(rq), &c, NULL));
	TRY(contact_login_has(rq->t, c.id, &has));
	rc = password_try(rq, &c, has);
	if (rc == RC_INVALID) {
		req_form_view(rq);
		node_str(rq->v, "Form.name", c.name);
		node_str(rq->v, "Form.language", c.language);
		return (account_page(rq, 422));
	}
	TRY(rc);
	TRY(password_hash(req_text(rq, "new"), hash));
	TRY(customer_password(rq->t, rq->a, &c, hash));
	TRY(session_start(rq, SESSION_CONTACT, c.id.v, (ticket_id){ 0 },
	    c.generation));
	flash(rq, "PasswordChanged");
	return (redirect(rq, "/account"));
}

/* POST /account/sessions/{session}/revoke */
enum rc
account_revoke(struct req *rq)
{
	session_id id = { req_path_id(rq, "session") };
	enum rc rc;

	if (!customer_whole(rq))
		return (RC_NOTFOUND);
	rc = session_revoke(rq->t, SESSION_CONTACT, me(rq).v, id);
	if (rc == RC_NOTFOUND)
		rc = session_revoke(rq->t, SESSION_TICKET, me(rq).v, id);
	TRY(rc);
	flash(rq, "Revoked");
	return (redirect(rq, "/account"));
}

/* POST /account/sign-out: here and everywhere else */
enum rc
account_sign_out(struct req *rq)
{
	if (!customer_whole(rq))
		return (RC_DENIED);
	TRY(contact_sign_out(rq->t, me(rq)));
	TRY(session_stop(rq));
	flash(rq, "SignedOut");
	return (redirect(rq, "/login"));
}
