/* Programs remove a message whole, and put a ticket into the bin (api.h). */
#include "api.h"

#include "api_confirm.h"
#include "model/key/reseal.h"
#include "model/privacy/hold.h"
#include "model/ticket/bin.h"
#include "model/ticket/message.h"
#include "web/json.h"
#include "web/program.h"

static agent_id
me(const struct req *rq)
{
	return ((agent_id){ rq->session.subject_id });
}

/* ---- a message ------------------------------------------------------------------ */

struct whole {
	struct ticket	    tk;
	struct message	    m;
	struct thing	    x;
	struct erasure_plan p;
};

static RC
whole_read(struct req *rq, struct whole *w)
{
	struct key k;

	TRY(ticket_get(rq->t, rq->a, (ticket_id){ req_path_id(rq, "ticket") },
	    &w->tk, &k));
	TRY(message_html(rq->t, rq->a, app_files_dir(), &w->tk, &k,
	    (message_id){ req_path_id(rq, "message") }, &w->m));
	w->x = (struct thing){ .scope = ERASE_MESSAGE, .id = w->m.id.v };
	w->p = (struct erasure_plan){ .messages = !w->m.removed,
		.files = w->m.nfiles };
	return (w->m.kind == MESSAGE_EVENT ? RC_NOTFOUND : RC_OK);
}

/* GET /api/v1/erasures/ticket/{ticket}/message/{message} */
enum rc
api_message(struct req *rq)
{
	struct json *j = json_new(rq), *goes;
	struct hold h = { 0 };
	struct whole w;
	enum rc rc;

	TRY(whole_read(rq, &w));
	rc = hold_stops(rq->t, HOLD_MESSAGE, w.x.id, &h);
	if (rc != RC_DENIED)
		TRY(rc);
	json_id(j, "number", w.x.id);
	goes = json_sub(j, "goes");
	json_count(goes, "messages", (int64_t)w.p.messages);
	json_count(goes, "files", (int64_t)w.p.files);
	json_time(rq, j, "held_until", h.ends_at);
	if (rc == RC_DENIED || w.m.removed)
		json_none(j, "confirm");
	else
		json_text(j, "confirm", confirm_make(rq, &w.x, 0, &w.p));
	return (json_reply(rq, 200, j));
}

/* struct reseal's edit */
static RC
all_of_it(void *arg, struct arena *a, struct reseal_message *x)
{
	const struct whole *w = arg;

	(void)a;
	x->all = x->m->id.v == w->m.id.v;
	return (RC_OK);
}

/* erasure: whose certificate is to come, 0: by another act. */
static RC
reply_removed(struct req *rq, const struct whole *w, uint64_t files,
    uint64_t erasure)
{
	struct json *j = json_new(rq);

	json_id(j, "number", w->x.id);
	json_flag(j, "removed", true);
	json_count(j, "files", (int64_t)files);
	json_id(j, "erasure", erasure);
	return (json_reply(rq, 200, j));
}

static RC
removed_before(struct req *rq, const struct whole *w)
{
	struct erasure e = { 0 };
	enum rc rc = erasure_of(rq->t, ERASE_MESSAGE, w->x.id, &e);

	if (rc != RC_NOTFOUND)
		TRY(rc);
	return (reply_removed(rq, w, 0, e.id));
}

/* POST /api/v1/erasures/ticket/{ticket}/message/{message}: at once */
enum rc
api_message_act(struct req *rq)
{
	struct audit_row row = { .verb = AUDIT_REDACTED, .object = ON_TICKET };
	struct erasure e;
	struct reseal r = { .audit = &row, .erasure = &e, .edit = all_of_it,
		.by = me(rq) };
	struct reseal_counts n;
	struct whole w;
	enum rc rc;

	TRY(whole_read(rq, &w));
	if (w.m.removed)
		return (removed_before(rq, &w));
	rc = hold_stops(rq->t, HOLD_MESSAGE, w.x.id, NULL);
	if (rc == RC_DENIED)
		return (program_problem(rq, 409, "Held"));
	TRY(rc);
	if (!confirm_good(rq, &w.x, 0, &w.p))
		return (program_problem(rq, 409, "Confirm"));
	r.ticket = w.tk.id;
	r.arg = &w;
	row.id = w.tk.id.v;
	row.value = w.m.id.v;
	TRY(erase_message(rq->t, w.m.id, DOOR_API, &e));
	TRY(ticket_reseal(rq->t, app_files_dir(), &r, &n));
	work_add(rq, e.id);
	return (reply_removed(rq, &w, n.dropped, e.id));
}

/* ---- the bin ---------------------------------------------------------------------- */

static RC
reply_ticket(struct req *rq)
{
	struct json *j = json_new(rq);
	struct ticket tk;

	TRY(ticket_get(rq->t, rq->a, (ticket_id){ req_path_id(rq, "ticket") },
	    &tk, NULL));
	json_id(j, "id", tk.id.v);
	json_text(j, "status", ticket_status_name(tk.status));
	return (json_reply(rq, 200, j));
}

/* POST /api/v1/tickets/{ticket}/bin */
enum rc
api_bin(struct req *rq)
{
	ticket_id id = { req_path_id(rq, "ticket") };
	enum rc rc = bin_put(rq->t, rq->a, id, me(rq));

	if (rc == RC_DENIED && hold_stops(rq->t, HOLD_TICKET, id.v, NULL) ==
	    RC_DENIED)
		return (program_problem(rq, 409, "Held"));
	TRY(rc);
	return (reply_ticket(rq));
}

/* POST /api/v1/tickets/{ticket}/restore */
enum rc
api_restore(struct req *rq)
{
	TRY(bin_restore(rq->t, rq->a, (ticket_id){ req_path_id(rq, "ticket") },
	    me(rq)));
	return (reply_ticket(rq));
}
