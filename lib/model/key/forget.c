/*
 * Forgetting secrets (ARCHITECTURE.md 7, crypto/vault.h): linked only by
 * programs whose database user may delete from olvido_keys.
 */
#include "core/fault.h"
#include "core/log.h"
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/key/keystore.h"

QUERY(Q_BUCKET_LOCK, Q_INSTALLATION,
    "SELECT generation FROM olvido_keys.bucket WHERE bucket = ? FOR UPDATE");
QUERY(Q_BUCKET_SET, Q_INSTALLATION,
    "UPDATE olvido_keys.bucket SET generation = ? WHERE bucket = ?");
QUERY(Q_BUCKET_SECRETS, Q_INSTALLATION,
    "SELECT account_id, kind, id, generation, wrapped"
    "  FROM olvido_keys.secret WHERE bucket = ?");
QUERY(Q_SECRET_REWRAP, Q_INSTALLATION,
    "UPDATE olvido_keys.secret SET generation = ?, wrapped = ?"
    " WHERE account_id = ? AND kind = ? AND id = ?");
QUERY(Q_SECRET_DELETE, Q_TENANT,
    "DELETE FROM olvido_keys.secret"
    " WHERE account_id = ? AND kind = ? AND id = ?");
QUERY(Q_TOMBSTONE_LAST, Q_TENANT,
    "SELECT seq, chain FROM olvido_keys.tombstone"
    " WHERE account_id = ? ORDER BY seq DESC LIMIT 1 FOR UPDATE");
QUERY(Q_TOMBSTONE_ADD, Q_TENANT,
    "INSERT INTO olvido_keys.tombstone"
    " (account_id, kind, id, at, erasure_id, chain, seq)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_TOMBSTONE_GET, Q_TENANT,
    "SELECT seq FROM olvido_keys.tombstone"
    " WHERE account_id = ? AND kind = ? AND id = ?");
QUERY(Q_RESEAL_LAST, Q_TENANT,
    "SELECT seq, chain FROM olvido_keys.reseal"
    " WHERE account_id = ? ORDER BY seq DESC LIMIT 1 FOR UPDATE");
QUERY(Q_RESEAL_ADD, Q_TENANT,
    "INSERT INTO olvido_keys.reseal"
    " (account_id, kind, id, at, erasure_id, chain, seq, proof)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_SECRET_REPLACE, Q_TENANT,
    "UPDATE olvido_keys.secret SET generation = ?, wrapped = ?"
    " WHERE account_id = ? AND kind = ? AND id = ?");
QUERY(Q_BUCKET_ANY, Q_INSTALLATION,
    "SELECT bucket FROM olvido_keys.bucket LIMIT 1");
QUERY(Q_BUCKET_ALL, Q_INSTALLATION,
    "SELECT bucket, generation FROM olvido_keys.bucket");
QUERY(Q_BUCKET_ADD, Q_INSTALLATION,
    "INSERT INTO olvido_keys.bucket (bucket, generation) VALUES (?, ?)");
QUERY(Q_SECRET_RISEN, Q_INSTALLATION,
    "SELECT s.account_id, s.kind, s.id FROM olvido_keys.tombstone d"
    "  JOIN olvido_keys.secret s ON s.account_id = d.account_id"
    "   AND s.kind = d.kind AND s.id = d.id LIMIT 1000");

struct bucket_row {
	account_id	  account;
	enum secret_kind  kind;
	uint64_t	  id;
	uint8_t		  wrapped[WRAPPED_LEN];
	uint32_t	  generation;
	struct bucket_row *next;
};

static bool
is_victim(struct tenant *t, const struct bucket_row *row,
    const struct victim *v, size_t n)
{
	if (row->account.v != t->id.v)
		return (false);
	for (size_t i = 0; i < n; i++)
		if (v[i].kind == row->kind && v[i].id == row->id)
			return (true);
	return (false);
}

