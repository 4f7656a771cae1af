/* Plans made and changed (plan.h): by the command line. */
#include "core/str.h"
#include "model/account/plan.h"

QUERY(Q_PLAN_PUT, Q_INSTALLATION,
    "INSERT INTO plan (plan_id, name, trial_days, past_due_days,"
    " suspended_days, terminated_days, deleted_days, warn_first,"
    " warn_second, warn_last, agents, storage_bytes, mails_per_hour,"
    " api_calls_per_hour)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_PLAN_SET, Q_INSTALLATION,
    "UPDATE plan SET name = ?, trial_days = ?, past_due_days = ?,"
    " suspended_days = ?, terminated_days = ?, deleted_days = ?,"
    " warn_first = ?, warn_second = ?, warn_last = ?, agents = ?,"
    " storage_bytes = ?, mails_per_hour = ?, api_calls_per_hour = ?"
    " WHERE plan_id = ?");

const char *
plan_wrong(const struct plan *p)
{
	const unsigned days[] = { p->trial, p->past_due, p->suspended,
		p->terminated, p->deleted };

	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		if (days[i] < 1 || days[i] > 3650)
			return ("days are 1 to 3650");
	if (p->warn[0] <= p->warn[1] || p->warn[1] <= p->warn[2] ||
	    p->warn[2] < 1 || p->warn[0] > 90)
		return ("warnings are three numbers of days, 90 to 1, each "
		    "smaller than the one before");
	if (str_empty(p->name) || strlen(p->name) > 60)
		return ("a name has 1 to 60 bytes");
	return (NULL);
}

static void
bind_numbers(struct stmt *st, const struct plan *p)
{
	bind_str(st, p->name);
	bind_u64(st, p->trial);
	bind_u64(st, p->past_due);
	bind_u64(st, p->suspended);
	bind_u64(st, p->terminated);
	bind_u64(st, p->deleted);
	for (unsigned i = 0; i < WARNINGS; i++)
		bind_u64(st, p->warn[i]);
	bind_u64(st, p->agents);
	bind_u64(st, p->storage_bytes);
	bind_u64(st, p->mails_per_hour);
	bind_u64(st, p->api_calls_per_hour);
}

RC
plan_put(struct db *db, struct plan *p)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (plan_wrong(p) != NULL)
		return (RC_INVALID);
	if (p->id != 0) {
		TRY(stmt_installation(&st, db, &Q_PLAN_SET));
		bind_numbers(st, p);
		bind_u64(st, p->id);
		return (stmt_exec(st, NULL));
	}
	TRY(db_new_id(db, &p->id));
	TRY(stmt_installation(&st, db, &Q_PLAN_PUT));
	bind_u64(st, p->id);
	bind_numbers(st, p);
	return (stmt_exec(st, NULL));
}
