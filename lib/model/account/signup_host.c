/* Is a host name anybody's, or was it? (signup.h) */
#include "model/account/signup.h"

QUERY(Q_SIGNUP_HOST, Q_INSTALLATION,
    "SELECT 1 FROM host WHERE host = ?"
    " UNION ALL SELECT 1 FROM signup WHERE host = ?"
    " UNION ALL SELECT 1 FROM account_gone WHERE host = ?");
RC
signup_host_free(struct db *db, const char *host)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_installation(&st, db, &Q_SIGNUP_HOST));
	bind_str(st, host);
	bind_str(st, host);
	bind_str(st, host);
	rc = stmt_row(st);
	return (rc == RC_OK ? RC_CONFLICT : rc == RC_NOTFOUND ? RC_OK : rc);
}
