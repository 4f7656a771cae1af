/* The record of scrubs (scrub.h): the command line only. */
#include "model/key/scrub.h"

#include "core/time.h"

QUERY(Q_SCRUB_SET, Q_INSTALLATION,
    "REPLACE INTO scrub (one, began_at, done_at) VALUES (1, ?, ?)");
QUERY(Q_SCRUB_GET, Q_INSTALLATION,
    "SELECT began_at FROM scrub WHERE one = 1");
QUERY(Q_SCRUB_ERASURES, Q_INSTALLATION,
    "UPDATE erasure SET bytes_gone_at = ?"
    " WHERE bytes_gone_at = 0 AND rows_gone_at > 0 AND rows_gone_at < ?");
QUERY(Q_SCRUB_WAITING, Q_INSTALLATION,
    "SELECT COUNT(*), IFNULL(MIN(rows_gone_at), 0) FROM erasure"
    " WHERE bytes_gone_at = 0 AND rows_gone_at > 0");
QUERY(Q_ERASURES_WAITING, Q_INSTALLATION,
    "SELECT COUNT(*), IFNULL(MIN(asked_at), 0) FROM erasure"
    " WHERE state < 3");
QUERY(Q_ERASURES_UNMIRRORED, Q_INSTALLATION,
    "SELECT COUNT(*), IFNULL(MIN(rows_gone_at), 0) FROM erasure"
    " WHERE state = 3");

RC
scrub_done(struct db *db, int64_t began, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *set = NULL, *st = NULL;
	CLEANUP(tx_end) struct tx *tx = NULL;
	int64_t now = now_us();

	TRY(tx_begin(&tx, db));
	TRY(stmt_installation(&set, db, &Q_SCRUB_SET));
	bind_i64(set, began);
	bind_i64(set, now);
	TRY(stmt_exec(set, NULL));
	TRY(stmt_installation(&st, db, &Q_SCRUB_ERASURES));
	bind_i64(st, now);
	bind_i64(st, began);
	TRY(stmt_exec(st, n_r));
	return (tx_commit(&tx));
}

RC
scrub_last(struct db *db, int64_t *began_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_SCRUB_GET));
	TRY(stmt_row(st));
	*began_r = col_i64(st, 0);
	return (RC_OK);
}

static RC
waiting(struct db *db, const struct query *q, uint64_t *n_r,
    int64_t *oldest_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, q));
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	*oldest_r = col_i64(st, 1);
	return (RC_OK);
}

RC
scrub_waiting(struct db *db, uint64_t *n_r, int64_t *oldest_r)
{
	return (waiting(db, &Q_SCRUB_WAITING, n_r, oldest_r));
}

RC
erasures_waiting(struct db *db, uint64_t *n_r, int64_t *oldest_r)
{
	return (waiting(db, &Q_ERASURES_WAITING, n_r, oldest_r));
}

RC
erasures_unmirrored(struct db *db, uint64_t *n_r, int64_t *oldest_r)
{
	return (waiting(db, &Q_ERASURES_UNMIRRORED, n_r, oldest_r));
}