static RC
bucket_rows(struct tenant *t, struct arena *a, uint32_t bucket,
    struct bucket_row **rows_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bucket_row *row;
	struct bytes w;
	enum rc rc;

	*rows_r = NULL;
	TRY(stmt_installation(&st, t->db, &Q_BUCKET_SECRETS));
	bind_u64(st, bucket);
	while ((rc = stmt_row(st)) == RC_OK) {
		row = ARENA_NEW(a, struct bucket_row);
		row->account.v = col_u64(st, 0);
		row->kind = (enum secret_kind)col_u64(st, 1);
		row->id = col_u64(st, 2);
		row->generation = (uint32_t)col_u64(st, 3);
		w = col_bytes(st, 4);
		if (w.n != WRAPPED_LEN)
			return (RC_FAILED);
		memcpy(row->wrapped, w.p, w.n);
		row->next = *rows_r;
		*rows_r = row;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/*
 * A neighbour that does not open although its bucket's key does is damaged or
 * of an older key store: told, left as it is, and no reason to refuse a person
 * his right.  Without the bucket's key nothing is touched.
 */
static RC
unwrap_row(struct tenant *t, const struct bucket_row *row,
    uint32_t generation, struct secret *s_r)
{
	uint8_t probe[WRAPPED_LEN];
	struct secret none = { 0 };

	if (vault_unwrap(t->vault, row->account, row->kind, row->id,
	    row->generation, (struct bytes){ row->wrapped, WRAPPED_LEN },
	    s_r) == RC_OK)
		return (RC_OK);
	TRY(vault_wrap(t->vault, row->account, row->kind, row->id, generation,
	    &none, probe));
	log_warn("ALARM: account %llu: secret %d of %llu does not open",
	    (unsigned long long)row->account.v, (int)row->kind,
	    (unsigned long long)row->id);
	return (RC_GONE);
}

static RC
rewrap(struct tenant *t, const struct bucket_row *row, uint32_t from,
    uint32_t generation)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint8_t wrapped[WRAPPED_LEN];
	struct secret s;
	enum rc rc;

	rc = unwrap_row(t, row, from, &s);
	if (rc != RC_OK)
		return (rc == RC_GONE ? RC_OK : rc);
	rc = vault_wrap(t->vault, row->account, row->kind, row->id,
	    generation, &s, wrapped);
	explicit_bzero(&s, sizeof(s));
	TRY(rc);
	TRY(stmt_installation(&st, t->db, &Q_SECRET_REWRAP));
	bind_u64(st, generation);
	bind_bytes(st, (struct bytes){ wrapped, sizeof(wrapped) });
	bind_u64(st, row->account.v);
	bind_u64(st, row->kind);
	bind_u64(st, row->id);
	return (stmt_exec(st, NULL));
}

static RC
bucket_set(struct tenant *t, uint32_t bucket, uint32_t generation)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, t->db, &Q_BUCKET_SET));
	bind_u64(st, generation);
	bind_u64(st, bucket);
	return (stmt_exec(st, NULL));
}

/*
 * Inside a transaction: lock the bucket's row and end what a crash or a rolled
 * back transaction left half done in its slot.
 */
static RC
bucket_lock(struct db *db, struct vault *v, uint32_t bucket,
    uint32_t *generation_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_BUCKET_LOCK));
	bind_u64(st, bucket);
	TRY(stmt_row(st));
	*generation_r = (uint32_t)col_u64(st, 0);
	return (vault_forget_finish(v, bucket, *generation_r));
}

/* Under the bucket row's lock: everything but the victims moves on. */
static RC
bucket_turn(struct tenant *t, struct arena *a, uint32_t bucket,
    const struct victim *v, size_t n)
{
	struct bucket_row *rows;
	uint32_t now, next;

	TRY(bucket_lock(t->db, t->vault, bucket, &now));
	TRY(vault_forget_begin(t->vault, bucket, &next));
	FAULT_POINT("forget.slot.next");
	TRY(bucket_rows(t, a, bucket, &rows));
	for (; rows != NULL; rows = rows->next)
		if (!is_victim(t, rows, v, n))
			TRY(rewrap(t, rows, now, next));
	FAULT_POINT("forget.bucket.wrapped");
	return (bucket_set(t, bucket, next));
}

static RC
tombstone_known(struct tenant *t, const struct victim *v)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_TOMBSTONE_GET));
	bind_u64(st, v->kind);
	bind_u64(st, v->id);
	return (stmt_row(st));
}

