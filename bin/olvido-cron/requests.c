/* Data subjects' requests and restrictions by the clock (cron.h). */
#include "core/time.h"
#include "cron.h"
#include "model/privacy/request.h"
#include "model/privacy/restriction.h"

static void
say(struct cron *c, struct tenant *t, unsigned n, const char *what)
{
	if (n > 0)
		cron_say(c, "account %llu: %u %s",
		    (unsigned long long)t->id.v, n, what);
}

static RC
requests_one(struct cron *c, struct tenant *t, enum account_state state,
    struct arena *a)
{
	unsigned n;

	(void)state;
	TRY(request_remind(t, a, now_s(), c->dry_run, &n));
	say(c, t, n, "requests due");
	TRY(request_expire(t, now_s(), c->dry_run, &n));
	say(c, t, n, "requests' names expired");
	TRY(restriction_lift(t, a, now_s(), c->dry_run, &n));
	say(c, t, n, "restrictions lifted");
	return (RC_OK);
}

RC
cron_requests(struct cron *c)
{
	return (cron_accounts(c, requests_one));
}
