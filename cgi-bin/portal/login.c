/*
 * Customers come in: by a password or a mailed link; they register, and ask for a
 * new password.  Whatever address is typed, the answer is the same (SECURITY 5.9).
 */
#include "model/people/customer.h"
#include "auth/login_mail.h"
#include "core/rand.h"
#include "core/str.h"
#include "portal.h"
#include "web/cookie.h"
#include "web/second.h"
#include "web/sign_in.h"

#define ASKED_AGE	600	/* as long as the link lives */

RC
titled(struct req *rq, int status, const char *name, const char *key)
{
	node_str(rq->v, "Page.Title", tmpl_text(app_tmpl(), rq->language,
	    key));
	return (page_status(rq, status, name));
}

/* Pages of his own; anything else begins at his tickets. */
static const char *
next_page(struct req *rq)
{
	const char *next = req_local(rq, "next", "/tickets");

	return (str_starts(next, "/ticket") || str_starts(next, "/account")
	    ? next : "/tickets");
}

static RC
form(struct req *rq, int status)
{
	node_str(rq->v, "Form.next", next_page(rq));
	return (titled(rq, status, "portal/login", "Customer.SignIn"));
}

/* GET /login */
enum rc
login_form(struct req *rq)
{
	if (customer_whole(rq) || rq->half)
		return (second_go_on(rq, next_page(rq)));
	return (form(rq, 200));
}

/* POST /login */
enum rc
login_submit(struct req *rq)
{
	struct contact c;
	struct login l;
	int status;
	enum rc rc = sign_in_password(rq, &login_contacts, &l, &status);

	if (rc == RC_DENIED) {
		req_form_view(rq);
		return (form(rq, status));
	}
	TRY(rc);
	TRY(contact_get(rq->t, rq->a, (contact_id){ l.id }, &c, NULL));
	if (!str_empty(c.language))
		language_cookie(rq, c.language);
	TRY(session_sign_in(rq, SESSION_CONTACT, l.id, (ticket_id){ 0 },
	    l.generation, WAY_PASSWORD));
	return (second_go_on(rq, next_page(rq)));
}

/* ---- mails ---------------------------------------------------------------------- */

/* The contact of the form's address; id 0: none. */
static RC
whom(struct req *rq, struct contact *c_r)
{
	enum rc rc = contact_by_email(rq->t, rq->a, req_text(rq, "email"),
	    c_r);

	if (rc == RC_NOTFOUND || rc == RC_GONE || (rc == RC_OK && c_r->gone))
		*c_r = (struct contact){ .id = { 0 } };
	return (rc == RC_NOTFOUND || rc == RC_GONE ? RC_OK : rc);
}

/* GET /login/sent */
enum rc
login_sent(struct req *rq)
{
	return (titled(rq, 200, "portal/login_sent", "Customer.Sent"));
}

/*
 * A link opens only in the browser that asked for it (ASVS 6.6.2): what ties them
 * is a cookie here and a digest in the link.  One that asks again keeps it.
 */
const char *
asked_cookie(struct req *rq, bool make)
{
	const char *had = parcel_get(rq, "__Host-olvido-asked");
	uint8_t r[16];

	if (make && had == NULL) {
		rand_bytes(r, sizeof(r));
		had = b64url_encode(rq->a, r, sizeof(r));
	}
	if (make)
		parcel_send(rq, "__Host-olvido-asked", had, ASKED_AGE);
	return (had);
}

/* POST /login/link */
enum rc
login_link(struct req *rq)
{
	struct contact c;
	const char *asked;

	if (req_bad(rq)) {
		req_form_view(rq);
		return (form(rq, 422));
	}
	asked = asked_cookie(rq, true);
	TRY(whom(rq, &c));
	TRY(login_mail(rq->t, rq->a, rq->addr, req_text(rq, "email"),
	    (struct outbox_login){ .kind = OUTBOX_MAGIC, .contact = c.id,
	    .carried = asked }));
	return (redirect(rq, "/login/sent"));
}

/* GET /forgot */
enum rc
forgot_form(struct req *rq)
{
	return (titled(rq, 200, "portal/forgot", "Customer.Forgot"));
}

/* POST /forgot */
enum rc
forgot_submit(struct req *rq)
{
	struct contact c;

	if (req_bad(rq)) {
		req_form_view(rq);
		return (titled(rq, 422, "portal/forgot", "Customer.Forgot"));
	}
	TRY(whom(rq, &c));
	TRY(login_mail(rq->t, rq->a, rq->addr, req_text(rq, "email"),
	    (struct outbox_login){ .kind = OUTBOX_RESET, .contact = c.id }));
	TRY(req_audit(rq, AUDIT_RESET_ASKED, ON_CONTACT, c.id.v,
	    AUDIT_DONE));
	return (redirect(rq, "/login/sent"));
}

/* GET /register */
enum rc
register_form(struct req *rq)
{
	if (customer_whole(rq))
		return (redirect(rq, "/tickets"));
	return (titled(rq, 200, "portal/register", "Customer.Register"));
}

/* POST /register */
enum rc
register_submit(struct req *rq)
{
	struct contact c;
	bool has = false;

	if (req_bad(rq)) {
		req_form_view(rq);
		return (titled(rq, 422, "portal/register",
		    "Customer.Register"));
	}
	if (!str_empty(req_text(rq, "website")))	/* a machine */
		return (redirect(rq, "/login/sent"));
	TRY(customer_register(rq->t, rq->a, req_text(rq, "email"),
	    req_text(rq, "name"), rq->language, &c));
	TRY(contact_login_has(rq->t, c.id, &has));
	TRY(login_mail(rq->t, rq->a, rq->addr, req_text(rq, "email"),
	    (struct outbox_login){ .kind = has ? OUTBOX_KNOWN
	    : OUTBOX_CONFIRM, .contact = c.id }));
	return (redirect(rq, "/login/sent"));
}
