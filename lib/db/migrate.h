/*
 * Forward-only schema: sql/schema/NNNN_name.sql, each run once, in order, under
 * a database lock; then sql/grants.sql every time.  Run as database root by
 * `olvido migrate`.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

/* dir: the sql folder. Prints one line per file to stdout. */
RC	migrate_run(struct db *, const char *dir);

#endif
