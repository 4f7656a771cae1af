/*
 * Tickets that may hold a text, by the index alone: for finding what is about a
 * person before he is forgotten (privacy/mention.h).  Unlike a search it looks
 * into tickets of every state and department.
 */
#ifndef MODEL_SEARCH_FIND_H
#define MODEL_SEARCH_FIND_H

#include "db/db.h"

#define FIND_MOST	50	/* tickets of one text; more: it is common */

struct finder;	/* remembers how common words are */
struct finder	*finder_new(struct tenant *, struct arena *);
/*
 * Tickets with the rarest of these folded words (at most FIND_JOIN of them),
 * newest first; words that stand in fewer tickets than `least` say nothing and are
 * left out.  RC_LIMIT: there are more than FIND_MOST, *n_r of the newest are
 * given.  No word: none.
 */
#define FIND_JOIN	4
struct find_ask {
	const char *const *words;
	size_t		   n, join;
	uint64_t	   least;
	ticket_id	   below;	/* older ones than this; {0}: any */
};
RC	finder_find(struct finder *, const struct find_ask *,
	    ticket_id v_r[FIND_MOST], size_t *n_r);

/* Those he asked for or wrote into, of every state, newest first; at most max:
   RC_LIMIT when there are more. */
RC	find_tickets_of(struct tenant *, struct arena *, contact_id,
	    size_t max, ticket_id **v_r, size_t *n_r);
RC	find_tickets_written(struct tenant *, struct arena *, contact_id,
	    size_t max, ticket_id **v_r, size_t *n_r);

#endif
