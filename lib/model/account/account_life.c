/* Where an account stands (account_life.h). */
#include "model/account/account_life.h"

#include "core/time.h"

#define RECORDS	100

#define LIFE_SELECT							\
	"SELECT state, held, state_since, state_until, delete_at,"	\
	" state_event, is_provider, plan_id FROM account"		\
	" WHERE account_id = ?"

QUERY(Q_LIFE_GET, Q_TENANT, LIFE_SELECT);
QUERY(Q_LIFE_LOCK, Q_TENANT, LIFE_SELECT " FOR UPDATE");
QUERY(Q_LIFE_SET, Q_TENANT,
    "UPDATE account SET state = ?, held = ?, state_since = ?,"
    " state_until = ?, delete_at = ?, state_event = ?"
    " WHERE account_id = ?");
QUERY(Q_LIFE_SESSIONS, Q_TENANT,
    "UPDATE account SET sessions_from = ? WHERE account_id = ?");
QUERY(Q_LIFE_WARNED, Q_TENANT,
    "SELECT MAX(sent_at) FROM account_warning"
    " WHERE account_id = ? AND event_id = ?");
QUERY(Q_LIFE_BILLED, Q_TENANT,
    "SELECT MAX(at) FROM account_event"
    " WHERE account_id = ? AND event IN (2, 3)");

QUERY(Q_EVENT_ADD, Q_TENANT,
    "INSERT INTO account_event (account_id, event_id, request_id, event,"
    " from_state, to_state, at, recorded_at, door, by_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
#define EVENT_SELECT							\
	"SELECT event_id, request_id, event, from_state, to_state, at,"	\
	" recorded_at, door, by_id FROM account_event WHERE account_id = ?"
QUERY(Q_EVENT_FIND, Q_TENANT, EVENT_SELECT " AND request_id = ?");
QUERY(Q_EVENT_GET, Q_TENANT, EVENT_SELECT " AND event_id = ?");
QUERY(Q_EVENT_LIST, Q_TENANT, EVENT_SELECT
    " ORDER BY recorded_at DESC, event_id DESC LIMIT 100");

QUERY(Q_WARNING_ADD, Q_TENANT,
    "INSERT INTO account_warning (account_id, event_id, days, sent_at)"
    " VALUES (?, ?, ?, ?)");
QUERY(Q_WARNING_LEAST, Q_TENANT,
    "SELECT MIN(days) FROM account_warning"
    " WHERE account_id = ? AND event_id = ?");
QUERY(Q_WARNING_UNDO, Q_TENANT,
    "DELETE FROM account_warning WHERE account_id = ? AND sent_at > ?");

QUERY(Q_LIFE_OWNER, Q_TENANT,
    "SELECT agent_id FROM agent"
    " WHERE account_id = ? AND role = 3 AND state = 1");
QUERY(Q_LIFE_PLAN, Q_TENANT,
    "UPDATE account SET plan_id = ? WHERE account_id = ?");
QUERY(Q_LIFE_PROVIDER, Q_TENANT,
    "UPDATE account SET is_provider = ? WHERE account_id = ?");
QUERY(Q_LIFE_DUE, Q_INSTALLATION,
    "SELECT a.account_id FROM account a JOIN plan p ON p.plan_id = a.plan_id"
    " WHERE a.state_until > 0 AND a.state_until < ?"
    " AND a.state_until <= ? + p.warn_first * 86400"
    " UNION SELECT account_id FROM account"
    " WHERE delete_at > 0 AND delete_at <= ?");

/* One number of a row; 0 for none. event: NULL, the query has none. */
static RC
number(struct tenant *t, const struct query *q, const uint64_t *event,
    int64_t *v_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	*v_r = 0;
	TRY(stmt_tenant(&st, t, q));
	if (event != NULL)
		bind_u64(st, *event);
	TRY(stmt_row(st));
	if (!col_null(st, 0))
		*v_r = col_i64(st, 0);
	return (RC_OK);
}

RC
account_life(struct tenant *t, struct arena *a, bool lock, struct life *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t plan;

	TRY(stmt_tenant(&st, t, lock ? &Q_LIFE_LOCK : &Q_LIFE_GET));
	TRY(stmt_row(st));
	*l_r = (struct life){
		.state = (enum account_state)col_u64(st, 0),
		.held = col_u64(st, 1) != 0, .since = col_i64(st, 2),
		.until = col_i64(st, 3), .delete_at = col_i64(st, 4),
		.event = col_u64(st, 5), .is_provider = col_u64(st, 6) != 0,
	};
	plan = col_u64(st, 7);
	stmt_done(&st);
	TRY(number(t, &Q_LIFE_WARNED, &l_r->event, &l_r->warned));
	TRY(number(t, &Q_LIFE_BILLED, NULL, &l_r->billed));
	return (plan_get(t->db, a, plan, &l_r->plan));
}

RC
account_life_set(struct tenant *t, const struct life *l)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_LIFE_SET));
	bind_u64(st, l->state);
	bind_u64(st, l->held);
	bind_i64(st, l->since);
	bind_i64(st, l->until);
	bind_i64(st, l->delete_at);
	bind_u64(st, l->event);
	return (stmt_exec(st, NULL));
}

