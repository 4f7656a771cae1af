/* Last mails about accounts, whose time is over (cron.h). */
#include "core/time.h"
#include "cron.h"
#include "model/account/farewell.h"

RC
cron_farewell(struct cron *c)
{
	unsigned n;

	TRY(farewell_work(c->db, c->v, now_s(), c->dry_run, &n));
	if (n > 0)
		cron_say(c, "%u addresses kept for last mails destroyed", n);
	return (RC_OK);
}
