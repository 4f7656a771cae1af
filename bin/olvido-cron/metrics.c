/* Numbers for who watches over the installation (model/log/gauge.h). */
#include "cron.h"
#include "model/log/gauge.h"
#include "privacy/mirror.h"

/* The mirror that is farthest behind; 0: one was never confirmed. */
static RC
mirrors(struct cron *c)
{
	struct mirror_places p;
	int64_t oldest = INT64_MAX;

	TRY(mirrors_now(c->db, c->a, &p));
	if (p.n == 0)
		return (gauge_drop(c->db, GAUGE_MIRROR));
	for (size_t i = 0; i < p.n; i++)
		if (p.v[i].confirmed_at < oldest)
			oldest = p.v[i].confirmed_at;
	return (gauge_set(c->db, &(struct gauge){ .name = GAUGE_MIRROR,
	    .labels = "", .value = oldest / 1000000 }));
}

RC
cron_metrics(struct cron *c)
{
	if (c->dry_run) {
		cron_say(c, "would look at queues and accounts");
		return (RC_OK);
	}
	TRY(gauge_look(c->db));
	return (mirrors(c));
}
