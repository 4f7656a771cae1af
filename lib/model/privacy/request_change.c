/* What happens to a request (request.h): panel. */
#include "core/month.h"
#include "core/str.h"
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/people/agent.h"
#include "model/privacy/request_row.h"
#include "model/ticket/outbox.h"

#define NOTES_MAX	20000

QUERY(Q_REQUEST_ACTOR, Q_TENANT,
    "SELECT role FROM agent"
    " WHERE account_id = ? AND agent_id = ? AND state = 1");
QUERY(Q_REQUEST_SET, Q_TENANT,
    "UPDATE request SET state = ?, alive = ?, ground = ?, agent_id = ?,"
    " due_at = ?, closed_at = ?, reminded = IF(? = 1, 0, reminded),"
    " sealed = ? WHERE account_id = ? AND request_id = ?");

/* RC_DENIED: he is not active, or below that role. */
static RC
actor(struct tenant *t, agent_id id, enum role least)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_REQUEST_ACTOR));
	bind_u64(st, id.v);
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND)
		return (RC_DENIED);
	TRY(rc);
	return (col_u64(st, 0) >= least ? RC_OK : RC_DENIED);
}

/* Locked, seen by who asks, and still to be decided.  RC_GONE: he was forgotten. */
static RC
lock(struct tenant *t, struct arena *a, uint64_t id, struct request *r_r)
{
	struct request again;

	TRY(request_find(t, a, id, true, r_r));
	TRY(request_get(t, a, id, &again));
	if (!r_r->alive)
		return (RC_CONFLICT);
	return (RC_OK);
}

/* anew: reminders begin again. */
static RC
store(struct tenant *t, struct arena *a, const struct request *r, bool anew)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;

	if (!r->gone)
		TRY(request_key(t, r, false, &k));
	TRY(stmt_tenant(&st, t, &Q_REQUEST_SET));
	bind_u64(st, r->state);
	bind_u64(st, r->alive);
	bind_u64(st, r->ground);
	bind_u64(st, r->handler.v);
	bind_i64(st, r->due_at);
	bind_i64(st, r->closed_at);
	bind_u64(st, anew);
	/* There is nobody any more to seal a word under. */
	if (r->gone)
		bind_null(st);
	else
		bind_bytes(st, request_seal(t, a, &k, r));
	bind_u64(st, r->id);
	return (stmt_exec(st, NULL));
}

static RC
log_it(struct tenant *t, const struct request *r, enum audit_verb verb,
    uint64_t value)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_REQUEST, .id = r->id, .value = value }));
}

static RC
tell(struct tenant *t, const struct request *r, enum outbox_kind kind)
{
	if (r->contact.v == 0 || r->gone)
		return (RC_OK);
	return (outbox_add(t, kind, (ticket_id){ 0 }, (message_id){ r->id },
	    r->contact));
}

RC
request_note(struct tenant *t, struct arena *a, uint64_t id, const char *text)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct request r;

	TRY(tx_begin(&tx, t->db));
	TRY(lock(t, a, id, &r));
	if (r.gone)
		return (RC_GONE);
	r.notes = str_empty(r.notes) ? text : arena_printf(a, "%s\n\n%s",
	    r.notes, text);
	if (strlen(r.notes) > NOTES_MAX)
		return (RC_LIMIT);
	TRY(store(t, a, &r, false));
	TRY(log_it(t, &r, AUDIT_REQUEST_NOTE, 0));
	return (tx_commit(&tx));
}

RC
request_take(struct tenant *t, struct arena *a, uint64_t id, agent_id handler,
    agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct request r;
	enum rc rc;

	TRY(tx_begin(&tx, t->db));
	/* To himself, or whoever an admin names. */
	TRY(actor(t, by, handler.v == by.v ? ROLE_AGENT : ROLE_ADMIN));
	TRY(lock(t, a, id, &r));
	rc = handler.v == 0 ? RC_OK : actor(t, handler, ROLE_AGENT);
	if (rc == RC_DENIED)
		return (RC_INVALID);
	TRY(rc);
	r.handler = handler;
	TRY(store(t, a, &r, false));
	TRY(log_it(t, &r, AUDIT_REQUEST_TAKEN, handler.v));
	return (tx_commit(&tx));
}

RC
request_extend(struct tenant *t, struct arena *a, uint64_t id,
    const char *reason, agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct request r;

	if (str_empty(reason))
		return (RC_INVALID);
	TRY(tx_begin(&tx, t->db));
	TRY(actor(t, by, ROLE_ADMIN));
	TRY(lock(t, a, id, &r));
	/* He must know within the first month. */
	if (r.state != REQUEST_OPEN || r.due_at < now_s())
		return (RC_CONFLICT);
	r.state = REQUEST_EXTENDED;
	r.due_at = months_later(t->zone, r.received_at, 3);
	r.extension = reason;
	TRY(store(t, a, &r, true));
	TRY(tell(t, &r, OUTBOX_REQUEST_LONGER));
	TRY(log_it(t, &r, AUDIT_REQUEST_EXTENDED, 0));
	return (tx_commit(&tx));
}

RC
request_decide(struct tenant *t, struct arena *a, uint64_t id,
    enum request_ground ground, const char *answer, agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct request r;

	if (ground > GROUND_OTHER || (ground != 0 && str_empty(answer)))
		return (RC_INVALID);
	TRY(tx_begin(&tx, t->db));
	TRY(actor(t, by, ROLE_ADMIN));
	TRY(lock(t, a, id, &r));
	r.state = ground == 0 ? REQUEST_DONE : REQUEST_REFUSED;
	r.ground = ground;
	r.alive = false;
	r.closed_at = now_s();
	r.answer = answer;
	TRY(store(t, a, &r, false));
	TRY(tell(t, &r, OUTBOX_REQUEST_ANSWER));
	TRY(log_it(t, &r, ground == 0 ? AUDIT_REQUEST_DONE
	    : AUDIT_REQUEST_REFUSED, ground));
	return (tx_commit(&tx));
}
