/* Digests and keyed digests: BLAKE2b-256 (RFC 7693) through libsodium. */
#ifndef CRYPTO_DIGEST_H
#define CRYPTO_DIGEST_H

#include <stdbool.h>

#include "core/arena.h"

#define DIGEST_LEN	32
#define TOKEN_LEN	32	/* 256-bit bearer tokens */

struct digest { uint8_t b[DIGEST_LEN]; };

/* sodium_init(); dies when it cannot. Call first in every main(). */
void	 crypto_init(void);

struct digest	 digest(const void *, size_t);
/* The same over parts: of files. */
struct digester;
struct digester	*digester_new(struct arena *);
void		 digester_add(struct digester *, const void *, size_t);
struct digest	 digester_end(struct digester *);	/* and begins anew */
/* Constant time. */
bool		 digest_eq(const void *, const void *, size_t n);

/*
 * A bearer token (RFC 6750's sense): 32 random bytes, shown as base64url.
 * Only its digest is ever stored.
 */
struct token {
	char		text[44];	/* base64url, NUL-terminated */
	struct digest	digest;
};
struct token	 token_new(void);
/* The digest of a token as a client sent it; RC_INVALID unless well formed. */
RC		 token_parse(const char *text, struct digest *d_r);

#endif
