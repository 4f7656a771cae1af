/* Making and changing agents (agent.h): panel and command line only. */
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/people/agent_login.h"
#include "model/people/agent_row.h"
#include "model/people/generation.h"
#include "model/people/lookup.h"
#include "model/ticket/outbox.h"

#include "crypto/password.h"
#include "core/log.h"

QUERY(Q_AGENT_ADD, Q_TENANT,
    "INSERT INTO agent (account_id, agent_id, role, state, generation,"
    " language, zone, all_departments, notify, created_at, invited_at, sealed)"
    " VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_AGENT_SET, Q_TENANT,
    "UPDATE agent SET language = ?, zone = ?, notify = ?, sealed = ?"
    " WHERE account_id = ? AND agent_id = ?");
QUERY(Q_LOGIN_SET, Q_TENANT,
    "INSERT INTO agent_login (account_id, agent_id, password, changed_at)"
    " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
    " password = VALUES(password), changed_at = VALUES(changed_at)");

RC
agent_login_store(struct tenant *t, struct arena *a, agent_id id,
    const struct key *agent, const char *hash)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k = key_purpose(agent, "password");

	TRY(stmt_tenant(&st, t, &Q_LOGIN_SET));
	bind_u64(st, id.v);
	bind_bytes(st, seal(a, &k, (struct seal_place){ t->id,
	    "agent_login.password", id.v },
	    (struct bytes){ (const uint8_t *)hash, strlen(hash) + 1 }));
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

RC
agent_login_set(struct tenant *t, struct arena *a, agent_id id,
    const char *password)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	char hash[PASSWORD_HASH_MAX];
	struct key k;

	/* The slow part before anything is locked. */
	TRY(password_hash(password, hash));
	TRY(tx_begin(&tx, t->db));
	TRY(keyring_subject(t, SECRET_AGENT, id.v, &k));
	TRY(agent_generation(t, id.v));
	TRY(agent_login_store(t, a, id, &k, hash));
	TRY(outbox_login(t, a, &(struct outbox_login){
	    .kind = OUTBOX_PASSWORD, .agent = id }));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_PASSWORD_CHANGED,
	    .object = ON_AGENT, .id = id.v }));
	return (tx_commit(&tx));
}

RC
agent_end_sessions(struct tenant *t, agent_id id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(agent_generation(t, id.v));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_SESSIONS_ENDED,
	    .object = ON_AGENT, .id = id.v }));
	return (tx_commit(&tx));
}

RC
agent_insert(struct tenant *t, struct arena *a, const struct agent *g,
    const struct key *k)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_AGENT_ADD));
	bind_u64(st, g->id.v);
	bind_u64(st, g->role);
	bind_u64(st, g->state);
	bind_str(st, g->language);
	bind_str(st, g->zone);
	bind_u64(st, g->all_departments);
	bind_u64(st, g->notify);
	bind_i64(st, now_s());
	bind_i64(st, g->invited_at);
	bind_bytes(st, agent_seal(t, a, g, k));
	return (stmt_exec(st, NULL));
}

RC
agent_add(struct tenant *t, struct arena *a, struct agent *g,
    const char *password)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	char hash[PASSWORD_HASH_MAX];
	struct secret s;
	struct key k;

	if (password != NULL)
		TRY(password_hash(password, hash));
	TRY(db_new_id(t->db, &g->id.v));
	g->state = g->state == 0 ? AGENT_ACTIVE : g->state;
	g->generation = 1;
	if (g->language == NULL)
		g->language = "";
	if (g->zone == NULL)
		g->zone = "";
	TRY(tx_begin(&tx, t->db));
	TRY(secret_add(t, SECRET_AGENT, g->id.v, &s));
	k = key_subject(t->key, SECRET_AGENT, g->id.v, &s);
	TRY(agent_insert(t, a, g, &k));
	TRY(lookup_add(t, LOOKUP_AGENT_EMAIL, g->email, g->id.v, 0));
	if (password != NULL)
		TRY(agent_login_store(t, a, g->id, &k, hash));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_AGENT_ADDED,
	    .object = ON_AGENT, .id = g->id.v, .value = g->role }));
	return (tx_commit(&tx));
}

static RC
profile_store(struct tenant *t, struct arena *a, const struct agent *g)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct secret s;
	struct key k;

	TRY(secret_get(t, SECRET_AGENT, g->id.v, &s));
	k = key_subject(t->key, SECRET_AGENT, g->id.v, &s);
	TRY(stmt_tenant(&st, t, &Q_AGENT_SET));
	bind_str(st, g->language);
	bind_str(st, g->zone);
	bind_u64(st, g->notify);
	bind_bytes(st, agent_seal(t, a, g, &k));
	bind_u64(st, g->id.v);
	return (stmt_exec(st, NULL));
}

RC
agent_set_profile(struct tenant *t, struct arena *a, const struct agent *g)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(profile_store(t, a, g));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_PROFILE_CHANGED,
	    .object = ON_AGENT, .id = g->id.v }));
	return (tx_commit(&tx));
}
