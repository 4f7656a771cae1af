/* Legal holds: what may not be deleted, until when and why (model/privacy/hold.h). */
#include "core/str.h"
#include "core/utf8.h"
#include "model/privacy/hold.h"
#include "panel.h"
#include "view.h"

/* Codes of tickets and names of contacts, as far as they open. */
static RC
view_subject(struct req *rq, struct node *v, const struct hold *h)
{
	struct contact c;
	struct ticket tk;
	enum rc rc;

	node_str(v, "Kind", h->on == HOLD_CONTACT ? "contact" : "ticket");
	node_u64(v, "Subject", h->subject);
	if (h->on == HOLD_CONTACT) {
		rc = contact_get(rq->t, rq->a, (contact_id){ h->subject }, &c,
		    NULL);
		if (rc == RC_OK && !c.gone)
			node_str(v, "Name", str_empty(c.name) ? c.email
			    : c.name);
	} else {
		rc = ticket_get(rq->t, rq->a, (ticket_id){ h->subject }, &tk,
		    NULL);
		if (rc == RC_OK)
			node_str(v, "Name", tk.code);
	}
	return (rc == RC_NOTFOUND || rc == RC_GONE ? RC_OK : rc);
}

static RC
view_holds(struct req *rq, struct node *list, const struct hold_list *l)
{
	struct node *row;
	struct names n;

	TRY(names_get(rq, &n));
	for (size_t i = 0; i < l->n; i++) {
		row = node_row(list);
		node_u64(row, "Id", l->v[i].id);
		node_i64(row, "At", l->v[i].created_at);
		node_i64(row, "Ends", l->v[i].ends_at);
		node_str(row, "By", names_agent(&n, l->v[i].by.v));
		node_str(row, "Reason", l->v[i].reason);
		if (l->v[i].lifted_by.v != 0)
			node_str(row, "LiftedBy", names_agent(&n,
			    l->v[i].lifted_by.v));
		node_bool(row, "Lifted", l->v[i].lifted_by.v != 0);
		TRY(view_subject(rq, row, &l->v[i]));
	}
	return (RC_OK);
}

/* GET /panel/privacy/holds */
RC
holds_show(struct req *rq)
{
	struct hold_list now, ended;

	privacy_title(rq, "holds", "Keep.Holds");
	TRY(hold_list(rq->t, rq->a, false, &now));
	TRY(hold_list(rq->t, rq->a, true, &ended));
	TRY(view_holds(rq, node_sub(rq->v, "Holds"), &now));
	TRY(view_holds(rq, node_sub(rq->v, "Ended"), &ended));
	node_bool(rq->v, "More", now.more);
	return (page(rq, "panel/holds"));
}

static RC
form(struct req *rq, enum hold_on on, uint64_t id, int status)
{
	struct hold h = { .on = on, .subject = id };
	struct hold_list l;

	privacy_title(rq, "holds", "Keep.HoldNew");
	TRY(view_subject(rq, node_sub(rq->v, "Hold"), &h));
	TRY(hold_list_on(rq->t, rq->a, on, id, &l));
	TRY(view_holds(rq, node_sub(rq->v, "Holds"), &l));
	return (page_status(rq, status, "panel/hold_new"));
}

static RC
save(struct req *rq, enum hold_on on, uint64_t id, const char *back)
{
	const char *reason = req_text(rq, "reason");
	int64_t ends = req_date(rq, "ends");
	uint64_t hold;

	if (!req_bad(rq) && ends <= rq->now)
		req_mistake(rq, "ends", "HoldEnds");
	if (utf8_count(reason) > HOLD_REASON_MAX)
		req_mistake(rq, "reason", "HoldReason");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (form(rq, on, id, 422));
	}
	TRY(hold_add(rq->t, rq->a, on, id, ends, reason, &hold));
	flash(rq, "HoldSet");
	return (redirect(rq, "%s/%llu", back, (unsigned long long)id));
}

/* Another's ticket is not there, nor one of a department that he does not see. */
static RC
seen_ticket(struct req *rq, ticket_id *id_r)
{
	struct ticket tk;

	id_r->v = req_path_id(rq, "ticket");
	return (ticket_get(rq->t, rq->a, *id_r, &tk, NULL));
}

static RC
seen_contact(struct req *rq, contact_id *id_r)
{
	struct contact c;

	id_r->v = req_path_id(rq, "contact");
	return (contact_get(rq->t, rq->a, *id_r, &c, NULL));
}

/* GET /panel/privacy/holds/ticket/{ticket} */
RC
hold_ticket_form(struct req *rq)
{
	ticket_id id;

	TRY(seen_ticket(rq, &id));
	return (form(rq, HOLD_TICKET, id.v, 200));
}

/* POST /panel/privacy/holds/ticket/{ticket} */
RC
hold_ticket_save(struct req *rq)
{
	ticket_id id;

	TRY(seen_ticket(rq, &id));
	return (save(rq, HOLD_TICKET, id.v, "/panel/tickets"));
}

/* GET /panel/privacy/holds/contact/{contact} */
RC
hold_contact_form(struct req *rq)
{
	contact_id id;

	TRY(seen_contact(rq, &id));
	return (form(rq, HOLD_CONTACT, id.v, 200));
}

/* POST /panel/privacy/holds/contact/{contact} */
RC
hold_contact_save(struct req *rq)
{
	contact_id id;

	TRY(seen_contact(rq, &id));
	return (save(rq, HOLD_CONTACT, id.v, "/panel/contacts"));
}

/* POST /panel/privacy/holds/{hold}/lift */
RC
hold_lift_save(struct req *rq)
{
	TRY(hold_lift(rq->t, req_path_id(rq, "hold")));
	flash(rq, "HoldLifted");
	return (redirect(rq, "/panel/privacy/holds"));
}
