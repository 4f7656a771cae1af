/* What a crash or a stop left of erasures. */
#include "cron.h"
#include "privacy/erase.h"

static RC
say_due(struct cron *c)
{
	struct erasure_due due[100];
	size_t n;

	TRY(erasures_due(c->db, due, &n));
	for (size_t i = 0; i < n; i++)
		cron_say(c, "account %llu: erasure %llu goes on",
		    (unsigned long long)due[i].account.v,
		    (unsigned long long)due[i].id);
	return (RC_OK);
}

RC
cron_erase(struct cron *c)
{
	unsigned n;
	enum rc rc;

	if (c->dry_run)
		return (say_due(c));
	rc = erase_due(c->db, c->v, c->files_dir, cron_stopped, cron_turn,
	    &n);
	if (n > 0)
		cron_say(c, "%u erasures are at their end", n);
	return (rc);
}
