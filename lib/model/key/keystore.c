/* The key store as a whole (keystore.h). */
#include "model/key/keystore.h"

QUERY(Q_STORE_GENERATIONS, Q_INSTALLATION,
    "SELECT bucket, generation FROM olvido_keys.bucket"
    " WHERE bucket >= ? AND bucket < ?");
QUERY(Q_STORE_SECRETS, Q_INSTALLATION,
    "SELECT account_id, kind, id, generation, wrapped"
    "  FROM olvido_keys.secret WHERE bucket >= ? AND bucket < ?");
QUERY(Q_STORE_ACCOUNTS, Q_INSTALLATION,
    "SELECT account_id, wrapped, 0 FROM olvido_keys.account_key UNION ALL"
    " SELECT account_id, wrapped, 1 FROM olvido_keys.cold_key");
QUERY(Q_STORE_TOMBSTONES, Q_INSTALLATION,
    "SELECT account_id, kind, id, at, erasure_id, seq, chain"
    "  FROM olvido_keys.tombstone ORDER BY account_id, seq");
QUERY(Q_STORE_RESEALS, Q_INSTALLATION,
    "SELECT r.account_id, r.kind, r.id, r.at, r.erasure_id, r.seq, r.proof"
    "  FROM olvido_keys.reseal r"
    "  LEFT JOIN olvido_keys.reseal l ON l.account_id = r.account_id"
    "   AND l.kind = r.kind AND l.id = r.id AND l.seq > r.seq"
    " WHERE l.seq IS NULL");

/* ---- reading --------------------------------------------------------------- */

static RC
generations(struct db *db, uint32_t from, uint32_t to, uint32_t *generation_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	memset(generation_r, 0, (to - from) * sizeof(*generation_r));
	TRY(stmt_installation(&st, db, &Q_STORE_GENERATIONS));
	bind_u64(st, from);
	bind_u64(st, to);
	while ((rc = stmt_row(st)) == RC_OK)
		generation_r[col_u64(st, 0) - from] =
		    (uint32_t)col_u64(st, 1);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
wrapped_copy(struct stmt *st, unsigned i, uint8_t wrapped[WRAPPED_LEN])
{
	struct bytes b = col_bytes(st, i);

	if (b.n != WRAPPED_LEN)
		return (RC_FAILED);
	memcpy(wrapped, b.p, WRAPPED_LEN);
	return (RC_OK);
}

static RC
secrets(struct db *db, struct arena *a, uint32_t from, uint32_t to,
    struct store_secret **v_r, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct store_secret *s = NULL;
	enum rc rc;

	*n_r = 0;
	*v_r = NULL;
	TRY(stmt_installation(&st, db, &Q_STORE_SECRETS));
	bind_u64(st, from);
	bind_u64(st, to);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (s == NULL)
			s = arena_array(a, stmt_rows(st), sizeof(*s));
		s[*n_r] = (struct store_secret){
			.account = { col_u64(st, 0) },
			.kind = (enum secret_kind)col_u64(st, 1),
			.id = col_u64(st, 2),
			.generation = (uint32_t)col_u64(st, 3),
		};
		TRY(wrapped_copy(st, 4, s[*n_r].wrapped));
		(*n_r)++;
	}
	*v_r = s;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* Of one moment: a turn of a bucket in between shows in its generation. */
RC
store_buckets(struct db *db, struct arena *a, uint32_t from, uint32_t to,
    uint32_t *generation_r, struct store_secret **v_r, size_t *n_r)
{
	uint32_t *before = arena_array(a, to - from, sizeof(*before));

	for (int i = 0; i < 20; i++) {
		TRY(generations(db, from, to, before));
		TRY(secrets(db, a, from, to, v_r, n_r));
		TRY(generations(db, from, to, generation_r));
		if (memcmp(before, generation_r,
		    (to - from) * sizeof(*before)) == 0)
			return (RC_OK);
	}
	return (RC_RETRY);
}

RC
store_accounts(struct db *db, struct arena *a, struct store_account **v_r,
    size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct store_account *k = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_installation(&st, db, &Q_STORE_ACCOUNTS));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (k == NULL)
			k = arena_array(a, stmt_rows(st), sizeof(*k));
		k[*n_r].account.v = col_u64(st, 0);
		k[*n_r].cold = col_u64(st, 2) != 0;
		TRY(wrapped_copy(st, 1, k[*n_r].wrapped));
		(*n_r)++;
	}
	*v_r = k;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
gone(struct db *db, struct arena *a, const struct query *q,
    struct store_gone_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct store_gone *g;
	enum rc rc;

	*l_r = (struct store_gone_list){ 0 };
	TRY(stmt_installation(&st, db, q));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st), sizeof(*g));
		g = &l_r->v[l_r->n++];
		*g = (struct store_gone){
			.account = { col_u64(st, 0) },
			.kind = (enum secret_kind)col_u64(st, 1),
			.id = col_u64(st, 2), .at = col_u64(st, 3),
			.erasure_id = col_u64(st, 4), .seq = col_u64(st, 5),
		};
		if (col_bytes(st, 6).n != DIGEST_LEN)
			return (RC_FAILED);
		memcpy(g->digest, col_bytes(st, 6).p, DIGEST_LEN);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
store_tombstones(struct db *db, struct arena *a, struct store_gone_list *l_r)
{
	return (gone(db, a, &Q_STORE_TOMBSTONES, l_r));
}

RC
store_reseals(struct db *db, struct arena *a, struct store_gone_list *l_r)
{
	return (gone(db, a, &Q_STORE_RESEALS, l_r));
}
