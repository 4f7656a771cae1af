/* The register of data subjects' requests (model/privacy/request.h). */
#include "core/month.h"
#include "core/str.h"
#include "model/privacy/request.h"
#include "model/privacy/restriction.h"
#include "panel.h"
#include "view.h"

#define REQUESTS	"/panel/privacy/requests"

static uint64_t
path_request(struct req *rq)
{
	return (req_path_id(rq, "request"));
}

static RC
done(struct req *rq, const char *notice)
{
	flash(rq, notice);
	return (redirect(rq, REQUESTS "/%llu",
	    (unsigned long long)path_request(rq)));
}

/* ---- what is shown -------------------------------------------------------------- */

/* Who asks: by his name of today; one whose data is withheld, by his number. */
static RC
put_who(struct req *rq, struct node *v, const struct request *r)
{
	struct contact c;
	enum rc rc;

	node_u64(v, "ContactId", r->contact.v);
	node_bool(v, "Gone", r->gone);
	if (r->contact.v == 0) {
		node_str(v, "Name", r->name);
		node_str(v, "Address", r->address);
		return (RC_OK);
	}
	rc = contact_get(rq->t, rq->a, r->contact, &c, NULL);
	if (rc == RC_NOTFOUND) {
		node_bool(v, "Gone", true);
		return (RC_OK);
	}
	TRY(rc);
	node_bool(v, "Gone", r->gone || (c.gone && !c.restricted));
	node_bool(v, "Restricted", c.restricted);
	node_str(v, "Name", str_empty(c.name) ? c.email : c.name);
	node_str(v, "Address", c.email);
	return (RC_OK);
}

static RC
put_request(struct req *rq, struct node *v, const struct request *r,
    const struct names *n)
{
	int64_t days = days_until(rq->t->zone, rq->now, r->due_at);

	node_u64(v, "Id", r->id);
	node_str(v, "Kind", request_kind_name(r->kind));
	node_str(v, "State", request_state_name(r->state));
	node_bool(v, "Alive", r->alive);
	node_i64(v, "Received", r->received_at);
	node_i64(v, "Due", r->due_at);
	node_i64(v, "Closed", r->closed_at);
	node_bool(v, "Overdue", r->alive && r->due_at < rq->now);
	node_bool(v, "Soon", r->alive && days <= 7);
	if (r->alive && r->due_at >= rq->now)
		node_i64(v, "Days", days);
	node_u64(v, "HandlerId", r->handler.v);
	node_str(v, "Handler", names_agent(n, r->handler.v));
	return (put_who(rq, v, r));
}

static void
put_whole(struct req *rq, struct node *v, const struct request *r,
    const struct names *n)
{
	node_u64(v, "Door", r->door);
	node_u64(v, "Proof", r->proof);
	node_u64(v, "Ground", r->ground);
	node_str(v, "MadeBy", names_agent(n, r->made_by.v));
	node_html(v, "Text", text_to_html(rq->a, r->text));
	node_html(v, "How", text_to_html(rq->a, r->how));
	node_html(v, "Extension", text_to_html(rq->a, r->extension));
	node_html(v, "Answer", text_to_html(rq->a, r->answer));
	node_html(v, "Notes", text_to_html(rq->a, r->notes));
	node_bool(v, "MayExtend", r->state == REQUEST_OPEN &&
	    r->due_at >= rq->now);
	node_i64(v, "Longest", months_later(rq->t->zone, r->received_at, 3));
}

/* ---- the list ------------------------------------------------------------------- */

static void
put_filter(struct req *rq, const char *state)
{
	static const char *const v[] = { "alive", "overdue", "extended",
		"done", "refused", "withdrawn" };
	struct node *row;

	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		row = node_row(node_sub(rq->v, "States"));
		node_str(row, "Key", v[i]);
		node_bool(row, "This", str_eq(v[i], state));
	}
	node_str(rq->v, "State", state);
}

