/* What admins do about a restriction (restriction.h): the panel only. */
#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/people/agent.h"
#include "model/privacy/restriction_row.h"
#include "model/ticket/outbox.h"

QUERY(Q_RESTRICTION_ACTOR, Q_TENANT,
    "SELECT role FROM agent"
    " WHERE account_id = ? AND agent_id = ? AND state = 1");
QUERY(Q_RESTRICTION_ADD, Q_TENANT,
    "INSERT INTO restriction (account_id, contact_id, since, ground,"
    " agent_id, sealed) VALUES (?, ?, ?, ?, ?, ?)");
QUERY(Q_RESTRICTION_END, Q_TENANT,
    "UPDATE restriction SET lift_at = ?, told_id = ?"
    " WHERE account_id = ? AND contact_id = ?");

static RC
admin(struct tenant *t, agent_id by)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_RESTRICTION_ACTOR));
	bind_u64(st, by.v);
	rc = stmt_row(st);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	return (rc == RC_OK && col_u64(st, 0) >= ROLE_ADMIN ? RC_OK
	    : RC_DENIED);
}

static RC
add(struct tenant *t, struct arena *a, contact_id id,
    enum restriction_ground ground, const char *reason, agent_id by)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;

	TRY(keyring_register(t, id, &k));
	TRY(stmt_tenant(&st, t, &Q_RESTRICTION_ADD));
	bind_u64(st, id.v);
	bind_i64(st, now_s() + 1);	/* what came in this second is before it */
	bind_u64(st, ground);
	bind_u64(st, by.v);
	bind_bytes(st, seal(a, &k, restriction_place(t, id),
	    pack_text(a, reason)));
	return (stmt_exec(st, NULL));
}

static RC
log_it(struct tenant *t, contact_id id, enum audit_verb verb, uint64_t value)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_CONTACT, .id = id.v, .value = value }));
}

RC
restriction_set(struct tenant *t, struct arena *a, contact_id id,
    enum restriction_ground ground, const char *reason, agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	if (ground < RESTRICT_ACCURACY || ground > RESTRICT_OBJECTION ||
	    str_empty(reason))
		return (RC_INVALID);
	TRY(tx_begin(&tx, t->db));
	TRY(admin(t, by));
	TRY(add(t, a, id, ground, reason, by));
	TRY(outbox_add(t, OUTBOX_RESTRICTED, (ticket_id){ 0 },
	    (message_id){ 0 }, id));
	TRY(log_it(t, id, AUDIT_RESTRICTED, ground));
	return (tx_commit(&tx));
}

static RC
end(struct tenant *t, contact_id id, int64_t lift_at, outbox_id told)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_RESTRICTION_END));
	bind_i64(st, lift_at);
	bind_u64(st, told.v);
	bind_u64(st, id.v);
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_NOTFOUND);
}

RC
restriction_end(struct tenant *t, contact_id id, int64_t lift_at,
    agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	outbox_id told;

	if (lift_at <= now_s())
		return (RC_INVALID);
	TRY(tx_begin(&tx, t->db));
	TRY(admin(t, by));
	TRY(outbox_add_id(t, OUTBOX_LIFTING, (ticket_id){ 0 },
	    (message_id){ 0 }, id, &told));
	TRY(end(t, id, lift_at, told));
	TRY(log_it(t, id, AUDIT_RESTRICTION_ENDING, (uint64_t)lift_at));
	return (tx_commit(&tx));
}

RC
restriction_keep(struct tenant *t, contact_id id, agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(admin(t, by));
	TRY(end(t, id, 0, (outbox_id){ 0 }));
	TRY(log_it(t, id, AUDIT_RESTRICTION_KEPT, 0));
	return (tx_commit(&tx));
}
