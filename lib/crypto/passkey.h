/*
 * Passkeys (WebAuthn Level 2), their cryptographic part: what an authenticator
 * sent is taken apart and its signature verified by libfido2.  Attestation is not
 * asked for ("none"): which make it is does not matter to us.  What stands in the
 * client data (type, challenge, origin) is the caller's to check.
 */
#ifndef CRYPTO_PASSKEY_H
#define CRYPTO_PASSKEY_H

#include <stdbool.h>

#include "core/arena.h"

#define PASSKEY_ID_MAX	1023	/* WebAuthn 4, credential ID */

/* A credential as its authenticator made it. */
struct passkey_key {
	int		 alg;		/* COSE: -7 ES256, -8 EdDSA, -257 RS256 */
	struct bytes	 id, key;	/* in the arena */
	uint32_t	 counter;
	bool		 verified;	/* the person, by PIN or finger */
};

/*
 * Registration: authenticator data of navigator.credentials.create() for rp_id (a
 * host name).  RC_DENIED: another rp_id, nobody was there, or not understood.
 */
RC	passkey_made(struct arena *, const char *rp_id, struct bytes authdata,
	    struct passkey_key *k_r);

struct passkey_signed {
	struct bytes	 authdata, clientdata, signature;
};
/*
 * A signature of that key for rp_id; its counter and whether the person was
 * verified go into k.  RC_DENIED: it does not fit.
 */
RC	passkey_check(const char *rp_id, struct passkey_key *k,
	    const struct passkey_signed *);

#endif
