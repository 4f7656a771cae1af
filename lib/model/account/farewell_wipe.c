/* Somebody is erased at the provider's: what is kept of his address there for the last
   mails about an account of his goes too (farewell.h). */
#include "model/account/farewell_row.h"

QUERY(Q_FAREWELL_ADDRESS, Q_TENANT,
    "SELECT farewell_id FROM farewell WHERE account_id = ? AND digest = ?"
    " LIMIT 100 FOR UPDATE");
QUERY(Q_WIPE_FAREWELL, Q_TENANT,
    "DELETE FROM farewell WHERE account_id = ? AND farewell_id = ?");

static RC
drop(struct tenant *t, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_WIPE_FAREWELL));
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

RC
farewell_of_address(struct tenant *t, const char *email,
    uint64_t id_r[FAREWELL_MOST], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d = farewell_digest(t, email);
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_FAREWELL_ADDRESS));
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	while ((rc = stmt_row(st)) == RC_OK && *n_r < FAREWELL_MOST)
		id_r[(*n_r)++] = col_u64(st, 0);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	for (size_t i = 0; i < *n_r; i++)
		TRY(drop(t, id_r[i]));
	return (RC_OK);
}
