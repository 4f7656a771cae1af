/* Counting by the hour (usage.h). */
#include "core/time.h"
#include "model/account/usage.h"

#define HOUR		3600

/* Unchanged, and so no row affected, when the hour is full. */
QUERY(Q_USAGE_TAKE, Q_TENANT,
    "INSERT INTO account_hour (account_id, kind, hour, n)"
    " VALUES (?, ?, ?, 1)"
    " ON DUPLICATE KEY UPDATE n = IF(? = 0 OR n < ?, n + 1, n)");

RC
usage_take(struct tenant *t, enum usage_kind kind, uint64_t limit,
    int64_t *wait_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();
	uint64_t n;

	*wait_r = HOUR - now % HOUR;
	TRY(stmt_tenant(&st, t, &Q_USAGE_TAKE));
	bind_u64(st, kind);
	bind_i64(st, now / HOUR);
	bind_u64(st, limit);
	bind_u64(st, limit);
	TRY(stmt_exec(st, &n));
	return (n > 0 ? RC_OK : RC_LIMIT);
}
