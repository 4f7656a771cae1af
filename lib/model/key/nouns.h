/*
 * Every table of the schema: whose rows they are, how they go when that person,
 * ticket or account is erased, whether they are his to have (access export), and
 * what ends them otherwise.  tests/schema/nouns.sh holds the list against
 * information_schema both ways: a table that nobody thought of fails it.
 *
 * A new table with somebody's rows: its row here, and its DELETE in
 * erasure_first.c (what leads to him or lets him in) or erasure_rows.c.
 */
#ifndef MODEL_NOUNS_H
#define MODEL_NOUNS_H

#include <stdbool.h>

enum noun_owner {
	OF_NOBODY = 1,		/* counters, digests that expire */
	OF_ACCOUNT,		/* the company's own; no person */
	OF_CONTACT, OF_AGENT,
	OF_SUBJECT,		/* of either */
	OF_TICKET,		/* of its requester, by the ticket */
	OF_MESSAGE,		/* of its author and the requester */
};

enum noun_erased {
	ERASED_FIRST = 1,	/* in the first transaction */
	ERASED_LATER,		/* in a batch */
	ERASED_EXPIRES,		/* opens nothing, and ends by itself */
	ERASED_STAYS,		/* ids, times and counts: the proof */
	ERASED_ACCOUNT,		/* with the account only */
};

struct noun {
	const char	*table;		/* "olvido.ticket" */
	enum noun_owner	 owner;
	enum noun_erased erased;
	bool		 exported;	/* its person gets a copy */
	const char	*retained;	/* what ends its rows otherwise */
};

const struct noun *noun_at(unsigned i);		/* NULL at the end */
const char	*noun_owner_name(enum noun_owner);
const char	*noun_erased_name(enum noun_erased);

#endif
