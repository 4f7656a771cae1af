/* A page of tickets by their ids, in one question (ticket_row.h). */
#include "core/log.h"
#include "model/access/sight.h"
#include "model/ticket/ticket_row.h"

#define TEN	"?, ?, ?, ?, ?, ?, ?, ?, ?, ?"

/* TICKET_PAGE of them; fewer are filled up with the last. */
QUERY(Q_TICKET_MANY, Q_TENANT, TICKET_SELECT
    " WHERE t.account_id = ? AND t.ticket_id IN ("
    TEN ", " TEN ", " TEN ", " TEN ", " TEN ")");

_Static_assert(TICKET_PAGE == 50, "Q_TICKET_MANY takes fifty");

/* Rows come by rising id, the caller's order is another. */
static size_t
place_of(const ticket_id *ids, size_t n, uint64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i].v == id)
			return (i);
	bug("a ticket that was not asked for");
}

RC
ticket_get_many(struct tenant *t, struct arena *a, const ticket_id *ids,
    size_t n, struct ticket_open *v_r, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct requester who = { 0 };
	struct ticket_open *v;
	enum rc rc, open;

	*n_r = 0;
	if (n == 0)
		return (RC_OK);
	if (n > TICKET_PAGE)
		bug("more than a page of tickets");
	v = arena_array(a, n, sizeof(*v));
	TRY(stmt_tenant(&st, t, &Q_TICKET_MANY));
	for (size_t i = 0; i < TICKET_PAGE; i++)
		bind_u64(st, ids[i < n ? i : n - 1].v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (!sight_has(t->sight, (department_id){ col_u64(st, 3) }))
			continue;
		struct ticket_open *x = &v[place_of(ids, n, col_u64(st, 0))];

		open = ticket_row_of(t, a, st, &who, &x->tk, &x->key);
		if (open == RC_DENIED)
			x->tk.id.v = 0;
		else if (open != RC_OK && open != RC_GONE)
			return (open);
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	for (size_t i = 0; i < n; i++)
		if (v[i].tk.id.v != 0)
			v_r[(*n_r)++] = v[i];
	return (RC_OK);
}
