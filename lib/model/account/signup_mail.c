/* The link in a sign-up's mail (signup.h): for the sender. */
#include "core/time.h"
#include "model/account/signup.h"

QUERY(Q_SIGNUP_LINK, Q_TENANT,
    "UPDATE signup SET digest = ?"
    " WHERE account_id = ? AND signup_id = ? AND state = 1");

RC
signup_mail(struct tenant *t, struct arena *a, uint64_t id,
    struct signup *s_r, struct token *token_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc = signup_get(t, a, id, s_r);
	uint64_t n;

	if (rc == RC_NOTFOUND)
		return (RC_GONE);
	TRY(rc);
	if (s_r->state != SIGNUP_WAITING || s_r->expires_at <= now_s())
		return (RC_GONE);
	*token_r = token_new();
	TRY(stmt_tenant(&st, t, &Q_SIGNUP_LINK));
	bind_bytes(st, (struct bytes){ token_r->digest.b, DIGEST_LEN });
	bind_u64(st, id);
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_GONE);
}
