/* Adding and removing passkeys (passkey.h). */
#include "core/pack.h"
#include "core/time.h"
#include "model/access/passkey_row.h"

QUERY(Q_PASSKEY_FACTOR, Q_TENANT,
    "INSERT INTO factor (account_id, kind, subject_id, methods, changed_at)"
    " VALUES (?, ?, ?, 2, ?) ON DUPLICATE KEY UPDATE"
    " methods = IF(methods IN (1, 3), 3, 2), changed_at = VALUES(changed_at)");
QUERY(Q_PASSKEY_ADD, Q_TENANT,
    "INSERT INTO passkey (account_id, passkey_id, kind, subject_id, digest,"
    " counter, created_at, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_PASSKEY_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM passkey"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?");
QUERY(Q_PASSKEY_REMOVE, Q_TENANT,
    "DELETE FROM passkey WHERE account_id = ? AND passkey_id = ?"
    " AND kind = ? AND subject_id = ?");
QUERY(Q_PASSKEY_NONE, Q_TENANT,
    "UPDATE factor SET methods = IF(methods IN (1, 3), 1, 0), changed_at = ?"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?");

static RC
factor_row(struct tenant *t, struct person p)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PASSKEY_FACTOR));
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

static RC
count(struct tenant *t, struct person p, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PASSKEY_COUNT));
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

static RC
insert(struct tenant *t, struct arena *a, struct person p,
    struct passkey *k)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d = passkey_digest(t, k->key.id);
	struct buf b = BUF_INIT(a);
	struct key key;

	TRY(passkey_seal_key(t, p, &key));
	TRY(db_new_id(t->db, &k->id.v));
	pack_str(&b, F_PASSKEY_NAME, k->name);
	pack_bytes(&b, F_PASSKEY_ID, k->key.id);
	pack_bytes(&b, F_PASSKEY_KEY, k->key.key);
	pack_u64(&b, F_PASSKEY_ALG, (uint64_t)-k->key.alg);
	TRY(stmt_tenant(&st, t, &Q_PASSKEY_ADD));
	bind_u64(st, k->id.v);
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	bind_u64(st, k->key.counter);
	bind_i64(st, now_s());
	bind_bytes(st, seal(a, &key, (struct seal_place){ t->id,
	    "passkey.sealed", k->id.v }, pack_end(&b)));
	return (stmt_exec(st, NULL));
}

RC
passkey_add(struct tenant *t, struct arena *a, struct person p,
    struct passkey *k, const struct digest *recovery)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(factor_row(t, p));
	TRY(count(t, p, &n));
	if (n >= PASSKEYS_MAX)
		return (RC_LIMIT);
	TRY(insert(t, a, p, k));
	if (recovery != NULL)
		TRY(factor_recovery_add(t, p, recovery));
	TRY(factor_changed(t, a, p, AUDIT_FACTOR_ADDED, WAY_PASSKEY));
	return (tx_commit(&tx));
}

static RC
drop(struct tenant *t, struct person p, passkey_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_PASSKEY_REMOVE));
	bind_u64(st, id.v);
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_NOTFOUND);
}

/* That was the last one. */
static RC
none_left(struct tenant *t, struct person p)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	unsigned methods;

	TRY(stmt_tenant(&st, t, &Q_PASSKEY_NONE));
	bind_i64(st, now_s());
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	TRY(stmt_exec(st, NULL));
	TRY(factor_methods(t, p, &methods));
	return (methods == 0 ? factor_recovery_drop(t, p) : RC_OK);
}

RC
passkey_remove(struct tenant *t, struct arena *a, struct person p,
    passkey_id id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(drop(t, p, id));
	TRY(count(t, p, &n));
	if (n == 0)
		TRY(none_left(t, p));
	TRY(factor_changed(t, a, p, AUDIT_FACTOR_REMOVED, WAY_PASSKEY));
	return (tx_commit(&tx));
}
