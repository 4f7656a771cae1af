/*
 * What a program says to who watches over the installation, on a door of nginx that
 * only the provider reaches (nginx/olvido.conf.in): is all well, and numbers in
 * Prometheus' text format.  No account, no host, no person is in them.
 */
#ifndef WEB_OPS_H
#define WEB_OPS_H

#include "core/buf.h"
#include "db/db.h"

/*
 * /healthz/NAME: database, keys, disk and mirrors, a line each, as this program
 * sees them; of "mail" and "cron" also whether they are at work.  The status:
 * 200 or 503.
 */
int	ops_health(struct db *, struct arena *, const char *name,
	    struct buf *);
/* /metrics: all programs of this machine, the installation's gauges. */
void	ops_metrics(struct db *, struct arena *, struct buf *);

#endif
