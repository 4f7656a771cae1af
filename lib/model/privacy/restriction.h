/*
 * Restriction of processing (GDPR art. 18): who set it, why, and how it ends.
 * What it does is model/access/withheld.h.
 *
 * It ends in two steps, as art. 18(3) asks: an admin names the day and the
 * person is told by mail; olvido-cron lifts it on that day, not before that mail
 * has gone (or was given up: then nobody can be told).
 */
#ifndef MODEL_RESTRICTION_H
#define MODEL_RESTRICTION_H

#include "db/db.h"

/* Art. 18(1)(a) to (d). */
enum restriction_ground {
	RESTRICT_ACCURACY = 1,	/* he contests that it is accurate */
	RESTRICT_UNLAWFUL = 2,	/* unlawful, and he wants no erasure */
	RESTRICT_CLAIM = 3,	/* he needs it for a legal claim */
	RESTRICT_OBJECTION = 4,	/* he objected, and that is being weighed */
};
struct restriction {
	contact_id	 contact;
	int64_t		 since;
	enum restriction_ground ground;
	agent_id	 by;
	int64_t		 lift_at;	/* 0: not said */
	bool		 told;		/* the mail that says so has gone */
	const char	*reason;	/* opened */
};

/* RC_NOTFOUND: he is not restricted. */
RC	restriction_get(struct tenant *, struct arena *, contact_id,
	    struct restriction *r_r);
/* For who deletes by a rule: is anybody of the account restricted, is this contact,
   did such a one ask or write in this ticket? */
RC	restriction_any(struct tenant *, bool *yes_r);
RC	restriction_of(struct tenant *, contact_id, bool *yes_r);
RC	restriction_in(struct tenant *, uint64_t ticket, bool *yes_r);

struct restriction_list { struct restriction *v; size_t n; };
/* All of the account, oldest first, at most 1000; reasons are not opened. */
RC	restriction_list(struct tenant *, struct arena *,
	    struct restriction_list *l_r);

/*
 * By an admin (RC_DENIED), in one transaction, logged.  set: from now on; he is
 * told by mail.  RC_CONFLICT: he is already.  RC_INVALID: no reason.
 */
RC	restriction_set(struct tenant *, struct arena *, contact_id,
	    enum restriction_ground, const char *reason, agent_id by);
/* end: on lift_at, in the future; he is told by mail now.  keep: not after all. */
RC	restriction_end(struct tenant *, contact_id, int64_t lift_at,
	    agent_id by);
RC	restriction_keep(struct tenant *, contact_id, agent_id by);

/* olvido-cron: lifts those whose day has come; n_r: how many. dry: counted. */
RC	restriction_lift(struct tenant *, struct arena *, int64_t now, bool dry,
	    unsigned *n_r);

#endif
