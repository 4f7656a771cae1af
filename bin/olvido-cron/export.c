/* Copies of people's data: made when asked for, gone after their days (cron.h). */
#include "core/conf.h"
#include "core/time.h"
#include "cron.h"
#include "privacy/export.h"

static RC
would_do(struct cron *c)
{
	uint64_t make, expire;

	TRY(export_due(c->db, now_s(), &make, &expire));
	if (make + expire > 0)
		cron_say(c, "%llu to make, %llu to delete",
		    (unsigned long long)make, (unsigned long long)expire);
	return (RC_OK);
}

RC
cron_export(struct cron *c)
{
	struct exporter x = { .db = c->db, .vault = c->v,
		.files_dir = c->files_dir, .stopped = cron_signalled,
		.over = cron_over,
		.templates = conf_str("Templates.Dir") };
	struct export_counts n;
	enum rc rc;

	if (c->dry_run)
		return (would_do(c));
	rc = export_run(&x, &n);
	tmpl_free(&x.tmpl);
	if (n.made + n.failed + n.expired + n.purged > 0)
		cron_say(c, "%llu made, %llu failed, %llu deleted, %llu old "
		    "rows", (unsigned long long)n.made,
		    (unsigned long long)n.failed,
		    (unsigned long long)n.expired,
		    (unsigned long long)n.purged);
	return (rc);
}
