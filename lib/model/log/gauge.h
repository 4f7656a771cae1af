/*
 * Numbers of the whole installation for who watches over it (web/ops.h): queues,
 * accounts by state, when each job of the clock ran.  olvido-cron writes them, so
 * that no program that strangers talk to counts in tables it has no right to.
 */
#ifndef MODEL_GAUGE_H
#define MODEL_GAUGE_H

#include "db/db.h"

struct gauge {
	const char	*name;		/* of the metric, behind "olvido_" */
	const char	*labels;	/* words of ours: state="trial"; "" */
	int64_t		 value, at;	/* at: seconds, when it was looked at */
};
struct gauge_list { struct gauge *v; size_t n; };
#define GAUGES_MAX	200
#define GAUGE_MIRROR	"mirror_confirmed_timestamp_seconds"

/* By name, then labels. */
RC	gauge_list(struct db *, struct arena *, struct gauge_list *l_r);
RC	gauge_set(struct db *, const struct gauge *);
RC	gauge_drop(struct db *, const char *name);
/* The installation's own, looked at now (gauge_look.c). */
RC	gauge_look(struct db *);

/*
 * Whether the database answers, and a key of some account opens by the vault:
 * *keys_r.  RC_FAILED: the database does not.
 */
RC	health_look(struct db *, struct vault *, bool *keys_r);

#endif
