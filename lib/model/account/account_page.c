/* Accounts as the provider lists them (account_page.h). */
#include "model/account/account_page.h"

#define SELECT_LINE							\
	"SELECT a.account_id, a.name, a.language, a.state, a.held,"	\
	" a.created_at, a.state_since, a.state_until, a.delete_at, p.name,"\
	" IFNULL(h.host, IFNULL(o.host, '')) FROM account a"		\
	" JOIN plan p ON p.plan_id = a.plan_id"				\
	" LEFT JOIN host h ON h.account_id = a.account_id"		\
	"  AND h.is_primary = 1"					\
	" LEFT JOIN account_gone o ON o.account_id = a.account_id"
#define ORDERED	" ORDER BY a.account_id DESC LIMIT 51"

QUERY(Q_ACCOUNT_LINE, Q_INSTALLATION, SELECT_LINE " WHERE a.account_id = ?");
QUERY(Q_ACCOUNT_PAGE, Q_INSTALLATION, SELECT_LINE
    " WHERE a.account_id < ?" ORDERED);
QUERY(Q_ACCOUNT_PAGE_STATE, Q_INSTALLATION, SELECT_LINE
    " WHERE a.account_id < ? AND a.state = ?" ORDERED);
QUERY(Q_ACCOUNT_PAGE_PLAN, Q_INSTALLATION, SELECT_LINE
    " WHERE a.account_id < ? AND a.plan_id = ?" ORDERED);
QUERY(Q_ACCOUNT_PAGE_BOTH, Q_INSTALLATION, SELECT_LINE
    " WHERE a.account_id < ? AND a.state = ? AND a.plan_id = ?" ORDERED);

static void
line(struct stmt *st, struct arena *a, struct account_line *x)
{
	*x = (struct account_line){
		.id = { col_u64(st, 0) },
		.name = arena_strdup(a, col_str(st, 1)),
		.language = arena_strdup(a, col_str(st, 2)),
		.state = (enum account_state)col_u64(st, 3),
		.held = col_u64(st, 4) != 0,
		.created_at = col_i64(st, 5), .since = col_i64(st, 6),
		.until = col_i64(st, 7), .delete_at = col_i64(st, 8),
		.plan = arena_strdup(a, col_str(st, 9)),
		.host = arena_strdup(a, col_str(st, 10)),
	};
}

RC
account_page(struct db *db, struct arena *a, const struct account_ask *ask,
    struct account_lines *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct account_lines){ .v = arena_array(a, ACCOUNT_PAGE,
	    sizeof(struct account_line)) };
	TRY(stmt_installation(&st, db, ask->state != 0 && ask->plan != 0
	    ? &Q_ACCOUNT_PAGE_BOTH : ask->state != 0 ? &Q_ACCOUNT_PAGE_STATE
	    : ask->plan != 0 ? &Q_ACCOUNT_PAGE_PLAN : &Q_ACCOUNT_PAGE));
	bind_u64(st, ask->before != 0 ? ask->before : INT64_MAX);
	if (ask->state != 0)
		bind_u64(st, ask->state);
	if (ask->plan != 0)
		bind_u64(st, ask->plan);
	while ((rc = stmt_row(st)) == RC_OK && l_r->n < ACCOUNT_PAGE)
		line(st, a, &l_r->v[l_r->n++]);
	l_r->more = rc == RC_OK;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
account_line(struct db *db, struct arena *a, account_id id,
    struct account_line *x_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_ACCOUNT_LINE));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	line(st, a, x_r);
	return (RC_OK);
}
