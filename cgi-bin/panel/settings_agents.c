/* Settings: who works here, invitations, roles, departments. */
#include "core/str.h"
#include "core/time.h"
#include "model/access/rights.h"
#include "model/account/usage.h"
#include "model/people/agent_admin.h"
#include "panel.h"
#include "view.h"

static agent_id
path_agent(struct req *rq)
{
	return ((agent_id){ req_path_id(rq, "agent") });
}

static struct department_ids
chosen(struct req *rq)
{
	struct department_ids d;

	d.n = req_ids(rq, "departments", &d.v);
	return (d);
}

static RC
done(struct req *rq, const char *notice)
{
	flash(rq, notice);
	return (redirect(rq, "/panel/settings/agents/%llu",
	    (unsigned long long)path_agent(rq).v));
}

/* What the settings say of an agent: his address, never more. */
static void
view_agent(struct node *v, const struct agent *g, enum role mine,
    agent_id me)
{
	static const char *const state[] = { "", "active", "inactive",
		"invited", "" };

	view_face(v, g);
	node_str(v, "Name", g->name);
	node_str(v, "Email", g->email);
	node_u64(v, "Role", g->role);
	node_str(v, "State", state[g->state]);
	node_bool(v, "All", g->all_departments || role_sees_all(g->role));
	node_i64(v, "Invited", g->invited_at);
	node_bool(v, "Late", g->state == AGENT_INVITED &&
	    g->invited_at + 72 * 3600 < now_s());
	node_bool(v, "Me", g->id.v == me.v);
	node_bool(v, "Managed", role_manages(mine, g->role) &&
	    g->id.v != me.v);
}

/* GET /panel/settings/agents */
RC
agents_show(struct req *rq)
{
	struct agent_department_list d;
	struct agent_list l;
	struct names n;
	struct node *row, *sub;

	TRY(agent_list_all(rq->t, rq->a, &l));
	TRY(agent_department_list(rq->t, rq->a, &d));
	TRY(names_get(rq, &n));
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(node_sub(rq->v, "Agents"));
		view_agent(row, &l.v[i], (enum role)rq->session.role,
		    panel_me(rq));
		for (size_t k = 0; k < d.n; k++) {
			if (d.v[k].agent.v != l.v[i].id.v)
				continue;
			sub = node_row(node_sub(row, "Departments"));
			node_str(sub, "Name", names_department(&n,
			    d.v[k].department.v));
		}
	}
	settings_title(rq, "People.Agents");
	return (page(rq, "panel/agents"));
}

/* Departments to tick; d: those that are. */
static void
put_departments(struct req *rq, const struct names *n,
    const struct department_ids *d)
{
	struct node *row;

	for (size_t i = 0; i < n->departments.n; i++) {
		row = node_row(node_sub(rq->v, "Departments"));
		node_u64(row, "Id", n->departments.v[i].id.v);
		node_str(row, "Name", n->departments.v[i].name);
		for (size_t k = 0; k < d->n; k++)
			if (d->v[k] == n->departments.v[i].id.v)
				node_bool(row, "Given", true);
	}
}

static RC
invite_page(struct req *rq, int status)
{
	struct department_ids d = { 0 };
	struct names n;

	if (status != 200)
		d = chosen(rq);
	TRY(names_get(rq, &n));
	put_departments(rq, &n, &d);
	node_bool(rq->v, "AllChosen", status == 200 || req_flag(rq, "all"));
	settings_title(rq, "People.Invite");
	return (page_status(rq, status, "panel/agent_invite"));
}

/* GET /panel/settings/agents/invite */
RC
agent_invite_form(struct req *rq)
{
	return (invite_page(rq, 200));
}

static enum role
role_of(const char *name)
{
	return (str_eq(name, "agent") ? ROLE_AGENT : str_eq(name, "admin") ?
	    ROLE_ADMIN : str_eq(name, "owner") ? ROLE_OWNER : 0);
}

static RC
invite(struct req *rq)
{
	struct department_ids d = chosen(rq);
	const char *language = req_text(rq, "language");
	struct agent g = {
		.role = role_of(req_text(rq, "role")),
		.email = req_text(rq, "email"),
		.all_departments = req_flag(rq, "all"),
		.language = str_eq(language, "es") ? "es" : "en",
	};

	if (g.role == 0)
		return (RC_INVALID);
	return (agent_invite(rq->t, rq->a, panel_me(rq), &g, &d));
}

