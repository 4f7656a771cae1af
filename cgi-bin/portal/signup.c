/*
 * Signing up for a help desk of one's own, on the provider's account
 * (model/account/signup.h).  Whatever address is typed, the answer is the same; host names
 * are public, so the form says whether one is taken.
 */
#include "auth/session.h"
#include "core/conf.h"
#include "core/hostname.h"
#include "core/str.h"
#include "model/access/throttle.h"
#include "model/account/legal.h"
#include "model/account/signup.h"
#include "portal.h"
#include "tmpl/tmpl.h"

#define FASTEST		2	/* seconds in which nobody fills the form in */
#define NETWORK_HOUR	10	/* sign-ups of a network */
#define ALL_HOUR	200	/* of the installation */
#define MAILS_DAY	3	/* to one address */
#define LOOKS		240	/* addresses looked up by a network in LOOKS_S */
#define LOOKS_S		600

static RC
counted(struct req *rq, const char *what, const char *value, unsigned limit,
    int64_t window)
{
	struct digest d = throttle_key(rq->t->vault, what, value);

	return (throttle_hit(rq->t->db, &d, limit, window));
}

static const char *
network(struct req *rq)
{
	return (session_ip_prefix(rq->a, rq->addr));
}

static RC
put_text(struct req *rq, enum legal_kind kind, const char *name,
    bool whole)
{
	struct node *n = node_sub(rq->v, name);
	struct legal_text l;

	TRY(legal_now(rq->t->db, rq->a, kind, rq->language, &l));
	node_str(n, "Version", l.version);
	if (whole)
		node_str(n, "Body", l.body);
	return (RC_OK);
}

static RC
signup_page(struct req *rq, int status)
{
	TRY(put_text(rq, LEGAL_TERMS, "Terms", false));
	TRY(put_text(rq, LEGAL_PROCESSING, "Processing", false));
	node_str(rq->v, "Base", conf_str("Base.Domain"));
	node_bool(rq->v, "Signup.Page", true);
	return (titled(rq, status, "portal/signup", "Signup.Title"));
}

/* GET /signup */
enum rc
signup_form(struct req *rq)
{
	TRY(signup_here(rq->t, rq->a));
	node_str(rq->v, "Form.language", rq->language);
	return (signup_page(rq, 200));
}

/* What is wrong with the wished address (a key under Lang.Error), or NULL. */
static RC
wish(struct req *rq, const char **label_r, const char **fault_r)
{
	enum rc rc;

	*label_r = str_lower(rq->a, str_trim(rq->a, req_text(rq, "address")));
	*fault_r = hostname_wish_fault(*label_r);
	if (*fault_r != NULL)
		return (RC_OK);
	rc = signup_host_free(rq->t->db, signup_host(rq->a, *label_r));
	if (rc == RC_CONFLICT)
		*fault_r = "AddressInUse";
	return (rc == RC_CONFLICT ? RC_OK : rc);
}

/* GET /signup/address: for the script that looks while somebody types */
enum rc
signup_address(struct req *rq)
{
	const char *label, *fault, *text;

	TRY(signup_here(rq->t, rq->a));
	TRY(counted(rq, "signup-look", network(rq), LOOKS, LOOKS_S));
	TRY(wish(rq, &label, &fault));
	text = fault == NULL ? tmpl_text(app_tmpl(), rq->language,
	    "Signup.Free") : tmpl_text(app_tmpl(), rq->language,
	    arena_printf(rq->a, "Error.%s", fault));
	text = arena_printf(rq->a, "%s %s", fault == NULL ? "free" : "no",
	    text);
	return (reply_text(rq, (struct bytes){ (const uint8_t *)text,
	    strlen(text) }));
}

/* The version that he was shown must be the one in force. */
static RC
agreed(struct req *rq, enum legal_kind kind, const char *name)
{
	const char *version = req_text(rq, name);
	struct legal_text l;

	TRY(legal_now(rq->t->db, rq->a, kind, rq->language, &l));
	if (str_empty(version))
		req_mistake(rq, name, "Agree");
	else if (!str_eq(version, l.version))
		req_mistake(rq, name, "AgreeChanged");
	return (RC_OK);
}