struct digest
tombstone_chain(const struct digest *before, const uint64_t row[6])
{
	uint8_t in[DIGEST_LEN + 6 * sizeof(row[0])];

	memcpy(in, before->b, DIGEST_LEN);
	memcpy(in + DIGEST_LEN, row, 6 * sizeof(row[0]));
	return (digest(in, sizeof(in)));
}

/*
 * The next place in a chain of the account's: row[5] and *chain_r.  last: its
 * newest row, locked.
 */
static RC
chain_next(struct tenant *t, const struct query *last, uint64_t row[6],
    struct digest *chain_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest before = { 0 };
	enum rc rc;

	TRY(stmt_tenant(&st, t, last));
	rc = stmt_row(st);
	if (rc == RC_OK && col_bytes(st, 1).n == DIGEST_LEN) {
		row[5] = col_u64(st, 0) + 1;
		memcpy(before.b, col_bytes(st, 1).p, DIGEST_LEN);
	} else if (rc != RC_NOTFOUND)
		return (rc == RC_OK ? RC_FAILED : rc);
	*chain_r = tombstone_chain(&before, row);
	return (RC_OK);
}

static RC
chain_insert(struct tenant *t, const struct query *add, const uint64_t row[6],
    const struct digest *chain, const uint8_t *proof)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, add));
	for (size_t i = 1; i < 5; i++)
		bind_u64(st, row[i]);
	bind_bytes(st, (struct bytes){ chain->b, DIGEST_LEN });
	bind_u64(st, row[5]);
	if (proof != NULL)
		bind_bytes(st, (struct bytes){ proof, DIGEST_LEN });
	return (stmt_exec(st, NULL));
}

/* row: account, kind, id, at, erasure; its number is found here. */
static RC
chain_add(struct tenant *t, const struct query *last, const struct query *add,
    uint64_t row[6], const uint8_t *proof)
{
	struct digest chain;

	TRY(chain_next(t, last, row, &chain));
	return (chain_insert(t, add, row, &chain, proof));
}

RC
tombstones_add(struct tenant *t, enum secret_kind kind, const uint64_t *id,
    size_t n, uint64_t at, uint64_t erasure_id)
{
	uint64_t row[6] = { t->id.v, kind, 0, at, erasure_id, 1 };
	struct digest chain;

	for (size_t i = 0; i < n; i++) {
		row[2] = id[i];
		if (i == 0)
			TRY(chain_next(t, &Q_TOMBSTONE_LAST, row, &chain));
		else {
			row[5]++;
			chain = tombstone_chain(&chain, row);
		}
		TRY(chain_insert(t, &Q_TOMBSTONE_ADD, row, &chain, NULL));
	}
	return (RC_OK);
}

static RC
tombstone_add(struct tenant *t, const struct victim *v, uint64_t at,
    uint64_t erasure_id)
{
	enum rc rc = tombstone_known(t, v);

	/* Idempotent: it may be there already. */
	return (rc != RC_NOTFOUND ? rc : tombstones_add(t, v->kind, &v->id, 1,
	    at, erasure_id));
}

RC
tombstone_merge(struct db *db, struct vault *v,
    const struct store_gone *d, bool *added_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct tenant t = { .db = db, .vault = v, .id = d->account };
	struct victim victim = { .kind = d->kind, .id = d->id };
	enum rc rc = tombstone_known(&t, &victim);

	*added_r = rc == RC_NOTFOUND;
	if (rc != RC_NOTFOUND)
		return (rc);
	TRY(tx_begin(&tx, db));
	TRY(tombstone_add(&t, &victim, d->at, d->erasure_id));
	return (tx_commit(&tx));
}

struct digest
reseal_proof(const struct secret *s)
{
	uint8_t in[8 + SECRET_LEN] = "reseal";
	struct digest d;

	memcpy(in + 8, s->b, SECRET_LEN);
	d = digest(in, sizeof(in));
	explicit_bzero(in, sizeof(in));
	return (d);
}

RC
reseal_add(struct tenant *t, const struct store_gone *r)
{
	uint64_t row[6] = { t->id.v, r->kind, r->id, r->at, r->erasure_id, 1 };

	return (chain_add(t, &Q_RESEAL_LAST, &Q_RESEAL_ADD, row, r->digest));
}

