/* Sample tickets out of a text file (sql/seed/demo.txt): for a first look. */
#ifndef MODEL_SAMPLE_H
#define MODEL_SAMPLE_H

#include "db/db.h"

/*
 * Makes the tickets of the file through the models, as customers and agents
 * would; accounts that have tickets already, or are not there, are left alone.
 * RC_INVALID: a line is not understood, and what came before it is made.
 */
RC	sample_tickets(struct db *, struct vault *, struct arena *,
	    const char *path, size_t *n_r);

#endif
