/* The provider's own account (account.h): whom owners of others write to. */
#include "model/account/account.h"

QUERY(Q_PROVIDER_FIND, Q_INSTALLATION,
    "SELECT account_id FROM account"
    " WHERE is_provider = 1 AND state < 4 ORDER BY account_id LIMIT 1");

RC
account_provider(struct db *db, struct vault *v, struct arena *a,
    struct tenant **t_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum account_state state;
	account_id id;

	TRY(stmt_installation(&st, db, &Q_PROVIDER_FIND));
	TRY(stmt_row(st));
	id.v = col_u64(st, 0);
	stmt_done(&st);
	return (account_by_id(db, v, a, id, t_r, &state));
}

RC
account_is_provider(struct tenant *t, struct arena *a)
{
	struct tenant *provider;

	TRY(account_provider(t->db, t->vault, a, &provider));
	return (provider->id.v == t->id.v ? RC_OK : RC_NOTFOUND);
}
