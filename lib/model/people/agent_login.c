/* Agents' passwords as signing in reads them (agent_login.h). */
#include "model/people/agent_login.h"

#include "core/log.h"
#include "crypto/password.h"
#include "model/key/keyring.h"
#include "model/people/lookup.h"

QUERY(Q_AGENT_LOGIN_FIND, Q_TENANT,
    "SELECT g.agent_id, p.password, g.generation, g.state, s.generation,"
    " s.wrapped"
    "  FROM olvido_index.lookup l"
    "  JOIN agent g ON g.account_id = l.account_id AND g.agent_id = l.id"
    "  JOIN agent_login p ON p.account_id = g.account_id"
    "   AND p.agent_id = g.agent_id"
    "  LEFT JOIN olvido_keys.secret s ON s.account_id = g.account_id"
    "   AND s.kind = 2 AND s.id = g.agent_id"
    " WHERE l.account_id = ? AND l.kind = 2 AND l.digest = ?");
QUERY(Q_AGENT_LOGIN_RENEW, Q_TENANT,
    "UPDATE agent_login SET password = ?"
    " WHERE account_id = ? AND agent_id = ?");

static struct seal_place
place(struct tenant *t, uint64_t id)
{
	return ((struct seal_place){ t->id, "agent_login.password", id });
}

RC
agent_login_find(struct tenant *t, struct arena *a, const char *email,
    struct login_row *row_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d = lookup_digest(t, LOOKUP_AGENT_EMAIL, email);
	struct bytes hash;
	struct key k;

	TRY(stmt_tenant(&st, t, &Q_AGENT_LOGIN_FIND));
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	TRY(stmt_row(st));
	*row_r = (struct login_row){ .id = col_u64(st, 0),
		.generation = (unsigned)col_u64(st, 2),
		.active = col_u64(st, 3) == AGENT_ACTIVE };
	TRY(keyring_agent(t, (agent_id){ row_r->id }, col_wrapped(st, 4), &k));
	k = key_purpose(&k, "password");
	TRY(seal_open(a, &k, place(t, row_r->id), col_bytes(st, 1), &hash));
	row_r->hash = arena_strndup(a, (const char *)hash.p, hash.n);
	return (RC_OK);
}

RC
agent_login_renew(struct tenant *t, struct arena *a, agent_id id,
    const char *password)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	char hash[PASSWORD_HASH_MAX];
	struct key k;

	TRY(password_hash(password, hash));
	TRY(keyring_subject(t, SECRET_AGENT, id.v, &k));
	k = key_purpose(&k, "password");
	TRY(stmt_tenant(&st, t, &Q_AGENT_LOGIN_RENEW));
	bind_bytes(st, seal(a, &k, place(t, id.v), (struct bytes){
	    (const uint8_t *)hash, strlen(hash) + 1 }));
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}
