/* What owner and admins do to agents (agent_admin.h). */
#include "model/people/agent_admin.h"

#include "core/time.h"
#include "model/account/usage.h"
#include "model/log/audit.h"
#include "model/people/agent_row.h"
#include "model/ticket/outbox.h"

QUERY(Q_AGENT_PAIR, Q_TENANT,
    "SELECT agent_id, role, state FROM agent"
    " WHERE account_id = ? AND agent_id IN (?, ?)"
    " ORDER BY agent_id FOR UPDATE");
QUERY(Q_AGENT_POWERS, Q_TENANT,
    "UPDATE agent SET role = ?, state = ?, generation = generation + 1"
    " WHERE account_id = ? AND agent_id = ?");
QUERY(Q_AGENT_ALL, Q_TENANT,
    "UPDATE agent SET all_departments = ?"
    " WHERE account_id = ? AND agent_id = ?");
QUERY(Q_DEPARTMENTS_CLEAR, Q_TENANT,
    "DELETE FROM agent_department WHERE account_id = ? AND agent_id = ?");
QUERY(Q_DEPARTMENTS_ADD, Q_TENANT,
    "INSERT IGNORE INTO agent_department (account_id, agent_id,"
    " department_id) VALUES (?, ?, ?)");
QUERY(Q_DEPARTMENTS_GET, Q_TENANT,
    "SELECT department_id FROM agent_department"
    " WHERE account_id = ? AND agent_id = ? ORDER BY department_id"
    " LIMIT 1000");

QUERY(Q_DEPARTMENTS_ALL, Q_TENANT,
    "SELECT agent_id, department_id FROM agent_department"
    " WHERE account_id = ? ORDER BY agent_id, department_id LIMIT 20000");

RC
agent_pair(struct tenant *t, agent_id actor, agent_id target,
    struct agent_pair *p_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*p_r = (struct agent_pair){ 0 };
	TRY(stmt_tenant(&st, t, &Q_AGENT_PAIR));
	bind_u64(st, actor.v);
	bind_u64(st, target.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (col_u64(st, 0) == actor.v &&
		    col_u64(st, 2) == AGENT_ACTIVE)
			p_r->actor = (enum role)col_u64(st, 1);
		if (col_u64(st, 0) != target.v)
			continue;
		p_r->target = (enum role)col_u64(st, 1);
		p_r->state = (enum agent_state)col_u64(st, 2);
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	if (p_r->actor < ROLE_ADMIN)
		return (RC_DENIED);
	return (p_r->target == 0 || p_r->state == AGENT_CANCELLED ?
	    RC_NOTFOUND : RC_OK);
}

RC
actor_admin(struct tenant *t)
{
	struct agent_pair p;
	agent_id me;

	if (t->actor == NULL || t->actor->kind != ACTOR_AGENT)
		return (RC_DENIED);
	me.v = t->actor->id;
	return (agent_pair(t, me, me, &p));
}

/* The same, and he may manage that one. */
static RC
managed(struct tenant *t, agent_id actor, agent_id target,
    struct agent_pair *p_r)
{
	TRY(agent_pair(t, actor, target, p_r));
	return (actor.v != target.v && role_manages(p_r->actor, p_r->target) ?
	    RC_OK : RC_DENIED);
}

static RC
powers(struct tenant *t, agent_id id, enum role role, enum agent_state state)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_AGENT_POWERS));
	bind_u64(st, role);
	bind_u64(st, state);
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}

static RC
note(struct tenant *t, enum audit_verb verb, agent_id id, uint64_t value)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_AGENT, .id = id.v, .value = value }));
}

static RC
tell(struct tenant *t, struct arena *a, enum outbox_kind kind, agent_id id)
{
	return (outbox_login(t, a, &(struct outbox_login){ .kind = kind,
	    .agent = id }));
}

RC
agent_set_role(struct tenant *t, struct arena *a, agent_id actor,
    agent_id id, enum role role)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct agent_pair p;

	TRY(tx_begin(&tx, t->db));
	TRY(managed(t, actor, id, &p));
	if (!role_gives(p.actor, role))
		return (RC_DENIED);
	if (p.target == role)
		return (RC_OK);
	TRY(powers(t, id, role, p.state));
	if (p.state == AGENT_ACTIVE)
		TRY(tell(t, a, OUTBOX_ROLE, id));
	TRY(note(t, AUDIT_AGENT_ROLE, id, role));
	return (tx_commit(&tx));
}

