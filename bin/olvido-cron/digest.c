/* Digests of the spam folder by the clock (cron.h). */
#include "core/time.h"
#include "cron.h"
#include "model/spam/spam_digest.h"

static RC
digest_one(struct cron *c, struct tenant *t, enum account_state state,
    struct arena *a)
{
	unsigned n;

	/* Suspended: nobody could read what it links to. */
	if (state >= ACCOUNT_SUSPENDED)
		return (RC_OK);
	TRY(spam_digest_make(t, a, now_s(), c->dry_run, &n));
	if (n > 0)
		cron_say(c, "account %llu: %u digests of the spam folder",
		    (unsigned long long)t->id.v, n);
	return (RC_OK);
}

RC
cron_digest(struct cron *c)
{
	return (cron_accounts(c, digest_one));
}
