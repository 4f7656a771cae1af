/* Codes by time and recovery codes, each valid once (factor.h). */
#include <string.h>

#include "core/pack.h"
#include "model/access/factor.h"
#include "model/key/keyring.h"
#include "model/ticket/outbox.h"

QUERY(Q_FACTOR_GET, Q_TENANT,
    "SELECT methods, changed_at, sealed FROM factor"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?");
QUERY(Q_RECOVERY_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM recovery_code"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?");
QUERY(Q_FACTOR_STEP, Q_TENANT,
    "UPDATE factor SET last_step = ?"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?"
    "   AND last_step < ?");
QUERY(Q_RECOVERY_TAKE, Q_TENANT,
    "DELETE FROM recovery_code"
    " WHERE account_id = ? AND kind = ? AND subject_id = ? AND digest = ?");

static RC
recovery_left(struct tenant *t, struct person p, unsigned *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_RECOVERY_COUNT));
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	TRY(stmt_row(st));
	*n_r = (unsigned)col_u64(st, 0);
	return (RC_OK);
}

RC
factor_state(struct tenant *t, struct arena *a, struct person p,
    struct factor_state *s_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes plain, seed;
	struct key k;
	enum rc rc;

	*s_r = (struct factor_state){ 0 };
	TRY(stmt_tenant(&st, t, &Q_FACTOR_GET));
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	s_r->methods = (unsigned)col_u64(st, 0);
	s_r->changed_at = col_i64(st, 1);
	if (!col_null(st, 2)) {
		TRY(keyring_subject(t, p.kind, p.id, &k));
		k = key_purpose(&k, "totp");
		TRY(seal_open(a, &k, (struct seal_place){ t->id,
		    "factor.sealed", p.id }, col_bytes(st, 2), &plain));
		seed = unpack_bytes(plain, F_SEED);
		if (seed.n != TOTP_SEED_LEN)
			return (RC_GONE);
		memcpy(s_r->seed, seed.p, TOTP_SEED_LEN);
		s_r->has_seed = true;
	}
	stmt_done(&st);
	return (recovery_left(t, p, &s_r->recovery_left));
}

RC
factor_take_step(struct tenant *t, struct person p, int64_t step)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_FACTOR_STEP));
	bind_i64(st, step);
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	bind_i64(st, step);
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_DENIED);
}

RC
factor_recovery_digest(struct tenant *t, struct person p, const char *code,
    struct digest *d_r)
{
	struct key k;

	TRY(keyring_subject(t, p.kind, p.id, &k));
	k = key_purpose(&k, "recovery");
	*d_r = digest_keyed(&k, "recovery", (struct bytes){
	    (const uint8_t *)code, strlen(code) });
	return (RC_OK);
}

static RC
take_recovery(struct tenant *t, struct person p, const struct digest *d)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_RECOVERY_TAKE));
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_DENIED);
}

RC
factor_take_recovery(struct tenant *t, struct arena *a, struct person p,
    const struct digest *d)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	bool agent = p.kind == SECRET_AGENT;

	TRY(tx_begin(&tx, t->db));
	TRY(take_recovery(t, p, d));
	TRY(outbox_login(t, a, &(struct outbox_login){
		.kind = OUTBOX_FACTOR,
		.agent = { agent ? p.id : 0 }, .contact = { agent ? 0 : p.id },
	}));
	TRY(audit_add(t, &(struct audit_row){
		.verb = AUDIT_RECOVERY_USED,
		.object = agent ? ON_AGENT : ON_CONTACT, .id = p.id,
		.actor = { .kind = agent ? ACTOR_AGENT : ACTOR_CONTACT,
		    .id = p.id },
	}));
	return (tx_commit(&tx));
}
