/* Who is signed in on either side, and how he proves himself again. */
#include "auth/login.h"
#include "core/str.h"
#include "erase.h"
#include "model/access/factor.h"
#include "model/people/agent.h"
#include "model/people/contact.h"
#include "model/ticket/ticket.h"
#include "web/second.h"

bool
erase_whole(const struct req *rq)
{
	return (rq->signed_in && rq->session.kind == SESSION_CONTACT);
}

struct person
erase_contact_person(const struct req *rq)
{
	return (factor_contact(rq->session.subject_id));
}

struct person
erase_agent_person(const struct req *rq)
{
	return (factor_agent(rq->session.subject_id));
}

RC
erase_contact_name(struct req *rq, const char **name_r)
{
	struct contact c;

	TRY(contact_get(rq->t, rq->a, (contact_id){ rq->session.subject_id },
	    &c, NULL));
	*name_r = c.email;
	return (RC_OK);
}

static RC
me(struct req *rq, struct agent *g_r)
{
	return (agent_get(rq->t, rq->a, (agent_id){ rq->session.subject_id },
	    g_r));
}

RC
erase_agent_name(struct req *rq, const char **name_r)
{
	struct agent g;

	TRY(me(rq, &g));
	*name_r = g.email;
	return (RC_OK);
}

RC
erase_agent_live(struct req *rq, uint64_t id, unsigned *generation_r)
{
	struct agent g;

	TRY(agent_get(rq->t, rq->a, (agent_id){ id }, &g));
	*generation_r = g.generation;
	return (g.state == AGENT_ACTIVE ? RC_OK : RC_DENIED);
}

/* A customer's code or password again. */
RC
erase_contact_prove(struct req *rq, const struct proof *proof)
{
	struct login l = { .whose = &login_contacts,
		.password = proof->password };

	if (!erase_whole(rq))
		return (RC_DENIED);
	if (*proof->code != '\0')
		return (second_prove(rq, proof->code));
	TRY(erase_contact_name(rq, &l.email));
	return (login_again(rq->t, rq->a, &l));
}

/* An agent's code, passkey or password again. */
RC
erase_agent_prove(struct req *rq, const struct proof *proof)
{
	unsigned generation;
	const char *email;
	agent_id id;
	enum rc rc;

	if (*proof->code != '\0')
		return (second_prove(rq, proof->code));
	if (*proof->passkey != '\0')
		return (second_prove_passkey(rq, proof->passkey));
	TRY(erase_agent_name(rq, &email));
	rc = login_agent(rq->t, rq->a, rq->addr, email, proof->password, &id,
	    &generation);
	if (rc == RC_OK && id.v != rq->session.subject_id)
		return (RC_DENIED);
	return (rc);
}

const char *
erase_language(struct req *rq)
{
	return (rq->session.language);
}

const char *
erase_zone(struct req *rq)
{
	return (rq->session.zone);
}

RC
erase_portal_frame(struct req *rq)
{
	node_bool(rq->v, "Me.Whole", erase_whole(rq));
	return (RC_OK);
}

/* The panel's frame: the views without their counts. */
RC
erase_panel_frame(struct req *rq)
{
	static const char *const views[] = { "new", "mine", "open",
		"answered", "postponed", "resolved", "closed", "all", "spam",
		"deleted" };
	struct agent g;

	if (!rq->signed_in)
		return (RC_OK);
	TRY(me(rq, &g));
	node_str(rq->v, "Me.Name", g.name);
	node_u64(rq->v, "Me.Id", g.id.v);
	node_i64(rq->v, "Me.Avatar", g.avatar);
	node_u64(rq->v, "Me.Role", g.role);
	if (rq->t->delete_at != 0)
		node_i64(rq->v, "Ending.At", rq->t->delete_at);
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++)
		node_str(node_row(node_sub(rq->v, "Menu.Views")), "Key",
		    views[i]);
	return (RC_OK);
}
