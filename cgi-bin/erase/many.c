/*
 * Tickets ticked on a list are deleted permanently: one question, one proof, and an
 * erasure with a certificate for each.  Those under a legal hold stay; those that
 * are another's, or not there, are passed over.
 */
#include "core/str.h"
#include "erase.h"
#include "model/privacy/hold.h"
#include "model/ticket/ticket.h"

#define BACK	"/panel/tickets"

struct many {
	struct erasure_plan plan;	/* of all that go */
	size_t		    n, held;
};

/* Ticked twice is once. */
static bool
first_time(const uint64_t *v, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (v[k] == v[i])
			return (false);
	return (true);
}

static RC
add_plan(struct req *rq, const struct ticket *tk, struct erasure_plan *sum)
{
	struct erasure_plan p;

	TRY(erasure_plan(rq->t, ERASE_TICKET, tk->id.v, &p));
	sum->tickets += p.tickets;
	sum->messages += p.messages;
	sum->files += p.files;
	sum->waiting += p.waiting;
	return (RC_OK);
}

static RC
look_one(struct req *rq, uint64_t id, struct many *m)
{
	struct node *row;
	struct ticket tk;
	enum rc rc = ticket_get(rq->t, rq->a, (ticket_id){ id }, &tk, NULL);
	bool held;

	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	rc = hold_stops(rq->t, HOLD_TICKET, id, NULL);
	held = rc == RC_DENIED;
	if (!held)
		TRY(rc);
	m->held += held;
	m->n += !held;
	row = node_row(node_sub(rq->v, "Many.Rows"));
	node_u64(row, "Id", id);
	node_str(row, "Code", tk.code);
	node_str(row, "Subject", tk.subject);
	node_bool(row, "Held", held);
	return (held ? RC_OK : add_plan(rq, &tk, &m->plan));
}

static RC
form(struct req *rq, int status)
{
	const uint64_t *ids;
	size_t n = req_ids(rq, "tickets", &ids);
	struct many m = { 0 };

	for (size_t i = 0; i < n; i++)
		if (first_time(ids, i))
			TRY(look_one(rq, ids[i], &m));
	if (m.n + m.held == 0 && !req_bad(rq)) {
		flash(rq, "BinNothing");
		return (redirect(rq, "%s", req_list(rq, BACK)));
	}
	show_counts(rq, &m.plan);
	node_u64(rq->v, "Many.N", m.n);
	node_u64(rq->v, "Many.Held", m.held);
	node_str(rq->v, "Many.View", req_text(rq, "view"));
	node_str(rq->v, "Many.Link", req_list(rq, BACK));
	return (show_page(rq, status, "panel/erase_many", "Erase.Many"));
}

/* POST /panel/erase/tickets: what would go */
enum rc
many_form(struct req *rq)
{
	return (form(rq, 200));
}

static void
put_done(struct req *rq, uint64_t ticket, uint64_t erasure, struct many *m)
{
	struct node *row = node_row(node_sub(rq->v, "Many.Rows"));

	m->n++;
	node_u64(row, "Ticket", ticket);
	node_u64(row, "Erasure", erasure);
}

/* Gone: sent again, an erasure of his own is shown again. */
static RC
gone_one(struct req *rq, uint64_t id, struct many *m)
{
	struct erasure e;
	enum rc rc = erasure_of(rq->t, ERASE_TICKET, id, &e);

	if (rc == RC_OK && e.by_kind == ACTOR_AGENT &&
	    e.by == rq->session.subject_id)
		put_done(rq, id, e.id, m);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
erase_one(struct req *rq, uint64_t id, struct many *m)
{
	struct erase_ask ask = { .scope = ERASE_TICKET, .id = id,
		.door = DOOR_PANEL };
	struct ticket tk;
	uint64_t erasure;
	enum rc rc = ticket_get(rq->t, rq->a, (ticket_id){ id }, &tk, NULL);

	if (rc == RC_OK)
		rc = act_as(rq, &ask, &erasure);
	if (rc == RC_NOTFOUND)
		return (gone_one(rq, id, m));
	if (rc == RC_DENIED) {
		m->held++;
		return (RC_OK);
	}
	if (rc != RC_CONFLICT)		/* begun before */
		TRY(rc);
	put_done(rq, id, erasure, m);
	return (RC_OK);
}

/* POST /panel/erase/tickets/all */
enum rc
many_act(struct req *rq)
{
	const uint64_t *ids;
	size_t n = req_ids(rq, "tickets", &ids);
	struct many m = { 0 };

	if (!req_flag(rq, "sure"))
		req_mistake(rq, "sure", "Required");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (form(rq, 422));
	}
	for (size_t i = 0; i < n; i++)
		if (first_time(ids, i))
			TRY(erase_one(rq, ids[i], &m));
	node_u64(rq->v, "Many.N", m.n);
	node_u64(rq->v, "Many.Held", m.held);
	node_str(rq->v, "Many.Link", req_list(rq, BACK));
	return (show_page(rq, 200, "panel/erased_many", "Erase.Many"));
}
