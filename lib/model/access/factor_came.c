/* Whether a half sign-in became a whole one (factor.h): for mail only. */
#include "model/access/factor.h"

QUERY(Q_FACTOR_CAME, Q_TENANT,
    "SELECT last_step FROM factor"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?");

RC
factor_came(struct tenant *t, struct person p, int64_t since, bool *came_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*came_r = false;
	TRY(stmt_tenant(&st, t, &Q_FACTOR_CAME));
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	rc = stmt_row(st);
	if (rc == RC_OK)
		*came_r = col_i64(st, 0) >= since / TOTP_STEP_S - 1;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
