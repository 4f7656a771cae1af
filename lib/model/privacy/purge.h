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
	const char	*name;		/* "expired sessions" */
	enum rc		(*batch)(struct db *, uint64_t *n_r);
	enum rc		(*count)(struct db *, uint64_t *n_r);	/* dry run */
};
/* NULL at the end. */
const struct purge *purge_at(size_t i);

#endif
