/* Making, looking at, switching and removing retention rules (rule.h). */
#include "core/time.h"
#include "model/log/audit.h"
#include "model/people/agent_row.h"
#include "model/privacy/rule.h"

QUERY(Q_RULE_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM retention_rule WHERE account_id = ?");
QUERY(Q_RULE_ADD, Q_TENANT,
    "INSERT INTO retention_rule (account_id, rule_id, subject,"
    " department_id, tag_id, channel, status, days, act, changed_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
/* It is another rule from now on: nobody saw what this one does. */
QUERY(Q_RULE_CHANGE, Q_TENANT,
    "UPDATE retention_rule SET subject = ?, department_id = ?, tag_id = ?,"
    " channel = ?, status = ?, days = ?, act = ?, state = 0, looked_at = 0,"
    " looked_n = 0, changed_at = ? WHERE account_id = ? AND rule_id = ?");
QUERY(Q_RULE_REMOVE, Q_TENANT,
    "DELETE FROM retention_rule WHERE account_id = ? AND rule_id = ?");
QUERY(Q_RULE_LOOKED, Q_TENANT,
    "UPDATE retention_rule SET looked_at = ?, looked_n = ?"
    " WHERE account_id = ? AND rule_id = ?");
QUERY(Q_RULE_ON, Q_TENANT,
    "UPDATE retention_rule SET state = 1, changed_at = ?"
    " WHERE account_id = ? AND rule_id = ? AND looked_at >= ?");
QUERY(Q_RULE_OFF, Q_TENANT,
    "UPDATE retention_rule SET state = 0, looked_at = 0, changed_at = ?"
    " WHERE account_id = ? AND rule_id = ?");

static RC
note(struct tenant *t, enum audit_verb verb, uint64_t id)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_RULE, .id = id }));
}

static bool
valid(const struct rule *r)
{
	if (r->days < RULE_DAYS_MIN || r->days > RULE_DAYS_MAX ||
	    r->act < RULE_BIN || r->act > RULE_ANONYMISE)
		return (false);
	if (r->subject == RULE_CONTACTS)
		return (r->act == RULE_ERASE && r->department.v == 0 &&
		    r->tag.v == 0 && r->channel == 0 && r->status == 0);
	/* What is in the bin goes by the bin's own days. */
	return (r->subject == RULE_TICKETS && r->status < TICKET_DELETED);
}

static RC
room(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_RULE_COUNT));
	TRY(stmt_row(st));
	return (col_u64(st, 0) < RULES_MAX ? RC_OK : RC_LIMIT);
}

static RC
known(struct tenant *t, const struct rule *r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(4U << 20);
	struct department d;
	struct tag_list l;
	enum rc rc;

	if (r->department.v != 0) {
		rc = department_get(t, a, r->department, &d);
		if (rc != RC_OK)
			return (rc == RC_NOTFOUND ? RC_INVALID : rc);
	}
	if (r->tag.v == 0)
		return (RC_OK);
	TRY(tag_list(t, a, &l));
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].id.v == r->tag.v)
			return (RC_OK);
	return (RC_INVALID);
}

static void
bind_rule(struct stmt *st, const struct rule *r)
{
	bind_u64(st, r->subject);
	bind_u64(st, r->department.v);
	bind_u64(st, r->tag.v);
	bind_u64(st, r->channel);
	bind_u64(st, r->status);
	bind_u64(st, r->days);
	bind_u64(st, r->act);
	bind_i64(st, now_s());
}

RC
rule_add(struct tenant *t, struct rule *r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (!valid(r))
		return (RC_INVALID);
	TRY(known(t, r));
	TRY(db_new_id(t->db, &r->id));
	TRY(tx_begin(&tx, t->db));
	TRY(actor_admin(t));
	TRY(room(t));
	TRY(stmt_tenant(&st, t, &Q_RULE_ADD));
	bind_u64(st, r->id);
	bind_rule(st, r);
	TRY(stmt_exec(st, NULL));
	TRY(note(t, AUDIT_RULE_MADE, r->id));
	return (tx_commit(&tx));
}

RC
rule_change(struct tenant *t, const struct rule *r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	if (!valid(r))
		return (RC_INVALID);
	TRY(known(t, r));
	TRY(tx_begin(&tx, t->db));
	TRY(actor_admin(t));
	TRY(stmt_tenant(&st, t, &Q_RULE_CHANGE));
	bind_rule(st, r);
	bind_u64(st, r->id);
	TRY(stmt_exec(st, &n));
	if (n == 0)
		return (RC_NOTFOUND);
	TRY(note(t, AUDIT_RULE_CHANGED, r->id));
	return (tx_commit(&tx));
}

RC
rule_remove(struct tenant *t, uint64_t id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(actor_admin(t));
	TRY(stmt_tenant(&st, t, &Q_RULE_REMOVE));
	bind_u64(st, id);
	TRY(stmt_exec(st, &n));
	if (n == 0)
		return (RC_NOTFOUND);
	TRY(note(t, AUDIT_RULE_REMOVED, id));
	return (tx_commit(&tx));
}

RC
rule_looked(struct tenant *t, uint64_t id, uint64_t n)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_RULE_LOOKED));
	bind_i64(st, now_s());
	bind_u64(st, n);
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

RC
rule_switch(struct tenant *t, uint64_t id, bool on)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct rule r;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(actor_admin(t));
	TRY(rule_get(t, id, &r));
	if (r.on == on)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, on ? &Q_RULE_ON : &Q_RULE_OFF));
	bind_i64(st, now_s());
	bind_u64(st, id);
	if (on)
		bind_i64(st, now_s() - RULE_LOOK);
	TRY(stmt_exec(st, &n));
	if (n == 0)
		return (RC_CONFLICT);
	TRY(note(t, on ? AUDIT_RULE_ON : AUDIT_RULE_OFF, id));
	return (tx_commit(&tx));
}