/* "DUE.ID" of the last row shown. */
static RC
read_page(struct req *rq, const char *state, struct request_page *p)
{
	const char *s = req_text(rq, "after"), *dot = strchr(s, '.');
	uint64_t due;

	*p = (struct request_page){ 0 };
	if (str_eq(state, "overdue"))
		p->due = rq->now;
	else if (!str_eq(state, "alive")) {
		p->state = request_state_of(state);
		if (p->state == 0)
			return (RC_NOTFOUND);
	}
	if (*s == '\0')
		return (RC_OK);
	if (dot == NULL || str_u64(arena_strndup(rq->a, s, (size_t)(dot - s)),
	    &due) != RC_OK || due > INT64_MAX)
		return (RC_INVALID);
	p->after_due = (int64_t)due;
	return (str_u64(dot + 1, &p->after));
}

/* GET /panel/privacy/requests */
RC
requests_show(struct req *rq)
{
	const char *state = req_text(rq, "state");
	struct request_page p;
	struct request_list l;
	struct names n;

	if (*state == '\0')
		state = "alive";
	TRY(read_page(rq, state, &p));
	TRY(request_list(rq->t, rq->a, &p, &l));
	TRY(names_get(rq, &n));
	for (size_t i = 0; i < l.n; i++)
		TRY(put_request(rq, node_row(node_sub(rq->v, "Requests")),
		    &l.v[i], &n));
	put_filter(rq, state);
	node_bool(rq->v, "Further", p.after != 0);
	if (l.more)
		node_str(rq->v, "More", arena_printf(rq->a, "%lld.%llu",
		    (long long)l.v[l.n - 1].due_at,
		    (unsigned long long)l.v[l.n - 1].id));
	privacy_title(rq, "requests", "Request.Title");
	return (page(rq, "panel/privacy_requests"));
}

RC
requests_of_contact(struct req *rq, contact_id id)
{
	struct request_list l;
	struct names n;

	TRY(request_list_of(rq->t, rq->a, id, NULL, &l));
	TRY(names_get(rq, &n));
	for (size_t i = 0; i < l.n; i++)
		TRY(put_request(rq, node_row(node_sub(rq->v, "Requests")),
		    &l.v[i], &n));
	return (RC_OK);
}

/* ---- a new one ------------------------------------------------------------------- */

static RC
new_page(struct req *rq, contact_id id, int status)
{
	struct contact c;

	if (id.v != 0) {
		TRY(contact_get(rq->t, rq->a, id, &c, NULL));
		if (c.gone && !c.restricted)
			return (RC_NOTFOUND);
		view_contact(node_sub(rq->v, "Who"), &c);
	} else if (rq->session.role < ROLE_ADMIN)
		/* He could not read it again. */
		return (RC_DENIED);
	node_i64(rq->v, "Today", rq->now);
	privacy_title(rq, "requests", "Request.New");
	return (page_status(rq, status, "panel/privacy_request_new"));
}

/* GET /panel/privacy/requests/new */
RC
request_form(struct req *rq)
{
	return (new_page(rq, (contact_id){ req_u64(rq, "contact") }, 200));
}

static RC
read_request(struct req *rq, struct request *r)
{
	*r = (struct request){
		.kind = request_kind_of(req_text(rq, "kind")),
		.door = DOOR_PANEL, .contact = { req_u64(rq, "contact") },
		.made_by = panel_me(rq), .name = req_text(rq, "name"),
		.address = req_text(rq, "address"),
		.text = req_text(rq, "text"), .how = req_text(rq, "how"),
		.received_at = req_date(rq, "received"),
	};
	r->proof = str_empty(r->how) ? PROOF_NONE : PROOF_AGENT;
	if (r->contact.v != 0)
		r->name = r->address = "";
	if (r->kind == 0)
		req_mistake(rq, "kind", "Required");
	if (r->contact.v == 0 && str_empty(r->name) && str_empty(r->address))
		req_mistake(rq, "name", "RequestWho");
	/* A day: it came in its course, and counts from it. */
	if (r->received_at > rq->now || (r->received_at != 0 &&
	    r->received_at < rq->now - 365 * 86400))
		req_mistake(rq, "received", "RequestDay");
	return (req_bad(rq) ? RC_INVALID : RC_OK);
}

