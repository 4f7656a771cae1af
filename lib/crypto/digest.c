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

struct digester {
	crypto_generichash_state st;
};

static void
begin(struct digester *d)
{
	crypto_generichash_init(&d->st, NULL, 0, DIGEST_LEN);
}

struct digester *
digester_new(struct arena *a)
{
	/* The state asks for an alignment of 64. */
	uint8_t *p = arena_alloc(a, sizeof(struct digester) + 64);
	struct digester *d = (void *)(p + (64 - (uintptr_t)p % 64) % 64);

	begin(d);
	return (d);
}

void
digester_add(struct digester *d, const void *p, size_t n)
{
	crypto_generichash_update(&d->st, p, n);
}

struct digest
digester_end(struct digester *d)
{
	struct digest out;

	crypto_generichash_final(&d->st, out.b, sizeof(out.b));
	begin(d);
	return (out);
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
