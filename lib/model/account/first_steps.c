/* The first steps of a new account (first_steps.h). */
#include "model/account/first_steps.h"

QUERY(Q_STEPS_QUESTION, Q_TENANT,
    "SELECT 1 FROM ticket WHERE account_id = ? LIMIT 1");
QUERY(Q_STEPS_COLLEAGUE, Q_TENANT,
    "SELECT 1 FROM agent WHERE account_id = ? AND state IN (1, 3)"
    " AND role < 3 LIMIT 1");
QUERY(Q_STEPS_DOMAIN, Q_TENANT,
    "SELECT 1 FROM domain WHERE account_id = ? AND state IN (2, 3) LIMIT 1");
QUERY(Q_FIRST_STEPS_OFF, Q_TENANT,
    "UPDATE account SET first_steps = 0 WHERE account_id = ?");

static RC
any(struct tenant *t, const struct query *q, bool *any_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, q));
	rc = stmt_row(st);
	*any_r = rc == RC_OK;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
first_steps_get(struct tenant *t, struct first_steps *s_r)
{
	*s_r = (struct first_steps){ 0 };
	TRY(any(t, &Q_STEPS_QUESTION, &s_r->question));
	TRY(any(t, &Q_STEPS_COLLEAGUE, &s_r->colleagues));
	return (any(t, &Q_STEPS_DOMAIN, &s_r->domain));
}

RC
first_steps_hide(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_FIRST_STEPS_OFF));
	return (stmt_exec(st, NULL));
}
