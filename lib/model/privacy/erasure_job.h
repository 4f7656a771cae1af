/*
 * What an erasure of a contact has still to do once his secret is destroyed: his
 * words are found and cut in other people's tickets, and his own tickets, where they
 * stay, are made nobody's.  For that alone his secret goes on in one row, sealed
 * under a secret of the erasure itself (SECRET_ERASURE), which nothing but erasing
 * reads.  When that is done it is destroyed too, as a person's is, and older copies
 * of the row with it (erasure.let_go_at).  No program, page or copy opens anything
 * of his meanwhile.
 *
 * Linked only by programs whose database user erases.
 */
#ifndef MODEL_ERASURE_JOB_H
#define MODEL_ERASURE_JOB_H

#include "model/privacy/erasure.h"
#include "model/key/keyring.h"

/* Where its search goes on that was stopped. */
struct erasure_place {
	unsigned	 rounds;	/* lists that are done */
	ticket_id	 below;		/* {0}: the newest are next */
	uint64_t	 kept, unsure, unreadable;	/* of what is done */
	uint64_t	 looked, to_look;
};
struct erasure_job {
	enum mention_way way;
	bool		 self;
	bool		 searched;	/* other people's tickets were */
	/* What was chosen to stay (mention_review.h). */
	const uint64_t	*kept_ids;
	size_t		 nkept;
	struct erasure_place at;
	struct lent	 lent;		/* for t->lent; in memory while it works */
};
void	erasure_job_wipe(struct erasure_job *);

/*
 * Inside the erasure's first transaction.  take: before what it needs goes; RC_GONE:
 * his secret is not there.  add: before his secret is destroyed.
 */
RC	erasure_job_take(struct tenant *, struct arena *,
	    const struct erasure *, struct erasure_job *j_r);
RC	erasure_job_add(struct tenant *, struct arena *,
	    const struct erasure *, const struct erasure_job *);
/* RC_NOTFOUND: it has none (any more); RC_GONE: its secret is not there. */
RC	erasure_job_get(struct tenant *, struct arena *, uint64_t erasure,
	    struct erasure_job *j_r);
/* That it is over, and what it counted (erasure_count_add()): once. */
RC	erasure_job_searched(struct tenant *, uint64_t erasure,
	    const struct erasure_count *, size_t n);
/* Inside a transaction, before its secret goes. *had_r: there was one. */
RC	erasure_job_end(struct tenant *, uint64_t erasure, bool *had_r);

/* How far the search is, for whoever looks: tickets. RC_NOTFOUND: there is none. */
struct erasure_search { uint64_t looked, to_look; bool searched; };
RC	erasure_job_at(struct tenant *, uint64_t erasure,
	    struct erasure_search *s_r);
RC	erasure_job_progress(struct tenant *, uint64_t erasure,
	    const struct erasure_search *);
RC	erasure_job_place(struct tenant *, uint64_t erasure,
	    const struct erasure_place *);

#endif
