/*
 * What becomes of a person's mentions (mention.h) before he is erased, whatever
 * door asks: pages, the command line, the API, retention.  Afterwards nobody could
 * find them.
 */
#ifndef PRIVACY_MENTION_FIRST_H
#define PRIVACY_MENTION_FIRST_H

#include "privacy/erase.h"
#include "privacy/mention.h"

enum mention_way {
	MENTIONS_REDACT = 1,	/* they go: what needs no look, or all (names) */
	MENTIONS_KEEP = 2,	/* they stay and are counted; a reason says why */
};
struct mention_order {
	contact_id	 who;
	enum mention_way way;
	/* He asks himself: his proved address is all that is looked for, as it is
	   spelt.  His name and his words are as he likes them, and others'
	   tickets are not his to cut. */
	bool		 self;
	/* What stands there by a name, a phone or unmarked words goes too, unlooked
	   at (mention_marks()): who asks said so in so many words. */
	bool		 names;
	agent_id	 by;		/* {0}: himself, a rule, the provider */
	const char	*reason;	/* MENTIONS_KEEP */
};
/* So long what somebody chose to keep on the page of mentions is kept. */
#define MENTION_DECIDED	86400

/*
 * Does it, ticket by ticket, each in a transaction of its own; killed or stopped
 * anywhere it is run again and does the rest.  What was kept by choice in the last
 * day (mention_review.h) stays and so does what is held; of all else goes what needs
 * no look (or all: names), however little of it that choice saw.  Counts are added to the review after each ticket (a
 * kill just there leaves it uncounted).
 * stop: asked before each ticket, may be NULL; RC_RETRY: it said so.
 * RC_DENIED: a legal hold on him.  RC_GONE: he is forgotten.  RC_INVALID: to keep
 * without a reason.
 */
RC	mention_first(struct tenant *, int files_dir,
	    const struct mention_order *, bool (*stop)(void),
	    struct mention_done *d_r);
/* What it would find now; changes nothing. */
RC	mention_count(struct tenant *, const struct mention_order *,
	    struct mention_done *d_r);

/*
 * Both together: mention_first(), erase_begin(), and the counts of the review into
 * the erasure's.  Other scopes than ERASE_CONTACT only begin; so does who was
 * forgotten before (RC_CONFLICT, as erase_begin() says).
 */
RC	mention_erase(struct tenant *, struct arena *, int files_dir,
	    const struct erase_ask *, const struct mention_order *,
	    bool (*stop)(void), uint64_t *id_r);

#endif
