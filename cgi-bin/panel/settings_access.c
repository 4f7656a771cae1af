/* Who must have a second factor, who has one, and resetting another's. */
#include "model/access/factor.h"
#include "panel.h"
#include "view.h"

static unsigned
methods_of(const struct factor_list *l, agent_id id)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].agent.v == id.v)
			return (l->v[i].methods);
	return (0);
}

static RC
put_agents(struct req *rq)
{
	struct node *list = node_sub(rq->v, "Agents"), *row;
	struct factor_list l;
	struct names names;
	const struct agent *g;
	unsigned methods;

	TRY(names_get(rq, &names));
	TRY(factor_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < names.agents.n; i++) {
		g = &names.agents.v[i];
		methods = methods_of(&l, g->id);
		row = node_row(list);
		node_u64(row, "Id", g->id.v);
		node_str(row, "Name", g->name);
		node_u64(row, "Role", g->role);
		node_u64(row, "Methods", methods);
		node_bool(row, "Mine", methods != 0 &&
		    (int)g->role <= rq->session.role);
	}
	return (RC_OK);
}

static RC
access_page(struct req *rq, const struct factor_policy *p, int status)
{
	settings_title(rq, "Access.Title");
	node_u64(rq->v, "Form.need", p->need);
	node_u64(rq->v, "Form.grace", p->grace_days);
	TRY(put_agents(rq));
	return (page_status(rq, status, "panel/settings_access"));
}

/* GET /panel/settings/access */
RC
access_show(struct req *rq)
{
	struct factor_policy p;

	TRY(factor_policy_get(rq->t, &p));
	return (access_page(rq, &p, 200));
}

/* POST /panel/settings/access */
RC
access_save(struct req *rq)
{
	uint64_t need = req_u64(rq, "need"), grace = req_u64(rq, "grace");
	struct factor_policy p;

	if (grace > GRACE_DAYS_MAX)
		req_mistake(rq, "grace", "Grace");
	if (need < NEED_NOBODY || need > NEED_ALL)
		req_mistake(rq, "need", "Invalid");
	if (req_bad(rq)) {
		TRY(factor_policy_get(rq->t, &p));
		req_form_view(rq);
		return (access_page(rq, &p, 422));
	}
	p = (struct factor_policy){ .need = (enum factor_need)need,
	    .grace_days = (unsigned)grace };
	TRY(factor_policy_set(rq->t, &p));
	flash(rq, "Saved");
	return (redirect(rq, "/panel/settings/access"));
}

/* POST /panel/settings/access/{agent}/reset: nobody above oneself. */
RC
access_reset(struct req *rq)
{
	agent_id id = { req_path_id(rq, "agent") };
	struct agent g;

	TRY(agent_get(rq->t, rq->a, id, &g));
	if ((int)g.role > rq->session.role)
		return (RC_DENIED);
	TRY(factor_reset(rq->t, rq->a, factor_agent(id.v)));
	flash(rq, "FactorReset");
	return (redirect(rq, "/panel/settings/access"));
}

/* POST /panel/contacts/{contact}/factor: a customer whose device is lost. */
RC
contact_factor_reset(struct req *rq)
{
	contact_id id = { req_path_id(rq, "contact") };

	TRY(factor_reset(rq->t, rq->a, factor_contact(id.v)));
	flash(rq, "FactorReset");
	return (redirect(rq, "/panel/contacts/%llu",
	    (unsigned long long)id.v));
}
