/* The key store put anew, its mark (keystore.h): the command line only. */
#include "core/time.h"
#include "model/key/keystore.h"

QUERY(Q_STORE_LOCK, Q_INSTALLATION,
    "SELECT bucket FROM olvido_keys.bucket FOR UPDATE");
QUERY(Q_STORE_CLEAR, Q_INSTALLATION, "DELETE FROM olvido_keys.secret");
QUERY(Q_STORE_CLEAR_BUCKETS, Q_INSTALLATION,
    "DELETE FROM olvido_keys.bucket");
QUERY(Q_STORE_CLEAR_ACCOUNTS, Q_INSTALLATION,
    "DELETE FROM olvido_keys.account_key");
QUERY(Q_STORE_CLEAR_COLD, Q_INSTALLATION,
    "DELETE FROM olvido_keys.cold_key");
QUERY(Q_STORE_BUCKET_PUT, Q_INSTALLATION,
    "INSERT INTO olvido_keys.bucket (bucket, generation) VALUES (?, ?)");
QUERY(Q_STORE_SECRET_PUT, Q_INSTALLATION,
    "INSERT INTO olvido_keys.secret"
    " (account_id, kind, id, bucket, generation, wrapped)"
    " VALUES (?, ?, ?, ?, ?, ?)");
QUERY(Q_STORE_ACCOUNT_PUT, Q_INSTALLATION,
    "REPLACE INTO olvido_keys.account_key (account_id, wrapped)"
    " VALUES (?, ?)");
QUERY(Q_STORE_COLD_PUT, Q_INSTALLATION,
    "REPLACE INTO olvido_keys.cold_key (account_id, wrapped)"
    " VALUES (?, ?)");
QUERY(Q_STORE_ACCOUNT_OUT, Q_INSTALLATION,
    "DELETE FROM olvido_keys.account_key WHERE account_id = ?");
QUERY(Q_STORE_COLD_OUT, Q_INSTALLATION,
    "DELETE FROM olvido_keys.cold_key WHERE account_id = ?");
QUERY(Q_MARK_GET, Q_INSTALLATION,
    "SELECT mark FROM olvido_keys.master WHERE one = 1");
QUERY(Q_MARK_SET, Q_INSTALLATION,
    "REPLACE INTO olvido_keys.master (one, mark, since) VALUES (1, ?, ?)");

static RC
run(struct db *db, const struct query *q)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, q));
	return (stmt_exec(st, NULL));
}

RC
store_lock(struct db *db)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_installation(&st, db, &Q_STORE_LOCK));
	while ((rc = stmt_row(st)) == RC_OK)
		;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
store_clear(struct db *db)
{
	TRY(run(db, &Q_STORE_CLEAR));
	TRY(run(db, &Q_STORE_CLEAR_BUCKETS));
	TRY(run(db, &Q_STORE_CLEAR_COLD));
	return (run(db, &Q_STORE_CLEAR_ACCOUNTS));
}

RC
store_bucket_put(struct db *db, uint32_t bucket, uint32_t generation)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_STORE_BUCKET_PUT));
	bind_u64(st, bucket);
	bind_u64(st, generation);
	return (stmt_exec(st, NULL));
}

RC
store_secret_put(struct db *db, uint32_t bucket, const struct store_secret *s)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_STORE_SECRET_PUT));
	bind_u64(st, s->account.v);
	bind_u64(st, s->kind);
	bind_u64(st, s->id);
	bind_u64(st, bucket);
	bind_u64(st, s->generation);
	bind_bytes(st, (struct bytes){ s->wrapped, WRAPPED_LEN });
	return (stmt_exec(st, NULL));
}

RC
store_account_put(struct db *db, const struct store_account *k)
{
	CLEANUP(stmt_done) struct stmt *out = NULL, *st = NULL;

	/* In one place only: what is put last counts. */
	TRY(stmt_installation(&out, db, k->cold ? &Q_STORE_ACCOUNT_OUT
	    : &Q_STORE_COLD_OUT));
	bind_u64(out, k->account.v);
	TRY(stmt_exec(out, NULL));
	TRY(stmt_installation(&st, db, k->cold ? &Q_STORE_COLD_PUT
	    : &Q_STORE_ACCOUNT_PUT));
	bind_u64(st, k->account.v);
	bind_bytes(st, (struct bytes){ k->wrapped, WRAPPED_LEN });
	return (stmt_exec(st, NULL));
}

RC
store_mark_get(struct db *db, struct digest *d_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_MARK_GET));
	TRY(stmt_row(st));
	if (col_bytes(st, 0).n != DIGEST_LEN)
		return (RC_FAILED);
	memcpy(d_r->b, col_bytes(st, 0).p, DIGEST_LEN);
	return (RC_OK);
}

RC
store_mark_set(struct db *db, const struct digest *d)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_MARK_SET));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}
