/* The accounts there are (account.h): for jobs and the command line. */
#include "model/account/account.h"

QUERY(Q_ACCOUNT_LIST, Q_INSTALLATION,
    "SELECT account_id FROM account ORDER BY account_id");

RC
account_list(struct db *db, struct arena *a, struct account_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	size_t cap = 64;
	account_id *v = arena_array(a, cap, sizeof(*v)), *more;
	enum rc rc;

	*l_r = (struct account_list){ 0 };
	TRY(stmt_installation(&st, db, &Q_ACCOUNT_LIST));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == cap) {
			more = arena_array(a, cap * 2, sizeof(*v));
			memcpy(more, v, cap * sizeof(*v));
			v = more;
			cap *= 2;
		}
		v[l_r->n++].v = col_u64(st, 0);
	}
	l_r->v = v;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
