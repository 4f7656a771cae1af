/* How long tickets stay in the bin, and which have been there so long (bin.h). */
#include "core/time.h"
#include "model/ticket/bin.h"

QUERY(Q_BIN_DAYS, Q_TENANT,
    "SELECT bin_days FROM retention WHERE account_id = ?");
/* What is done in the bin only makes its time longer: activity is never before
   the day it came there, and the index goes by it. */
QUERY(Q_BIN_DUE, Q_TENANT,
    "SELECT ticket_id, activity_at FROM ticket FORCE INDEX (ticket_status)"
    " WHERE account_id = ? AND status = 8 AND activity_at >= ?"
    " AND activity_at <= ? AND (activity_at > ? OR ticket_id > ?)"
    " ORDER BY activity_at, ticket_id LIMIT 100");

RC
bin_days(struct tenant *t, unsigned *days_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*days_r = BIN_DAYS;
	TRY(stmt_tenant(&st, t, &Q_BIN_DAYS));
	rc = stmt_row(st);
	if (rc == RC_OK)
		*days_r = (unsigned)col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
bin_due(struct tenant *t, struct bin_walk *w, ticket_id v_r[100],
    size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t from = w->activity;
	unsigned days;
	enum rc rc;

	*n_r = 0;
	if (w->before == 0) {
		TRY(bin_days(t, &days));
		w->before = (now_s() - (int64_t)days * 86400) * 1000000;
	}
	TRY(stmt_tenant(&st, t, &Q_BIN_DUE));
	bind_i64(st, from);
	bind_i64(st, w->before);
	bind_i64(st, from);
	bind_u64(st, w->after.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		v_r[(*n_r)++].v = w->after.v = col_u64(st, 0);
		w->activity = col_i64(st, 1);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
