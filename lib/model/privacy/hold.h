/*
 * Legal holds: what may not be deleted until a day, and why.  On a contact or a
 * ticket; a hold stops every kind of deletion: the bin and its end, retention
 * rules, erasure by whatever door.  It ends on its day, or when an admin lifts
 * it.  The reason may name people: it is sealed under the account's key, and its
 * row goes with the contact or ticket.
 */
#ifndef MODEL_HOLD_H
#define MODEL_HOLD_H

#include "db/db.h"

/* What a hold is on, and what is asked about. */
enum hold_on {
	HOLD_CONTACT = 1, HOLD_TICKET = 4,	/* as enum secret_kind */
	/* only to ask: */
	HOLD_ATTACHMENT = 5, HOLD_MESSAGE = 16, HOLD_ACCOUNT = 17,
};

struct hold {
	uint64_t	 id;
	enum hold_on	 on;
	uint64_t	 subject;	/* id of the contact or ticket */
	agent_id	 by, lifted_by;	/* lifted_by 0: nobody */
	int64_t		 created_at, ends_at;
	const char	*reason;	/* lists only */
};
struct hold_list { struct hold *v; size_t n; bool more; };

/*
 * RC_OK: nothing stops it.  RC_DENIED: *h_r (may be NULL) is the hold that ends
 * last, without its reason.  A contact is held himself, by a hold on a ticket
 * that he asked or wrote in, and by one on anybody who wrote in a ticket of his; a ticket itself, and by one on its requester or on
 * anybody who wrote in it; a message and a file as their ticket; the account by
 * any.
 */
RC	hold_stops(struct tenant *, enum hold_on, uint64_t id,
	    struct hold *h_r);
/*
 * The same inside the transaction that deletes, as late in it as can be: until it
 * ends no hold is set in the account, on whatever row; who sets one waits, and then
 * finds what was forgotten.
 */
RC	hold_bars(struct tenant *, enum hold_on, uint64_t id);

/* ---- hold_change.c: the panel ---------------------------------------------- */

#define HOLD_REASON_MAX	500	/* letters */

/*
 * By t->actor, an admin or the owner.  RC_NOTFOUND: no such contact or ticket, or
 * it is being erased; RC_GONE: so is he, or whose ticket it is (parting.h); RC_INVALID: its day is not to come, or it is on something
 * else; RC_DENIED: not his to do.
 */
RC	hold_add(struct tenant *, struct arena *, enum hold_on, uint64_t id,
	    int64_t ends_at, const char *reason, uint64_t *hold_r);
/* RC_NOTFOUND: there is none that still holds. */
RC	hold_lift(struct tenant *, uint64_t hold);
#define HOLD_PAGE	100
/* Those that hold, the next to end first; or those that ended, the latest first. */
RC	hold_list(struct tenant *, struct arena *, bool ended,
	    struct hold_list *l_r);
/* What holds one contact or ticket itself, the last to end first. */
RC	hold_list_on(struct tenant *, struct arena *, enum hold_on, uint64_t id,
	    struct hold_list *l_r);

#endif
