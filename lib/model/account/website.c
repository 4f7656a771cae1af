/* The button on the company's own website (website.h). */
#include "model/account/website.h"

#include "model/log/audit.h"

QUERY(Q_WEBSITE_GET, Q_TENANT,
    "SELECT website FROM account WHERE account_id = ?");
QUERY(Q_WEBSITE_SET, Q_TENANT,
    "UPDATE account SET website = ? WHERE account_id = ?");
/* Once: whoever asks after that writes nothing. */
QUERY(Q_WEBSITE_CAME, Q_TENANT,
    "UPDATE account SET website = 1 WHERE account_id = ? AND website = 0");

RC
website_get(struct tenant *t, bool *there_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_WEBSITE_GET));
	TRY(stmt_row(st));
	*there_r = col_u64(st, 0) != 0;
	return (RC_OK);
}

RC
website_set(struct tenant *t, bool there)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(tx_join(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_WEBSITE_SET));
	bind_u64(st, there);
	TRY(stmt_exec(st, NULL));
	TRY(audit_add(t, &(struct audit_row){
	    .verb = AUDIT_SETTINGS_CHANGED, .object = ON_SETTINGS,
	    .id = PAGE_WEBSITE }));
	return (tx_commit(&tx));
}

RC
website_came(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_WEBSITE_CAME));
	return (stmt_exec(st, NULL));
}
