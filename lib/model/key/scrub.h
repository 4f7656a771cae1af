/* When what the database had left of erased rows was overwritten last. */
#ifndef MODEL_SCRUB_H
#define MODEL_SCRUB_H

#include "db/db.h"

/* From `began` (microseconds) the scrub ran: erasures whose rows were gone before
   it have no bytes left now.  *n_r: how many of them learn it. */
RC	scrub_done(struct db *, int64_t began, uint64_t *n_r);
/* RC_NOTFOUND: never. */
RC	scrub_last(struct db *, int64_t *began_r);
/* Erasures whose rows are gone and whose bytes may not be; the oldest's time. */
RC	scrub_waiting(struct db *, uint64_t *n_r, int64_t *oldest_r);
/* Erasures whose rows are not gone, when the oldest was asked for. */
RC	erasures_waiting(struct db *, uint64_t *n_r, int64_t *oldest_r);

/* Erasures that wait for a mirror of the keys, since when the oldest does. */
RC	erasures_unmirrored(struct db *, uint64_t *n_r, int64_t *oldest_r);

#endif
