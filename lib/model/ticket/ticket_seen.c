/*
 * Lists and counts for an agent who sees some departments only (sight.h): the
 * ids of each department come along its own index, newest first, and are merged
 * here; only a page of tickets is opened.
 */
#include "model/access/sight.h"
#include "model/access/withheld.h"
#include "model/people/contact.h"
#include "model/ticket/ticket_row.h"

#define PAGE	(TICKET_PAGE + 1)
#define KEYSET								\
	" AND t.activity_at <= ? AND (t.activity_at < ? OR t.ticket_id < ?)"\
	" ORDER BY t.activity_at DESC, t.ticket_id DESC LIMIT 51"
#define IDS	"SELECT t.ticket_id, t.activity_at, t.department_id FROM ticket t"

QUERY(Q_SEEN_STATUS, Q_TENANT, IDS " FORCE INDEX (ticket_department_status)"
    " WHERE t.account_id = ? AND t.department_id = ? AND t.status = ?"
    KEYSET);
QUERY(Q_SEEN_ALL, Q_TENANT, IDS " FORCE INDEX (ticket_department)"
    " WHERE t.account_id = ? AND t.department_id = ? AND t.status < 7"
    KEYSET);
QUERY(Q_SEEN_MINE, Q_TENANT, IDS " FORCE INDEX (ticket_agent_status)"
    " WHERE t.account_id = ? AND t.agent_id = ? AND t.status < 5" KEYSET);
QUERY(Q_SEEN_CONTACT, Q_TENANT, IDS " FORCE INDEX (ticket_contact)"
    " WHERE t.account_id = ? AND t.contact_id = ? AND t.status < 8" KEYSET);
QUERY(Q_SEEN_COUNTS, Q_TENANT,
    "(SELECT 1 FROM ticket n FORCE INDEX (ticket_department_status)"
    " WHERE n.account_id = ? AND n.department_id = ? AND n.status = 1"
    " LIMIT 100) UNION ALL"
    " (SELECT 2 FROM ticket o FORCE INDEX (ticket_department_status)"
    " WHERE o.account_id = ? AND o.department_id = ? AND o.status = 2"
    " LIMIT 100)");
QUERY(Q_SEEN_MINE_COUNT, Q_TENANT,
    "SELECT department_id FROM ticket FORCE INDEX (ticket_agent_status)"
    " WHERE account_id = ? AND agent_id = ? AND status < 5 LIMIT 1000");
QUERY(Q_SEEN_OF_CONTACT, Q_TENANT,
    "SELECT DISTINCT department_id FROM ticket FORCE INDEX (ticket_contact)"
    " WHERE account_id = ? AND contact_id = ? LIMIT 1000");

/* What is withheld: too few people to count otherwise. */
QUERY(Q_SEEN_WITHHELD, Q_TENANT,
    "SELECT status, department_id, agent_id"
    "  FROM ticket FORCE INDEX (ticket_contact)"
    " WHERE account_id = ? AND contact_id = ? AND status < 5"
    " AND created_at < ? LIMIT 1000");

struct found { int64_t activity; ticket_id id; };

/* One page of a query's rows below `at`, those that are seen; *last_r: where
   the next begins, *full_r: there may be one. */
static RC
take(struct tenant *t, struct query *q, uint64_t of, uint64_t status,
    struct found at, struct found *v, size_t *n, struct found *last_r,
    bool *full_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	size_t rows = 0;
	enum rc rc;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, of);
	if (status != 0)
		bind_u64(st, status);
	bind_i64(st, at.activity);
	bind_i64(st, at.activity);
	bind_u64(st, at.id.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		*last_r = (struct found){ col_i64(st, 1), { col_u64(st, 0) } };
		rows++;
		if (sight_has(t->sight, (department_id){ col_u64(st, 2) }))
			v[(*n)++] = *last_r;
	}
	*full_r = rows == PAGE;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
by_department(struct tenant *t, struct arena *a, struct query *q,
    uint64_t status, struct found at, struct found **v_r, size_t *n_r)
{
	struct found last;
	bool full;

	*v_r = arena_array(a, PAGE * (t->sight->n + 1), sizeof(struct found));
	for (size_t i = 0; i < t->sight->n; i++)
		TRY(take(t, q, t->sight->v[i].v, status, at, *v_r, n_r, &last,
		    &full));
	return (RC_OK);
}

/* A person's are few: walked until a page of them is seen. */
static RC
by_person(struct tenant *t, struct arena *a, struct query *q, uint64_t of,
    struct found at, struct found **v_r, size_t *n_r)
{
	bool more = true;

	*v_r = arena_array(a, PAGE * 2, sizeof(struct found));
	while (more && *n_r < PAGE)
		TRY(take(t, q, of, 0, at, *v_r, n_r, &at, &more));
	return (RC_OK);
}

