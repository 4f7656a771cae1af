/* Is there place for one more (usage.h)? */
#include "model/account/usage.h"

/* All of the account's rows, and the place behind them. */
QUERY(Q_USAGE_SEAT, Q_TENANT,
    "SELECT state FROM agent WHERE account_id = ? ORDER BY agent_id"
    " FOR UPDATE");
QUERY(Q_USAGE_ROOM, Q_TENANT,
    "SELECT bytes FROM account_usage WHERE account_id = ? FOR UPDATE");

RC
usage_seat(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n = 0;
	enum rc rc;

	if (t->limits.agents == 0)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_USAGE_SEAT));
	while ((rc = stmt_row(st)) == RC_OK)
		n += col_u64(st, 0) == 1 || col_u64(st, 0) == 3;
	if (rc != RC_NOTFOUND)
		return (rc);
	return (n < t->limits.agents ? RC_OK : RC_LIMIT);
}

/* An account without a row has no files. */
RC
usage_room(struct tenant *t, uint64_t bytes)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t used = 0;
	enum rc rc;

	if (t->limits.bytes == 0 || bytes == 0)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_USAGE_ROOM));
	rc = stmt_row(st);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	if (rc == RC_OK && col_i64(st, 0) > 0)
		used = col_u64(st, 0);
	return (used < t->limits.bytes && bytes <= t->limits.bytes - used ?
	    RC_OK : RC_LIMIT);
}
