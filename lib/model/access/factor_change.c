/* Setting up, changing and removing second factors (factor.h). */
#include "core/pack.h"
#include "core/time.h"
#include "model/access/factor.h"
#include "model/key/keyring.h"
#include "model/ticket/outbox.h"

QUERY(Q_FACTOR_CODES, Q_TENANT,
    "INSERT INTO factor (account_id, kind, subject_id, methods, last_step,"
    " changed_at, sealed) VALUES (?, ?, ?, 1, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE methods = IF(methods > 1, 3, 1),"
    " last_step = VALUES(last_step), changed_at = VALUES(changed_at),"
    " sealed = VALUES(sealed)");
QUERY(Q_FACTOR_DROP_CODES, Q_TENANT,
    "UPDATE factor SET methods = IF(methods = 3, 2, 0), sealed = NULL, changed_at = ?"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?"
    "   AND methods IN (1, 3)");
QUERY(Q_FACTOR_DROP_ALL, Q_TENANT,
    "UPDATE factor SET methods = 0, sealed = NULL, changed_at = ?"
    " WHERE account_id = ? AND kind = ? AND subject_id = ? AND methods <> 0");
QUERY(Q_RECOVERY_DROP, Q_TENANT,
    "DELETE FROM recovery_code"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?");
QUERY(Q_RECOVERY_ADD, Q_TENANT,
    "INSERT INTO recovery_code (account_id, kind, subject_id, digest)"
    " VALUES (?, ?, ?, ?)");
QUERY(Q_FACTOR_PASSKEYS_DROP, Q_TENANT,
    "DELETE FROM passkey"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?");
RC
factor_changed(struct tenant *t, struct arena *a, struct person p,
    enum audit_verb verb, enum audit_way way)
{
	bool agent = p.kind == SECRET_AGENT;

	TRY(p.bump(t, p.id));
	TRY(outbox_login(t, a, &(struct outbox_login){
		.kind = OUTBOX_FACTOR,
		.agent = { agent ? p.id : 0 }, .contact = { agent ? 0 : p.id },
	}));
	return (audit_add(t, &(struct audit_row){
		.verb = verb, .object = agent ? ON_AGENT : ON_CONTACT,
		.id = p.id, .value = way,
	}));
}

static RC
of_person(struct tenant *t, const struct query *q, struct person p,
    uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	return (stmt_exec(st, n_r));
}

/* The same for what also notes when. */
static RC
change(struct tenant *t, const struct query *q, struct person p,
    uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_i64(st, now_s());
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	return (stmt_exec(st, n_r));
}

RC
factor_recovery_drop(struct tenant *t, struct person p)
{
	return (of_person(t, &Q_RECOVERY_DROP, p, NULL));
}

RC
factor_recovery_add(struct tenant *t, struct person p,
    const struct digest recovery[RECOVERY_CODES])
{
	TRY(factor_recovery_drop(t, p));
	for (int i = 0; i < RECOVERY_CODES; i++) {
		CLEANUP(stmt_done) struct stmt *st = NULL;

		TRY(stmt_tenant(&st, t, &Q_RECOVERY_ADD));
		bind_u64(st, p.kind);
		bind_u64(st, p.id);
		bind_bytes(st, (struct bytes){ recovery[i].b, DIGEST_LEN });
		TRY(stmt_exec(st, NULL));
	}
	return (RC_OK);
}

static RC
codes_add(struct tenant *t, struct arena *a, struct person p,
    const uint8_t seed[TOTP_SEED_LEN], int64_t step)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(a);
	struct key k;

	TRY(keyring_subject(t, p.kind, p.id, &k));
	k = key_purpose(&k, "totp");
	pack_bytes(&b, F_SEED, (struct bytes){ seed, TOTP_SEED_LEN });
	TRY(stmt_tenant(&st, t, &Q_FACTOR_CODES));
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	bind_i64(st, step);
	bind_i64(st, now_s());
	bind_bytes(st, seal(a, &k, (struct seal_place){ t->id,
	    "factor.sealed", p.id }, pack_end(&b)));
	return (stmt_exec(st, NULL));
}

RC
factor_set_codes(struct tenant *t, struct arena *a, struct person p,
    const uint8_t seed[TOTP_SEED_LEN], int64_t step,
    const struct digest recovery[RECOVERY_CODES])
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(codes_add(t, a, p, seed, step));
	TRY(factor_recovery_add(t, p, recovery));
	TRY(factor_changed(t, a, p, AUDIT_FACTOR_ADDED, WAY_TOTP));
	return (tx_commit(&tx));
}

RC
factor_drop_codes(struct tenant *t, struct arena *a, struct person p)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	unsigned left;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(change(t, &Q_FACTOR_DROP_CODES, p, &n));
	if (n != 1)
		return (RC_NOTFOUND);
	TRY(factor_methods(t, p, &left));
	if (left == 0)
		TRY(factor_recovery_drop(t, p));
	TRY(factor_changed(t, a, p, AUDIT_FACTOR_REMOVED, WAY_TOTP));
	return (tx_commit(&tx));
}

RC
factor_set_recovery(struct tenant *t, struct arena *a, struct person p,
    const struct digest recovery[RECOVERY_CODES])
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(factor_recovery_add(t, p, recovery));
	TRY(factor_changed(t, a, p, AUDIT_RECOVERY_MADE, WAY_RECOVERY));
	return (tx_commit(&tx));
}

RC
factor_reset(struct tenant *t, struct arena *a, struct person p)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(change(t, &Q_FACTOR_DROP_ALL, p, &n));
	if (n != 1)
		return (RC_NOTFOUND);
	TRY(factor_recovery_drop(t, p));
	TRY(of_person(t, &Q_FACTOR_PASSKEYS_DROP, p, NULL));
	TRY(factor_changed(t, a, p, AUDIT_FACTOR_RESET, 0));
	return (tx_commit(&tx));
}
