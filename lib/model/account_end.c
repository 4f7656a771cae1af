/* The owner asks for the account's end, or thinks better of it (cold.h). */
#include "core/time.h"
#include "model/agent.h"
#include "model/audit.h"
#include "model/cold.h"
#include "model/hold.h"

QUERY(Q_END_GET, Q_TENANT,
    "SELECT agent_id, asked_at, due_at FROM account_end"
    " WHERE account_id = ?");
QUERY(Q_END_OWNER, Q_TENANT,
    "SELECT role FROM agent"
    " WHERE account_id = ? AND agent_id = ? AND state = 1 FOR UPDATE");
QUERY(Q_END_ASK, Q_TENANT,
    "INSERT INTO account_end (account_id, agent_id, asked_at, due_at)"
    " VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE due_at = VALUES(due_at)");
QUERY(Q_END_CANCEL, Q_TENANT,
    "DELETE FROM account_end WHERE account_id = ? AND due_at > ?");

RC
account_end_get(struct tenant *t, struct account_end *e_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_END_GET));
	TRY(stmt_row(st));
	*e_r = (struct account_end){ { col_u64(st, 0) }, col_i64(st, 1),
		col_i64(st, 2) };
	return (RC_OK);
}

/* As he is now, not as his session has it. */
static RC
by_owner(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	if (t->actor == NULL || t->actor->kind != ACTOR_AGENT)
		return (RC_DENIED);
	TRY(stmt_tenant(&st, t, &Q_END_OWNER));
	bind_u64(st, t->actor->id);
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND)
		return (RC_DENIED);
	TRY(rc);
	return (col_u64(st, 0) == ROLE_OWNER ? RC_OK : RC_DENIED);
}

RC
account_end_ask(struct tenant *t, int64_t due_at, int64_t *until_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct hold h = { 0 };
	enum rc rc;

	*until_r = 0;
	TRY(tx_begin(&tx, t->db));
	TRY(by_owner(t));
	rc = hold_stops(t, HOLD_ACCOUNT, 0, &h);
	if (rc == RC_DENIED)
		*until_r = h.ends_at;
	TRY(rc);
	TRY(stmt_tenant(&st, t, &Q_END_ASK));
	bind_u64(st, t->actor->id);
	bind_i64(st, now_s());
	bind_i64(st, due_at);
	TRY(stmt_exec(st, NULL));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_END_ASKED,
	    .object = ON_ACCOUNT, .id = t->id.v,
	    .value = (uint64_t)due_at }));
	return (tx_commit(&tx));
}

RC
account_end_cancel(struct tenant *t)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(by_owner(t));
	TRY(stmt_tenant(&st, t, &Q_END_CANCEL));
	bind_i64(st, now_s());
	TRY(stmt_exec(st, &n));
	if (n == 0)
		return (RC_NOTFOUND);
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_END_CANCELLED,
	    .object = ON_ACCOUNT, .id = t->id.v }));
	return (tx_commit(&tx));
}
