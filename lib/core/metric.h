/*
 * Counters of a program, shared by all its processes: a file in Run.Dir that each
 * maps, so that they outlive workers and reloads, and whoever answers for metrics
 * reads those of all programs.  Numbers only: no account, nobody.  A process that
 * opened no file counts for itself alone.
 */
#ifndef CORE_METRIC_H
#define CORE_METRIC_H

#include <stdbool.h>
#include <stdint.h>

#include "core/rc.h"

#define METRIC_BUCKETS	12	/* of durations; the last takes the rest */

enum metric {
	METRIC_MARK,		/* that the file is of this form */
	METRIC_BEAT,		/* seconds: its master was alive then */
	METRIC_CRASHES,		/* of its workers */
	METRIC_CONNECTS,	/* connections to the database opened */
	METRIC_REQUESTS,	/* by class of status, 1xx to 5xx */
	METRIC_DURATION = METRIC_REQUESTS + 5,	/* requests of that bucket */
	METRIC_DURATION_US = METRIC_DURATION + METRIC_BUCKETS,	/* their sum */
	METRIC_SPAM,		/* verdicts: ham, unsure, spam */
	METRIC_MAIL_IN = METRIC_SPAM + 3,	/* taken, refused, put off */
	METRIC_MAIL_OUT = METRIC_MAIL_IN + 3,	/* enum metric_mail_out */
	METRICS = METRIC_MAIL_OUT + 4,
};
enum metric_mail_out { OUT_SENT, OUT_TRIED, OUT_GIVEN_UP, OUT_OVER_PLAN };

/* DIR/NAME.metrics, made if it is missing.  It need not work: false, and logged. */
bool	 metric_open(const char *dir, const char *name);
void	 metric_add(enum metric, uint64_t n);
void	 metric_set(enum metric, uint64_t v);
/* One more request: its status and how long it took. */
void	 metric_request(int status, int64_t us);
/* Microseconds up to which a bucket takes; 0: the last. */
int64_t	 metric_bucket(unsigned i);
/* All of a program's. RC_NOTFOUND: it has none yet. */
RC	 metric_read(const char *dir, const char *name, uint64_t v_r[METRICS]);

#endif
