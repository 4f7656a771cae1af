/* Names of people who are in no other record of ours go some years after their
   request was decided (request.h): olvido-cron. */
#include "model/key/keyring.h"
#include "model/privacy/request.h"

#define AT_ONCE	100	/* LIMIT of Q_REQUEST_EXPIRED */

QUERY(Q_REQUEST_EXPIRED, Q_TENANT,
    "SELECT request_id FROM request FORCE INDEX (request_contact)"
    " WHERE account_id = ? AND contact_id = 0 AND received_at < ?"
    " AND alive = 0 AND closed_at < ? AND sealed IS NOT NULL"
    " ORDER BY received_at LIMIT 100");
QUERY(Q_REQUEST_BLANK, Q_TENANT,
    "UPDATE request SET sealed = NULL"
    " WHERE account_id = ? AND request_id = ?");

static RC
find(struct tenant *t, int64_t before, struct victim *v, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_REQUEST_EXPIRED));
	bind_i64(st, before);
	bind_i64(st, before);
	while ((rc = stmt_row(st)) == RC_OK && *n_r < AT_ONCE)
		v[(*n_r)++] = (struct victim){ SECRET_REQUEST,
			col_u64(st, 0) };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
blank(struct tenant *t, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_REQUEST_BLANK));
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

RC
request_expire(struct tenant *t, int64_t now, bool dry, unsigned *n_r)
{
	struct victim v[AT_ONCE];
	size_t n;
	enum rc rc;

	TRY(find(t, now - REQUEST_KEPT, v, &n));
	*n_r = (unsigned)n;
	if (dry || n == 0)
		return (RC_OK);
	do
		rc = secret_forget(t, v, n, 0);
	while (rc == RC_RETRY);
	TRY(rc);
	for (size_t i = 0; i < n; i++)
		TRY(blank(t, v[i].id));
	return (RC_OK);
}
