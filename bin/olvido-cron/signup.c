/* Sign-ups by the clock (cron.h): on the provider's own account. */
#include "core/time.h"
#include "cron.h"
#include "model/account/signup.h"

RC
cron_signup(struct cron *c)
{
	struct signup_counts n;
	struct tenant *provider;
	enum rc rc = account_provider(c->db, c->v, c->a, &provider);

	if (rc == RC_NOTFOUND)
		return (RC_OK);		/* nobody signs up anywhere */
	TRY(rc);
	TRY(signup_work(provider, c->a, now_s(), c->dry_run, &n));
	if (n.installed > 0)
		cron_say(c, "%u accounts installed", n.installed);
	if (n.expired > 0)
		cron_say(c, "%u sign-ups nobody confirmed", n.expired);
	if (n.refused > 0)
		cron_say(c, "%u sign-ups whose host is taken", n.refused);
	return (RC_OK);
}
