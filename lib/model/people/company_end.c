/* Contacts at a company's end (company_end.h). */
#include "model/people/company_end.h"

#include "model/privacy/erasure.h"

QUERY(Q_COMPANY_NEXT, Q_TENANT,
    "SELECT contact_id FROM contact FORCE INDEX (contact_company)"
    " WHERE account_id = ? AND company_id = ? ORDER BY contact_id LIMIT 1");
QUERY(Q_COMPANY_LEAVE, Q_TENANT,
    "UPDATE contact SET company_id = 0"
    " WHERE account_id = ? AND contact_id = ?");

RC
company_next(struct tenant *t, company_id id, contact_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_COMPANY_NEXT));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	id_r->v = col_u64(st, 0);
	return (RC_OK);
}

RC
company_leave_held(struct tenant *t, contact_id id, uint64_t erasure)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_COMPANY_LEAVE));
	bind_u64(st, id.v);
	TRY(stmt_exec(st, NULL));
	TRY(erasure_count_add(t, erasure, "contact.held", 1));
	return (tx_commit(&tx));
}
