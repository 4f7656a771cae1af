/* An agent's picture (agent_avatar.h). Sealed: 1 the file. */
#include "model/people/agent_avatar.h"

#include "core/pack.h"
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"

enum { F_FILE = 1 };

QUERY(Q_AVATAR_GET, Q_TENANT,
    "SELECT sealed FROM agent_avatar WHERE account_id = ? AND agent_id = ?");
QUERY(Q_AVATAR_SET, Q_TENANT,
    "INSERT INTO agent_avatar (account_id, agent_id, sealed)"
    " VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE sealed = VALUES(sealed)");
QUERY(Q_AVATAR_REMOVE, Q_TENANT,
    "DELETE FROM agent_avatar WHERE account_id = ? AND agent_id = ?");
QUERY(Q_AVATAR_MARK, Q_TENANT,
    "UPDATE agent SET avatar = ? WHERE account_id = ? AND agent_id = ?");

static RC
avatar_key(struct tenant *t, agent_id id, struct key *k_r)
{
	TRY(keyring_subject(t, SECRET_AGENT, id.v, k_r));
	*k_r = key_purpose(k_r, "avatar");
	return (RC_OK);
}

static RC
store(struct tenant *t, struct arena *a, agent_id id, struct bytes file)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(a);
	struct key k;

	TRY(stmt_tenant(&st, t, file.n > 0 ? &Q_AVATAR_SET
	    : &Q_AVATAR_REMOVE));
	bind_u64(st, id.v);
	if (file.n > 0) {
		TRY(avatar_key(t, id, &k));
		pack_bytes(&b, F_FILE, file);
		bind_bytes(st, seal(a, &k, (struct seal_place){ t->id,
		    "agent_avatar.sealed", id.v }, pack_end(&b)));
	}
	return (stmt_exec(st, NULL));
}

RC
agent_avatar_set(struct tenant *t, struct arena *a, agent_id id,
    struct bytes file)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(store(t, a, id, file));
	TRY(stmt_tenant(&st, t, &Q_AVATAR_MARK));
	bind_i64(st, file.n > 0 ? now_s() : 0);
	bind_u64(st, id.v);
	TRY(stmt_exec(st, NULL));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_PROFILE_CHANGED,
	    .object = ON_AGENT, .id = id.v }));
	return (tx_commit(&tx));
}

RC
agent_avatar_get(struct tenant *t, struct arena *a, agent_id id,
    struct bytes *b_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes plain;
	struct key k;

	TRY(stmt_tenant(&st, t, &Q_AVATAR_GET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	TRY(avatar_key(t, id, &k));
	TRY(seal_open(a, &k, (struct seal_place){ t->id,
	    "agent_avatar.sealed", id.v }, col_bytes(st, 0), &plain));
	*b_r = unpack_bytes(plain, F_FILE);
	return (RC_OK);
}
