/* Purposes made and changed (purpose.h): the panel only. */
#include "core/str.h"
#include "core/time.h"
#include "model/log/audit.h"
#include "model/people/agent.h"
#include "model/privacy/purpose.h"

QUERY(Q_PURPOSE_ACTOR, Q_TENANT,
    "SELECT role FROM agent"
    " WHERE account_id = ? AND agent_id = ? AND state = 1");
QUERY(Q_PURPOSE_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM purpose WHERE account_id = ?");
QUERY(Q_PURPOSE_ADD, Q_TENANT,
    "INSERT INTO purpose (account_id, purpose_id, version, active, on_ask,"
    " created_at) VALUES (?, ?, 1, ?, ?, ?)");
QUERY(Q_PURPOSE_TEXT_ADD, Q_TENANT,
    "INSERT INTO purpose_text (account_id, purpose_id, version, language,"
    " name, body, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_PURPOSE_SET, Q_TENANT,
    "UPDATE purpose SET version = ?, active = ?, on_ask = ?"
    " WHERE account_id = ? AND purpose_id = ?");
QUERY(Q_PURPOSE_LOCK, Q_TENANT,
    "SELECT purpose_id FROM purpose"
    " WHERE account_id = ? AND purpose_id = ? FOR UPDATE");

static RC
number(struct tenant *t, const struct query *q, uint64_t id, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	if (id != 0)
		bind_u64(st, id);
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

static RC
admin(struct tenant *t, agent_id by)
{
	uint64_t role = 0;
	enum rc rc = number(t, &Q_PURPOSE_ACTOR, by.v, &role);

	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	return (role >= ROLE_ADMIN ? RC_OK : RC_DENIED);
}

static RC
text_add(struct tenant *t, const struct purpose *p, const char *language,
    const struct purpose_text *x)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PURPOSE_TEXT_ADD));
	bind_u64(st, p->id);
	bind_u64(st, p->version);
	bind_str(st, language);
	bind_str(st, x->name);
	bind_str(st, x->body);
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

static RC
texts_add(struct tenant *t, const struct purpose *p)
{
	TRY(text_add(t, p, "en", &p->en));
	return (text_add(t, p, "es", &p->es));
}

static RC
log_it(struct tenant *t, const struct purpose *p, enum audit_verb verb)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_PURPOSE, .id = p->id, .value = p->version }));
}

static RC
insert(struct tenant *t, const struct purpose *p)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PURPOSE_ADD));
	bind_u64(st, p->id);
	bind_u64(st, p->active);
	bind_u64(st, p->on_ask);
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

RC
purpose_add(struct tenant *t, struct arena *a, struct purpose *p,
    agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint64_t n;

	(void)a;
	TRY(tx_begin(&tx, t->db));
	TRY(admin(t, by));
	TRY(number(t, &Q_PURPOSE_COUNT, 0, &n));
	if (n >= PURPOSES_MAX)
		return (RC_LIMIT);
	TRY(db_new_id(t->db, &p->id));
	p->version = 1;
	TRY(insert(t, p));
	TRY(texts_add(t, p));
	TRY(log_it(t, p, AUDIT_PURPOSE_ADDED));
	return (tx_commit(&tx));
}

static bool
same(const struct purpose *a, const struct purpose *b)
{
	return (str_eq(a->en.name, b->en.name) &&
	    str_eq(a->en.body, b->en.body) &&
	    str_eq(a->es.name, b->es.name) && str_eq(a->es.body, b->es.body));
}

static RC
update(struct tenant *t, const struct purpose *p)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PURPOSE_SET));
	bind_u64(st, p->version);
	bind_u64(st, p->active);
	bind_u64(st, p->on_ask);
	bind_u64(st, p->id);
	return (stmt_exec(st, NULL));
}

RC
purpose_set(struct tenant *t, struct arena *a, struct purpose *p,
    agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct purpose was;
	uint64_t id;

	TRY(tx_begin(&tx, t->db));
	TRY(admin(t, by));
	TRY(number(t, &Q_PURPOSE_LOCK, p->id, &id));
	TRY(purpose_get(t, a, p->id, &was));
	p->version = was.version;
	if (!same(p, &was)) {
		p->version++;
		TRY(texts_add(t, p));
	}
	TRY(update(t, p));
	TRY(log_it(t, p, AUDIT_PURPOSE_CHANGED));
	return (tx_commit(&tx));
}
