/* The bin (bin.h). */
#include "model/ticket/bin.h"

#include "core/time.h"
#include "model/log/audit.h"
#include "model/people/agent_row.h"
#include "model/privacy/hold.h"
#include "model/ticket/message.h"

QUERY(Q_BIN_DAYS_SET, Q_TENANT,
    "INSERT INTO retention (account_id, bin_days, changed_at)"
    " VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE bin_days = VALUES(bin_days),"
    " changed_at = VALUES(changed_at)");
QUERY(Q_BIN_PLACE, Q_TENANT,
    "SELECT deleted_at, deleted_from, deleted_rule FROM ticket"
    " WHERE account_id = ? AND ticket_id = ? AND status = 8");
/* From left to right: what it was is kept before it changes. */
QUERY(Q_BIN_PUT, Q_TENANT,
    "UPDATE ticket SET deleted_from = status, deleted_at = ?,"
    " deleted_rule = 0, status = 8, postponed_until = 0, activity_at = ?"
    " WHERE account_id = ? AND ticket_id = ?");
QUERY(Q_BIN_OUT, Q_TENANT,
    "UPDATE ticket SET status = ?, deleted_at = 0, deleted_from = 0,"
    " deleted_rule = 0, activity_at = ?"
    " WHERE account_id = ? AND ticket_id = ?");

RC
bin_days_set(struct tenant *t, unsigned days)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (days < 1 || days > BIN_DAYS_MAX)
		return (RC_INVALID);
	TRY(tx_begin(&tx, t->db));
	TRY(actor_admin(t));
	TRY(stmt_tenant(&st, t, &Q_BIN_DAYS_SET));
	bind_u64(st, days);
	bind_i64(st, now_s());
	TRY(stmt_exec(st, NULL));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_BIN_DAYS,
	    .object = ON_ACCOUNT, .id = t->id.v, .value = days }));
	return (tx_commit(&tx));
}

RC
bin_place(struct tenant *t, ticket_id id, struct bin_place *p_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	unsigned days;

	TRY(bin_days(t, &days));
	TRY(stmt_tenant(&st, t, &Q_BIN_PLACE));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	*p_r = (struct bin_place){ .deleted_at = col_i64(st, 0),
		.ends_at = col_i64(st, 0) + (int64_t)days * 86400,
		.from = (enum ticket_status)col_u64(st, 1),
		.rule = col_u64(st, 2) };
	return (RC_OK);
}

/* The rest of both ways: the event, if it can be sealed still, and the log. */
static RC
finish(struct tenant *t, struct arena *a, struct tx **tx, ticket_id id,
    const struct key *k, enum ticket_status to, agent_id by)
{
	if (k != NULL)
		TRY(event_add(t, a, id, k, EVENT_STATUS, to, AUTHOR_AGENT,
		    by.v));
	TRY(audit_add(t, &(struct audit_row){ .verb = to == TICKET_DELETED
	    ? AUDIT_BINNED : AUDIT_BIN_RESTORED, .object = ON_TICKET,
	    .id = id.v }));
	return (tx_commit(tx));
}

RC
bin_put(struct tenant *t, struct arena *a, ticket_id id, agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct ticket tk;
	struct key k;
	enum rc found;

	TRY(tx_begin(&tx, t->db));
	found = ticket_get_locked(t, a, id, &tk, &k);
	if (found != RC_GONE)
		TRY(found);
	if (tk.status == TICKET_DELETED)
		return (RC_OK);
	TRY(hold_bars(t, HOLD_TICKET, id.v));
	TRY(stmt_tenant(&st, t, &Q_BIN_PUT));
	bind_i64(st, now_s());
	bind_i64(st, now_us());
	bind_u64(st, id.v);
	TRY(stmt_exec(st, NULL));
	return (finish(t, a, &tx, id, found == RC_OK ? &k : NULL,
	    TICKET_DELETED, by));
}

/* What a ticket is again: a day it waited for is not known any more. */
static enum ticket_status
back_to(uint64_t from)
{
	return (from == 0 || from == TICKET_POSTPONED ||
	    from >= TICKET_DELETED ? TICKET_OPEN : (enum ticket_status)from);
}

RC
bin_restore(struct tenant *t, struct arena *a, ticket_id id, agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bin_place p;
	struct ticket tk;
	struct key k;
	enum rc found;

	TRY(tx_begin(&tx, t->db));
	found = ticket_get_locked(t, a, id, &tk, &k);
	if (found != RC_GONE)
		TRY(found);
	if (tk.status != TICKET_DELETED)
		return (RC_OK);
	TRY(bin_place(t, id, &p));
	p.from = back_to(p.from);
	TRY(stmt_tenant(&st, t, &Q_BIN_OUT));
	bind_u64(st, p.from);
	bind_i64(st, now_us());
	bind_u64(st, id.v);
	TRY(stmt_exec(st, NULL));
	return (finish(t, a, &tx, id, found == RC_OK ? &k : NULL, p.from,
	    by));
}

static RC
many(struct tenant *t, struct arena *a, const uint64_t *ids, size_t n,
    agent_id by, struct bin_many *n_r, enum rc (*one)(struct tenant *,
    struct arena *, ticket_id, agent_id))
{
	enum rc rc;

	*n_r = (struct bin_many){ 0 };
	for (size_t i = 0; i < n; i++) {
		rc = RC_RETRY;
		for (int tries = 0; tries < 3 && rc == RC_RETRY; tries++)
			rc = one(t, a, (ticket_id){ ids[i] }, by);
		n_r->done += rc == RC_OK;
		n_r->held += rc == RC_DENIED;
		if (rc != RC_OK && rc != RC_DENIED && rc != RC_NOTFOUND)
			return (rc);
	}
	return (RC_OK);
}

RC
bin_put_many(struct tenant *t, struct arena *a, const uint64_t *ids,
    size_t n, agent_id by, struct bin_many *n_r)
{
	return (many(t, a, ids, n, by, n_r, bin_put));
}

RC
bin_restore_many(struct tenant *t, struct arena *a, const uint64_t *ids,
    size_t n, agent_id by, struct bin_many *n_r)
{
	return (many(t, a, ids, n, by, n_r, bin_restore));
}
