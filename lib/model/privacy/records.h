/*
 * Records of processing (GDPR Art. 30): which tables hold whose data, what each
 * column is for.  From nouns.c and the schema's comments (olvido.column_note), so
 * that nothing is stored that is not in it.
 */
#ifndef MODEL_RECORDS_H
#define MODEL_RECORDS_H

#include "db/db.h"
#include "model/key/nouns.h"

struct record_column { const char *name, *form, *note; };
struct record {
	const struct noun	*noun;
	const char		*table;		/* without its schema */
	struct record_column	*v;		/* by name */
	size_t			 n;
	bool			 sealed;	/* some column is */
};
struct record_list { struct record *v; size_t n; };

/* All tables of nouns.c, in its order, with their columns. */
RC	record_list(struct db *, struct arena *, struct record_list *l_r);

#endif
