/* Owners are told of what is nearly full (model/account/usage.h). */
#include "cron.h"
#include "model/account/usage.h"

static RC
usage_one(struct cron *c, struct tenant *t, enum account_state state,
    struct arena *a)
{
	unsigned percent;

	(void)state;
	TRY(usage_tell(t, a, c->dry_run, &percent));
	if (percent != 0)
		cron_say(c, "account %llu: its owner is told that %u %% of its "
		    "storage are used", (unsigned long long)t->id.v, percent);
	return (RC_OK);
}

RC
cron_usage(struct cron *c)
{
	return (cron_accounts(c, usage_one));
}
