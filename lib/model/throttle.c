/* Counting in expiring rows (throttle.h): atomic, one statement. */
#include "model/throttle.h"

#include "core/time.h"

QUERY(Q_THROTTLE_HIT, Q_INSTALLATION,
    "INSERT INTO throttle (digest, hits, expires_at) VALUES (?, 1, ?)"
    " ON DUPLICATE KEY UPDATE hits = IF(expires_at <= ?, 1, hits + 1),"
    " expires_at = IF(expires_at <= ?, VALUES(expires_at), expires_at)");
QUERY(Q_THROTTLE_FORGIVE, Q_INSTALLATION,
    "UPDATE throttle SET hits = hits - 1 WHERE digest = ? AND hits > 0");
QUERY(Q_THROTTLE_GET, Q_INSTALLATION,
    "SELECT hits FROM throttle WHERE digest = ?");

struct digest
throttle_key(struct vault *v, const char *what, const char *value)
{
	struct key k = vault_purpose(v, "throttle");

	return (digest_keyed(&k, what,
	    (struct bytes){ (const uint8_t *)value, strlen(value) }));
}

RC
throttle_hit(struct db *db, const struct digest *d, unsigned limit,
    int64_t window_s)
{
	CLEANUP(stmt_done) struct stmt *st = NULL, *get = NULL;
	int64_t now = now_s();

	TRY(stmt_installation(&st, db, &Q_THROTTLE_HIT));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	bind_i64(st, now + window_s);
	bind_i64(st, now);
	bind_i64(st, now);
	TRY(stmt_exec(st, NULL));
	TRY(stmt_installation(&get, db, &Q_THROTTLE_GET));
	bind_bytes(get, (struct bytes){ d->b, DIGEST_LEN });
	TRY(stmt_row(get));
	return (col_u64(get, 0) > limit ? RC_LIMIT : RC_OK);
}

RC
throttle_forgive(struct db *db, const struct digest *d)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_THROTTLE_FORGIVE));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	return (stmt_exec(st, NULL));
}
