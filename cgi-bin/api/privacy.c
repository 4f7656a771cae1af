/* Data subjects' requests and consents, for programs. */
#include "api.h"
#include "core/str.h"
#include "model/privacy/consent.h"
#include "model/privacy/request.h"

static void
view_request(struct req *rq, struct json *j, const struct request *r)
{
	static const char *const doors[] = { "", "portal", "panel", "api" };

	json_id(j, "id", r->id);
	json_text(j, "kind", request_kind_name(r->kind));
	json_text(j, "state", request_state_name(r->state));
	json_text(j, "door", doors[r->door]);
	json_flag(j, "proved", r->proof != PROOF_NONE);
	json_id(j, "contact_id", r->contact.v);
	json_id(j, "agent_id", r->handler.v);
	json_flag(j, "forgotten", r->gone);
	json_text(j, "text", r->text);
	json_text(j, "answer", r->answer);
	json_time(rq, j, "received_at", r->received_at);
	json_time(rq, j, "due_at", r->due_at);
	json_time(rq, j, "closed_at", r->closed_at);
}

static RC
cursor_read(struct req *rq, struct request_page *p)
{
	const char *text = req_text(rq, "cursor");
	uint64_t v[2];

	if (*text == '\0')
		return (RC_OK);
	TRY(b64url_decode(text, v, sizeof(v)));
	if (v[0] > INT64_MAX || v[1] > INT64_MAX)
		return (RC_INVALID);
	p->after_due = (int64_t)v[0];
	p->after = v[1];
	return (RC_OK);
}

/* GET /api/v1/requests: what waits, due soonest first, or of one state */
RC
requests_show(struct req *rq)
{
	struct request_page p = { .state = request_state_of(req_text(rq,
	    "state")) };
	struct json *j = json_new(rq), *list = json_array(j, "requests");
	struct request_list l;
	uint64_t v[2];

	if (p.state == 0 && *req_text(rq, "state") != '\0')
		return (RC_INVALID);
	TRY(cursor_read(rq, &p));
	TRY(request_list(rq->t, rq->a, &p, &l));
	for (size_t i = 0; i < l.n; i++)
		view_request(rq, json_row(list), &l.v[i]);
	if (l.more) {
		v[0] = (uint64_t)l.v[l.n - 1].due_at;
		v[1] = l.v[l.n - 1].id;
		json_text(j, "next", b64url_encode(rq->a, v, sizeof(v)));
	} else
		json_none(j, "next");
	return (json_reply(rq, 200, j));
}

/* POST /api/v1/requests: of a contact; how: how it was proved who asks */
RC
request_make(struct req *rq)
{
	struct request r = {
		.kind = request_kind_of(req_text(rq, "kind")),
		.door = DOOR_API, .contact = { req_u64(rq, "contact") },
		.made_by = { rq->session.subject_id },
		.text = req_text(rq, "text"), .how = req_text(rq, "how"),
		.name = "", .address = "",
	};
	struct json *j = json_new(rq);
	enum rc rc;

	/* Who is in no record is written down by people. */
	if (r.contact.v == 0 || r.kind == 0)
		return (RC_INVALID);
	r.proof = str_empty(r.how) ? PROOF_NONE : PROOF_API;
	rc = request_add(rq->t, rq->a, &r);
	TRY(rc == RC_GONE ? RC_NOTFOUND : rc);
	view_request(rq, j, &(struct request){ .id = r.id, .kind = r.kind,
	    .state = r.state, .door = r.door, .proof = r.proof,
	    .contact = r.contact, .received_at = r.received_at,
	    .due_at = r.due_at, .text = r.text, .answer = "" });
	return (json_reply(rq, 201, j));
}

/* GET /api/v1/contacts/{contact}/consents */
RC
consents_show(struct req *rq)
{
	static const char *const doors[] = { "", "form", "account", "agent",
		"form_unproved" };
	struct json *j = json_new(rq), *list = json_array(j, "consents");
	struct consent_list l;
	struct json *row;

	TRY(consent_list(rq->t, rq->a, (contact_id){ req_path_id(rq,
	    "contact") }, &l));
	for (size_t i = 0; i < l.n; i++) {
		row = json_row(list);
		json_id(row, "purpose_id", l.v[i].purpose);
		json_count(row, "version", l.v[i].version);
		json_text(row, "language", l.v[i].language);
		json_text(row, "name", l.v[i].text.name);
		json_text(row, "text", l.v[i].text.body);
		json_time(rq, row, "given_at", l.v[i].given_at);
		json_text(row, "given_door", doors[l.v[i].given_door]);
		json_time(rq, row, "withdrawn_at", l.v[i].withdrawn_at);
	}
	return (json_reply(rq, 200, j));
}
