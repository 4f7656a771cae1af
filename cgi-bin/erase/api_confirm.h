/*
 * What a program shows to act: that it saw what would go (confirm), and its own
 * name for the act (request).  Both are of one agent's programs.
 */
#ifndef ERASE_API_CONFIRM_H
#define ERASE_API_CONFIRM_H

#include "erase.h"

/* Of now; good for a quarter of an hour.  chosen: what its asker may say of it. */
const char *confirm_make(struct req *, const struct thing *, unsigned chosen,
	    const struct erasure_plan *);
/* That the request's own is of this, as it is. */
bool	confirm_good(struct req *, const struct thing *, unsigned chosen,
	    const struct erasure_plan *);
/* By which an erasure is found again (erasure.receipt). */
struct digest confirm_name(struct req *);

#endif