RC
agent_set_state(struct tenant *t, struct arena *a, agent_id actor,
    agent_id id, enum agent_state state)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct agent_pair p;
	enum rc seat = RC_OK;

	(void)a;
	TRY(tx_begin(&tx, t->db));
	if (state == AGENT_ACTIVE)
		seat = usage_seat(t);
	if (seat != RC_OK && seat != RC_LIMIT)
		return (seat);
	TRY(managed(t, actor, id, &p));
	if (p.state == AGENT_INVITED)
		return (RC_CONFLICT);
	if (p.state == state)
		return (RC_OK);
	TRY(seat);
	TRY(powers(t, id, p.target, state));
	TRY(note(t, state == AGENT_ACTIVE ? AUDIT_AGENT_ON : AUDIT_AGENT_OFF,
	    id, 0));
	return (tx_commit(&tx));
}

RC
agent_sign_out(struct tenant *t, agent_id actor, agent_id id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct agent_pair p;

	TRY(tx_begin(&tx, t->db));
	TRY(managed(t, actor, id, &p));
	TRY(powers(t, id, p.target, p.state));
	TRY(note(t, AUDIT_SESSIONS_ENDED, id, 0));
	return (tx_commit(&tx));
}

/* ---- departments ----------------------------------------------------------- */

RC
agent_departments_put(struct tenant *t, agent_id id, bool all,
    const struct department_ids *d)
{
	CLEANUP(stmt_done) struct stmt *st = NULL, *clear = NULL;
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct department dep;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_AGENT_ALL));
	bind_u64(st, all);
	bind_u64(st, id.v);
	TRY(stmt_exec(st, NULL));
	stmt_done(&st);
	TRY(stmt_tenant(&clear, t, &Q_DEPARTMENTS_CLEAR));
	bind_u64(clear, id.v);
	TRY(stmt_exec(clear, NULL));
	for (size_t i = 0; i < d->n; i++) {
		rc = department_get(t, a, (department_id){ d->v[i] }, &dep);
		if (rc != RC_OK)
			return (rc == RC_NOTFOUND ? RC_INVALID : rc);
		TRY(stmt_tenant(&st, t, &Q_DEPARTMENTS_ADD));
		bind_u64(st, id.v);
		bind_u64(st, d->v[i]);
		TRY(stmt_exec(st, NULL));
		stmt_done(&st);
	}
	return (RC_OK);
}

RC
agent_set_departments(struct tenant *t, struct arena *a, agent_id actor,
    agent_id id, bool all, const struct department_ids *d)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct agent_pair p;

	(void)a;
	TRY(tx_begin(&tx, t->db));
	TRY(managed(t, actor, id, &p));
	TRY(agent_departments_put(t, id, all, d));
	TRY(note(t, AUDIT_AGENT_DEPARTMENTS, id, d->n));
	return (tx_commit(&tx));
}

RC
agent_departments(struct tenant *t, struct arena *a, agent_id id,
    struct department_ids *d_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t *v = NULL;
	enum rc rc;

	*d_r = (struct department_ids){ 0 };
	TRY(stmt_tenant(&st, t, &Q_DEPARTMENTS_GET));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (v == NULL)
			v = arena_array(a, stmt_rows(st), sizeof(*v));
		v[d_r->n++] = col_u64(st, 0);
	}
	d_r->v = v;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
agent_department_list(struct tenant *t, struct arena *a,
    struct agent_department_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct agent_department_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_DEPARTMENTS_ALL));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = (struct agent_department){
			{ col_u64(st, 0) }, { col_u64(st, 1) } };
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* ---- the owner -------------------------------------------------------------- */

RC
agent_hand_over(struct tenant *t, struct arena *a, agent_id owner,
    agent_id to)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct agent_pair p;

	TRY(tx_begin(&tx, t->db));
	TRY(agent_pair(t, owner, to, &p));
	if (p.actor != ROLE_OWNER || owner.v == to.v)
		return (RC_DENIED);
	if (p.state != AGENT_ACTIVE)
		return (RC_INVALID);
	/* In this order: there is one owner at most, at any moment. */
	TRY(powers(t, owner, ROLE_ADMIN, AGENT_ACTIVE));
	TRY(powers(t, to, ROLE_OWNER, AGENT_ACTIVE));
	TRY(tell(t, a, OUTBOX_OWNER_OLD, owner));
	TRY(tell(t, a, OUTBOX_OWNER_NEW, to));
	TRY(note(t, AUDIT_OWNER_CHANGED, to, 0));
	return (tx_commit(&tx));
}
