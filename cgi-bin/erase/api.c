/* Programs erase a contact, a ticket, a file, an agent (api.h). */
#include "api.h"

#include "api_confirm.h"
#include "core/str.h"
#include "model/privacy/hold.h"
#include "privacy/mention_work.h"
#include "privacy/mirror.h"
#include "web/json.h"
#include "web/program.h"

#define US	1000000

/* ---- how far it is ------------------------------------------------------------ */

static void
put_times(struct req *rq, struct json *j, const struct erasure *e)
{
	json_time(rq, j, "asked_at", e->asked_at / US);
	json_time(rq, j, "unreadable_at", e->unreadable_at / US);
	json_time(rq, j, "let_go_at", e->let_go_at / US);
	json_time(rq, j, "rows_gone_at", e->rows_gone_at / US);
	json_time(rq, j, "bytes_gone_at", e->bytes_gone_at / US);
	json_time(rq, j, "certified_at", e->certified_at / US);
}

static void
put_erasure(struct req *rq, struct json *j, const struct erasure *e)
{
	static const char *const scopes[] = { "", "contact", "agent",
		"ticket", "message", "attachment", "company", "account",
		"requester" };
	static const char *const states[] = { "", "parting", "unreadable",
		"rows_gone", "certified" };
	static const char *const doors[] = { "", "portal", "panel", "api",
		"console", "rule" };

	json_id(j, "id", e->id);
	json_text(j, "what", scopes[e->scope]);
	json_id(j, "number", e->subject);
	json_text(j, "state", e->state == ERASURE_PARTING &&
	    e->unreadable_at != 0 ? "unreadable" : states[e->state]);
	json_text(j, "door", doors[e->door]);
	json_flag(j, e->scope == ERASE_COMPANY ? "contacts_kept"
	    : "tickets_kept", e->keep_tickets && !e->keep_others);
	if (e->scope == ERASE_CONTACT)
		json_flag(j, "others_kept", e->keep_others);
	json_count(j, "total", e->total);
	json_count(j, "done", e->done);
	put_times(rq, j, e);
}

/* Other people's tickets, while they are looked through. */
static RC
put_search(struct req *rq, struct json *j, const struct erasure *e)
{
	struct erasure_search s;
	struct json *in;
	enum rc rc = RC_NOTFOUND;

	if (e->state == ERASURE_PARTING)
		rc = erasure_job_at(rq->t, e->id, &s);
	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	in = json_sub(j, "searching");
	json_count(in, "looked", (int64_t)s.looked);
	json_count(in, "found", (int64_t)s.to_look);
	return (RC_OK);
}

static RC
reply_erasure(struct req *rq, int status, const struct erasure *e)
{
	struct json *j = json_new(rq), *removed, *waits;
	struct erasure_counts c;
	struct mirror_places p;

	TRY(erasure_counts(rq->t, rq->a, e->id, &c));
	put_erasure(rq, j, e);
	TRY(put_search(rq, j, e));
	removed = json_sub(j, "removed");
	for (size_t i = 0; i < c.n; i++)
		json_count(removed, c.v[i].name, (int64_t)c.v[i].n);
	waits = json_array(j, "waits_for_mirrors");
	TRY(mirrors_now(rq->t->db, rq->a, &p));
	for (size_t i = 0; i < p.n; i++)
		if (e->state == ERASURE_ROWS_GONE && mirror_waits(&p.v[i],
		    e->rows_gone_at))
			json_row_text(waits, mirror_label(rq->a, &p.v[i]));
	return (json_reply(rq, status, j));
}

/* GET /api/v1/erasures: newest first */
enum rc
api_list(struct req *rq)
{
	struct json *j = json_new(rq), *list = json_array(j, "erasures");
	struct erasure_list l;

	TRY(erasure_list(rq->t, rq->a, req_u64(rq, "before"), &l));
	for (size_t i = 0; i < l.n; i++)
		put_erasure(rq, json_row(list), &l.v[i]);
	json_id(j, "next", l.more ? l.v[l.n - 1].id : 0);
	return (json_reply(rq, 200, j));
}

