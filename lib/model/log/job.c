/* Jobs of the installation (job.h). */
#include "model/log/job.h"

#include "core/time.h"

QUERY(Q_JOB_LOCK, Q_INSTALLATION, "SELECT GET_LOCK('olvido.cron', 0)");
QUERY(Q_JOB_AT, Q_INSTALLATION,
    "SELECT ran_at FROM cron_action WHERE name = ?");
QUERY(Q_JOB_RAN, Q_INSTALLATION,
    "INSERT INTO cron_action (name, ran_at) VALUES (?, ?)"
    " ON DUPLICATE KEY UPDATE ran_at = VALUES(ran_at)");

RC
job_lock(struct db *db)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_JOB_LOCK));
	TRY(stmt_row(st));
	return (col_u64(st, 0) == 1 ? RC_OK : RC_CONFLICT);
}

RC
job_ran_at(struct db *db, const char *name, int64_t *at_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*at_r = 0;
	TRY(stmt_installation(&st, db, &Q_JOB_AT));
	bind_str(st, name);
	rc = stmt_row(st);
	if (rc == RC_OK)
		*at_r = col_i64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
job_ran(struct db *db, const char *name)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_JOB_RAN));
	bind_str(st, name);
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}
