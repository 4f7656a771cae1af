/*
 * Forward-only schema: sql/schema/NNNN_name.sql, each run once, in order, under
 * a database lock; then sql/grants.sql every time.  Run as database root by
 * `olvido migrate`, while the programs of the version before go on: they serve
 * beside the new ones, and may come back, until the next version is migrated to.
 * schema_version.oldest says which programs may start (db.h).
 *
 * So a file is written for two versions of programs (files from 0071 on;
 * tests/lint/schema):
 * - It only adds.  What it takes away, renames or makes narrower no program of
 *   the version before may name; then a line "-- oldest: NNNN" says from which
 *   schema on none does, and while older ones may be running it is refused.
 *   "-- fits: WHY" for what looks so and is not.  The same for a REVOKE: of
 *   what the version before does not use.
 * - It may run twice, after a stop and when a table was in use (IF NOT EXISTS,
 *   CREATE OR REPLACE): each statement waits 2 s for a lock, less than programs
 *   do, then the file begins again.
 * - ALTER TABLE never copies a table (alter_algorithm is INPLACE).
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

/*
 * dir: the sql folder; stopped: no program is running.  Prints one line per file
 * to stdout.  RC_DENIED: not with what may be running, or is too old itself.
 */
RC	migrate_run(struct db *, const char *dir, bool stopped);

#endif
