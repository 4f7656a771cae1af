/* HMAC-SHA-256 (hmac.h). */
#include "crypto/hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "core/log.h"

void
hmac_sha256(struct bytes key, struct bytes in, uint8_t mac_r[HMAC_LEN])
{
	unsigned n = 0;

	if (HMAC(EVP_sha256(), key.p, (int)key.n, in.p, in.n, mac_r, &n) ==
	    NULL || n != HMAC_LEN)
		die("OpenSSL has no HMAC-SHA-256");
}
