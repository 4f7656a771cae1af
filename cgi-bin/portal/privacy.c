/* What a customer asks about his data, and what became of it. */
#include "core/log.h"
#include "model/privacy/consent.h"
#include "model/privacy/request.h"
#include "model/privacy/restriction.h"
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

	if (!customer_whole(rq))
		return (RC_OK);
	TRY(request_list_of(rq->t, rq->a, me(rq), NULL, &l));
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
		.proof = customer_whole(rq) ? PROOF_SESSION : PROOF_LINK,
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
	if (!customer_whole(rq))
		return (RC_NOTFOUND);
	TRY(request_withdraw(rq->t, rq->a, req_path_id(rq, "request"),
	    me(rq)));
	flash(rq, "RequestWithdrawn");
	return (redirect(rq, "/privacy/requests"));
}

/* ---- consent --------------------------------------------------------------------- */

static void
put_purpose(struct req *rq, struct node *v, const struct purpose *p)
{
	const struct purpose_text *x = purpose_in(p, rq->language);

	node_u64(v, "Id", p->id);
	node_str(v, "Name", x->name);
	node_html(v, "Body", text_to_html(rq->a, x->body));
}

/* The one that holds for a purpose, of whatever version; NULL: none. */
static const struct consent *
held(const struct consent_list *l, uint64_t purpose)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].purpose == purpose && l->v[i].withdrawn_at == 0)
			return (&l->v[i]);
	return (NULL);
}

RC
consents_put(struct req *rq)
{
	struct purpose_list all;
	struct consent_list l;
	const struct consent *c;
	struct node *row;

	TRY(purpose_list(rq->t, rq->a, &all));
	TRY(consent_list(rq->t, rq->a, me(rq), &l));
	for (size_t i = 0; i < all.n; i++) {
		c = held(&l, all.v[i].id);
		if (c == NULL && !all.v[i].active)
			continue;
		row = node_row(node_sub(rq->v, "Purposes"));
		put_purpose(rq, row, &all.v[i]);
		if (c == NULL)
			continue;
		/* What he said yes to, in the words that he saw. */
		node_i64(row, "Given", c->given_at);
		node_str(row, "Name", c->text.name);
		node_html(row, "Body", text_to_html(rq->a, c->text.body));
		node_bool(row, "Newer", all.v[i].active &&
		    c->version != all.v[i].version);
	}
	return (RC_OK);
}

RC
consents_offer(struct req *rq)
{
	struct purpose_list l;

	TRY(purpose_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].active && l.v[i].on_ask)
			put_purpose(rq, node_row(node_sub(rq->v,
			    "Purposes")), &l.v[i]);
	return (RC_OK);
}

/* His question is stored already: a box that cannot be is as if unticked. */
void
consents_take(struct req *rq, const struct ticket *tk)
{
	bool his = customer_whole(rq) && me(rq).v == tk->contact.v;
	const uint64_t *v;
	size_t n = req_ids(rq, "consent", &v);
	struct purpose p;
	enum rc rc;

	/* Anybody can type another's address. */
	if (!his && !tk->contact_made)
		return;
	for (size_t i = 0; i < n; i++) {
		rc = purpose_get(rq->t, rq->a, v[i], &p);
		if (rc == RC_OK && !p.on_ask)
			continue;
		for (int tries = 0; rc == RC_OK || rc == RC_RETRY; tries++) {
			rc = consent_give(rq->t, rq->a, tk->contact, v[i],
			    rq->language, his ? CONSENT_ASK
			    : CONSENT_ASK_UNPROVED, (agent_id){ 0 }, "");
			if (rc == RC_OK || tries == 5)
				break;
		}
		if (rc != RC_OK)
			log_warn("a consent was not stored (%s)", rc_name(rc));
	}
}

/* POST /account/consent */
enum rc
consent_yes(struct req *rq)
{
	enum rc rc;

	if (!customer_whole(rq))
		return (RC_DENIED);
	rc = consent_give(rq->t, rq->a, me(rq), req_u64(rq, "purpose"),
	    rq->language, CONSENT_ACCOUNT, (agent_id){ 0 }, "");
	TRY(rc == RC_NOTFOUND ? RC_INVALID : rc);
	flash(rq, "ConsentGiven");
	return (redirect(rq, "/account"));
}

/* POST /account/consent/withdraw */
enum rc
consent_no(struct req *rq)
{
	if (!customer_whole(rq))
		return (RC_DENIED);
	TRY(consent_withdraw(rq->t, me(rq), req_u64(rq, "purpose"),
	    CONSENT_ACCOUNT, (agent_id){ 0 }));
	flash(rq, "ConsentWithdrawn");
	return (redirect(rq, "/account"));
}
