/*
 * Exports as their builder sees them (lib/privacy/export, olvido-cron): taking the
 * next one, signs of life, its end, expiry.  `now` is the caller's.
 */
#ifndef MODEL_EXPORT_BUILD_H
#define MODEL_EXPORT_BUILD_H

#include "model/privacy/export.h"

/*
 * The next that waits, or whose builder gave no sign for EXPORT_LEASE seconds, of
 * any account, with its tenant.  It is this process's from now on; *file_r: a new
 * key for its file.  RC_NOTFOUND: none.  RC_GONE: it was one of somebody forgotten
 * or of an account that is over, or had been begun too often: it has failed, call
 * again.
 */
RC	export_take(struct db *, struct vault *, struct arena *, int64_t now,
	    struct tenant **t_r, struct export *e_r, struct key *file_r);
/* A sign of life, and how far it is. RC_GONE: it is not this process's any more. */
RC	export_beat(struct tenant *, struct export *, int64_t now);
/* Ready: the contact is told by mail; logged. RC_GONE as above. */
RC	export_made(struct tenant *, struct arena *, struct export *,
	    int64_t now);
/* Logged. RC_GONE as above. */
RC	export_fail(struct tenant *, struct export *, enum export_fault);
/* It failed: its secret goes. */
RC	export_forget(struct db *, struct vault *, const struct export *);
/* Let go: in the middle, to be begun anew at once (that is no failed try), or
   after trouble, in a minute. */
RC	export_release(struct tenant *, const struct export *, int64_t now,
	    bool trouble);
/*
 * One whose days are over: its key goes out of its row; *e_r says whose file is
 * to be removed then.  RC_NOTFOUND: none.
 */
RC	export_expire(struct db *, int64_t now, struct export *e_r);
/* An account with one that is over and not settled (exports_settle()).
   RC_NOTFOUND: none. */
RC	export_unsettled(struct db *, account_id *id_r);
/* How many wait to be made, and to expire. */
RC	export_due(struct db *, int64_t now, uint64_t *make_r,
	    uint64_t *expire_r);
/* The rows of this many seconds ago that are over, and what they say, go. */
RC	export_purge(struct db *, int64_t now, uint64_t *n_r);

#endif