static int
cmp_newest(const void *x, const void *y)
{
	const struct found *a = x, *b = y;

	if (a->activity != b->activity)
		return (a->activity < b->activity ? 1 : -1);
	return (a->id.v < b->id.v ? 1 : a->id.v > b->id.v ? -1 : 0);
}

static RC
open_page(struct tenant *t, struct arena *a, struct found *v, size_t n,
    size_t max, struct ticket_list *l_r)
{
	struct ticket_open *open = arena_array(a, max, sizeof(*open));
	ticket_id *ids = arena_array(a, max, sizeof(*ids));
	size_t many = n > max ? max : n;

	if (n > 0)
		qsort(v, n, sizeof(*v), cmp_newest);
	*l_r = (struct ticket_list){ .more = n > max,
		.v = arena_array(a, max, sizeof(struct ticket)) };
	for (size_t i = 0; i < many; i++)
		ids[i] = v[i].id;
	/* One that moved away meanwhile is left out. */
	TRY(ticket_get_many(t, a, ids, many, open, &l_r->n));
	for (size_t i = 0; i < l_r->n; i++)
		l_r->v[i] = open[i].tk;
	return (RC_OK);
}

RC
ticket_list_seen(struct tenant *t, struct arena *a,
    const struct ticket_page *p, uint64_t status, struct ticket_list *l_r)
{
	struct found at = { p->before_activity != 0 ? p->before_activity
	    : INT64_MAX, p->before }, *v;
	size_t n = 0;

	if (p->view == VIEW_MINE)
		TRY(by_person(t, a, &Q_SEEN_MINE, p->me.v, at, &v, &n));
	else if (p->view == VIEW_CONTACT)
		TRY(by_person(t, a, &Q_SEEN_CONTACT, p->contact.v, at, &v,
		    &n));
	else
		TRY(by_department(t, a, status != 0 ? &Q_SEEN_STATUS
		    : &Q_SEEN_ALL, status, at, &v, &n));
	return (open_page(t, a, v, n, TICKET_PAGE, l_r));
}

RC
ticket_contact_seen(struct tenant *t, struct arena *a, contact_id id,
    size_t max, struct ticket_list *l_r)
{
	struct found at = { INT64_MAX, { 0 } }, *v;
	size_t n = 0;

	TRY(by_person(t, a, &Q_SEEN_CONTACT, id.v, at, &v, &n));
	return (open_page(t, a, v, n, max, l_r));
}

static RC
count_department(struct tenant *t, department_id d, unsigned n[3])
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_SEEN_COUNTS));
	bind_u64(st, d.v);
	bind_u64(st, d.v);
	while ((rc = stmt_row(st)) == RC_OK)
		n[col_u64(st, 0) % 3]++;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* Tickets that no list shows are not counted. */
static RC
leave_out(struct tenant *t, const struct withheld_row *w, agent_id me,
    unsigned n[3])
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t status;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_SEEN_WITHHELD));
	bind_u64(st, w->contact.v);
	bind_i64(st, w->since);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (!sight_has(t->sight, (department_id){ col_u64(st, 1) }))
			continue;
		status = col_u64(st, 0);
		if (status <= 2 && n[status] > 0)
			n[status]--;
		if (col_u64(st, 2) == me.v && n[0] > 0)
			n[0]--;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
ticket_counts_withheld(struct tenant *t, agent_id me, unsigned n[3])
{
	const struct withheld *w = t->withheld;

	for (size_t i = 0; !withheld_decides(w) && i < w->n; i++)
		if (w->v[i].since != WITHHELD_PARTING)
			TRY(leave_out(t, &w->v[i], me, n));
	return (RC_OK);
}

RC
ticket_counts_seen(struct tenant *t, agent_id me, struct ticket_counts *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	unsigned n[3] = { 0 };
	enum rc rc;

	for (size_t i = 0; i < t->sight->n; i++)
		TRY(count_department(t, t->sight->v[i], n));
	TRY(stmt_tenant(&st, t, &Q_SEEN_MINE_COUNT));
	bind_u64(st, me.v);
	while ((rc = stmt_row(st)) == RC_OK)
		n[0] += sight_has(t->sight, (department_id){ col_u64(st, 0) });
	if (rc != RC_NOTFOUND)
		return (rc);
	TRY(ticket_counts_withheld(t, me, n));
	*n_r = (struct ticket_counts){ n[1], n[2], n[0] };
	return (RC_OK);
}

RC
contact_seen(struct tenant *t, contact_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	if (t->sight == NULL)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_SEEN_OF_CONTACT));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK)
		if (sight_has(t->sight, (department_id){ col_u64(st, 0) }))
			return (RC_OK);
	return (rc);
}
