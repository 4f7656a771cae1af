/* Retention rules and the bin, account by account (privacy/retention.h). */
#include "privacy/retention.h"

#include "core/log.h"
#include "cron.h"

static void
tell(struct cron *c, const struct tenant *t, const char *what,
    const struct retention_counts *n)
{
	if (n->done + n->held + n->restricted > 0)
		cron_say(c, "account %llu: %s: %llu, %llu held, %llu restricted",
		    (unsigned long long)t->id.v, what,
		    (unsigned long long)n->done, (unsigned long long)n->held,
		    (unsigned long long)n->restricted);
}

/* A dry run also says what a rule that is off would do. */
static RC
rule_one(struct cron *c, struct tenant *t, struct arena *a,
    const struct rule *r)
{
	struct rule_row example[RETENTION_EXAMPLES];
	struct retention_counts n = { 0 };
	size_t examples;
	enum rc rc;

	rc = c->dry_run ? retention_look(t, r, &n, example, &examples)
	    : r->on ? retention_run(t, c->files_dir, r, cron_stopped, &n)
	    : RC_OK;
	tell(c, t, arena_printf(a, "rule %llu%s", (unsigned long long)r->id,
	    r->on ? "" : " (off)"), &n);
	return (rc);
}

static RC
account_one(struct cron *c, struct tenant *t, enum account_state state,
    struct arena *a)
{
	struct retention_counts n;
	struct rule_list l;
	enum rc rc, one;

	/* Suspended: nothing of it is touched until it is served again. */
	if (state == ACCOUNT_SUSPENDED)
		return (RC_OK);
	rc = retention_bin(t, c->files_dir, c->dry_run, cron_stopped, &n);
	tell(c, t, "bin", &n);
	TRY(rule_list(t, a, &l));
	for (size_t i = 0; i < l.n && !cron_stopped(); i++) {
		one = rule_one(c, t, a, &l.v[i]);
		rc = rc == RC_OK ? one : rc;
	}
	return (rc);
}

RC
cron_retention(struct cron *c)
{
	return (cron_accounts(c, account_one));
}