/* POST /panel/privacy/requests */
RC
request_make(struct req *rq)
{
	contact_id who = { req_u64(rq, "contact") };
	struct request r;
	enum rc rc;

	if (who.v == 0 && rq->session.role < ROLE_ADMIN)
		return (RC_DENIED);
	if (read_request(rq, &r) != RC_OK) {
		req_form_view(rq);
		return (new_page(rq, who, 422));
	}
	rc = request_add(rq->t, rq->a, &r);
	if (rc == RC_GONE)
		return (RC_NOTFOUND);
	if (rc == RC_LIMIT) {
		req_mistake(rq, "kind", "RequestMany");
		req_form_view(rq);
		return (new_page(rq, who, 422));
	}
	TRY(rc);
	flash(rq, "RequestMade");
	return (redirect(rq, REQUESTS "/%llu", (unsigned long long)r.id));
}

/* ---- one of them -------------------------------------------------------------------- */

static void
put_handlers(struct req *rq, const struct request *r, const struct names *n)
{
	struct node *row;

	for (size_t i = 0; i < n->agents.n; i++) {
		row = node_row(node_sub(rq->v, "Handlers"));
		node_u64(row, "Id", n->agents.v[i].id.v);
		node_str(row, "Name", n->agents.v[i].name);
		node_bool(row, "Selected",
		    n->agents.v[i].id.v == r->handler.v);
	}
}

static RC
request_page(struct req *rq, int status)
{
	struct node *v = node_sub(rq->v, "Request");
	struct request r;
	struct names n;

	TRY(request_get(rq->t, rq->a, path_request(rq), &r));
	TRY(names_get(rq, &n));
	TRY(put_request(rq, v, &r, &n));
	put_whole(rq, v, &r, &n);
	put_handlers(rq, &r, &n);
	privacy_title(rq, "requests", "Request.One");
	return (page_status(rq, status, "panel/privacy_request"));
}

/* GET /panel/privacy/requests/{request} */
RC
request_show(struct req *rq)
{
	return (request_page(rq, 200));
}

/* The page again with what was typed in that form of it. */
static RC
again(struct req *rq, const char *which)
{
	req_form_view(rq);
	node_str(rq->v, "Form.Which", which);
	return (request_page(rq, 422));
}

/* POST .../note */
RC
request_note_add(struct req *rq)
{
	if (req_bad(rq))
		return (again(rq, "note"));
	TRY(request_note(rq->t, rq->a, path_request(rq),
	    req_text(rq, "note")));
	return (done(rq, "Saved"));
}

/* POST .../take */
RC
request_take_it(struct req *rq)
{
	TRY(request_take(rq->t, rq->a, path_request(rq),
	    (agent_id){ req_u64(rq, "agent") }, panel_me(rq)));
	return (done(rq, "Saved"));
}

/* POST .../extend */
RC
request_longer(struct req *rq)
{
	if (req_bad(rq))
		return (again(rq, "extend"));
	TRY(request_extend(rq->t, rq->a, path_request(rq),
	    req_text(rq, "reason"), panel_me(rq)));
	return (done(rq, "RequestLonger"));
}

/* POST .../done */
RC
request_answered(struct req *rq)
{
	if (req_bad(rq))
		return (again(rq, "done"));
	TRY(request_decide(rq->t, rq->a, path_request(rq), 0,
	    req_text(rq, "answer"), panel_me(rq)));
	return (done(rq, "RequestDone"));
}

/* POST .../refuse */
RC
request_refuse(struct req *rq)
{
	uint64_t ground = req_u64(rq, "ground");

	if (ground < GROUND_UNPROVED || ground > GROUND_OTHER)
		req_mistake(rq, "ground", "Required");
	if (req_bad(rq))
		return (again(rq, "refuse"));
	TRY(request_decide(rq->t, rq->a, path_request(rq),
	    (enum request_ground)ground, req_text(rq, "answer"),
	    panel_me(rq)));
	return (done(rq, "RequestRefused"));
}