/* Every field; what is wrong is noted. */
static RC
look(struct req *rq, struct signup *s)
{
	const char *language = req_text(rq, "language"), *label, *fault;

	*s = (struct signup){ .company = req_text(rq, "company"),
		.name = req_text(rq, "name"), .email = req_text(rq, "email"),
		.language = str_eq(language, "es") ? "es" : "en",
		.terms = req_text(rq, "terms"),
		.processing = req_text(rq, "processing") };
	if (!str_eq(language, "en") && !str_eq(language, "es"))
		req_mistake(rq, "language", "Invalid");
	if (!str_empty(req_text(rq, "address"))) {
		TRY(wish(rq, &label, &fault));
		s->host = signup_host(rq->a, label);
		if (fault != NULL)
			req_mistake(rq, "address", fault);
	}
	TRY(agreed(rq, LEGAL_TERMS, "terms"));
	return (agreed(rq, LEGAL_PROCESSING, "processing"));
}

static RC
again(struct req *rq, int status)
{
	req_form_view(rq);
	return (signup_page(rq, status));
}

/* RC_LIMIT: too many from here, or at all. */
static RC
store(struct req *rq, struct signup *s)
{
	enum rc mail;

	TRY(counted(rq, "signup-from", network(rq), NETWORK_HOUR, 3600));
	TRY(counted(rq, "signup", "all", ALL_HOUR, 3600));
	mail = counted(rq, "signup-mail", s->email, MAILS_DAY, 86400);
	if (mail != RC_OK && mail != RC_LIMIT)
		return (mail);
	return (signup_add(rq->t, rq->a, s, mail == RC_OK));
}

/* POST /signup */
enum rc
signup_send(struct req *rq)
{
	struct signup s;
	enum rc rc;

	TRY(signup_here(rq->t, rq->a));
	TRY(look(rq, &s));
	if (req_bad(rq))
		return (again(rq, 422));
	if (!str_empty(req_text(rq, "website")))	/* a machine */
		return (redirect(rq, "/signup/sent"));
	if (req_form_age(rq) < FASTEST) {
		node_bool(rq->v, "Signup.Fast", true);
		return (again(rq, 422));
	}
	rc = store(rq, &s);
	if (rc == RC_LIMIT) {
		node_bool(rq->v, "Signup.Limit", true);
		return (again(rq, 429));
	}
	if (rc == RC_CONFLICT) {
		req_mistake(rq, "address", "AddressInUse");
		return (again(rq, 409));
	}
	TRY(rc);
	return (redirect(rq, "/signup/sent"));
}

/* GET /signup/sent */
enum rc
signup_sent(struct req *rq)
{
	TRY(signup_here(rq->t, rq->a));
	return (titled(rq, 200, "portal/signup_sent", "Signup.Sent"));
}

static RC
gone(struct req *rq)
{
	return (titled(rq, 410, "portal/signup_gone", "Signup.Gone"));
}

/* GET /signup/confirm/{token}: a page with one button, which uses nothing up */
enum rc
signup_confirm_show(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	struct signup s;
	enum rc rc;

	TRY(signup_here(rq->t, rq->a));
	rc = signup_by_token(rq->t, rq->a, &d, &s);
	if (rc == RC_GONE)
		return (gone(rq));
	TRY(rc);
	if (s.state == SIGNUP_CONFIRMED)
		return (redirect(rq, "/signup/ready"));
	node_str(rq->v, "Signup.Host", s.host);
	node_str(rq->v, "Signup.Company", s.company);
	return (titled(rq, 200, "portal/signup_confirm", "Signup.Confirm"));
}

/* POST /signup/confirm/{token} */
enum rc
signup_confirm_send(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	enum rc rc;

	TRY(signup_here(rq->t, rq->a));
	rc = signup_confirm(rq->t, rq->a, &d);
	if (rc == RC_GONE)
		return (gone(rq));
	TRY(rc);
	return (redirect(rq, "/signup/ready"));
}

/* GET /signup/ready */
enum rc
signup_ready(struct req *rq)
{
	TRY(signup_here(rq->t, rq->a));
	return (titled(rq, 200, "portal/signup_ready", "Signup.Ready"));
}

static RC
text_page(struct req *rq, enum legal_kind kind, const char *title)
{
	TRY(signup_here(rq->t, rq->a));
	TRY(put_text(rq, kind, "Text", true));
	node_str(rq->v, "Text.Title", tmpl_text(app_tmpl(), rq->language,
	    title));
	return (titled(rq, 200, "portal/signup_text", title));
}

/* GET /signup/terms */
enum rc
signup_terms(struct req *rq)
{
	return (text_page(rq, LEGAL_TERMS, "Signup.Terms"));
}

/* GET /signup/processing */
enum rc
signup_processing(struct req *rq)
{
	return (text_page(rq, LEGAL_PROCESSING, "Signup.Processing"));
}
