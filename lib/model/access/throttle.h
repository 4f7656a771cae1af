/* Counting what may happen only so often: keyed digests, expiring rows. */
#ifndef MODEL_THROTTLE_H
#define MODEL_THROTTLE_H

#include "crypto/vault.h"
#include "db/db.h"

/* The counted thing of the whole installation, as a digest under a key of the
 * vault: what: "ack", "login" ...; value: a normalised address. */
struct digest throttle_key(struct vault *, const char *what,
	    const char *value);
/* Count one more; RC_LIMIT when there were `limit` already within window_s. */
RC	throttle_hit(struct db *, const struct digest *, unsigned limit,
	    int64_t window_s);
/* RC_LIMIT when the window is full; counts nothing. *left_r: seconds. */
RC	throttle_full(struct db *, const struct digest *, unsigned limit,
	    int64_t *left_r);
/* Take one hit back: what was counted before was no offence after all. */
RC	throttle_forgive(struct db *, const struct digest *);
/* Seconds until the window that is full ends; at least 1. */
RC	throttle_left(struct db *, const struct digest *, int64_t *left_r);

/*
 * A turn at something that may fail: the first `free` are free, then one waits
 * 1, 2, 4 ... longest seconds; after `most` without one that succeeded there are
 * none left.
 */
struct turns { unsigned free, most; int64_t longest, kept; };
/*
 * Take a turn: counted as failed before anything is tried, in one statement, so
 * that of any number at once no more get one than may.  RC_LIMIT: *wait_r
 * seconds first, 0 when there are none left; not counted.
 */
RC	throttle_turn(struct db *, const struct digest *, const struct turns *,
	    int64_t *wait_r);
/* Whether the last turn taken was the last of the free ones. */
RC	throttle_begins(struct db *, const struct digest *,
	    const struct turns *, bool *begins_r);
/* One succeeded: all is as if nothing had been. */
RC	throttle_clear(struct db *, const struct digest *);

#endif
