/* Making, listing and ending API tokens (api_token.h). */
#include "core/pack.h"
#include "core/time.h"
#include "model/access/api_token_row.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/people/agent_row.h"

QUERY(Q_API_TOKEN_ADD, Q_TENANT,
    "INSERT INTO api_token (account_id, token_id, digest, agent_id,"
    " generation, scopes, created_at, expires_at, tail, sealed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_API_TOKEN_LIST, Q_TENANT, API_TOKEN_COLS
    " WHERE k.account_id = ? AND k.agent_id = ?"
    " ORDER BY k.token_id DESC LIMIT 200");
QUERY(Q_API_TOKEN_ALL, Q_TENANT, API_TOKEN_COLS
    " WHERE k.account_id = ? ORDER BY k.token_id DESC LIMIT 200");
QUERY(Q_API_TOKEN_REVOKE, Q_TENANT,
    "UPDATE api_token SET revoked_at = ? WHERE account_id = ?"
    " AND token_id = ? AND agent_id = IF(? = 0, agent_id, ?)"
    " AND revoked_at = 0");
QUERY(Q_API_TOKEN_LET, Q_TENANT,
    "UPDATE api_token SET scopes = scopes + ? WHERE account_id = ?"
    " AND token_id = ? AND revoked_at = 0 AND expires_at > ?"
    " AND scopes DIV ? MOD 2 = 0 AND scopes DIV 8 MOD 2 = 0");

static RC
insert(struct tenant *t, struct arena *a, const struct api_token *k,
    const struct digest *d)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(a);
	struct agent g;
	struct key key;

	/* His generation moved on since he came in: the token is born dead. */
	TRY(agent_get(t, a, k->agent, &g));
	if (g.state != AGENT_ACTIVE)
		return (RC_NOTFOUND);
	TRY(keyring_subject(t, SECRET_AGENT, k->agent.v, &key));
	key = api_token_key(&key);
	pack_str(&b, F_TOKEN_NAME, k->name);
	pack_str(&b, F_TOKEN_NETWORKS, k->networks);
	TRY(stmt_tenant(&st, t, &Q_API_TOKEN_ADD));
	bind_u64(st, k->id);
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	bind_u64(st, k->agent.v);
	bind_u64(st, k->generation);
	bind_u64(st, k->scopes);
	bind_i64(st, now_s());
	bind_i64(st, k->expires_at);
	bind_str(st, k->tail);
	bind_bytes(st, seal(a, &key, (struct seal_place){ t->id,
	    "api_token.sealed", k->id }, pack_end(&b)));
	return (stmt_exec(st, NULL));
}

RC
api_token_add(struct tenant *t, struct arena *a, struct api_token *k,
    const struct digest *d)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(db_new_id(t->db, &k->id));
	TRY(tx_begin(&tx, t->db));
	TRY(insert(t, a, k, d));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_TOKEN_MADE,
	    .object = ON_TOKEN, .id = k->id }));
	return (tx_commit(&tx));
}

RC
api_token_list(struct tenant *t, struct arena *a, agent_id agent,
    struct api_token_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct api_token_list){ 0 };
	TRY(stmt_tenant(&st, t, agent.v != 0 ? &Q_API_TOKEN_LIST
	    : &Q_API_TOKEN_ALL));
	if (agent.v != 0)
		bind_u64(st, agent.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		api_token_row(t, a, st, &l_r->v[l_r->n++]);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
api_token_revoke(struct tenant *t, agent_id agent, uint64_t token_id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_API_TOKEN_REVOKE));
	bind_i64(st, now_s());
	bind_u64(st, token_id);
	bind_u64(st, agent.v);
	bind_u64(st, agent.v);
	TRY(stmt_exec(st, &n));
	if (n != 1)
		return (RC_NOTFOUND);
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_TOKEN_REVOKED,
	    .object = ON_TOKEN, .id = token_id }));
	return (tx_commit(&tx));
}

RC
api_token_let(struct tenant *t, uint64_t token_id, enum api_scope scope)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(actor_admin(t));
	TRY(stmt_tenant(&st, t, &Q_API_TOKEN_LET));
	bind_u64(st, scope);
	bind_u64(st, token_id);
	bind_i64(st, now_s());
	bind_u64(st, scope);
	TRY(stmt_exec(st, &n));
	if (n != 1)
		return (RC_NOTFOUND);
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_TOKEN_CHANGED,
	    .object = ON_TOKEN, .id = token_id, .value = scope }));
	return (tx_commit(&tx));
}
