/* What is to be erased, out of the path: there, seen, and his to erase. */
#include "core/str.h"
#include "erase.h"
#include "model/access/rights.h"
#include "model/people/agent.h"
#include "model/people/company.h"
#include "model/people/contact.h"
#include "model/ticket/message.h"

RC
contact_thing(struct req *rq, struct thing *x_r)
{
	contact_id id = { req_path_id(rq, "contact") };
	struct contact c;

	TRY(contact_get(rq->t, rq->a, id, &c, NULL));
	*x_r = (struct thing){ ERASE_CONTACT, id.v, "Contact",
		str_empty(c.name) ? c.email : c.name,
		arena_printf(rq->a, "/panel/contacts/%llu",
		(unsigned long long)id.v) };
	return (c.gone ? RC_GONE : erasure_sees_all(rq->t, id.v));
}

RC
ticket_thing(struct req *rq, struct thing *x_r)
{
	ticket_id id = { req_path_id(rq, "ticket") };
	struct ticket tk;

	TRY(ticket_get(rq->t, rq->a, id, &tk, NULL));
	*x_r = (struct thing){ ERASE_TICKET, id.v, "Ticket",
		str_empty(tk.subject) ? tk.code : tk.subject,
		arena_printf(rq->a, "/panel/tickets/%llu",
		(unsigned long long)id.v) };
	return (RC_OK);
}

static void
file_close(struct sealedfile **f)
{
	if (*f != NULL)
		sealedfile_close(f);
}

RC
attachment_thing(struct req *rq, struct thing *x_r)
{
	CLEANUP(file_close) struct sealedfile *file = NULL;
	ticket_id id = { req_path_id(rq, "ticket") };
	struct attachment f;
	struct ticket tk;
	struct key k;

	TRY(ticket_get(rq->t, rq->a, id, &tk, &k));
	TRY(attachment_open(rq->t, rq->a, app_files_dir(), &tk, &k,
	    (attachment_id){ req_path_id(rq, "attachment") },
	    (contact_id){ 0 }, &f, &file));
	*x_r = (struct thing){ ERASE_ATTACHMENT, f.id.v, "File", f.name,
		arena_printf(rq->a, "/panel/tickets/%llu",
		(unsigned long long)id.v) };
	return (RC_OK);
}

RC
agent_thing(struct req *rq, struct thing *x_r)
{
	agent_id id = { req_path_id(rq, "agent") };
	struct agent g;

	TRY(agent_get(rq->t, rq->a, id, &g));
	*x_r = (struct thing){ ERASE_AGENT, id.v, "Agent",
		str_empty(g.name) ? g.email : g.name,
		arena_printf(rq->a, "/panel/settings/agents/%llu",
		(unsigned long long)id.v) };
	return (id.v != rq->session.subject_id && role_manages(
	    (enum role)rq->session.role, g.role) ? RC_OK : RC_DENIED);
}

RC
company_thing(struct req *rq, struct thing *x_r)
{
	company_id id = { req_path_id(rq, "company") };
	struct company c;

	TRY(company_get(rq->t, rq->a, id, &c));
	*x_r = (struct thing){ ERASE_COMPANY, id.v, "Company", c.name,
		arena_printf(rq->a, "/panel/companies/%llu",
		(unsigned long long)id.v) };
	return (c.gone ? RC_GONE : RC_OK);
}
