/* Using a link of one use up (link.h): not for the sender of mails. */
#include "core/time.h"
#include "model/access/link.h"

QUERY(Q_LINK_USE, Q_TENANT,
    "UPDATE link SET used_at = ? WHERE account_id = ? AND digest = ?"
    " AND used_at = 0");

RC
link_take(struct tenant *t, struct arena *a, const struct digest *d,
    enum link_purpose purpose, struct link *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(link_get(t, a, d, purpose, l_r));
	TRY(stmt_tenant(&st, t, &Q_LINK_USE));
	bind_i64(st, now_s());
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_GONE);
}
