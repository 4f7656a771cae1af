/* Plans (plan.h). */
#include "model/account/plan.h"

#define PLANS_MAX	200

#define PLAN_SELECT							\
	"SELECT plan_id, name, trial_days, past_due_days, suspended_days,"\
	" terminated_days, deleted_days, warn_first, warn_second,"	\
	" warn_last, agents, storage_bytes, mails_per_hour,"		\
	" api_calls_per_hour FROM plan"

QUERY(Q_PLAN_LIST, Q_INSTALLATION, PLAN_SELECT " ORDER BY name LIMIT 200");
QUERY(Q_PLAN_GET, Q_INSTALLATION, PLAN_SELECT " WHERE plan_id = ?");
QUERY(Q_PLAN_NAME, Q_INSTALLATION, PLAN_SELECT " WHERE name = ?");
static void
plan_row(struct stmt *st, struct arena *a, struct plan *p)
{
	*p = (struct plan){
		.id = col_u64(st, 0), .name = arena_strdup(a, col_str(st, 1)),
		.trial = (unsigned)col_u64(st, 2),
		.past_due = (unsigned)col_u64(st, 3),
		.suspended = (unsigned)col_u64(st, 4),
		.terminated = (unsigned)col_u64(st, 5),
		.deleted = (unsigned)col_u64(st, 6),
		.agents = col_u64(st, 10), .storage_bytes = col_u64(st, 11),
		.mails_per_hour = col_u64(st, 12),
		.api_calls_per_hour = col_u64(st, 13),
	};
	for (unsigned i = 0; i < WARNINGS; i++)
		p->warn[i] = (unsigned)col_u64(st, 7 + i);
}

RC
plan_list(struct db *db, struct arena *a, struct plan_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct plan_list){
		.v = arena_array(a, PLANS_MAX, sizeof(struct plan)) };
	TRY(stmt_installation(&st, db, &Q_PLAN_LIST));
	while ((rc = stmt_row(st)) == RC_OK && l_r->n < PLANS_MAX)
		plan_row(st, a, &l_r->v[l_r->n++]);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
plan_get(struct db *db, struct arena *a, uint64_t id, struct plan *p_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_PLAN_GET));
	bind_u64(st, id);
	TRY(stmt_row(st));
	plan_row(st, a, p_r);
	return (RC_OK);
}

RC
plan_by_name(struct db *db, struct arena *a, const char *name,
    struct plan *p_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_PLAN_NAME));
	bind_str(st, name);
	TRY(stmt_row(st));
	plan_row(st, a, p_r);
	return (RC_OK);
}
