/* An account's rule about second factors (factor.h). */
#include "core/time.h"
#include "model/access/factor.h"

QUERY(Q_POLICY_GET, Q_TENANT,
    "SELECT policy, grace_days, since FROM factor_policy"
    " WHERE account_id = ?");
QUERY(Q_FACTOR_LIST, Q_TENANT,
    "SELECT subject_id, methods FROM factor"
    " WHERE account_id = ? AND kind = 2 AND methods > 0"
    " ORDER BY subject_id LIMIT 1000");
QUERY(Q_POLICY_SET, Q_TENANT,
    "INSERT INTO factor_policy (account_id, policy, grace_days, since)"
    " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE policy = VALUES(policy),"
    " grace_days = VALUES(grace_days), since = VALUES(since)");

RC
factor_policy_get(struct tenant *t, struct factor_policy *p_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*p_r = (struct factor_policy){ NEED_ADMINS, GRACE_DAYS, 0 };
	TRY(stmt_tenant(&st, t, &Q_POLICY_GET));
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	*p_r = (struct factor_policy){ (enum factor_need)col_u64(st, 0),
	    (unsigned)col_u64(st, 1), col_i64(st, 2) };
	return (RC_OK);
}

static RC
store(struct tenant *t, struct factor_policy *p)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct factor_policy before;

	TRY(factor_policy_get(t, &before));
	p->since = p->need > before.need ? now_s() : before.since;
	TRY(stmt_tenant(&st, t, &Q_POLICY_SET));
	bind_u64(st, p->need);
	bind_u64(st, p->grace_days);
	bind_i64(st, p->since);
	return (stmt_exec(st, NULL));
}

RC
factor_policy_set(struct tenant *t, struct factor_policy *p)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(store(t, p));
	TRY(audit_add(t, &(struct audit_row){
		.verb = AUDIT_POLICY_CHANGED, .object = ON_SETTINGS,
		.id = PAGE_ACCESS, .value = p->need,
	}));
	return (tx_commit(&tx));
}

RC
factor_list(struct tenant *t, struct arena *a, struct factor_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct factor_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_FACTOR_LIST));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = (struct factor_row){ { col_u64(st, 0) },
		    (unsigned)col_u64(st, 1) };
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
