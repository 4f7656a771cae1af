/*
 * Rows that have served: nobody's by now, and opened by nothing.  Each call takes
 * away one batch of short locks over the installation; call again until *n_r is
 * less than PURGE_BATCH.
 */
#ifndef MODEL_PURGE_H
#define MODEL_PURGE_H

#include "db/db.h"

#define PURGE_BATCH	500

struct purge {
	const char	   *name;	/* "expired sessions" */
	const struct query *remove, *count;
	unsigned	    state;	/* the first value of both; 0: none */
	int64_t		  (*before)(void);
};
/* Each takes away, or counts, what p->before() says now. */
RC	purge_batch(struct db *, const struct purge *, uint64_t *n_r);
RC	purge_count(struct db *, const struct purge *, uint64_t *n_r);
/* NULL at the end. */
const struct purge *purge_at(size_t i);

#endif
