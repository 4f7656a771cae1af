/* What mails about requests and restriction say (notice_privacy.h). */
#include "mail/notice_privacy.h"

#include "model/privacy/request.h"
#include "model/privacy/restriction.h"

bool
privacy_kind(enum outbox_kind kind)
{
	return (kind >= OUTBOX_REQUEST_CAME && kind <= OUTBOX_LIFTING);
}

static RC
request_letter(struct tenant *t, struct arena *a, const struct outbox *o,
    struct privacy_letter *l_r)
{
	struct request r;
	enum rc rc = request_find(t, a, o->message.v, false, &r);

	if (rc == RC_NOTFOUND)
		return (RC_GONE);
	TRY(rc);
	*l_r = (struct privacy_letter){ .kind = request_kind_name(r.kind),
		.said = "", .ground = "", .number = r.id,
		.path = "/privacy/requests" };
	l_r->until = r.alive ? r.due_at : 0;
	if (o->kind == OUTBOX_REQUEST_DUE) {
		l_r->key = "RequestDue";
		l_r->path = arena_printf(a, "/panel/privacy/requests/%llu",
		    (unsigned long long)r.id);
		return (r.alive ? RC_OK : RC_GONE);
	}
	if (r.gone || r.contact.v != o->contact.v)
		return (RC_GONE);
	if (o->kind == OUTBOX_REQUEST_CAME) {
		l_r->key = "RequestCame";
		return (RC_OK);
	}
	if (o->kind == OUTBOX_REQUEST_LONGER) {
		l_r->key = "RequestLonger";
		l_r->said = r.extension;
		return (r.alive ? RC_OK : RC_GONE);
	}
	l_r->key = r.state == REQUEST_REFUSED ? "RequestRefused"
	    : "RequestDone";
	l_r->said = r.answer;
	if (r.ground != 0)
		l_r->ground = arena_printf(a, "%d", (int)r.ground);
	return (r.alive ? RC_GONE : RC_OK);
}

RC
privacy_letter(struct tenant *t, struct arena *a, const struct outbox *o,
    struct privacy_letter *l_r)
{
	struct restriction r;
	enum rc rc;

	if (o->kind <= OUTBOX_REQUEST_DUE)
		return (request_letter(t, a, o, l_r));
	*l_r = (struct privacy_letter){ .key = "Restricted", .kind = "",
		.said = "", .ground = "" };
	rc = restriction_get(t, a, o->contact, &r);
	if (rc == RC_NOTFOUND)
		return (RC_GONE);
	TRY(rc);
	if (o->kind == OUTBOX_LIFTING) {
		l_r->key = "Lifting";
		l_r->until = r.lift_at;
	}
	return (o->kind == OUTBOX_LIFTING && r.lift_at == 0 ? RC_GONE
	    : RC_OK);
}
