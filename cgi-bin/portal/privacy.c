/* What a customer asks about his data, and what became of it. */
#include "model/request.h"
#include "model/restriction.h"
#include "portal.h"

static contact_id
me(struct req *rq)
{
	return ((contact_id){ rq->session.subject_id });
}

/* One whom a mailed link let in to one ticket asks, and reads no list. */
static RC
put_own(struct req *rq)
{
	struct request_list l;
	struct node *row;

	if (!portal_whole(rq))
		return (RC_OK);
	TRY(request_list_of(rq->t, rq->a, me(rq), &l));
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(node_sub(rq->v, "Requests"));
		node_u64(row, "Id", l.v[i].id);
		node_str(row, "Kind", request_kind_name(l.v[i].kind));
		node_str(row, "State", request_state_name(l.v[i].state));
		node_bool(row, "Alive", l.v[i].alive);
		node_i64(row, "Received", l.v[i].received_at);
		node_i64(row, "Due", l.v[i].due_at);
		node_i64(row, "Closed", l.v[i].closed_at);
		node_u64(row, "Ground", l.v[i].ground);
		node_html(row, "Text", text_to_html(rq->a, l.v[i].text));
		node_html(row, "Extension", text_to_html(rq->a,
		    l.v[i].extension));
		node_html(row, "Answer", text_to_html(rq->a, l.v[i].answer));
	}
	return (RC_OK);
}

static RC
requests_page(struct req *rq, int status)
{
	struct restriction r;
	enum rc rc = restriction_get(rq->t, rq->a, me(rq), &r);

	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	node_bool(rq->v, "Restricted", rc == RC_OK);
	TRY(put_own(rq));
	return (titled(rq, status, "portal/privacy_requests",
	    "YourData.Title"));
}

/* GET /privacy/requests */
enum rc
requests_show(struct req *rq)
{
	return (requests_page(rq, 200));
}

/* POST /privacy/requests */
enum rc
request_make(struct req *rq)
{
	struct request r = {
		.kind = request_kind_of(req_text(rq, "kind")),
		.door = DOOR_PORTAL, .contact = me(rq),
		.proof = portal_whole(rq) ? PROOF_SESSION : PROOF_LINK,
		.text = req_text(rq, "text"), .name = "", .address = "",
		.how = "",
	};
	enum rc rc = RC_INVALID;

	if (r.kind == 0)
		req_mistake(rq, "kind", "Required");
	if (!req_bad(rq))
		rc = request_add(rq->t, rq->a, &r);
	if (rc == RC_LIMIT)
		req_mistake(rq, "kind", "RequestMany");
	if (rc == RC_INVALID || rc == RC_LIMIT) {
		req_form_view(rq);
		return (requests_page(rq, 422));
	}
	TRY(rc);
	flash(rq, "RequestCame");
	return (redirect(rq, "/privacy/requests"));
}

/* POST /privacy/requests/{request}/withdraw */
enum rc
request_take_back(struct req *rq)
{
	if (!portal_whole(rq))
		return (RC_NOTFOUND);
	TRY(request_withdraw(rq->t, rq->a, req_path_id(rq, "request"),
	    me(rq)));
	flash(rq, "RequestWithdrawn");
	return (redirect(rq, "/privacy/requests"));
}
