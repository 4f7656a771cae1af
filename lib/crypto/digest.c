/* BLAKE2b digests and bearer tokens (digest.h). */
#include "crypto/digest.h"

#include <sodium.h>
#include <string.h>

#include "core/log.h"
#include "core/str.h"

void
crypto_init(void)
{
	if (sodium_init() < 0)
		die("libsodium cannot be started");
}

struct digest
digest(const void *p, size_t n)
{
	struct digest d;

	crypto_generichash(d.b, sizeof(d.b), p, n, NULL, 0);
	return (d);
}

bool
digest_eq(const void *x, const void *y, size_t n)
{
	return (sodium_memcmp(x, y, n) == 0);
}

struct token
token_new(void)
{
	struct token t;
	uint8_t r[TOKEN_LEN];

	randombytes_buf(r, sizeof(r));
	sodium_bin2base64(t.text, sizeof(t.text), r, sizeof(r),
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	t.digest = digest(r, sizeof(r));
	sodium_memzero(r, sizeof(r));
	return (t);
}

RC
token_parse(const char *text, struct digest *d_r)
{
	uint8_t r[TOKEN_LEN];

	if (text == NULL)
		return (RC_INVALID);
	TRY(b64url_decode(text, r, sizeof(r)));
	*d_r = digest(r, sizeof(r));
	sodium_memzero(r, sizeof(r));
	return (RC_OK);
}
