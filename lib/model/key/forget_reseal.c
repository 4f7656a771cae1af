/*
 * Secrets that took the place of others (keyring.h, model/key/reseal.h), when an old copy
 * of the key store was put back: linked only by the command line.
 */
#include "core/log.h"
#include "model/key/keyring.h"
#include "model/key/keystore.h"

QUERY(Q_RESEAL_OF, Q_TENANT,
    "SELECT proof, at FROM olvido_keys.reseal"
    " WHERE account_id = ? AND kind = ? AND id = ? ORDER BY seq");

/* Is it known here, or is what is here newer? */
static RC
known(struct tenant *t, const struct store_gone *r, bool *known_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes proof;
	enum rc rc;

	*known_r = false;
	TRY(stmt_tenant(&st, t, &Q_RESEAL_OF));
	bind_u64(st, r->kind);
	bind_u64(st, r->id);
	while ((rc = stmt_row(st)) == RC_OK) {
		proof = col_bytes(st, 0);
		if ((proof.n == DIGEST_LEN && memcmp(proof.p, r->digest,
		    DIGEST_LEN) == 0) || col_u64(st, 1) > r->at)
			*known_r = true;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
reseal_merge(struct db *db, struct vault *v, const struct store_gone *r,
    bool *added_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct tenant t = { .db = db, .vault = v, .id = r->account };
	bool is_known;

	TRY(known(&t, r, &is_known));
	*added_r = !is_known;
	if (is_known)
		return (RC_OK);
	TRY(tx_begin(&tx, db));
	TRY(reseal_add(&t, r));
	return (tx_commit(&tx));
}

/* RC_OK: it is that one; RC_GONE: another; RC_NOTFOUND: none opens. */
static RC
compare(struct tenant *t, const struct store_gone *r)
{
	struct secret s;
	struct digest is;

	if (secret_get(t, r->kind, r->id, &s) != RC_OK)
		return (RC_NOTFOUND);
	is = reseal_proof(&s);
	explicit_bzero(&s, sizeof(s));
	return (digest_eq(is.b, r->digest, DIGEST_LEN) ? RC_OK : RC_GONE);
}

RC
reseal_here(struct db *db, struct vault *v, const struct store_gone *r)
{
	struct tenant t = { .db = db, .vault = v, .id = r->account };
	bool is_known;

	TRY(known(&t, r, &is_known));
	return (!is_known && compare(&t, r) == RC_GONE ? RC_GONE : RC_OK);
}

RC
keyring_outdated(struct db *db, struct vault *v, uint64_t *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1UL << 30);
	struct store_gone_list l;

	*n_r = 0;
	TRY(store_reseals(db, a, &l));
	for (size_t i = 0; i < l.n; i++) {
		struct tenant t = { .db = db, .vault = v,
		    .id = l.v[i].account };
		struct victim victim = { .kind = l.v[i].kind,
		    .id = l.v[i].id, .outdated = true };

		if (compare(&t, &l.v[i]) != RC_GONE)
			continue;
		log_warn("ALARM: account %llu: an older secret of %llu was put "
		    "back and is destroyed again",
		    (unsigned long long)t.id.v,
		    (unsigned long long)victim.id);
		TRY(secret_forget(&t, &victim, 1, 0));
		(*n_r)++;
	}
	return (RC_OK);
}
