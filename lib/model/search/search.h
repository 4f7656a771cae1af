/*
 * Full text over sealed data: olvido_index.term holds keyed digests of folded,
 * stemmed words.  Words are joined by AND; word* (once) or 3+ letters at the end
 * of the query match as prefix; "a phrase" is checked after opening; from:ana
 * (de:ana) finds requesters by words of their name or address.
 */
#ifndef MODEL_SEARCH_H
#define MODEL_SEARCH_H

#include "model/ticket/ticket.h"

/* Inside the caller's transaction. texts: what to index; from: requester's. */
RC	search_index(struct tenant *, struct arena *, ticket_id,
	    const char *const *texts, size_t ntexts, const char *from_name,
	    const char *from_email);
/*
 * At most TICKET_PAGE tickets, by falling id (newest first, as ids follow time
 * to a few seconds), with ids below `before` (0: from
 * the newest; the next page begins at last).  RC_INVALID: no word in it.
 * Spam and deleted tickets are left out.
 */
RC	search_tickets(struct tenant *, struct arena *, const char *query,
	    ticket_id before, struct ticket_list *l_r);

#endif
