/* Mail waiting to be sent, and the sender's part of it (outbox.h). */
#include "model/outbox.h"

#include "core/time.h"

QUERY(Q_OUTBOX_ADD, Q_TENANT,
    "INSERT INTO outbox (account_id, outbox_id, kind, ticket_id, message_id,"
    " contact_id, next_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");

RC
outbox_add(struct tenant *t, enum outbox_kind kind, ticket_id tid,
    message_id mid, contact_id cid)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();
	outbox_id id;

	TRY(db_new_id(t->db, &id.v));
	TRY(stmt_tenant(&st, t, &Q_OUTBOX_ADD));
	bind_u64(st, id.v);
	bind_u64(st, kind);
	bind_u64(st, tid.v);
	bind_u64(st, mid.v);
	bind_u64(st, cid.v);
	bind_i64(st, now);
	bind_i64(st, now);
	return (stmt_exec(st, NULL));
}