static RC
victim_delete(struct tenant *t, const struct victim *v)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SECRET_DELETE));
	bind_u64(st, v->kind);
	bind_u64(st, v->id);
	return (stmt_exec(st, NULL));
}

/* Behind bucket_turn(): the row's generation is the next key's. */
static RC
victim_replace(struct tenant *t, const struct victim *v, uint64_t erasure_id)
{
	CLEANUP(stmt_done) struct stmt *lock = NULL, *st = NULL;
	struct store_gone told = { .kind = v->kind, .id = v->id,
	    .at = (uint64_t)now_s(), .erasure_id = erasure_id };
	struct digest proof = reseal_proof(v->instead);
	uint8_t wrapped[WRAPPED_LEN];
	uint64_t n = 0;
	uint32_t next;

	TRY(stmt_installation(&lock, t->db, &Q_BUCKET_LOCK));
	bind_u64(lock, vault_bucket(t->vault, t->id, v->kind, v->id));
	TRY(stmt_row(lock));
	next = (uint32_t)col_u64(lock, 0);
	TRY(vault_wrap(t->vault, t->id, v->kind, v->id, next, v->instead,
	    wrapped));
	TRY(stmt_tenant(&st, t, &Q_SECRET_REPLACE));
	bind_u64(st, next);
	bind_bytes(st, (struct bytes){ wrapped, sizeof(wrapped) });
	bind_u64(st, v->kind);
	bind_u64(st, v->id);
	TRY(stmt_exec(st, &n));
	if (n != 1)
		return (RC_GONE);
	/* A restore knows by it that older rows do not open on purpose. */
	memcpy(told.digest, proof.b, DIGEST_LEN);
	return (reseal_add(t, &told));
}

static int
cmp_u32(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;

	return (*a < *b ? -1 : *a > *b);
}

/* The victims' buckets, each once, in ascending order: the lock order. */
static size_t
buckets_of(struct tenant *t, const struct victim *v, size_t n, uint32_t *b)
{
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		b[i] = vault_bucket(t->vault, t->id, v[i].kind, v[i].id);
	qsort(b, n, sizeof(*b), cmp_u32);
	for (size_t i = 0; i < n; i++)
		if (m == 0 || b[m - 1] != b[i])
			b[m++] = b[i];
	return (m);
}

/* The row is asked again, under its lock: what counts is what was committed. */
static RC
bucket_finish(struct db *db, struct vault *v, uint32_t bucket)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint32_t generation;

	TRY(tx_begin(&tx, db));
	TRY(bucket_lock(db, v, bucket, &generation));
	FAULT_POINT("forget.slot.finished");
	return (tx_commit(&tx));
}

static RC
forget_each(struct tenant *t, const struct victim *v, uint64_t erasure_id)
{
	if (v->instead != NULL)
		return (victim_replace(t, v, erasure_id));
	TRY(victim_delete(t, v));
	if (v->outdated)
		return (RC_OK);
	return (tombstone_add(t, v, (uint64_t)now_s(), erasure_id));
}

RC
secret_forget_in(struct tenant *t, struct arena *a, const struct victim *v,
    size_t n, uint64_t erasure_id)
{
	uint32_t *b = arena_array(a, n + 1, sizeof(*b));
	size_t m = buckets_of(t, v, n, b);
	enum rc rc;

	for (size_t i = 0; i < m; i++)
		TRY(bucket_turn(t, a, b[i], v, n));
	for (size_t i = 0; i < n; i++) {
		rc = forget_each(t, &v[i], erasure_id);
		/* Another forgetting of this account took the chain's place. */
		if (rc != RC_OK)
			return (rc == RC_CONFLICT ? RC_RETRY : rc);
	}
	return (RC_OK);
}

/*
 * Done or rolled back, no slot is left with two keys when the database can
 * still be asked; else the next act or start ends the step.
 */
