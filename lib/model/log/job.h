/* What jobs of the installation share: one at a time, and when each last ran. */
#ifndef MODEL_JOB_H
#define MODEL_JOB_H

#include "db/db.h"

/*
 * The installation's lock of jobs; it lasts until this connection ends.  Held
 * already by this connection: fine.  RC_CONFLICT: another process has it.
 */
RC	job_lock(struct db *);
/* Seconds when it last ended well, 0: never. */
RC	job_ran_at(struct db *, const char *name, int64_t *at_r);
RC	job_ran(struct db *, const char *name);

#endif
