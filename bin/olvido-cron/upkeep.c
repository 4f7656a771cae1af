/* Actions that keep the installation clean (cron.h). */
#include <unistd.h>

#include "core/conf.h"
#include "core/time.h"
#include "cron.h"
#include "model/log/audit_check.h"
#include "model/privacy/purge.h"
#include "model/ticket/sweep.h"
#include "privacy/anchor.h"

static RC
purge_all(struct cron *c, const struct purge *p, uint64_t *all_r)
{
	uint64_t n = PURGE_BATCH;
	enum rc rc;

	*all_r = 0;
	if (c->dry_run)
		return (purge_count(c->db, p, all_r));
	while (n >= PURGE_BATCH && !cron_stopped()) {
		rc = purge_batch(c->db, p, &n);
		if (rc == RC_RETRY)
			n = PURGE_BATCH;
		else
			TRY(rc);
		*all_r += rc == RC_OK ? n : 0;
	}
	return (RC_OK);
}

RC
cron_purge(struct cron *c)
{
	const struct purge *p;
	uint64_t n;

	for (size_t i = 0; (p = purge_at(i)) != NULL; i++) {
		TRY(purge_all(c, p, &n));
		if (n > 0)
			cron_say(c, "%llu %s", (unsigned long long)n, p->name);
	}
	return (RC_OK);
}

/* Old rows go behind a signed checkpoint; then where the log ends is written
   down outside the database. */
static RC
audit_one(struct cron *c, struct tenant *t, enum account_state state,
    struct arena *a)
{
	int64_t before = now_s() - conf_int("Audit.Days") * 86400;
	struct anchor x;
	uint64_t n;

	(void)state;
	if (c->dry_run) {
		TRY(audit_anchor(t, &x));
		cron_say(c, "account %llu: an anchor at row %llu",
		    (unsigned long long)t->id.v, (unsigned long long)x.n);
		return (RC_OK);
	}
	TRY(audit_expire(t, before, &n));
	if (n > 0)
		cron_say(c, "account %llu: %llu rows expired",
		    (unsigned long long)t->id.v, (unsigned long long)n);
	TRY(audit_anchor(t, &x));
	TRY(anchor_keep(a, arena_printf(a, "%s/cron/anchors", conf_str("Var")),
	    anchor_text(t, a, &x)));
	cron_say(c, "account %llu: anchor at row %llu",
	    (unsigned long long)t->id.v, (unsigned long long)x.n);
	return (RC_OK);
}

RC
cron_audit(struct cron *c)
{
	return (cron_accounts(c, audit_one));
}

static RC
files_one(struct cron *c, struct tenant *t, enum account_state state,
    struct arena *a)
{
	struct sweep_counts n;

	(void)state;
	(void)a;
	TRY(files_sweep(t, c->files_dir, now_s() - 3600, &n));
	if (n.removed + n.unfinished > 0)
		cron_say(c, "account %llu: %llu files without a row, %llu "
		    "unfinished", (unsigned long long)t->id.v,
		    (unsigned long long)n.removed,
		    (unsigned long long)n.unfinished);
	return (RC_OK);
}

RC
cron_files(struct cron *c)
{
	/* What would go is not known without the walk that removes it. */
	if (c->dry_run) {
		cron_say(c, "would look at every file");
		return (RC_OK);
	}
	return (cron_accounts(c, files_one));
}
