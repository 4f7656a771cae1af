/* Everything of an account, asked for by its owner (export.h). */
#include "core/time.h"
#include "model/people/agent.h"
#include "model/privacy/export.h"

QUERY(Q_EXPORT_NEWEST_ALL, Q_TENANT, EXPORT_COLS
    " WHERE e.account_id = ? AND e.contact_id IS NULL"
    " ORDER BY e.asked_at DESC LIMIT 1");
QUERY(Q_EXPORT_OWNER_LOCK, Q_TENANT,
    "SELECT role FROM agent WHERE account_id = ? AND agent_id = ?"
    " AND state = 1 FOR UPDATE");

RC
export_newest_all(struct tenant *t, struct export *e_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_NEWEST_ALL));
	TRY(stmt_row(st));
	export_row(st, e_r);
	return (RC_OK);
}

/* One after the other: his row is locked. */
static RC
owner_lock(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	if (t->actor == NULL || t->actor->kind != ACTOR_AGENT)
		return (RC_DENIED);
	TRY(stmt_tenant(&st, t, &Q_EXPORT_OWNER_LOCK));
	bind_u64(st, t->actor->id);
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND)
		return (RC_DENIED);
	TRY(rc);
	return (col_u64(st, 0) == ROLE_OWNER ? RC_OK : RC_DENIED);
}

RC
export_ask_all(struct tenant *t, export_id *id_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct export e = { .door = EXPORT_PANEL, .notes = true,
		.asked_at = now_s() }, last;
	enum rc rc;

	TRY(tx_begin(&tx, t->db));
	TRY(owner_lock(t));
	rc = export_newest_all(t, &last);
	if (rc == RC_OK)
		rc = export_again(&last, &e.asked_at);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	TRY(db_new_id(t->db, &e.id.v));
	TRY(export_add(t, &e));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_ALL_ASKED,
	    .object = ON_ACCOUNT, .id = t->id.v, .value = e.id.v }));
	*id_r = e.id;
	return (tx_commit(&tx));
}
