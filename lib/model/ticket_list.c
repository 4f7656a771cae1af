/* The panel's lists of tickets: one query a view, keyset paging (ticket.h). */
#include "model/ticket_row.h"

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
QUERY(Q_COUNT_STATUS, Q_TENANT,
    "SELECT COUNT(*) FROM (SELECT 1 FROM ticket FORCE INDEX (ticket_status)"
    " WHERE account_id = ? AND status = ? LIMIT 100) few");
QUERY(Q_COUNT_MINE, Q_TENANT,
    "SELECT COUNT(*) FROM (SELECT 1 FROM ticket"
    " FORCE INDEX (ticket_agent_status)"
    " WHERE account_id = ? AND agent_id = ? AND status < 5 LIMIT 100) few");

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
};

RC
ticket_list(struct tenant *t, struct arena *a, const struct ticket_page *p,
    struct ticket_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t before = p->before_activity != 0 ? p->before_activity
	    : INT64_MAX;

	TRY(stmt_tenant(&st, t, views[p->view].q));
	if (views[p->view].status != 0)
		bind_u64(st, views[p->view].status);
	else if (p->view == VIEW_MINE)
		bind_u64(st, p->me.v);
	else if (p->view == VIEW_DEPARTMENT)
		bind_u64(st, p->department.v);
	bind_i64(st, before);
	bind_i64(st, before);
	bind_u64(st, p->before.v);
	return (ticket_rows(t, a, st, TICKET_PAGE, l_r));
}

static RC
count(struct tenant *t, struct query *q, uint64_t arg, unsigned *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, arg);
	TRY(stmt_row(st));
	*n_r = (unsigned)col_u64(st, 0);
	return (RC_OK);
}

RC
ticket_counts(struct tenant *t, agent_id me, struct ticket_counts *n_r)
{
	TRY(count(t, &Q_COUNT_STATUS, TICKET_NEW, &n_r->unread));
	TRY(count(t, &Q_COUNT_STATUS, TICKET_OPEN, &n_r->open));
	return (count(t, &Q_COUNT_MINE, me.v, &n_r->mine));
}
