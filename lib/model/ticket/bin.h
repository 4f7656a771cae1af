/*
 * The bin: where tickets that were deleted wait, to be restored to what they
 * were before; after the account's days they are erased (lib/privacy/retention.h).
 * What is under a legal hold does not go into it.
 */
#ifndef MODEL_BIN_H
#define MODEL_BIN_H

#include "model/ticket/ticket.h"

#define BIN_DAYS	30	/* of an account that set nothing */
#define BIN_DAYS_MAX	365

RC	bin_days(struct tenant *, unsigned *days_r);
/* bin_due.c: those whose days are over, oldest first, at most 100, from where the
   last call came to; *n_r 0: no more. */
struct bin_walk { int64_t before, activity; ticket_id after; };
RC	bin_due(struct tenant *, struct bin_walk *, ticket_id v_r[100],
	    size_t *n_r);
/* By t->actor, an admin or the owner; RC_INVALID: less than 1, more than the most. */
RC	bin_days_set(struct tenant *, unsigned days);

/* How one ticket came there; RC_NOTFOUND: it is not in the bin. */
struct bin_place {
	int64_t		   deleted_at, ends_at;	/* seconds */
	enum ticket_status from;
	uint64_t	   rule;	/* that put it there; 0: an agent */
};
RC	bin_place(struct tenant *, ticket_id, struct bin_place *p_r);

/* One ticket, with its event and its line in the audit log.  What is there
   already stays.  RC_DENIED: a legal hold. */
RC	bin_put(struct tenant *, struct arena *, ticket_id, agent_id by);
/* Back to what it was; one that was postponed is open. What is not in the bin
   stays as it is. */
RC	bin_restore(struct tenant *, struct arena *, ticket_id, agent_id by);

/* Of many, each by itself: those that are another's or gone are passed over. */
struct bin_many { size_t done, held; };
RC	bin_put_many(struct tenant *, struct arena *, const uint64_t *ids,
	    size_t n, agent_id by, struct bin_many *n_r);
RC	bin_restore_many(struct tenant *, struct arena *, const uint64_t *ids,
	    size_t n, agent_id by, struct bin_many *n_r);

#endif
