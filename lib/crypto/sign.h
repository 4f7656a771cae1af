/* Signatures that anybody can check: Ed25519 (RFC 8032) through libsodium. */
#ifndef CRYPTO_SIGN_H
#define CRYPTO_SIGN_H

#include "crypto/vault.h"

#define SIGN_PUBLIC_LEN		32
#define SIGN_LEN		64

/* The public key of a secret seed. */
void	sign_public(const struct key *seed, uint8_t public_r[SIGN_PUBLIC_LEN]);
void	sign_bytes(const struct key *seed, struct bytes, uint8_t sig_r[SIGN_LEN]);
bool	sign_good(const uint8_t public[SIGN_PUBLIC_LEN], struct bytes,
	    const uint8_t sig[SIGN_LEN]);

/*
 * As a file: SubjectPublicKeyInfo in PEM (RFC 8410), which openssl reads too.
 * RC_INVALID: it is no such key.
 */
const char *sign_pem(struct arena *, const uint8_t public[SIGN_PUBLIC_LEN]);
RC	sign_pem_read(struct arena *, const char *pem,
	    uint8_t public_r[SIGN_PUBLIC_LEN]);

#endif
