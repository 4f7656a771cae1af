/*
 * The owner wants his account gone (model/account/lifecycle.h): he asks, it waits some days
 * in which he may think better of it, and then olvido-cron does it
 * (privacy/cold.h).  From that moment on nobody gets in.
 */
#ifndef MODEL_ACCOUNT_END_H
#define MODEL_ACCOUNT_END_H

#include "model/account/lifecycle.h"

#define ACCOUNT_END_DAYS	7

/* What would go, counted. */
struct account_size { uint64_t contacts, agents, tickets, messages, files; };
RC	account_size(struct tenant *, struct account_size *s_r);
/*
 * By t->actor, the owner: gone in so many seconds; asked before, it is moved.
 * RC_DENIED: a legal hold, which *until_r tells.  Logged.
 */
RC	account_end_ask(struct tenant *, struct arena *, int64_t in,
	    int64_t *until_r);
/* By the owner; logged. */
RC	account_end_cancel(struct tenant *, struct arena *);

#endif
