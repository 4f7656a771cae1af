/* Tickets of who cannot work on them any more (agent_admin.h). */
#include "model/access/sight.h"
#include "model/people/agent_row.h"

#define MOST	1000

QUERY(Q_RETURN_LIST, Q_TENANT,
    "SELECT ticket_id, department_id FROM ticket"
    " FORCE INDEX (ticket_agent_status)"
    " WHERE account_id = ? AND agent_id = ? AND status < 5 LIMIT 1000");

RC
agent_open_tickets(struct tenant *t, agent_id id, unsigned *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_RETURN_LIST));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK)
		(*n_r)++;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* NULL: he may work on whatever it is. */
static RC
sight_of(struct tenant *t, struct arena *a, agent_id id, bool all,
    const struct sight **s_r)
{
	static const struct sight nothing;
	struct agent g;

	TRY(agent_get(t, a, id, &g));
	*s_r = NULL;
	if (all || g.state != AGENT_ACTIVE)
		*s_r = &nothing;
	else if (!role_sees_all(g.role))
		TRY(sight_load(t, a, id, s_r));
	return (RC_OK);
}

RC
agent_return_tickets(struct tenant *t, struct arena *a, agent_id id,
    bool all, agent_id by)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	CLEANUP(arena_free) struct arena *one = arena_new(16U << 20);
	ticket_id *v = arena_array(a, MOST, sizeof(*v));
	const struct sight *s;
	size_t n = 0;
	enum rc rc;

	TRY(sight_of(t, a, id, all, &s));
	TRY(stmt_tenant(&st, t, &Q_RETURN_LIST));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK && n < MOST)
		if (!sight_has(s, (department_id){ col_u64(st, 1) }))
			v[n++].v = col_u64(st, 0);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	for (size_t i = 0; i < n; i++) {
		rc = ticket_assign(t, one, v[i], (agent_id){ 0 }, by);
		if (rc != RC_NOTFOUND)
			TRY(rc);
		arena_reset(one);
	}
	return (RC_OK);
}
