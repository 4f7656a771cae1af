/*
 * What deleted rows leave in MariaDB's files, overwritten while it runs: purge,
 * dirty pages, binary logs, undo, redo.  As root.
 */
#ifndef DB_SCRUB_H
#define DB_SCRUB_H

#include "db/db.h"

/* say is called before each step. */
RC	scrub_database(struct db *, void (*say)(const char *step));
/* A row that is written and deleted in a table of its own. */
RC	scrub_canary(struct db *, const char *word);
RC	scrub_canary_delete(struct db *);
RC	scrub_canary_end(struct db *);

#endif
