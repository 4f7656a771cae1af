/* Agents erase: a contact, a ticket, a file; admins a colleague. */
#include "core/str.h"
#include "model/people/agent.h"
#include "redact.h"

static RC
form(struct req *rq, const struct thing *x, int status)
{
	struct node *v = node_sub(rq->v, "Thing");
	bool held;

	TRY(show_hold(rq, x->scope, x->id, &held));
	node_str(v, "Key", x->key);
	node_str(v, "Name", x->name);
	node_str(v, "Link", x->back);
	TRY(show_plan(rq, x->scope, x->id));
	if (x->scope == ERASE_CONTACT)
		TRY(mentions_show(rq, (contact_id){ x->id }));
	return (show_page(rq, status, "panel/erase", arena_printf(rq->a,
	    "Erase.%s", x->key)));
}

static RC
go(struct req *rq, const struct thing *x, const char *tickets)
{
	struct erase_ask ask = { .scope = x->scope, .id = x->id,
		.keep_tickets = str_eq(tickets, "keep"),
		.keep_others = str_eq(tickets, "others"), .door = DOOR_PANEL };
	const char *receipt;
	uint64_t id;
	enum rc rc;

	if (!req_flag(rq, "sure"))
		req_mistake(rq, "sure", "Required");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (form(rq, x, 422));
	}
	rc = act(rq, &ask, &receipt, &id);
	if (rc == RC_DENIED && x->scope != ERASE_AGENT)
		return (form(rq, x, 409));	/* a hold came meanwhile */
	if (rc != RC_CONFLICT)		/* begun before: its page */
		TRY(rc);
	return (redirect(rq, "/panel/erase/done/%llu",
	    (unsigned long long)id));
}

/* ---- a contact ------------------------------------------------------------------ */

/* GET /panel/erase/contact/{contact} */
enum rc
contact_form(struct req *rq)
{
	struct thing x;

	TRY(contact_thing(rq, &x));
	return (form(rq, &x, 200));
}

/* POST /panel/erase/contact/{contact} */
enum rc
contact_act(struct req *rq)
{
	const char *tickets = req_text(rq, "tickets");
	struct thing x;

	TRY(contact_thing(rq, &x));
	if (!str_eq(tickets, "keep") && !str_eq(tickets, "delete") &&
	    !str_eq(tickets, "others"))
		req_mistake(rq, "tickets", "Required");
	return (go(rq, &x, tickets));
}

/* ---- a company ------------------------------------------------------------------ */

/* GET /panel/erase/company/{company} */
enum rc
company_form(struct req *rq)
{
	struct thing x;

	TRY(company_thing(rq, &x));
	return (form(rq, &x, 200));
}

/* POST /panel/erase/company/{company} */
enum rc
company_act(struct req *rq)
{
	const char *contacts = req_text(rq, "contacts");
	struct thing x;

	TRY(company_thing(rq, &x));
	if (!str_eq(contacts, "keep") && !str_eq(contacts, "delete"))
		req_mistake(rq, "contacts", "Required");
	return (go(rq, &x, contacts));
}

/* ---- a ticket, a file -------------------------------------------------------------- */

/* GET /panel/erase/ticket/{ticket} */
enum rc
ticket_form(struct req *rq)
{
	struct thing x;

	TRY(ticket_thing(rq, &x));
	return (form(rq, &x, 200));
}

/* POST /panel/erase/ticket/{ticket} */
enum rc
ticket_act(struct req *rq)
{
	struct thing x;

	TRY(ticket_thing(rq, &x));
	return (go(rq, &x, ""));
}

/* GET /panel/erase/ticket/{ticket}/attachment/{attachment} */
enum rc
attachment_form(struct req *rq)
{
	struct thing x;

	TRY(attachment_thing(rq, &x));
	return (form(rq, &x, 200));
}

/* POST /panel/erase/ticket/{ticket}/attachment/{attachment} */
enum rc
attachment_act(struct req *rq)
{
	struct thing x;

	TRY(attachment_thing(rq, &x));
	return (go(rq, &x, ""));
}

/* ---- a colleague ------------------------------------------------------------------- */

/* GET /panel/erase/agent/{agent} */
enum rc
agent_form(struct req *rq)
{
	struct thing x;

	TRY(agent_thing(rq, &x));
	return (form(rq, &x, 200));
}

/* POST /panel/erase/agent/{agent} */
enum rc
agent_act(struct req *rq)
{
	struct thing x;

	TRY(agent_thing(rq, &x));
	return (go(rq, &x, ""));
}

/* ---- how far it is -------------------------------------------------------------------- */

RC
erasure_seen(struct req *rq, struct erasure *e_r)
{
	TRY(erasure_get(rq->t, req_path_id(rq, "erasure"), e_r));
	return (rq->session.role >= ROLE_ADMIN || (e_r->by_kind ==
	    ACTOR_AGENT && e_r->by == rq->session.subject_id) ? RC_OK
	    : RC_NOTFOUND);
}

/* GET /panel/erase/done/{erasure} */
enum rc
erasure_show(struct req *rq)
{
	struct erasure e;

	TRY(erasure_seen(rq, &e));
	TRY(show_erasure(rq, &e, READ_AGENT));
	return (show_page(rq, 200, "panel/erased", "Erase.Done"));
}

/* GET /panel/erase/done/{erasure}/certificate */
enum rc
erasure_certificate(struct req *rq)
{
	struct erasure e;

	TRY(erasure_seen(rq, &e));
	return (show_certificate(rq, &e, READ_AGENT));
}

/* GET /panel/erase/done/{erasure}/paper */
enum rc
erasure_paper(struct req *rq)
{
	struct erasure e;

	TRY(erasure_seen(rq, &e));
	return (show_paper(rq, &e, READ_AGENT, "panel/certificate"));
}
