/* What stands around every page of the panel: menu, counts, who is here. */
#include "core/str.h"
#include "model/account/account.h"
#include "model/spam/spam.h"
#include "panel.h"
#include "view.h"

agent_id
panel_me(const struct req *rq)
{
	return ((agent_id){ rq->session.subject_id });
}

RC
panel_agent(struct req *rq, struct agent *a_r)
{
	struct names n;

	TRY(names_get(rq, &n));
	for (size_t i = 0; i < n.agents.n; i++)
		if (n.agents.v[i].id.v == panel_me(rq).v) {
			*a_r = n.agents.v[i];
			return (RC_OK);
		}
	return (RC_NOTFOUND);
}

static void
put_view(struct req *rq, const char *key, unsigned count)
{
	struct node *row = node_row(node_sub(rq->v, "Menu.Views"));

	node_str(row, "Key", key);
	if (count > 99)
		node_str(row, "Count", "99+");
	else if (count > 0)
		node_u64(row, "Count", count);
}

/* Those he sees. */
static void
put_departments(struct req *rq, const struct department_list *all)
{
	struct department_list l = {
		.v = arena_array(rq->a, all->n, sizeof(struct department)) };

	for (size_t i = 0; i < all->n; i++)
		if (sight_has(rq->t->sight, all->v[i].id))
			l.v[l.n++] = all->v[i];
	view_departments(node_sub(rq->v, "Menu.Departments"), &l,
	    (department_id){ 0 });
}

static RC
put_menu(struct req *rq)
{
	struct ticket_counts n;
	struct spam_counts spam;
	struct names names;

	TRY(ticket_counts(rq->t, panel_me(rq), &n));
	TRY(spam_counts(rq->t, &spam));
	TRY(names_get(rq, &names));
	put_view(rq, "new", n.unread);
	put_view(rq, "mine", n.mine);
	put_view(rq, "open", n.open);
	put_view(rq, "answered", 0);
	put_view(rq, "postponed", 0);
	put_view(rq, "resolved", 0);
	put_view(rq, "closed", 0);
	put_view(rq, "all", 0);
	put_view(rq, "unsure", spam.unsure);
	put_view(rq, "spam", spam.sifted);
	put_view(rq, "deleted", 0);
	put_departments(rq, &names.departments);
	return (RC_OK);
}

#define LIFE_BAR	(7 * 86400)

/* Who runs the help desk is told that it will be paused, and how to stop it. */
static void
put_life(struct req *rq, const struct agent *me)
{
	bool trial = rq->t->state == ACCOUNT_TRIAL;

	if (me->role < ROLE_ADMIN || rq->t->state_until == 0 ||
	    (trial && rq->t->state_until > rq->now + LIFE_BAR) ||
	    (!trial && rq->t->state != ACCOUNT_PAST_DUE))
		return;
	node_bool(rq->v, "Life.Trial", trial);
	node_i64(rq->v, "Life.Until", rq->t->state_until);
}

RC
panel_frame(struct req *rq)
{
	struct agent me;

	if (!rq->signed_in)
		return (RC_OK);
	TRY(panel_agent(rq, &me));
	node_str(rq->v, "Me.Name", me.name);
	view_face(node_sub(rq->v, "Me"), &me);
	node_u64(rq->v, "Me.Role", me.role);
	if (rq->session.factor_due > rq->now)
		node_i64(rq->v, "Me.FactorDays", (rq->session.factor_due -
		    rq->now + 86399) / 86400);
	put_life(rq, &me);
	TRY(usage_bar(rq));
	if (rq->t->delete_at != 0)
		node_i64(rq->v, "Ending.At", rq->t->delete_at);
	node_bool(rq->v, "Steps.Bar", me.role == ROLE_OWNER &&
	    rq->t->first_steps && !str_starts(rq->route->path,
	    "/panel/first-steps"));
	TRY(put_menu(rq));
	return (privacy_menu(rq));
}
