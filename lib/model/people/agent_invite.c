/* Invitations: how an agent comes to be (agent_admin.h). */
#include "core/str.h"
#include "core/time.h"
#include "model/access/link.h"
#include "model/account/usage.h"
#include "model/log/audit.h"
#include "model/people/agent_row.h"
#include "model/people/lookup.h"
#include "model/ticket/outbox.h"

QUERY(Q_INVITE_AGAIN, Q_TENANT,
    "UPDATE agent SET role = ?, state = 3, generation = generation + 1,"
    " language = ?, notify = ?, invited_at = ?, sealed = ?"
    " WHERE account_id = ? AND agent_id = ? AND state = 4");
QUERY(Q_INVITE_RESEND, Q_TENANT,
    "UPDATE agent SET generation = generation + 1, invited_at = ?"
    " WHERE account_id = ? AND agent_id = ?");
QUERY(Q_INVITE_CANCEL, Q_TENANT,
    "UPDATE agent SET state = 4, generation = generation + 1"
    " WHERE account_id = ? AND agent_id = ?");
QUERY(Q_INVITE_JOIN, Q_TENANT,
    "UPDATE agent SET state = 1, generation = generation + 1, sealed = ?"
    " WHERE account_id = ? AND agent_id = ? AND state = 3");

static RC
note(struct tenant *t, enum audit_verb verb, agent_id id, uint64_t value)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_AGENT, .id = id.v, .value = value }));
}

static RC
mail(struct tenant *t, struct arena *a, agent_id id)
{
	return (outbox_login(t, a, &(struct outbox_login){
	    .kind = OUTBOX_INVITE, .agent = id }));
}

static RC
insert(struct tenant *t, struct arena *a, struct agent *g)
{
	struct secret s;
	struct key k;

	TRY(db_new_id(t->db, &g->id.v));
	TRY(secret_add(t, SECRET_AGENT, g->id.v, &s));
	k = key_subject(t->key, SECRET_AGENT, g->id.v, &s);
	g->state = AGENT_INVITED;
	g->invited_at = now_s();
	TRY(agent_insert(t, a, g, &k));
	return (lookup_add(t, LOOKUP_AGENT_EMAIL, g->email, g->id.v, 0));
}

/* Somebody whose invitation was taken back: the same row, nothing kept. */
static RC
again(struct tenant *t, struct arena *a, const struct agent *g)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;
	uint64_t n;

	TRY(keyring_subject(t, SECRET_AGENT, g->id.v, &k));
	TRY(stmt_tenant(&st, t, &Q_INVITE_AGAIN));
	bind_u64(st, g->role);
	bind_str(st, g->language);
	bind_u64(st, g->notify);
	bind_i64(st, now_s());
	bind_bytes(st, agent_seal(t, a, g, &k));
	bind_u64(st, g->id.v);
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_CONFLICT);
}

RC
agent_invite(struct tenant *t, struct arena *a, agent_id actor,
    struct agent *g, const struct department_ids *d)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct agent_pair p;
	enum rc rc, seat;

	g->name = g->signature = g->zone = "";
	g->notify = NOTIFY_ASSIGNED | NOTIFY_ANSWERED;
	TRY(tx_begin(&tx, t->db));
	seat = usage_seat(t);
	if (seat != RC_OK && seat != RC_LIMIT)
		return (seat);
	TRY(agent_pair(t, actor, actor, &p));
	if (!role_gives(p.actor, g->role))
		return (RC_DENIED);
	TRY(seat);
	rc = lookup_get(t, LOOKUP_AGENT_EMAIL, g->email, &g->id.v, NULL);
	if (rc == RC_NOTFOUND)
		TRY(insert(t, a, g));
	else {
		TRY(rc);
		TRY(again(t, a, g));
	}
	TRY(agent_departments_put(t, g->id, g->all_departments, d));
	TRY(mail(t, a, g->id));
	TRY(note(t, AUDIT_AGENT_INVITED, g->id, g->role));
	return (tx_commit(&tx));
}

static RC
change(struct tenant *t, struct arena *a, agent_id actor, agent_id id,
    struct query *q, enum audit_verb verb)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct agent_pair p;

	TRY(tx_begin(&tx, t->db));
	TRY(agent_pair(t, actor, id, &p));
	if (!role_manages(p.actor, p.target))
		return (RC_DENIED);
	if (p.state != AGENT_INVITED)
		return (RC_CONFLICT);
	TRY(stmt_tenant(&st, t, q));
	if (verb == AUDIT_AGENT_INVITED)
		bind_i64(st, now_s());
	bind_u64(st, id.v);
	TRY(stmt_exec(st, NULL));
	if (verb == AUDIT_AGENT_INVITED)
		TRY(mail(t, a, id));
	TRY(note(t, verb, id, verb == AUDIT_AGENT_INVITED ? p.target : 0));
	return (tx_commit(&tx));
}

RC
agent_invite_again(struct tenant *t, struct arena *a, agent_id actor,
    agent_id id)
{
	return (change(t, a, actor, id, &Q_INVITE_RESEND,
	    AUDIT_AGENT_INVITED));
}

RC
agent_invite_cancel(struct tenant *t, agent_id actor, agent_id id)
{
	return (change(t, NULL, actor, id, &Q_INVITE_CANCEL,
	    AUDIT_INVITE_REVOKED));
}

RC
agent_join(struct tenant *t, struct arena *a, const struct digest *d,
    const char *name, const char *hash)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct link l;
	struct agent g;
	struct key k;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(link_take(t, a, d, LINK_INVITE, &l));
	TRY(agent_get(t, a, l.agent, &g));
	TRY(keyring_subject(t, SECRET_AGENT, g.id.v, &k));
	g.name = name;
	TRY(stmt_tenant(&st, t, &Q_INVITE_JOIN));
	bind_bytes(st, agent_seal(t, a, &g, &k));
	bind_u64(st, g.id.v);
	TRY(stmt_exec(st, &n));
	if (n != 1)
		return (RC_GONE);
	TRY(agent_login_store(t, a, g.id, &k, hash));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_AGENT_JOINED,
	    .object = ON_AGENT, .id = g.id.v,
	    .actor = { ACTOR_AGENT, g.id.v, NULL, NULL } }));
	return (tx_commit(&tx));
}
