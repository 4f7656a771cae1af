/* The panel's lists of tickets: one query a view, keyset paging (ticket.h). */
#include "model/access/sight.h"
#include "model/ticket/ticket_row.h"

#include "core/log.h"

/* Newest activity first, below (activity, id); one row more than a page. */
#define KEYSET								\
	" AND t.activity_at <= ? AND (t.activity_at < ? OR t.ticket_id < ?)"\
	" ORDER BY t.activity_at DESC, t.ticket_id DESC LIMIT 51"

/* The index of each is named: what a page costs shall not hang on guesses. */
#define BY(index)	TICKET_COLS "  FROM ticket t FORCE INDEX (" index ")"	\
	TICKET_JOIN

QUERY(Q_TICKETS_STATUS, Q_TENANT, BY("ticket_status")
    " WHERE t.account_id = ? AND t.status = ?" KEYSET);
/* His living ones are few, his resolved ones many: sorted by their ids alone,
   and only a page of them is fetched. */
QUERY(Q_TICKETS_MINE, Q_TENANT, TICKET_COLS
    "  FROM (SELECT t.account_id, t.ticket_id FROM ticket t"
    " FORCE INDEX (ticket_agent_status)"
    " WHERE t.account_id = ? AND t.agent_id = ? AND t.status < 5" KEYSET
    ") page"
    "  JOIN ticket t ON t.account_id = page.account_id"
    "   AND t.ticket_id = page.ticket_id" TICKET_JOIN
    " ORDER BY t.activity_at DESC, t.ticket_id DESC");
QUERY(Q_TICKETS_ALL, Q_TENANT, BY("ticket_activity")
    " WHERE t.account_id = ? AND t.status < 7" KEYSET);
QUERY(Q_TICKETS_DEPARTMENT, Q_TENANT, BY("ticket_department")
    " WHERE t.account_id = ? AND t.department_id = ? AND t.status < 7"
    KEYSET);
QUERY(Q_TICKETS_CONTACT, Q_TENANT, BY("ticket_contact")
    " WHERE t.account_id = ? AND t.contact_id = ? AND t.status < 8" KEYSET);
#define COUNTED		100	/* LIMIT of each below */
/* A row for each that waits, at most 100 of a sort: no table in between. */
QUERY(Q_COUNTS, Q_TENANT,
    "(SELECT 1 FROM ticket n FORCE INDEX (ticket_status)"
    " WHERE n.account_id = ? AND n.status = 1"
    " LIMIT 100) UNION ALL"
    " (SELECT 2 FROM ticket o FORCE INDEX (ticket_status)"
    " WHERE o.account_id = ? AND o.status = 2"
    " LIMIT 100) UNION ALL"
    " (SELECT 3 FROM ticket m FORCE INDEX (ticket_agent_status)"
    " WHERE m.account_id = ? AND m.agent_id = ? AND m.status < 5 LIMIT 100)");

static const struct {
	struct query		*q;
	enum ticket_status	 status;
} views[] = {
	[VIEW_NEW] = { &Q_TICKETS_STATUS, TICKET_NEW },
	[VIEW_MINE] = { &Q_TICKETS_MINE, 0 },
	[VIEW_OPEN] = { &Q_TICKETS_STATUS, TICKET_OPEN },
	[VIEW_ANSWERED] = { &Q_TICKETS_STATUS, TICKET_ANSWERED },
	[VIEW_POSTPONED] = { &Q_TICKETS_STATUS, TICKET_POSTPONED },
	[VIEW_RESOLVED] = { &Q_TICKETS_STATUS, TICKET_RESOLVED },
	[VIEW_ALL] = { &Q_TICKETS_ALL, 0 },
	[VIEW_SPAM] = { &Q_TICKETS_STATUS, TICKET_SPAM },
	[VIEW_DELETED] = { &Q_TICKETS_STATUS, TICKET_DELETED },
	[VIEW_CLOSED] = { &Q_TICKETS_STATUS, TICKET_CLOSED },
	[VIEW_DEPARTMENT] = { &Q_TICKETS_DEPARTMENT, 0 },
	[VIEW_CONTACT] = { &Q_TICKETS_CONTACT, 0 },
};

static RC
list_ask(struct tenant *t, const struct ticket_page *p, struct stmt **st_r)
{
	int64_t before = p->before_activity != 0 ? p->before_activity
	    : INT64_MAX;
	struct stmt *st;

	TRY(stmt_tenant(st_r, t, views[p->view].q));
	st = *st_r;
	if (views[p->view].status != 0)
		bind_u64(st, views[p->view].status);
	else if (p->view == VIEW_MINE)
		bind_u64(st, p->me.v);
	else if (p->view == VIEW_DEPARTMENT)
		bind_u64(st, p->department.v);
	else if (p->view == VIEW_CONTACT)
		bind_u64(st, p->contact.v);
	bind_i64(st, before);
	bind_i64(st, before);
	bind_u64(st, p->before.v);
	return (RC_OK);
}

RC
ticket_list(struct tenant *t, struct arena *a, const struct ticket_page *p,
    struct ticket_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (t->sight != NULL && p->view != VIEW_DEPARTMENT)
		return (ticket_list_seen(t, a, p, views[p->view].status, l_r));
	if (p->view == VIEW_DEPARTMENT && !sight_has(t->sight, p->department))
		return (RC_NOTFOUND);
	TRY(list_ask(t, p, &st));
	return (ticket_rows(t, a, st, TICKET_PAGE, l_r));
}

RC
ticket_list_ahead(struct tenant *t, const struct ticket_page *p)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (t->sight != NULL)
		return (RC_OK);
	TRY(list_ask(t, p, &st));
	stmt_ahead(&st);
	return (RC_OK);
}

static RC
counts_ask(struct tenant *t, agent_id me, struct stmt **st_r)
{
	TRY(stmt_tenant(st_r, t, &Q_COUNTS));
	bind_u64(*st_r, me.v);
	return (RC_OK);
}

RC
ticket_counts_ahead(struct tenant *t, agent_id me)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (t->sight != NULL)
		return (RC_OK);
	TRY(counts_ask(t, me, &st));
	stmt_ahead(&st);
	return (RC_OK);
}

RC
ticket_counts(struct tenant *t, agent_id me, struct ticket_counts *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	unsigned n[3] = { 0 };
	enum rc rc;

	if (t->sight != NULL)
		return (ticket_counts_seen(t, me, n_r));
	TRY(counts_ask(t, me, &st));
	rc = stmt_row(st);
	/* All full, as in a large desk: 300 rows need not be looked at. */
	if (rc == RC_OK && stmt_rows(st) == 3 * COUNTED) {
		n[0] = n[1] = n[2] = COUNTED;
		rc = RC_NOTFOUND;
	}
	for (; rc == RC_OK; rc = stmt_row(st))
		n[col_u64(st, 0) % 3]++;	/* 0: his */
	if (rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	TRY(ticket_counts_withheld(t, me, n));
	*n_r = (struct ticket_counts){ n[1], n[2], n[0] };
	return (RC_OK);
}