/* GET /api/v1/erasures/{erasure} */
enum rc
api_show(struct req *rq)
{
	struct erasure e;

	TRY(erasure_seen(rq, &e));
	return (reply_erasure(rq, 200, &e));
}

/* ---- what would go ------------------------------------------------------------- */

static void
put_plan(struct json *j, const struct erasure_plan *p)
{
	json_count(j, "contacts", (int64_t)p->contacts);
	json_count(j, "tickets", (int64_t)p->tickets);
	json_count(j, "messages", (int64_t)p->messages);
	json_count(j, "messages_of_others", (int64_t)p->others);
	json_count(j, "messages_elsewhere", (int64_t)p->elsewhere);
	json_count(j, "files", (int64_t)p->files);
	json_count(j, "mails_waiting", (int64_t)p->waiting);
	json_count(j, "sessions", (int64_t)p->sessions);
}

static RC
put_mentions(struct req *rq, struct json *j, uint64_t contact)
{
	struct mention_done d;

	TRY(mention_count(rq->t, (contact_id){ contact },
	    &(struct mention_order){ 0 }, &d));
	json_count(j, "mentions", (int64_t)d.kept);
	json_count(j, "mentions_by_name", (int64_t)d.unsure);
	json_count(j, "mentions_own", (int64_t)d.own);
	json_count(j, "mentions_unreadable", (int64_t)d.unreadable);
	json_flag(j, "mentions_more", d.unseen);
	return (RC_OK);
}

/* RC_DENIED: a legal hold. */
static RC
held(struct req *rq, const struct thing *x, struct hold *h_r)
{
	static const enum hold_on on[] = { [ERASE_CONTACT] = HOLD_CONTACT,
		[ERASE_TICKET] = HOLD_TICKET, [ERASE_MESSAGE] = HOLD_MESSAGE,
		[ERASE_ATTACHMENT] = HOLD_ATTACHMENT };

	*h_r = (struct hold){ 0 };
	if (x->scope >= sizeof(on) / sizeof(on[0]) || on[x->scope] == 0)
		return (RC_OK);
	return (hold_stops(rq->t, on[x->scope], x->id, h_r));
}

static RC
plan(struct req *rq, const struct thing *x, unsigned chosen)
{
	struct json *j = json_new(rq);
	struct erasure_plan p;
	struct hold h;
	enum rc rc = held(rq, x, &h);

	if (rc != RC_DENIED)
		TRY(rc);
	TRY(erasure_plan(rq->t, x->scope, x->id, &p));
	json_id(j, "number", x->id);
	put_plan(json_sub(j, "goes"), &p);
	if (x->scope == ERASE_CONTACT)
		TRY(put_mentions(rq, j, x->id));
	json_time(rq, j, "held_until", h.ends_at);
	if (rc == RC_DENIED)
		json_none(j, "confirm");
	else
		json_text(j, "confirm", confirm_make(rq, x, chosen, &p));
	return (json_reply(rq, 200, j));
}

/* ---- acting ---------------------------------------------------------------------- */

/* What stays: 0 nothing, 1 a contact's tickets or a company's contacts, 2 of his
   tickets what others wrote. */
static unsigned
kept(const struct erasure *e)
{
	return (e->keep_others ? 2 : e->keep_tickets);
}

/* The same and what becomes of mentions, in one number. */
static unsigned
chosen_of(unsigned keep, enum mention_way way, bool names)
{
	return (keep | (unsigned)way << 4 | (names ? 1U : 0) << 8);
}

static unsigned
chosen(unsigned keep, const struct mention_order *o)
{
	return (chosen_of(keep, o->own ? o->way | MENTIONS_OWN : o->way,
	    o->names));
}

/* RC_OK: it was asked for by this name before, and is the answer's. */
static RC
again(struct req *rq, const struct thing *x, unsigned want,
    const struct digest *name)
{
	struct erasure e;

	TRY(erasure_by_receipt(rq->t, name, &e));
	if (e.scope != x->scope || e.subject != x->id ||
	    chosen_of(kept(&e), e.way, e.names) != want)
		return (program_problem(rq, 409, "Begun"));
	return (reply_erasure(rq, 200, &e));
}

