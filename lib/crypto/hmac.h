/* HMAC-SHA-256 (RFC 2104), for signatures that others make, too. */
#ifndef CRYPTO_HMAC_H
#define CRYPTO_HMAC_H

#include "core/arena.h"

#define HMAC_LEN	32

void	hmac_sha256(struct bytes key, struct bytes in, uint8_t mac_r[HMAC_LEN]);

#endif
