/*
 * The certificate of an erasure: JSON, signed with Ed25519, without personal
 * data.  One line:
 *
 *   {"certificate":{...},"algorithm":"Ed25519","key":"...","signature":"..."}
 *
 * What is signed are the bytes of the inner object as they stand there, from its
 * { to its }.  key and signature are base64url.  It is made from the rows whenever
 * it is asked for, and signed then: the same until "bytes_gone", which is null at
 * first, is known (`olvido scrub`).  "own_key_destroyed": of a contact, when the
 * erasure itself could not open anything of his any more, other people's tickets
 * being searched (model/privacy/erasure_job.h).  "mirrors": copies of the keys that there were
 * (mirror.h), by number and the provider's name, and when each had forgotten it.
 */
#ifndef PRIVACY_CERTIFICATE_H
#define PRIVACY_CERTIFICATE_H

#include "crypto/sign.h"
#include "model/privacy/erasure.h"

/*
 * Who holds a receipt is told what went of his, not what stood of him in other
 * people's tickets: who asks for the erasure of a word would learn who said it.
 */
enum reader { READ_AGENT = 1, READ_ANYBODY };
void	certificate_public(struct erasure_counts *);
struct certificate { const char *text, *key, *signature; };
RC	certificate_make(struct tenant *, struct arena *,
	    const struct erasure *, enum reader, struct certificate *c_r);
/* The public key that certificates of this installation are checked by. */
RC	certificate_key(struct db *, struct vault *,
	    uint8_t public_r[SIGN_PUBLIC_LEN]);
/*
 * RC_OK: it is whole and by that key; *inner_r: what is certified.  RC_DENIED: it
 * was changed, or is by another key; RC_INVALID: it is no certificate.
 */
RC	certificate_check(struct arena *, const char *text,
	    const uint8_t public[SIGN_PUBLIC_LEN], const char **inner_r);

#endif
