/* Settings: who may do what, shown from the tables themselves; the owner. */
#include "core/log.h"
#include "core/str.h"
#include "model/access/rights.h"
#include "model/people/agent_admin.h"
#include "panel.h"
#include "view.h"

static enum role
least(enum who who)
{
	return (who == OWNER ? ROLE_OWNER : who == ADMIN ? ROLE_ADMIN
	    : ROLE_AGENT);
}

void
rights_check(const struct route *rows)
{
	const struct right *r;

	for (; rows->path != NULL; rows++) {
		r = right_of_path(rows->path);
		if (r != NULL && (rows->who < AGENT || rows->who == HALF ||
		    least(rows->who) < r->least))
			bug("route %s asks for less than its right %s",
			    rows->path, r->key);
	}
}

/* A right asks for proof again when one of its own doors does. */
static bool
asks_again(const struct right *r)
{
	for (const struct route *d = panel_routes; d->path != NULL; d++)
		if (d->step_up && right_of_path(d->path) == r)
			return (true);
	return (false);
}

static void
view_may(struct node *v, enum role from)
{
	node_bool(v, "Agent", from <= ROLE_AGENT);
	node_bool(v, "Admin", from <= ROLE_ADMIN);
	node_bool(v, "Owner", true);
}

/* GET /panel/settings/roles */
RC
roles_show(struct req *rq)
{
	const struct right *r;
	struct node *row;

	for (size_t i = 0; (r = right_at(i)) != NULL; i++) {
		row = node_row(node_sub(rq->v, "Rights"));
		node_str(row, "Key", r->key);
		node_bool(row, "StepUp", asks_again(r));
		view_may(row, r->least);
	}
	for (const struct route *d = panel_routes; d->path != NULL; d++) {
		if (d->who < AGENT || d->who == HALF)
			continue;
		row = node_row(node_sub(rq->v, "Doors"));
		node_str(row, "Method", d->method == GET ? "GET" : "POST");
		node_str(row, "Address", d->path);
		node_bool(row, "StepUp", d->step_up);
		view_may(row, least(d->who));
	}
	settings_title(rq, "People.Roles");
	return (page(rq, "panel/roles"));
}

static RC
owner_page(struct req *rq, int status)
{
	struct node *row;
	struct names n;

	TRY(names_get(rq, &n));
	for (size_t i = 0; i < n.agents.n; i++) {
		if (n.agents.v[i].role == ROLE_OWNER)
			continue;
		row = node_row(node_sub(rq->v, "Candidates"));
		node_u64(row, "Id", n.agents.v[i].id.v);
		node_str(row, "Name", n.agents.v[i].name);
		node_str(row, "Email", n.agents.v[i].email);
		node_u64(row, "Role", n.agents.v[i].role);
	}
	settings_title(rq, "People.OwnerTitle");
	return (page_status(rq, status, "panel/owner"));
}

/* GET /panel/settings/owner */
RC
owner_show(struct req *rq)
{
	return (owner_page(rq, 200));
}

/* POST /panel/settings/owner: both are signed out and told by mail. */
RC
owner_hand_over(struct req *rq)
{
	enum rc rc = RC_INVALID;

	if (!req_flag(rq, "sure"))
		req_mistake(rq, "sure", "Required");
	if (!req_bad(rq))
		rc = agent_hand_over(rq->t, rq->a, panel_me(rq),
		    (agent_id){ req_u64(rq, "agent") });
	if (rc == RC_INVALID || rc == RC_NOTFOUND) {
		if (!req_bad(rq))
			req_mistake(rq, "agent", "Invalid");
		req_form_view(rq);
		return (owner_page(rq, 422));
	}
	TRY(rc);
	TRY(session_stop(rq));
	flash(rq, "HandedOver");
	return (redirect(rq, "/panel/login"));
}