RC
account_sessions_over(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_LIFE_SESSIONS));
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

RC
account_event_add(struct tenant *t, const struct life_record *r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_EVENT_ADD));
	bind_u64(st, r->id);
	bind_str(st, r->request_id);
	bind_u64(st, r->event);
	bind_u64(st, r->from);
	bind_u64(st, r->to);
	bind_i64(st, r->at);
	bind_i64(st, r->recorded_at);
	bind_u64(st, r->door);
	bind_u64(st, r->by);
	return (stmt_exec(st, NULL));
}

static void
record_row(struct stmt *st, struct arena *a, struct life_record *r)
{
	*r = (struct life_record){
		.id = col_u64(st, 0),
		.request_id = arena_strdup(a, col_str(st, 1)),
		.event = (enum life_event)col_u64(st, 2),
		.from = (enum account_state)col_u64(st, 3),
		.to = (enum account_state)col_u64(st, 4),
		.at = col_i64(st, 5), .recorded_at = col_i64(st, 6),
		.door = (enum life_door)col_u64(st, 7),
		.by = col_u64(st, 8),
	};
}

RC
account_event_find(struct tenant *t, struct arena *a, const char *request_id,
    struct life_record *r_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_EVENT_FIND));
	bind_str(st, request_id);
	TRY(stmt_row(st));
	record_row(st, a, r_r);
	return (RC_OK);
}

RC
account_event_get(struct tenant *t, struct arena *a, uint64_t id,
    struct life_record *r_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_EVENT_GET));
	bind_u64(st, id);
	TRY(stmt_row(st));
	record_row(st, a, r_r);
	return (RC_OK);
}

RC
account_event_list(struct tenant *t, struct arena *a,
    struct life_records *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct life_records){
		.v = arena_array(a, RECORDS, sizeof(struct life_record)) };
	TRY(stmt_tenant(&st, t, &Q_EVENT_LIST));
	while ((rc = stmt_row(st)) == RC_OK && l_r->n < RECORDS)
		record_row(st, a, &l_r->v[l_r->n++]);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* ---- warnings ------------------------------------------------------------- */

RC
account_warning_add(struct tenant *t, uint64_t event, unsigned days,
    int64_t at)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_WARNING_ADD));
	bind_u64(st, event);
	bind_u64(st, days);
	bind_i64(st, at);
	return (stmt_exec(st, NULL));
}

RC
account_warning_least(struct tenant *t, uint64_t event, unsigned *n_r)
{
	int64_t n;

	TRY(number(t, &Q_WARNING_LEAST, &event, &n));
	*n_r = (unsigned)n;
	return (RC_OK);
}

RC
account_warnings_undo(struct tenant *t, int64_t after, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_WARNING_UNDO));
	bind_i64(st, after);
	return (stmt_exec(st, n_r));
}

/* ---- whose it is, and which ------------------------------------------------ */

RC
account_owner(struct tenant *t, agent_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_LIFE_OWNER));
	TRY(stmt_row(st));
	id_r->v = col_u64(st, 0);
	return (RC_OK);
}

static RC
set_number(struct tenant *t, const struct query *q, uint64_t v)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, v);
	return (stmt_exec(st, NULL));
}

RC
account_set_plan(struct tenant *t, uint64_t plan)
{
	return (set_number(t, &Q_LIFE_PLAN, plan));
}

RC
account_set_provider(struct tenant *t, bool is)
{
	return (set_number(t, &Q_LIFE_PROVIDER, is));
}

RC
account_due(struct db *db, struct arena *a, int64_t now,
    struct account_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct account_list){ 0 };
	TRY(stmt_installation(&st, db, &Q_LIFE_DUE));
	bind_i64(st, now + 91 * 86400);
	bind_i64(st, now);
	bind_i64(st, now);
	rc = stmt_row(st);
	l_r->v = arena_array(a, rc == RC_OK ? stmt_rows(st) : 1,
	    sizeof(account_id));
	for (; rc == RC_OK; rc = stmt_row(st))
		l_r->v[l_r->n++].v = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
