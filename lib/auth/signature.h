/*
 * Signed messages of programs:
 *
 *	Olvido-Signature: t=SECONDS,v1=HEX[,v1=HEX]
 *
 * v1 is HMAC-SHA-256 under a shared secret over SECONDS, a dot, and the body byte
 * for byte.
 */
#ifndef AUTH_SIGNATURE_H
#define AUTH_SIGNATURE_H

#include "core/arena.h"

#define SIGNATURE_SKEW	300	/* seconds */

struct signed_body {
	const char	*header;	/* or NULL */
	struct bytes	 body;
	int64_t		 now;
	const char	*secret[2];	/* NULL: none */
};

/*
 * RC_DENIED: no signature of ours; RC_GONE: a good one, of another time than now.
 * Constant time in secrets and signatures.  *text_r: what was signed.
 */
RC	signature_check(struct arena *, const struct signed_body *,
	    struct bytes *text_r);

#endif
