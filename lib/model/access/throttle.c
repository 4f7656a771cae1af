/* Counting in expiring rows (throttle.h): atomic, one statement. */
#include "model/access/throttle.h"

#include "core/time.h"

QUERY(Q_THROTTLE_HIT, Q_INSTALLATION,
    "INSERT INTO throttle (digest, hits, expires_at) VALUES (?, 1, ?)"
    " ON DUPLICATE KEY UPDATE"
    " hits = LAST_INSERT_ID(IF(expires_at <= ?, 1, hits + 1)),"
    " expires_at = IF(expires_at <= ?, VALUES(expires_at), expires_at)");
QUERY(Q_THROTTLE_FORGIVE, Q_INSTALLATION,
    "UPDATE throttle SET hits = hits - 1 WHERE digest = ? AND hits > 0");
QUERY(Q_THROTTLE_GET, Q_INSTALLATION,
    "SELECT hits, next_at, expires_at FROM throttle WHERE digest = ?");
QUERY(Q_THROTTLE_ROW, Q_INSTALLATION,
    "INSERT IGNORE INTO throttle (digest, hits, expires_at) VALUES (?, 0, ?)");
/* From left to right: next_at is made from the new hits. */
QUERY(Q_THROTTLE_TURN, Q_INSTALLATION,
    "UPDATE throttle SET hits = IF(expires_at <= ?, 0, hits) + 1,"
    " expires_at = ?, next_at = IF(hits < ?, 0,"
    " ? + LEAST(?, POW(2, LEAST(hits - ?, 30))))"
    " WHERE digest = ? AND next_at <= ? AND (hits < ? OR expires_at <= ?)");
QUERY(Q_THROTTLE_CLEAR, Q_INSTALLATION,
    "UPDATE throttle SET hits = 0, next_at = 0 WHERE digest = ?");

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
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();
	uint64_t hits;

	TRY(stmt_installation(&st, db, &Q_THROTTLE_HIT));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	bind_i64(st, now + window_s);
	bind_i64(st, now);
	bind_i64(st, now);
	TRY(stmt_exec(st, NULL));
	/* As this one left it; another's comes before or after. */
	hits = stmt_given(st);
	if (hits == 0)
		hits = 1;		/* a new row */
	return (hits > limit ? RC_LIMIT : RC_OK);
}

RC
throttle_full(struct db *db, const struct digest *d, unsigned limit,
    int64_t *left_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();
	enum rc rc;

	TRY(stmt_installation(&st, db, &Q_THROTTLE_GET));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND || (rc == RC_OK && (col_u64(st, 0) < limit ||
	    col_i64(st, 2) <= now)))
		return (RC_OK);
	TRY(rc);
	*left_r = col_i64(st, 2) - now;
	return (RC_LIMIT);
}

RC
throttle_forgive(struct db *db, const struct digest *d)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_THROTTLE_FORGIVE));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	return (stmt_exec(st, NULL));
}

RC
throttle_left(struct db *db, const struct digest *d, int64_t *left_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t left;

	TRY(stmt_installation(&st, db, &Q_THROTTLE_GET));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	TRY(stmt_row(st));
	left = col_i64(st, 2) - now_s();
	*left_r = left > 1 ? left : 1;
	return (RC_OK);
}

static RC
turn_row(struct db *db, const struct digest *d, int64_t until)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_THROTTLE_ROW));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	bind_i64(st, until);
	return (stmt_exec(st, NULL));
}

static RC
turn_take(struct db *db, const struct digest *d, const struct turns *tu,
    int64_t now, uint64_t *taken_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_THROTTLE_TURN));
	bind_i64(st, now);
	bind_i64(st, now + tu->kept);
	bind_u64(st, tu->free);
	bind_i64(st, now);
	bind_i64(st, tu->longest);
	bind_u64(st, tu->free);
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	bind_i64(st, now);
	bind_u64(st, tu->most);
	bind_i64(st, now);
	return (stmt_exec(st, taken_r));
}

RC
throttle_turn(struct db *db, const struct digest *d, const struct turns *tu,
    int64_t *wait_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();
	uint64_t taken;

	TRY(turn_row(db, d, now + tu->kept));
	TRY(turn_take(db, d, tu, now, &taken));
	if (taken == 1)
		return (RC_OK);
	TRY(stmt_installation(&st, db, &Q_THROTTLE_GET));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	TRY(stmt_row(st));
	*wait_r = col_u64(st, 0) >= tu->most ? 0
	    : col_i64(st, 1) > now ? col_i64(st, 1) - now : 1;
	return (RC_LIMIT);
}

RC
throttle_begins(struct db *db, const struct digest *d, const struct turns *tu,
    bool *begins_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_THROTTLE_GET));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	TRY(stmt_row(st));
	*begins_r = col_u64(st, 0) == tu->free;
	return (RC_OK);
}

RC
throttle_clear(struct db *db, const struct digest *d)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_THROTTLE_CLEAR));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	return (stmt_exec(st, NULL));
}
