/* A new request in the register (request.h). */
#include "core/month.h"
#include "core/str.h"
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/people/contact.h"
#include "model/privacy/request_row.h"
#include "model/ticket/outbox.h"

#define LATE	(366 * 86400)	/* received longer ago: a mistake */

QUERY(Q_REQUEST_ALIVE_OF, Q_TENANT,
    "SELECT COUNT(*) FROM request FORCE INDEX (request_contact)"
    " WHERE account_id = ? AND contact_id = ? AND alive = 1");
QUERY(Q_REQUEST_ADD, Q_TENANT,
    "INSERT INTO request (account_id, request_id, kind, state, alive, door,"
    " proof, contact_id, made_by, received_at, due_at, sealed)"
    " VALUES (?, ?, ?, 1, 1, ?, ?, ?, ?, ?, ?, ?)");

static RC
waiting_of(struct tenant *t, contact_id id, unsigned *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_REQUEST_ALIVE_OF));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	*n_r = (unsigned)col_u64(st, 0);
	return (RC_OK);
}

static RC
check(struct tenant *t, struct request *r)
{
	int64_t now = now_s();
	unsigned waiting;

	if (r->received_at == 0)
		r->received_at = now;
	if (request_kind_name(r->kind) == NULL || r->received_at > now ||
	    r->received_at < now - LATE || (r->contact.v == 0 &&
	    str_empty(r->name) && str_empty(r->address)))
		return (RC_INVALID);
	if (r->contact.v == 0)
		return (RC_OK);
	TRY(contact_seen(t, r->contact));
	TRY(waiting_of(t, r->contact, &waiting));
	return (waiting >= REQUEST_ALIVE_MAX ? RC_LIMIT : RC_OK);
}

static RC
insert(struct tenant *t, struct arena *a, const struct request *r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;

	TRY(request_key(t, r, true, &k));
	TRY(stmt_tenant(&st, t, &Q_REQUEST_ADD));
	bind_u64(st, r->id);
	bind_u64(st, r->kind);
	bind_u64(st, r->door);
	bind_u64(st, r->proof);
	bind_u64(st, r->contact.v);
	bind_u64(st, r->made_by.v);
	bind_i64(st, r->received_at);
	bind_i64(st, r->due_at);
	bind_bytes(st, request_seal(t, a, &k, r));
	return (stmt_exec(st, NULL));
}

RC
request_add(struct tenant *t, struct arena *a, struct request *r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(check(t, r));
	TRY(db_new_id(t->db, &r->id));
	r->state = REQUEST_OPEN;
	r->alive = true;
	r->due_at = months_later(t->zone, r->received_at, 1);
	TRY(insert(t, a, r));
	if (r->contact.v != 0)
		TRY(outbox_add(t, OUTBOX_REQUEST_CAME, (ticket_id){ 0 },
		    (message_id){ r->id }, r->contact));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_REQUEST_CAME,
	    .object = ON_REQUEST, .id = r->id, .value = r->kind }));
	return (tx_commit(&tx));
}