RC
secret_forget_end(struct tenant *t, const struct victim *v, size_t n)
{
	enum rc rc = RC_OK, end;
	uint32_t b;

	for (size_t i = 0; i < n; i++) {
		b = vault_bucket(t->vault, t->id, v[i].kind, v[i].id);
		if (!vault_bucket_pending(t->vault, b))
			continue;
		end = bucket_finish(t->db, t->vault, b);
		if (rc == RC_OK)
			rc = end;
	}
	return (rc);
}

static RC
forget_all(struct tenant *t, struct arena *a, const struct victim *v,
    size_t n, uint64_t erasure_id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(secret_forget_in(t, a, v, n, erasure_id));
	return (tx_commit(&tx));
}

RC
secret_forget(struct tenant *t, const struct victim *v, size_t n,
    uint64_t erasure_id)
{
	CLEANUP(arena_free) struct arena *a = arena_new(256U << 20);
	enum rc rc = forget_all(t, a, v, n, erasure_id);
	enum rc end = secret_forget_end(t, v, n);

	return (rc == RC_OK ? end : rc);
}

static RC
finish_pending(struct db *db, struct vault *v)
{
	for (uint32_t b = 0; b < vault_buckets(v); b++)
		if (vault_bucket_pending(v, b))
			TRY(bucket_finish(db, v, b));
	return (RC_OK);
}

/*
 * Every bucket's row names the key its slot holds.  Else an old copy of one of
 * the two was put back: its secrets are dead, and writing on would hide it.
 */
RC
keyring_fits(struct db *db, struct vault *v)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint32_t bucket, n = 0, wrong = 0;
	enum rc rc;

	TRY(stmt_installation(&st, db, &Q_BUCKET_ALL));
	while ((rc = stmt_row(st)) == RC_OK) {
		bucket = (uint32_t)col_u64(st, 0);
		n++;
		if (bucket >= vault_buckets(v) ||
		    vault_generation(v, bucket) != col_u64(st, 1))
			wrong++;
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	if (n == vault_buckets(v) && wrong == 0)
		return (RC_OK);
	log_warn("ALARM: %u of %u buckets in olvido_keys do not fit the slot "
	    "file (%u slots): an old copy of one of them was put back; nothing "
	    "was changed", wrong, n, vault_buckets(v));
	return (RC_DENIED);
}

/* What an old copy of the key store brought back is destroyed again. */
static RC
forget_risen(struct db *db, struct vault *v, struct arena *a, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct { account_id account; struct victim v; } *risen;
	enum rc rc;
	size_t n = 0;

	risen = arena_array(a, 1000, sizeof(*risen));
	TRY(stmt_installation(&st, db, &Q_SECRET_RISEN));
	while ((rc = stmt_row(st)) == RC_OK) {
		risen[n].account.v = col_u64(st, 0);
		risen[n].v.kind = (enum secret_kind)col_u64(st, 1);
		risen[n++].v.id = col_u64(st, 2);
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	for (size_t i = 0; i < n; i++) {
		struct tenant t = {
			.db = db, .vault = v, .id = risen[i].account,
		};

		TRY(secret_forget(&t, &risen[i].v, 1, 0));
	}
	*n_r += n;
	return (n == 1000 ? RC_RETRY : RC_OK);
}

RC
keyring_recover(struct db *db, struct vault *v, uint64_t *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	enum rc rc;

	*n_r = 0;
	TRY(finish_pending(db, v));
	TRY(keyring_fits(db, v));
	while ((rc = forget_risen(db, v, a, n_r)) == RC_RETRY)
		arena_reset(a);
	return (rc);
}

static RC
bucket_add(struct db *db, uint32_t bucket, uint32_t generation)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_BUCKET_ADD));
	bind_u64(st, bucket);
	bind_u64(st, generation);
	return (stmt_exec(st, NULL));
}

RC
keyring_create_buckets(struct db *db, struct vault *v)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	CLEANUP(tx_end) struct tx *tx = NULL;
	enum rc rc;

	TRY(stmt_installation(&st, db, &Q_BUCKET_ANY));
	rc = stmt_row(st);
	if (rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	TRY(tx_begin(&tx, db));
	for (uint32_t b = 0; b < vault_buckets(v); b++)
		TRY(bucket_add(db, b, vault_generation(v, b)));
	return (tx_commit(&tx));
}