/* Nothing has begun: held, or not what was looked at.  *sent_r: so it was said. */
static RC
stopped(struct req *rq, const struct thing *x, unsigned want, bool *sent_r)
{
	struct erasure_plan p;
	struct hold h;
	enum rc rc = held(rq, x, &h);

	*sent_r = true;
	if (rc == RC_DENIED)
		return (program_problem(rq, 409, "Held"));
	TRY(rc);
	TRY(erasure_plan(rq->t, x->scope, x->id, &p));
	if (!confirm_good(rq, x, want, &p))
		return (program_problem(rq, 409, "Confirm"));
	*sent_r = false;
	return (RC_OK);
}

/* o: what becomes of a contact's mentions. */
static RC
go(struct req *rq, const struct thing *x, unsigned keep,
    const struct digest *name, const struct mention_order *o)
{
	struct erase_ask ask = { .scope = x->scope, .id = x->id,
		.keep_tickets = keep == 1, .keep_others = keep == 2,
		.mentions = *o, .door = DOOR_API, .receipt = *name };
	struct erasure e;
	uint64_t id;
	enum rc rc = act_as(rq, &ask, &id);

	if (rc == RC_DENIED && x->scope != ERASE_AGENT)
		return (program_problem(rq, 409, "Held"));
	if (rc != RC_CONFLICT)		/* begun before: how far it is */
		TRY(rc);
	if (id == 0)
		return (program_problem(rq, 409, "Begun"));
	TRY(erasure_get(rq->t, id, &e));
	return (reply_erasure(rq, rc == RC_OK ? 202 : 200, &e));
}

/* What the path says, unless it was asked for by this name before: then it may be
   gone.  *sent_r: an answer went. */
static RC
begin(struct req *rq, const struct thing *as, unsigned want,
    RC (*find)(struct req *, struct thing *), struct thing *x_r,
    struct digest *name_r, bool *sent_r)
{
	enum rc rc;

	*name_r = confirm_name(rq);
	rc = again(rq, as, want, name_r);
	*sent_r = rc == RC_OK;
	if (rc != RC_NOTFOUND)
		return (rc);
	TRY(find(rq, x_r));
	return (stopped(rq, x_r, want, sent_r));
}

static RC
ask_and_go(struct req *rq, const struct thing *as, unsigned keep,
    RC (*find)(struct req *, struct thing *), const struct mention_order *o)
{
	struct digest name;
	struct thing x;
	bool sent;

	TRY(begin(rq, as, chosen(keep, o), find, &x, &name, &sent));
	return (sent ? RC_OK : go(rq, &x, keep, &name, o));
}

/* Of what is no person. */
static const struct mention_order as_always = { .way = MENTIONS_REDACT };

static RC
thing_and_go(struct req *rq, const struct thing *as,
    RC (*find)(struct req *, struct thing *))
{
	return (ask_and_go(rq, as, 0, find, &as_always));
}

static struct thing
of_path(struct req *rq, enum erase_scope scope, const char *piece)
{
	return ((struct thing){ .scope = scope,
		.id = req_path_id(rq, piece) });
}

/* ---- doors -------------------------------------------------------------------------- */

static RC
choice(struct req *rq, const char *name, const char *yes, const char *no,
    bool *yes_r)
{
	*yes_r = str_eq(req_text(rq, name), yes);
	return (*yes_r || str_eq(req_text(rq, name), no) ? RC_OK
	    : RC_INVALID);
}

static RC
tickets(struct req *rq, unsigned *keep_r)
{
	const char *text = req_text(rq, "tickets");

	*keep_r = str_eq(text, "keep") ? 1 : str_eq(text, "others") ? 2 : 0;
	return (*keep_r != 0 || str_eq(text, "delete") ? RC_OK : RC_INVALID);
}

static RC
contacts(struct req *rq, unsigned *keep_r)
{
	bool keep;

	TRY(choice(rq, "contacts", "keep", "delete", &keep));
	*keep_r = keep;
	return (RC_OK);
}

static RC
names(struct req *rq, struct mention_order *o)
{
	if (str_empty(req_text(rq, "names")))
		return (RC_OK);
	return (choice(rq, "names", "true", "false", &o->names));
}

