/* Restrictions that end (restriction.h): olvido-cron. */
#include "model/log/audit.h"
#include "model/privacy/restriction.h"

/* Once more in the statement: an admin may keep it at this moment. */
QUERY(Q_RESTRICTION_LIFT, Q_TENANT,
    "DELETE FROM restriction WHERE account_id = ? AND contact_id = ?"
    " AND lift_at = ?");

static RC
lift(struct tenant *t, const struct restriction *r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_RESTRICTION_LIFT));
	bind_u64(st, r->contact.v);
	bind_i64(st, r->lift_at);
	TRY(stmt_exec(st, &n));
	if (n != 1)
		return (RC_OK);
	TRY(audit_add(t, &(struct audit_row){
		.verb = AUDIT_RESTRICTION_LIFTED, .object = ON_CONTACT,
		.id = r->contact.v }));
	return (tx_commit(&tx));
}

RC
restriction_lift(struct tenant *t, struct arena *a, int64_t now, bool dry,
    unsigned *n_r)
{
	struct restriction_list l;
	const struct restriction *r;
	enum rc rc;

	*n_r = 0;
	TRY(restriction_list(t, a, &l));
	for (size_t i = 0; i < l.n; i++) {
		r = &l.v[i];
		if (r->lift_at == 0 || r->lift_at > now || !r->told)
			continue;
		++*n_r;
		do
			rc = dry ? RC_OK : lift(t, r);
		while (rc == RC_RETRY);
		TRY(rc);
	}
	return (RC_OK);
}
