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
/* Take one hit back: what was counted before was no offence after all. */
RC	throttle_forgive(struct db *, const struct digest *);

#endif
