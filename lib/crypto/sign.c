/* Signatures (sign.h). */
#include "crypto/sign.h"

#include <sodium.h>
#include <string.h>

#include "core/str.h"

_Static_assert(SIGN_LEN == crypto_sign_BYTES, "Ed25519");
_Static_assert(SIGN_PUBLIC_LEN == crypto_sign_PUBLICKEYBYTES, "Ed25519");
_Static_assert(KEY_LEN == crypto_sign_SEEDBYTES, "Ed25519");

#define PEM_BEGIN	"-----BEGIN PUBLIC KEY-----\n"
#define PEM_END		"-----END PUBLIC KEY-----\n"

/* SEQUENCE { SEQUENCE { OID 1.3.101.112 } BIT STRING } before the key. */
static const uint8_t spki[] = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b,
	0x65, 0x70, 0x03, 0x21, 0x00 };
#define DER_LEN		(sizeof(spki) + SIGN_PUBLIC_LEN)

void
sign_public(const struct key *seed, uint8_t public_r[SIGN_PUBLIC_LEN])
{
	uint8_t sk[crypto_sign_SECRETKEYBYTES];

	crypto_sign_seed_keypair(public_r, sk, seed->b);
	sodium_memzero(sk, sizeof(sk));
}

void
sign_bytes(const struct key *seed, struct bytes b, uint8_t sig_r[SIGN_LEN])
{
	uint8_t pk[SIGN_PUBLIC_LEN], sk[crypto_sign_SECRETKEYBYTES];

	crypto_sign_seed_keypair(pk, sk, seed->b);
	crypto_sign_detached(sig_r, NULL, b.p, b.n, sk);
	sodium_memzero(sk, sizeof(sk));
}

bool
sign_good(const uint8_t public[SIGN_PUBLIC_LEN], struct bytes b,
    const uint8_t sig[SIGN_LEN])
{
	return (crypto_sign_verify_detached(sig, b.p, b.n, public) == 0);
}

const char *
sign_pem(struct arena *a, const uint8_t public[SIGN_PUBLIC_LEN])
{
	char text[sodium_base64_ENCODED_LEN(DER_LEN,
	    sodium_base64_VARIANT_ORIGINAL)];
	uint8_t der[DER_LEN];

	memcpy(der, spki, sizeof(spki));
	memcpy(der + sizeof(spki), public, SIGN_PUBLIC_LEN);
	sodium_bin2base64(text, sizeof(text), der, sizeof(der),
	    sodium_base64_VARIANT_ORIGINAL);
	return (arena_printf(a, PEM_BEGIN "%s\n" PEM_END, text));
}

RC
sign_pem_read(struct arena *a, const char *pem,
    uint8_t public_r[SIGN_PUBLIC_LEN])
{
	struct bytes der;
	size_t n;

	if (!str_starts(pem, PEM_BEGIN))
		return (RC_INVALID);
	pem += strlen(PEM_BEGIN);
	n = strcspn(pem, "\n");
	if (pem[n] == '\0' || !str_starts(pem + n + 1, PEM_END) ||
	    b64_decode(a, arena_strndup(a, pem, n), &der) != RC_OK ||
	    der.n != DER_LEN || memcmp(der.p, spki, sizeof(spki)) != 0)
		return (RC_INVALID);
	memcpy(public_r, der.p + sizeof(spki), SIGN_PUBLIC_LEN);
	return (RC_OK);
}
