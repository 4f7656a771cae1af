/* Taking mail out of the outbox (outbox.h): only olvido-mail and olvido link this. */
#include "core/str.h"
#include "core/time.h"
#include "model/people/lookup.h"
#include "model/ticket/outbox.h"

#define LEASE		300		/* seconds a taken mail is left alone */
#define GIVE_UP		(5 * 86400)

QUERY(Q_OUTBOX_NEXT, Q_INSTALLATION,
    "SELECT account_id, outbox_id, kind, ticket_id, message_id, contact_id,"
    " attempts, created_at, agent_id FROM outbox WHERE state = 1 AND next_at <= ?"
    " ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED");
QUERY(Q_OUTBOX_LEASE, Q_INSTALLATION,
    "UPDATE outbox SET next_at = ?, attempts = attempts + 1"
    " WHERE account_id = ? AND outbox_id = ?");
QUERY(Q_OUTBOX_SENT, Q_INSTALLATION,
    "UPDATE outbox SET state = 2, done_at = ?"
    " WHERE account_id = ? AND outbox_id = ?");
QUERY(Q_OUTBOX_FAILED, Q_INSTALLATION,
    "UPDATE outbox SET smtp_status = ?, next_at = ?,"
    " state = IF(?, 3, 1), done_at = ?"
    " WHERE account_id = ? AND outbox_id = ?");

QUERY(Q_OUTBOX_WAIT, Q_INSTALLATION,
    "UPDATE outbox SET next_at = ?, attempts = IF(attempts > 0, attempts - 1,"
    " 0) WHERE account_id = ? AND outbox_id = ?");

QUERY(Q_OUTBOX_DROP_ACKS, Q_TENANT,
    "UPDATE outbox FORCE INDEX (outbox_due) SET state = 2, done_at = ?"
    " WHERE account_id = ? AND kind = 1 AND state = 1 LIMIT 1000");

QUERY(Q_OUTBOX_LATER, Q_TENANT,
    "UPDATE outbox FORCE INDEX (outbox_due) SET next_at = ?"
    " WHERE account_id = ? AND kind < 7 AND state = 1 AND next_at <= ?"
    " LIMIT 1000");

static RC
lease(struct db *db, const struct outbox *o)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_OUTBOX_LEASE));
	bind_i64(st, now_s() + LEASE);
	bind_u64(st, o->account.v);
	bind_u64(st, o->id.v);
	return (stmt_exec(st, NULL));
}

RC
outbox_take(struct db *db, struct outbox *o_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(tx_begin(&tx, db));
	TRY(stmt_installation(&st, db, &Q_OUTBOX_NEXT));
	bind_i64(st, now_s());
	TRY(stmt_row(st));
	*o_r = (struct outbox){
		.account = { col_u64(st, 0) }, .id = { col_u64(st, 1) },
		.kind = (enum outbox_kind)col_u64(st, 2),
		.ticket = { col_u64(st, 3) }, .message = { col_u64(st, 4) },
		.contact = { col_u64(st, 5) },
		.agent = { col_u64(st, 8) },
		.attempts = (unsigned)col_u64(st, 6) + 1,
		.created_at = col_i64(st, 7),
	};
	stmt_done(&st);
	TRY(lease(db, o_r));
	return (tx_commit(&tx));
}

RC
outbox_sent(struct db *db, const struct outbox *o)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_OUTBOX_SENT));
	bind_i64(st, now_s());
	bind_u64(st, o->account.v);
	bind_u64(st, o->id.v);
	return (stmt_exec(st, NULL));
}

RC
outbox_wait(struct db *db, const struct outbox *o, int64_t seconds)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_OUTBOX_WAIT));
	bind_i64(st, now_s() + seconds);
	bind_u64(st, o->account.v);
	bind_u64(st, o->id.v);
	return (stmt_exec(st, NULL));
}

RC
outbox_drop_acks(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_OUTBOX_DROP_ACKS));
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

RC
outbox_later(struct tenant *t, int64_t seconds)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_OUTBOX_LATER));
	bind_i64(st, now + seconds);
	bind_i64(st, now);
	rc = stmt_exec(st, NULL);
	/* Another sender is at one of them: they are looked at one by one. */
	return (rc == RC_RETRY ? RC_OK : rc);
}

bool
outbox_old(const struct outbox *o)
{
	return (o->created_at < now_s() - GIVE_UP);
}

RC
outbox_failed(struct db *db, const struct outbox *o, int status, bool fatal)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s(), wait = 60;

	for (unsigned i = 1; i < o->attempts && wait < 4 * 3600; i++)
		wait *= 2;
	TRY(stmt_installation(&st, db, &Q_OUTBOX_FAILED));
	bind_u64(st, (uint64_t)status);
	bind_i64(st, now + wait);
	bind_u64(st, fatal || outbox_old(o));
	bind_i64(st, now);
	bind_u64(st, o->account.v);
	bind_u64(st, o->id.v);
	return (stmt_exec(st, NULL));
}

/*
 * 128 bits keyed by ticket and recipient: the same pair always gets the same
 * code, and the table of lookups can be rebuilt from the tickets.
 */
RC
reply_code(struct tenant *t, struct arena *a, ticket_id tid, contact_id cid,
    const char **code_r)
{
	struct key k = key_purpose(t->key, "reply");
	uint64_t pair[2] = { tid.v, cid.v };
	struct digest d;
	enum rc rc;

	d = digest_keyed(&k, "reply", (struct bytes){ (uint8_t *)pair,
	    sizeof(pair) });
	*code_r = str_lower(a, b32_encode(a, d.b, 16));
	rc = lookup_add(t, LOOKUP_REPLY_CODE, *code_r, tid.v, cid.v);
	return (rc == RC_CONFLICT ? RC_OK : rc);
}

const char *
outbox_mail_id(struct arena *a, struct tenant *t, outbox_id id)
{
	struct key k = key_purpose(t->key, "message-id");
	struct digest d = digest_keyed(&k, "outbox",
	    (struct bytes){ (uint8_t *)&id.v, sizeof(id.v) });

	return (arena_printf(a, "%s@%s", str_lower(a, b32_encode(a, d.b, 15)),
	    t->host));
}

RC
reply_code_find(struct tenant *t, const char *code, ticket_id *t_r,
    contact_id *c_r)
{
	return (lookup_get(t, LOOKUP_REPLY_CODE, code, &t_r->v, &c_r->v));
}

RC
message_id_find(struct tenant *t, const char *mail_message_id,
    ticket_id *t_r, message_id *m_r)
{
	return (lookup_get(t, LOOKUP_MESSAGE_ID, mail_message_id, &t_r->v,
	    &m_r->v));
}
