/* The owner deletes the whole account: what goes, when, and thinking better of it. */
#include "core/str.h"
#include "erase.h"
#include "model/account/account_end.h"
#include "model/privacy/hold.h"

#define PLACE	"/panel/erase/account"

static RC
form(struct req *rq, int status)
{
	struct account_size s;
	struct hold h;
	struct node *v;
	enum rc rc;

	TRY(account_size(rq->t, &s));
	v = node_sub(rq->v, "Size");
	node_u64(v, "Contacts", s.contacts);
	node_u64(v, "Agents", s.agents);
	node_u64(v, "Tickets", s.tickets);
	node_u64(v, "Messages", s.messages);
	node_u64(v, "Files", s.files);
	node_str(rq->v, "Host", rq->t->host);
	rc = hold_stops(rq->t, HOLD_ACCOUNT, 0, &h);
	if (rc == RC_DENIED)
		node_i64(rq->v, "Held", h.ends_at);
	else
		TRY(rc);
	return (show_page(rq, status, "panel/end", "End.Title"));
}

/* GET /panel/erase/account */
enum rc
account_form(struct req *rq)
{
	return (form(rq, 200));
}

/* POST /panel/erase/account: in some days, or now. */
enum rc
account_act(struct req *rq)
{
	const char *when = req_text(rq, "when");
	bool now = str_eq(when, "now");
	int64_t until;
	enum rc rc;

	if (!now && !str_eq(when, "later"))
		req_mistake(rq, "when", "Required");
	if (!req_flag(rq, "sure"))
		req_mistake(rq, "sure", "Required");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (form(rq, 422));
	}
	rc = account_end_ask(rq->t, rq->a, now ? 0 : ACCOUNT_END_DAYS * 86400,
	    &until);
	if (rc == RC_DENIED)
		return (form(rq, 409));	/* a hold came meanwhile */
	TRY(rc);
	/* Nobody gets in any more: there is no page to go on to. */
	if (now)
		return (show_page(rq, 200, "panel/ended", "End.Ended"));
	return (redirect(rq, PLACE));
}

/* POST /panel/erase/account/cancel */
enum rc
account_keep(struct req *rq)
{
	if (req_bad(rq))
		return (form(rq, 422));
	TRY(account_end_cancel(rq->t, rq->a));
	return (redirect(rq, PLACE));
}