/* POST /panel/settings/agents/invite */
RC
agent_invite_send(struct req *rq)
{
	enum rc rc = RC_CONFLICT;

	if (!req_bad(rq))
		rc = invite(rq);
	if (rc == RC_LIMIT)
		TRY(usage_refused(rq->t, LIMIT_AGENTS));
	if (rc == RC_CONFLICT || rc == RC_LIMIT) {
		if (!req_bad(rq))
			req_mistake(rq, "email", rc == RC_LIMIT ? "AgentsFull"
			    : "AddressTaken");
		req_form_view(rq);
		return (invite_page(rq, 422));
	}
	TRY(rc);
	flash(rq, "Invited");
	return (redirect(rq, "/panel/settings/agents"));
}

static RC
agent_page(struct req *rq, int status)
{
	struct node *v = node_sub(rq->v, "Agent");
	struct department_ids d;
	struct agent g;
	struct names n;
	unsigned open;

	TRY(agent_get(rq->t, rq->a, path_agent(rq), &g));
	if (g.state == AGENT_CANCELLED)
		return (RC_NOTFOUND);
	TRY(agent_departments(rq->t, rq->a, g.id, &d));
	TRY(agent_open_tickets(rq->t, g.id, &open));
	TRY(names_get(rq, &n));
	view_agent(v, &g, (enum role)rq->session.role, panel_me(rq));
	node_u64(v, "Open", open);
	node_bool(rq->v, "AllChosen", g.all_departments);
	put_departments(rq, &n, &d);
	settings_title(rq, "People.Agent");
	return (page_status(rq, status, "panel/agent"));
}

/* GET /panel/settings/agents/{agent} */
RC
agent_show(struct req *rq)
{
	return (agent_page(rq, 200));
}

/* POST /panel/settings/agents/{agent}/role */
RC
agent_role_save(struct req *rq)
{
	enum role role = role_of(req_text(rq, "role"));

	if (role == 0)
		return (RC_INVALID);
	TRY(agent_set_role(rq->t, rq->a, panel_me(rq), path_agent(rq),
	    role));
	TRY(agent_return_tickets(rq->t, rq->a, path_agent(rq), false,
	    panel_me(rq)));
	return (done(rq, "RoleChanged"));
}

/* POST /panel/settings/agents/{agent}/departments */
RC
agent_departments_save(struct req *rq)
{
	struct department_ids d = chosen(rq);

	TRY(agent_set_departments(rq->t, rq->a, panel_me(rq), path_agent(rq),
	    req_flag(rq, "all"), &d));
	TRY(agent_return_tickets(rq->t, rq->a, path_agent(rq), false,
	    panel_me(rq)));
	return (done(rq, "Saved"));
}

/* POST /panel/settings/agents/{agent}/deactivate */
RC
agent_deactivate(struct req *rq)
{
	TRY(agent_set_state(rq->t, rq->a, panel_me(rq), path_agent(rq),
	    AGENT_INACTIVE));
	if (req_flag(rq, "return"))
		TRY(agent_return_tickets(rq->t, rq->a, path_agent(rq), true,
		    panel_me(rq)));
	return (done(rq, "Deactivated"));
}

/* POST /panel/settings/agents/{agent}/activate */
RC
agent_activate(struct req *rq)
{
	enum rc rc = agent_set_state(rq->t, rq->a, panel_me(rq),
	    path_agent(rq), AGENT_ACTIVE);

	if (rc == RC_LIMIT) {
		TRY(usage_refused(rq->t, LIMIT_AGENTS));
		node_bool(rq->v, "Agent.Full", true);
		return (agent_page(rq, 409));
	}
	TRY(rc);
	return (done(rq, "Activated"));
}

/* POST /panel/settings/agents/{agent}/sign-out */
RC
agent_sessions_end(struct req *rq)
{
	TRY(agent_sign_out(rq->t, panel_me(rq), path_agent(rq)));
	return (done(rq, "AgentSignedOut"));
}

/* POST /panel/settings/agents/{agent}/resend */
RC
agent_resend(struct req *rq)
{
	TRY(agent_invite_again(rq->t, rq->a, panel_me(rq), path_agent(rq)));
	return (done(rq, "Invited"));
}

/* POST /panel/settings/agents/{agent}/cancel */
RC
agent_cancel(struct req *rq)
{
	TRY(agent_invite_cancel(rq->t, panel_me(rq), path_agent(rq)));
	flash(rq, "InviteCancelled");
	return (redirect(rq, "/panel/settings/agents"));
}
