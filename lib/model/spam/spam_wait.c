/* Which tickets wait for somebody to look at them, and how many (spam.h): the
   panel's lists and menu. */
#include "model/access/sight.h"
#include "model/access/withheld.h"
#include "model/spam/spam_row.h"
#include "model/ticket/ticket_row.h"

#define PAGE	(TICKET_PAGE + 1)
#define KEYSET								\
	" AND t.activity_at <= ? AND (t.activity_at < ? OR t.ticket_id < ?)"\
	" ORDER BY t.activity_at DESC, t.ticket_id DESC LIMIT 51"

/* Of the newest that nobody spoke of: what is closed stands there too. */
#define WAIT(verdict, newest, status)					\
	"(SELECT " verdict ", t.ticket_id, t.department_id, t.contact_id,"\
	" t.created_at FROM (SELECT s.account_id, s.ticket_id"		\
	"  FROM spam_ticket s FORCE INDEX (spam_ticket_label)"		\
	"  WHERE s.account_id = ? AND s.label = 0 AND s.verdict = " verdict\
	"  ORDER BY s.ticket_id DESC LIMIT " newest ") u"		\
	"  JOIN ticket t ON t.account_id = u.account_id"		\
	"   AND t.ticket_id = u.ticket_id WHERE t.status " status " LIMIT 200)"
QUERY(Q_SPAM_WAIT, Q_TENANT,
    WAIT("1", "500", "< 5") " UNION ALL " WAIT("2", "200", "= 7"));

QUERY(Q_SPAM_LIST_UNSURE, Q_TENANT,
    "SELECT t.ticket_id, t.activity_at, t.department_id"
    "  FROM (SELECT s.account_id, s.ticket_id FROM spam_ticket s"
    "  FORCE INDEX (spam_ticket_label)"
    "  WHERE s.account_id = ? AND s.label = 0 AND s.verdict = 1"
    "  ORDER BY s.ticket_id DESC LIMIT 500) u"
    "  JOIN ticket t ON t.account_id = u.account_id"
    "   AND t.ticket_id = u.ticket_id WHERE t.status < 5" KEYSET);
QUERY(Q_SPAM_LIST_SIFTED, Q_TENANT,
    "SELECT t.ticket_id, t.activity_at, t.department_id"
    "  FROM ticket t FORCE INDEX (ticket_status)"
    "  JOIN spam_ticket s ON s.account_id = t.account_id"
    "   AND s.ticket_id = t.ticket_id AND s.message_id = 0"
    "   AND s.label = 0 AND s.verdict = 2"
    " WHERE t.account_id = ? AND t.status = 7" KEYSET);

RC
spam_counts_ahead(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SPAM_WAIT));
	stmt_ahead(&st);
	return (RC_OK);
}

RC
spam_counts(struct tenant *t, struct spam_counts *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t last = 0;
	unsigned *n;
	enum rc rc;

	*n_r = (struct spam_counts){ 0 };
	TRY(stmt_tenant(&st, t, &Q_SPAM_WAIT));
	while ((rc = stmt_row(st)) == RC_OK) {
		n = col_u64(st, 0) == SPAM_SPAM ? &n_r->sifted
		    : &n_r->unsure;
		/* A ticket and its answers are one. */
		if (col_u64(st, 1) == last || *n == SPAM_COUNTED ||
		    !sight_has(t->sight, (department_id){ col_u64(st, 2) }) ||
		    withheld_hides(t->withheld, (contact_id){ col_u64(st, 3) },
		    col_i64(st, 4)))
			continue;
		last = col_u64(st, 1);
		(*n)++;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* One page of rows below the place in p, which moves on; those he sees. */
static RC
take(struct tenant *t, struct ticket_page *p, ticket_id *v, size_t *n,
    bool *full_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	size_t rows = 0;
	enum rc rc;

	TRY(stmt_tenant(&st, t, p->view == VIEW_UNSURE ? &Q_SPAM_LIST_UNSURE
	    : &Q_SPAM_LIST_SIFTED));
	bind_i64(st, p->before_activity);
	bind_i64(st, p->before_activity);
	bind_u64(st, p->before.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		p->before.v = col_u64(st, 0);
		p->before_activity = col_i64(st, 1);
		rows++;
		/* A ticket and its answers are one. */
		if (sight_has(t->sight, (department_id){ col_u64(st, 2) }) &&
		    (*n == 0 || v[*n - 1].v != p->before.v))
			v[(*n)++] = p->before;
	}
	*full_r = rows == PAGE;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
spam_list(struct tenant *t, struct arena *a, const struct ticket_page *from,
    struct ticket_list *l_r)
{
	struct ticket_open *open = arena_array(a, TICKET_PAGE, sizeof(*open));
	ticket_id *v = arena_array(a, PAGE * 2, sizeof(*v));
	struct ticket_page p = *from;
	bool more = true;
	size_t n = 0;

	if (p.before_activity == 0)
		p.before_activity = INT64_MAX;
	while (more && n < PAGE)
		TRY(take(t, &p, v, &n, &more));
	*l_r = (struct ticket_list){ .more = n > TICKET_PAGE,
		.v = arena_array(a, TICKET_PAGE, sizeof(struct ticket)) };
	TRY(ticket_get_many(t, a, v, n > TICKET_PAGE ? TICKET_PAGE : n, open,
	    &l_r->n));
	for (size_t i = 0; i < l_r->n; i++)
		l_r->v[i] = open[i].tk;
	return (RC_OK);
}
