/*
 * Codes by time (RFC 6238 over RFC 4226): HMAC-SHA-1, 6 digits, steps of 30
 * seconds.  SHA-1 here is what every authenticator speaks; in HMAC its
 * collisions do not matter.
 */
#ifndef CRYPTO_TOTP_H
#define CRYPTO_TOTP_H

#include "core/arena.h"

#define TOTP_SEED_LEN	20	/* 160 bits */
#define TOTP_DIGITS	6
#define TOTP_STEP_S	30

/* The code of one step (seconds since 1970 / 30), NUL-terminated. */
void	 totp_code(const uint8_t seed[TOTP_SEED_LEN], int64_t step,
	    char code_r[TOTP_DIGITS + 1]);
/*
 * The step that a typed code belongs to: now's, the one before or after.
 * RC_DENIED when it is none of them, or not six digits.  Constant time in the
 * code; whether that step was used already is the caller's to ask.
 */
RC	 totp_match(const uint8_t seed[TOTP_SEED_LEN], const char *code,
	    int64_t now, int64_t *step_r);
/* RFC 4648 base32 without padding, as authenticators take a seed. */
char	*totp_base32(struct arena *, const uint8_t *, size_t);

#endif
