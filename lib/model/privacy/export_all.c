/* Every ticket and contact of an account (export_all.h). */
#include "model/privacy/export_all.h"

QUERY(Q_ALL_TICKETS, Q_TENANT,
    "SELECT ticket_id FROM ticket WHERE account_id = ? AND ticket_id > ?"
    " ORDER BY ticket_id LIMIT 500");
QUERY(Q_ALL_CONTACTS, Q_TENANT,
    "SELECT contact_id FROM contact WHERE account_id = ? AND contact_id > ?"
    " ORDER BY contact_id LIMIT 500");

static RC
page(struct tenant *t, const struct query *q, uint64_t after,
    uint64_t v_r[EXPORT_PAGE], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, after);
	while ((rc = stmt_row(st)) == RC_OK)
		v_r[(*n_r)++] = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
export_all_contacts(struct tenant *t, uint64_t after,
    uint64_t v_r[EXPORT_PAGE], size_t *n_r)
{
	return (page(t, &Q_ALL_CONTACTS, after, v_r, n_r));
}

RC
export_all_tickets(struct tenant *t, struct arena *a,
    struct export_tickets *l_r)
{
	struct export_ticket *v = NULL, *more;
	uint64_t id[EXPORT_PAGE], after = 0;
	size_t cap = 0, n;

	*l_r = (struct export_tickets){ 0 };
	do {
		TRY(page(t, &Q_ALL_TICKETS, after, id, &n));
		if (l_r->n + n > cap) {
			cap = 2 * (l_r->n + n);
			more = arena_array(a, cap, sizeof(*v));
			if (l_r->n > 0)
				memcpy(more, v, l_r->n * sizeof(*v));
			v = more;
		}
		for (size_t i = 0; i < n; i++)
			v[l_r->n++] = (struct export_ticket){ { id[i] },
				true };
		after = n > 0 ? id[n - 1] : 0;
	} while (n == EXPORT_PAGE);
	l_r->v = v;
	return (RC_OK);
}
