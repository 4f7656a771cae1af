/* The start page, the question form, language and leaving. */
#include "auth/session.h"
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "model/access/throttle.h"
#include "model/account/website.h"
#include "model/spam/spam.h"
#include "portal.h"
#include "web/cookie.h"

#define SENT_COOKIE	"__Host-olvido-sent"
#define SENT_AGE	600	/* seconds that /sent can be read again */

void
sent_keep(struct req *rq, const char *code)
{
	parcel_send(rq, SENT_COOKIE, code, SENT_AGE);
}

/* GET / */
enum rc
home_show(struct req *rq)
{
	security_link(rq);
	return (page(rq, "portal/home"));
}

/* By the button on the company's own site (model/account/website.h). */
static bool
via_website(struct req *rq)
{
	return (str_eq(req_text(rq, "via"), "website"));
}

static RC
ask_page(struct req *rq, int status)
{
	struct department_list l;
	struct node *row, *list = node_sub(rq->v, "Departments");

	TRY(department_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		if (l.v[i].restricted)
			continue;
		row = node_row(list);
		node_u64(row, "Id", l.v[i].id.v);
		node_str(row, "Name", l.v[i].name);
	}
	TRY(consents_offer(rq));
	node_bool(rq->v, "Via.Website", via_website(rq));
	return (page_status(rq, status, "portal/ask"));
}

/* GET /ask */
enum rc
ask_show(struct req *rq)
{
	return (ask_page(rq, 200));
}

static RC
choose_department(struct req *rq, department_id *d_r)
{
	struct department_list l;

	TRY(department_list(rq->t, rq->a, &l));
	*d_r = (department_id){ 0 };
	for (size_t i = 0; i < l.n; i++)
		if (!l.v[i].restricted && (d_r->v == 0 ||
		    l.v[i].id.v == req_u64(rq, "department")))
			*d_r = l.v[i].id;
	return (d_r->v != 0 ? RC_OK : RC_FAILED);
}

RC
portal_judge(struct req *rq, struct ticket *tk, bool kept)
{
	struct spam_verdict *v = ARENA_NEW(rq->a, struct spam_verdict);
	struct spam_facts f = { .kept = kept };
	struct spam_letter l = { .name = req_text(rq, "name"),
		.email = req_text(rq, "email"), .subject = tk->subject,
		.text = req_text(rq, "body") };
	enum rc rc = spam_judge_letter(rq->t, rq->a, &l, &f, v);

	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	tk->spam = v;
	if (v->label == SPAM_SPAM)
		tk->status = TICKET_SPAM;
	return (RC_OK);
}

RC
portal_often(struct req *rq)
{
	struct digest d = throttle_key(rq->t->vault, "ask",
	    arena_printf(rq->a, "%llu %s", (unsigned long long)rq->t->id.v,
	    session_ip_prefix(rq->a, rq->addr)));

	return (throttle_hit(rq->t->db, &d, (unsigned)conf_int("Forms.Hour"),
	    3600));
}

static RC
ask_store(struct req *rq, struct ticket *tk)
{
	struct message m = {
		.kind = MESSAGE_INCOMING, .author_kind = AUTHOR_CONTACT,
		.channel = CHANNEL_WEB, .text = req_text(rq, "body"),
		.unverified = true,
	};

	tk->channel = CHANNEL_WEB;
	tk->subject = req_text(rq, "subject");
	tk->language = rq->language;
	TRY(choose_department(rq, &tk->department));
	TRY(portal_judge(rq, tk, false));
	message_take_files(rq, &m);
	return (ticket_open(rq->t, rq->a, app_files_dir(),
	    req_text(rq, "email"), req_text(rq, "name"), tk, &m, true));
}

/* POST /ask */
enum rc
ask_send(struct req *rq)
{
	struct ticket tk = { .code = "" };
	enum rc rc;

	if (req_bad(rq)) {
		node_bool(rq->v, "Bad", true);
		req_form_view(rq);
		return (ask_page(rq, 422));
	}
	rc = portal_often(rq);
	if (rc == RC_LIMIT) {
		node_bool(rq->v, "Many", true);
		req_form_view(rq);
		return (ask_page(rq, 429));
	}
	TRY(rc);
	/* A field no person sees was filled in: a machine; keep it content. */
	if (str_empty(req_text(rq, "website")))
		TRY(ask_store(rq, &tk));
	if (tk.contact.v != 0)
		consents_take(rq, &tk);
	/* The question is taken, whatever becomes of that. */
	if (tk.contact.v != 0 && via_website(rq) &&
	    website_came(rq->t) != RC_OK)
		log_warn("that a question came by the website was not kept");
	sent_keep(rq, tk.code);
	return (redirect(rq, "/sent"));
}

/* GET /sent: the code, to the browser that asked and only to it. */
enum rc
ask_sent(struct req *rq)
{
	const char *code = parcel_get(rq, SENT_COOKIE);

	node_bool(rq->v, "Sent.Now", code != NULL);
	node_str(rq->v, "Sent.Code", code);
	return (page(rq, "portal/sent"));
}

/* POST /language: the same page in the other language */
enum rc
language_set(struct req *rq)
{
	const char *l = req_text(rq, "language");

	if (!str_eq(l, "en") && !str_eq(l, "es"))
		return (RC_INVALID);
	language_cookie(rq, l);
	return (redirect(rq, "%s", req_local(rq, "next", "/")));
}

/* POST /logout */
enum rc
sign_out(struct req *rq)
{
	TRY(session_stop(rq));
	flash(rq, "SignedOut");
	return (redirect(rq, "/"));
}
