/*
 * Links to a ticket in our mails (SECURITY.md 5.10): a page with buttons, one
 * use, a new one by mail; and "not mine" for those they reached by mistake.
 */
#include "model/access/link.h"
#include "model/people/contact.h"
#include "model/ticket/outbox.h"
#include "portal.h"

/* Used or expired: whoever reads that mailbox may have a new one. */
static RC
link_gone(struct req *rq)
{
	return (page_status(rq, 410, "portal/link_gone"));
}

/* GET /t/{token}: shows buttons and uses nothing up (mail scanners follow). */
enum rc
link_show(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	struct link l;
	enum rc rc = link_get(rq->t, rq->a, &d, LINK_TICKET, &l);

	if (rc == RC_GONE)
		return (link_gone(rq));
	TRY(rc);
	node_i64(rq->v, "Link.Until", l.expires_at);
	return (page(rq, "portal/link"));
}

/*
 * POST /t/{token}.  The session first: an act that is run again ends it again,
 * and of two at once the one without the link keeps none.
 */
enum rc
link_use(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	struct link l;
	enum rc rc = link_get(rq->t, rq->a, &d, LINK_TICKET, &l);

	if (rc == RC_GONE)
		return (link_gone(rq));
	TRY(rc);
	TRY(session_sign_in(rq, SESSION_TICKET, l.contact.v, l.ticket,
	    l.generation, WAY_LINK));
	rc = link_enter(rq->t, rq->a, &d, &l);
	if (rc == RC_GONE) {
		TRY(session_stop(rq));
		return (link_gone(rq));
	}
	TRY(rc);
	return (redirect(rq, "/ticket/%llu", (unsigned long long)l.ticket.v));
}

/* POST /t/{token}/again: a new link, to the address that the old one went to. */
enum rc
link_again(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	struct link l;

	TRY(link_whose(rq->t, rq->a, &d, &l));
	TRY(outbox_add(rq->t, OUTBOX_LINK, l.ticket, (message_id){ 0 },
	    l.contact));
	flash(rq, "LinkSent");
	return (redirect(rq, "/"));
}

/* The agents read that the address may be wrong. */
static RC
tell_agents(struct req *rq, ticket_id id)
{
	struct message note = {
		.kind = MESSAGE_NOTE, .author_kind = AUTHOR_SYSTEM,
		.channel = CHANNEL_WEB, .mail_message_id = "",
		.text = tmpl_text(app_tmpl(), rq->t->language,
		    "Mail.NotMine"),
	};
	struct ticket tk;
	struct key k;

	TRY(ticket_get(rq->t, rq->a, id, &tk, &k));
	return (ticket_reply(rq->t, rq->a, app_files_dir(), id, &note,
	    tk.status));
}

/* POST /t/{token}/not-mine: only with a link that still works, so only once. */
enum rc
link_not_mine(struct req *rq)
{
	struct digest d = req_token(rq, "token");
	struct link l;
	enum rc rc = link_get(rq->t, rq->a, &d, LINK_TICKET, &l);

	if (rc == RC_GONE)
		return (link_gone(rq));
	TRY(rc);
	rc = tell_agents(rq, l.ticket);
	if (rc != RC_OK && rc != RC_GONE && rc != RC_NOTFOUND)
		return (rc);
	TRY(link_end(rq->t, l.ticket, l.contact, (session_id){ 0 }, true));
	flash(rq, "NotMine");
	return (redirect(rq, "/"));
}
