/* Settings: departments, made, renamed, with their mailboxes. */
#include "core/str.h"
#include "model/access/rights.h"
#include "model/people/agent_admin.h"
#include "model/ticket/ticket.h"
#include "panel.h"

/* ---- all of them --------------------------------------------------------------- */

/* Who sees it, as model/access/sight.h has it. */
struct staff {
	struct agent_list		agents;
	struct agent_department_list	given;
};

static bool
sees(const struct staff *s, const struct agent *g, const struct department *d)
{
	if (g->state != AGENT_ACTIVE)
		return (false);
	if (role_sees_all(g->role) || (g->all_departments && !d->restricted))
		return (true);
	for (size_t i = 0; i < s->given.n; i++)
		if (s->given.v[i].agent.v == g->id.v &&
		    s->given.v[i].department.v == d->id.v)
			return (true);
	return (false);
}

static RC
put_department(struct req *rq, const struct department *d,
    const struct staff *s, const struct mail_hosts *hosts)
{
	struct node *row = node_row(node_sub(rq->v, "Departments"));
	unsigned agents = 0;
	size_t open;

	for (size_t i = 0; i < s->agents.n; i++)
		agents += sees(s, &s->agents.v[i], d);
	TRY(department_open(rq->t, d->id, &open));
	node_u64(row, "Id", d->id.v);
	node_str(row, "Name", d->name);
	node_str(row, "Mailbox", d->mailbox);
	node_bool(row, "Restricted", d->restricted);
	node_bool(row, "Main", d->main);
	node_bool(row, "Lost", !department_host_has(hosts, d->mailbox));
	node_u64(row, "Agents", agents);
	node_u64(row, "Open", open);
	node_bool(row, "More", open >= DEPARTMENT_OPEN);
	return (RC_OK);
}

static void
put_hosts(struct req *rq, const struct mail_hosts *l)
{
	struct node *row;

	for (size_t i = 0; i < l->n; i++) {
		row = node_row(node_sub(rq->v, "Hosts"));
		node_str(row, "Name", l->v[i]);
	}
}

static RC
list_page(struct req *rq, int status)
{
	struct department_list l;
	struct mail_hosts hosts;
	struct staff s;

	TRY(department_list(rq->t, rq->a, &l));
	TRY(department_hosts(rq->t, rq->a, &hosts));
	TRY(agent_list_all(rq->t, rq->a, &s.agents));
	TRY(agent_department_list(rq->t, rq->a, &s.given));
	for (size_t i = 0; i < l.n; i++)
		TRY(put_department(rq, &l.v[i], &s, &hosts));
	put_hosts(rq, &hosts);
	settings_title(rq, "Department.Title");
	return (page_status(rq, status, "panel/settings_departments"));
}

/* GET /panel/settings/departments */
RC
departments_show(struct req *rq)
{
	return (list_page(rq, 200));
}

/* What was typed is wrong: noted at its field. */
static RC
mistaken(struct req *rq, enum rc rc)
{
	if (rc != RC_INVALID && rc != RC_CONFLICT && rc != RC_LIMIT)
		return (rc);
	if (rc == RC_LIMIT)
		req_mistake(rq, "name", "DepartmentMany");
	else
		req_mistake(rq, "mailbox", rc == RC_INVALID
		    ? "DepartmentHost" : "DepartmentTaken");
	return (RC_OK);
}

/* POST /panel/settings/departments */
RC
departments_make(struct req *rq)
{
	struct department d = { .id = { 0 } };

	if (!req_bad(rq)) {
		d.name = req_text(rq, "name");
		d.mailbox = req_text(rq, "mailbox");
		TRY(mistaken(rq, department_new(rq->t, rq->a, &d)));
	}
	if (req_bad(rq)) {
		req_form_view(rq);
		return (list_page(rq, 422));
	}
	flash(rq, "DepartmentMade");
	return (redirect(rq, "/panel/settings/departments"));
}

/* ---- one of them --------------------------------------------------------------- */

static RC
one_page(struct req *rq, const struct department *d, int status)
{
	struct mail_hosts hosts;

	TRY(department_hosts(rq->t, rq->a, &hosts));
	put_hosts(rq, &hosts);
	node_u64(rq->v, "Department.Id", d->id.v);
	node_str(rq->v, "Department.Name", d->name);
	node_bool(rq->v, "Department.Restricted", d->restricted);
	node_bool(rq->v, "Department.Main", d->main);
	if (status == 200) {
		node_str(rq->v, "Form.name", d->name);
		node_str(rq->v, "Form.mailbox", d->mailbox);
	} else
		req_form_view(rq);
	node_str(rq->v, "Title", d->name);
	return (page_status(rq, status, "panel/settings_department"));
}

static RC
path_department(struct req *rq, struct department *d_r)
{
	return (department_get(rq->t, rq->a,
	    (department_id){ req_path_id(rq, "department") }, d_r));
}

/* GET /panel/settings/departments/{department} */
RC
department_show(struct req *rq)
{
	struct department d;

	TRY(path_department(rq, &d));
	return (one_page(rq, &d, 200));
}

/* POST /panel/settings/departments/{department} */
RC
department_save(struct req *rq)
{
	struct department d, now;

	TRY(path_department(rq, &d));
	now = d;
	if (!req_bad(rq)) {
		now.name = req_text(rq, "name");
		now.mailbox = req_text(rq, "mailbox");
		now.main = d.main || req_flag(rq, "main");
		TRY(mistaken(rq, department_set(rq->t, rq->a, &now)));
	}
	if (req_bad(rq))
		return (one_page(rq, &d, 422));
	flash(rq, "DepartmentSaved");
	return (redirect(rq, "/panel/settings/departments"));
}
