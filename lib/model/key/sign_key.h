/*
 * The installation's key for certificates: random, in olvido_keys.account_key
 * under account 1, which nobody ever is (ids begin at 1024), so that it is
 * sealed, mirrored and given a new master key as the accounts' keys are, and
 * outlives them.
 */
#ifndef MODEL_SIGN_KEY_H
#define MODEL_SIGN_KEY_H

#include "crypto/sign.h"
#include "db/db.h"

/* RC_NOTFOUND: `olvido keys init` was not run yet. */
RC	sign_key(struct db *, struct vault *, struct key *seed_r);
/* Another key of the installation, from the same row. */
RC	sign_key_for(struct db *, struct vault *, const char *purpose,
	    struct key *k_r);
/* sign_key_make.c: once; the command line's. */
RC	sign_key_make(struct db *, struct vault *);

#endif
