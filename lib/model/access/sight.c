/* Which departments' tickets an agent sees (sight.h). */
#include "model/access/sight.h"

QUERY(Q_SIGHT, Q_TENANT,
    "SELECT d.department_id FROM department d"
    "  JOIN agent g ON g.account_id = d.account_id"
    "  LEFT JOIN agent_department x ON x.account_id = d.account_id"
    "   AND x.agent_id = g.agent_id AND x.department_id = d.department_id"
    " WHERE d.account_id = ? AND g.agent_id = ? AND (x.agent_id IS NOT NULL"
    "   OR (g.all_departments = 1 AND d.restricted = 0))"
    " ORDER BY d.department_id LIMIT 1000");
QUERY(Q_VIEWERS, Q_TENANT,
    "SELECT g.agent_id, g.notify FROM agent g"
    "  JOIN department d ON d.account_id = g.account_id"
    "  LEFT JOIN agent_department x ON x.account_id = g.account_id"
    "   AND x.agent_id = g.agent_id AND x.department_id = d.department_id"
    " WHERE g.account_id = ? AND d.department_id = ? AND g.state = 1"
    "   AND (g.role >= 2 OR x.agent_id IS NOT NULL"
    "   OR (g.all_departments = 1 AND d.restricted = 0))"
    " ORDER BY g.agent_id LIMIT 1000");

RC
sight_load(struct tenant *t, struct arena *a, agent_id id,
    const struct sight **s_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct sight *s = ARENA_NEW(a, struct sight);
	department_id *v = NULL;
	enum rc rc;

	TRY(stmt_tenant_kept(&st, t, &Q_SIGHT, id.v));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (s->n == 0)
			v = arena_array(a, stmt_rows(st), sizeof(*v));
		v[s->n++].v = col_u64(st, 0);
	}
	s->v = v;
	*s_r = s;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

bool
sight_has(const struct sight *s, department_id d)
{
	if (s == NULL)
		return (true);
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].v == d.v)
			return (true);
	return (false);
}

RC
sight_viewers(struct tenant *t, struct arena *a, department_id d,
    struct viewer_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct viewer_list){ 0 };
	TRY(stmt_tenant_kept(&st, t, &Q_VIEWERS, d.v));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(struct viewer));
		l_r->v[l_r->n++] = (struct viewer){ { col_u64(st, 0) },
			(unsigned)col_u64(st, 1) };
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

bool
viewer_has(const struct viewer_list *l, agent_id id)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].id.v == id.v)
			return (true);
	return (false);
}
