/*
 * The schema olvido as a whole, for a restore: as root, programs stopped.  While
 * one runs there is a database olvido_restoring: whatever stops in between, no
 * program starts on half a restore (`olvido keys init`).
 */
#ifndef DB_WHOLE_H
#define DB_WHOLE_H

#include "db/db.h"

/* How many connections other users of ours have. */
RC	whole_users(struct db *, uint64_t *n_r);
RC	whole_unfinished(struct db *, bool *is_r);
/* Puts up the sign, and makes the schema empty. */
RC	whole_begin(struct db *);
/* All tables are there and hold nothing. */
RC	whole_empty(struct db *);
/* Takes the sign down. */
RC	whole_end(struct db *);
/* Ids below n are never given out. */
RC	whole_ids_from(struct db *, uint64_t n);
/* Forget what this connection knows of tables: they were made anew. */
void	whole_again(struct db *);
/* A global variable of MariaDB; "" when there is none. RC_OK else. */
RC	whole_variable(struct db *, struct arena *, const char *name,
	    const char **value_r);

#endif
