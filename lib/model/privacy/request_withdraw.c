/* A request taken back by who made it (request.h): portal. */
#include "core/time.h"
#include "model/log/audit.h"
#include "model/privacy/request_row.h"

QUERY(Q_REQUEST_WITHDRAW, Q_TENANT,
    "UPDATE request SET state = ?, alive = 0, closed_at = ?"
    " WHERE account_id = ? AND request_id = ?");

RC
request_withdraw(struct tenant *t, struct arena *a, uint64_t id,
    contact_id who)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct request r;

	TRY(tx_begin(&tx, t->db));
	TRY(request_find(t, a, id, true, &r));
	if (who.v == 0 || r.contact.v != who.v)
		return (RC_NOTFOUND);
	if (!r.alive)
		return (RC_CONFLICT);
	TRY(stmt_tenant(&st, t, &Q_REQUEST_WITHDRAW));
	bind_u64(st, REQUEST_WITHDRAWN);
	bind_i64(st, now_s());
	bind_u64(st, id);
	TRY(stmt_exec(st, NULL));
	TRY(audit_add(t, &(struct audit_row){
	    .verb = AUDIT_REQUEST_WITHDRAWN, .object = ON_REQUEST,
	    .id = id }));
	return (tx_commit(&tx));
}
