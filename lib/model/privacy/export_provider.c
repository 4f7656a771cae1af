/* Everything of an account, asked for by the provider's programs for its owner, who alone
   gets it (export.h). */
#include "core/time.h"
#include "model/privacy/export.h"

QUERY(Q_PROVIDER_EXPORT, Q_TENANT,
    "SELECT state, fault, asked_at FROM contact_export"
    " WHERE account_id = ? AND contact_id IS NULL"
    " ORDER BY asked_at DESC LIMIT 1");
QUERY(Q_PROVIDER_EXPORT_ADD, Q_TENANT,
    "INSERT INTO contact_export (account_id, export_id, actor_kind, actor_id,"
    " door, state, notes, asked_at, due_at)"
    " VALUES (?, ?, ?, ?, ?, 1, 1, ?, ?)");

RC
export_state_all(struct tenant *t, struct export *e_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PROVIDER_EXPORT));
	TRY(stmt_row(st));
	*e_r = (struct export){ .state = (enum export_state)col_u64(st, 0),
		.fault = (enum export_fault)col_u64(st, 1),
		.asked_at = col_i64(st, 2) };
	return (RC_OK);
}

static RC
add(struct tenant *t, export_id id, agent_id owner, int64_t at)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PROVIDER_EXPORT_ADD));
	bind_u64(st, id.v);
	bind_u64(st, ACTOR_AGENT);
	bind_u64(st, owner.v);
	bind_u64(st, EXPORT_API);
	bind_i64(st, at);
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

RC
export_ask_for(struct tenant *t, agent_id owner, struct export *e_r)
{
	struct export e = { .state = EXPORT_WAITING, .asked_at = now_s() };
	struct export last;
	enum rc rc = export_state_all(t, &last);

	if (rc == RC_OK)
		rc = export_again(&last, &e.asked_at);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	TRY(db_new_id(t->db, &e.id.v));
	TRY(add(t, e.id, owner, e.asked_at));
	*e_r = e;
	return (audit_add(t, &(struct audit_row){ .verb = AUDIT_ALL_ASKED,
	    .object = ON_ACCOUNT, .id = t->id.v, .value = e.id.v }));
}
