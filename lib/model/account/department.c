/* Departments: where tickets belong; each has a mailbox address. */
#include "core/str.h"
#include "model/ticket/ticket.h"

QUERY(Q_DEPARTMENT_LIST, Q_TENANT,
    "SELECT department_id, name, mailbox, restricted, main FROM department"
    " WHERE account_id = ? ORDER BY department_id LIMIT 200");
QUERY(Q_DEPARTMENT_GET, Q_TENANT,
    "SELECT name, mailbox, restricted, main FROM department"
    " WHERE account_id = ? AND department_id = ?");

RC
department_list(struct tenant *t, struct arena *a,
    struct department_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct department_list){ 0 };
	TRY(stmt_tenant_kept(&st, t, &Q_DEPARTMENT_LIST, 0));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(struct department));
		l_r->v[l_r->n++] = (struct department){
			.id = { col_u64(st, 0) },
			.name = arena_strdup(a, col_str(st, 1)),
			.mailbox = arena_strdup(a, col_str(st, 2)),
			.restricted = col_u64(st, 3) != 0,
			.main = col_u64(st, 4) != 0,
		};
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
department_main(struct tenant *t, struct arena *a, struct department *d_r)
{
	struct department_list l;
	size_t i = 0;

	TRY(department_list(t, a, &l));
	if (l.n == 0)
		return (RC_NOTFOUND);
	while (i < l.n && !l.v[i].main)
		i++;
	*d_r = l.v[i < l.n ? i : 0];
	return (RC_OK);
}

RC
department_get(struct tenant *t, struct arena *a, department_id id,
    struct department *d_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_DEPARTMENT_GET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	*d_r = (struct department){
		.id = id,
		.name = arena_strdup(a, col_str(st, 0)),
		.mailbox = arena_strdup(a, col_str(st, 1)),
		.restricted = col_u64(st, 2) != 0,
		.main = col_u64(st, 3) != 0,
	};
	return (RC_OK);
}
