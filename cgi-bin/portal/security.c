/* The security page: policy, report form, thanks; security.txt (RFC 9116). */
#include "core/str.h"
#include "core/time.h"
#include "model/access/security.h"
#include "portal.h"
#include "tmpl/tmpl.h"

/* The page when it is shown; RC_NOTFOUND: there is none. */
static RC
shown(struct req *rq, struct security_page *p_r)
{
	TRY(security_get(rq->t, rq->a, p_r));
	return (p_r->shown ? RC_OK : RC_NOTFOUND);
}

void
security_link(struct req *rq)
{
	struct security_page p;

	node_bool(rq->v, "HasSecurity", shown(rq, &p) == RC_OK);
}

/* GET /.well-known/security.txt */
enum rc
security_txt(struct req *rq)
{
	struct buf b = BUF_INIT(rq->a);
	struct security_page p;

	TRY(shown(rq, &p));
	if (*p.contact != '\0')
		buf_printf(&b, "Contact: %s\n", p.contact);
	buf_printf(&b, "Contact: %s\n", req_url(rq, "/security"));
	buf_printf(&b, "Expires: %s\n", time_iso(rq->a, p.expires_at));
	buf_printf(&b, "Preferred-Languages: %s\n",
	    str_eq(rq->t->language, "es") ? "es, en" : "en, es");
	buf_printf(&b, "Canonical: %s\n", req_url(rq,
	    "/.well-known/security.txt"));
	buf_printf(&b, "Policy: %s\n", req_url(rq, "/security"));
	buf_printf(&b, "Acknowledgments: %s\n", req_url(rq,
	    "/security#thanks"));
	return (reply_text(rq, buf_bytes(&b)));
}

static RC
security_page_of(struct req *rq, int status, const struct security_page *p)
{
	struct thanks_list l;
	struct node *row;

	TRY(thanks_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(node_sub(rq->v, "Thanks"));
		node_i64(row, "At", l.v[i].at);
		node_str(row, "Name", l.v[i].name);
	}
	if (*p->policy != '\0')
		node_html(rq->v, "Policy", text_to_html(rq->a,
		    p->policy));
	return (page_status(rq, status, "portal/security"));
}

/* GET /security */
enum rc
security_show(struct req *rq)
{
	struct security_page p;

	TRY(shown(rq, &p));
	return (security_page_of(rq, 200, &p));
}

static RC
report_store(struct req *rq, const struct security_page *p, struct ticket *tk)
{
	struct message m = {
		.kind = MESSAGE_INCOMING, .author_kind = AUTHOR_CONTACT,
		.channel = CHANNEL_WEB, .unverified = true,
	};
	const char *thanks = req_text(rq, "thanks");

	/* What he allows stands in the report itself, in his words. */
	m.text = *thanks == '\0' ? req_text(rq, "body") : arena_printf(rq->a,
	    "%s\n\n%s %s", req_text(rq, "body"), tmpl_text(app_tmpl(),
	    rq->t->language, "Security.ThanksLine"), thanks);
	tk->channel = CHANNEL_WEB;
	tk->subject = req_text(rq, "subject");
	tk->language = rq->language;
	tk->department = p->department;
	/* Judged and marked; people read every report. */
	TRY(portal_judge(rq, tk, true));
	message_take_files(rq, &m);
	return (ticket_open(rq->t, rq->a, app_files_dir(),
	    req_text(rq, "email"), req_text(rq, "name"), tk, &m, true));
}

/* POST /security: a report becomes a ticket of the restricted department */
enum rc
security_report(struct req *rq)
{
	struct ticket tk = { .code = "" };
	struct security_page p;
	enum rc rc;

	TRY(shown(rq, &p));
	if (req_bad(rq)) {
		node_bool(rq->v, "Bad", true);
		req_form_view(rq);
		return (security_page_of(rq, 422, &p));
	}
	rc = portal_often(rq);
	if (rc == RC_LIMIT) {
		node_bool(rq->v, "Many", true);
		req_form_view(rq);
		return (security_page_of(rq, 429, &p));
	}
	TRY(rc);
	/* A field no person sees was filled in: a machine; keep it content. */
	if (str_empty(req_text(rq, "website")))
		TRY(report_store(rq, &p, &tk));
	sent_keep(rq, tk.code);
	return (redirect(rq, "/sent"));
}
