/*
 * olvido_index anew from the sealed rows (`olvido index rebuild`): after a
 * restore, which brings none, or when it is in doubt.
 */
#ifndef MODEL_INDEX_H
#define MODEL_INDEX_H

#include "db/db.h"

struct index_counts { uint64_t contacts, agents, tickets, gone; };

/*
 * Look-ups and words of one account, a batch a transaction: safe beside running
 * programs and to be run again.  What is forgotten loses its entries.
 */
RC	index_rebuild(struct tenant *, struct index_counts *n_r);
/* The same of one ticket, inside the caller's transaction. */
RC	index_ticket(struct tenant *, struct arena *, ticket_id);

#endif