/* Of a contact; nothing said: redact, and names stay. */
static RC
mentions(struct req *rq, struct mention_order *o_r)
{
	bool stay = false;

	*o_r = as_always;
	if (!str_empty(req_text(rq, "own")))
		TRY(choice(rq, "own", "keep", "redact", &o_r->own));
	if (!str_empty(req_text(rq, "mentions")))
		TRY(choice(rq, "mentions", "keep", "redact", &stay));
	TRY(names(rq, o_r));
	if (stay)
		o_r->way = MENTIONS_KEEP;
	return (stay && o_r->names ? RC_INVALID : RC_OK);
}

/* GET /api/v1/erasures/contact/{contact} */
enum rc
api_contact(struct req *rq)
{
	struct mention_order o;
	struct thing x;
	unsigned keep;

	TRY(tickets(rq, &keep));
	TRY(mentions(rq, &o));
	TRY(contact_thing(rq, &x));
	return (plan(rq, &x, chosen(keep, &o)));
}

/* POST /api/v1/erasures/contact/{contact} */
enum rc
api_contact_act(struct req *rq)
{
	struct thing as = of_path(rq, ERASE_CONTACT, "contact");
	struct mention_order o;
	unsigned keep;

	TRY(tickets(rq, &keep));
	TRY(mentions(rq, &o));
	o.reason = req_text(rq, "reason");
	if ((o.way == MENTIONS_KEEP || o.own) && str_empty(o.reason))
		return (RC_INVALID);
	return (ask_and_go(rq, &as, keep, contact_thing, &o));
}

/* GET /api/v1/erasures/ticket/{ticket} */
enum rc
api_ticket(struct req *rq)
{
	struct thing x;

	TRY(ticket_thing(rq, &x));
	return (plan(rq, &x, chosen(0, &as_always)));
}

/* POST /api/v1/erasures/ticket/{ticket} */
enum rc
api_ticket_act(struct req *rq)
{
	struct thing as = of_path(rq, ERASE_TICKET, "ticket");

	return (thing_and_go(rq, &as, ticket_thing));
}

/* GET /api/v1/erasures/ticket/{ticket}/attachment/{attachment} */
enum rc
api_attachment(struct req *rq)
{
	struct thing x;

	TRY(attachment_thing(rq, &x));
	return (plan(rq, &x, chosen(0, &as_always)));
}

/* POST /api/v1/erasures/ticket/{ticket}/attachment/{attachment} */
enum rc
api_attachment_act(struct req *rq)
{
	struct thing as = of_path(rq, ERASE_ATTACHMENT, "attachment");

	return (thing_and_go(rq, &as, attachment_thing));
}

/* GET /api/v1/erasures/agent/{agent} */
enum rc
api_agent(struct req *rq)
{
	struct thing x;

	TRY(agent_thing(rq, &x));
	return (plan(rq, &x, chosen(0, &as_always)));
}

/* POST /api/v1/erasures/agent/{agent} */
enum rc
api_agent_act(struct req *rq)
{
	struct thing as = of_path(rq, ERASE_AGENT, "agent");

	return (thing_and_go(rq, &as, agent_thing));
}

/* Names: of the contacts that go with it. */
static RC
company(struct req *rq, unsigned *keep_r, struct mention_order *o_r)
{
	*o_r = as_always;
	TRY(contacts(rq, keep_r));
	TRY(names(rq, o_r));
	return (*keep_r != 0 && o_r->names ? RC_INVALID : RC_OK);
}

/* GET /api/v1/erasures/company/{company} */
enum rc
api_company(struct req *rq)
{
	struct mention_order o;
	struct thing x;
	unsigned keep;

	TRY(company(rq, &keep, &o));
	TRY(company_thing(rq, &x));
	return (plan(rq, &x, chosen(keep, &o)));
}

/* POST /api/v1/erasures/company/{company} */
enum rc
api_company_act(struct req *rq)
{
	struct thing as = of_path(rq, ERASE_COMPANY, "company");
	struct mention_order o;
	unsigned keep;

	TRY(company(rq, &keep, &o));
	return (ask_and_go(rq, &as, keep, company_thing, &o));
}
