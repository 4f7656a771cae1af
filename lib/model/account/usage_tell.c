/* Telling an owner that his account's storage is nearly full (usage.h). */
#include "model/account/account_life.h"
#include "model/account/usage.h"
#include "model/ticket/outbox.h"

QUERY(Q_USAGE_TOLD, Q_TENANT,
    "SELECT bytes, told FROM account_usage WHERE account_id = ? FOR UPDATE");
QUERY(Q_USAGE_TELL, Q_TENANT,
    "UPDATE account_usage SET told = ? WHERE account_id = ?");

#define AGAIN	80	/* percent: below it he is told anew the next time */

/* What he is to be told, of what he was told; 0: nothing any more. */
static unsigned
level(unsigned percent, unsigned told)
{
	unsigned l = percent >= USAGE_FULL ? USAGE_FULL
	    : percent >= USAGE_ALMOST ? USAGE_ALMOST : 0;

	return (percent < AGAIN || l > told ? l : told);
}

static RC
tell(struct tenant *t, struct arena *a, unsigned now, unsigned told)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	agent_id owner;

	if (now > told) {
		TRY(account_owner(t, &owner));
		TRY(outbox_login(t, a, &(struct outbox_login){
		    .kind = now == USAGE_FULL ? OUTBOX_STORAGE_FULL
		    : OUTBOX_STORAGE_ALMOST, .agent = owner }));
	}
	TRY(stmt_tenant(&st, t, &Q_USAGE_TELL));
	bind_u64(st, now);
	return (stmt_exec(st, NULL));
}

RC
usage_tell(struct tenant *t, struct arena *a, bool dry_run,
    unsigned *percent_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	unsigned now, told;
	enum rc rc;

	*percent_r = 0;
	if (t->limits.bytes == 0)
		return (RC_OK);
	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_USAGE_TOLD));
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	told = (unsigned)col_u64(st, 1);
	now = level(usage_percent(col_i64(st, 0) > 0 ? col_u64(st, 0) : 0,
	    t->limits.bytes), told);
	stmt_done(&st);
	if (now == told)
		return (RC_OK);
	*percent_r = now > told ? now : 0;
	if (dry_run)
		return (RC_OK);
	rc = tell(t, a, now, told);
	/* Nobody owns it yet: later. */
	if (rc == RC_NOTFOUND)
		*percent_r = 0;
	return (rc == RC_OK ? tx_commit(&tx) : rc == RC_NOTFOUND ? RC_OK
	    : rc);
}
