/* Codes by time (totp.h). */
#include "crypto/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <string.h>

#include "core/log.h"
#include "crypto/digest.h"

void
totp_code(const uint8_t seed[TOTP_SEED_LEN], int64_t step,
    char code_r[TOTP_DIGITS + 1])
{
	uint8_t in[8], mac[EVP_MAX_MD_SIZE], *p;
	unsigned n = 0;
	uint32_t v;

	for (int i = 7; i >= 0; i--, step >>= 8)
		in[i] = (uint8_t)(step & 0xFF);
	if (HMAC(EVP_sha1(), seed, TOTP_SEED_LEN, in, sizeof(in), mac, &n) ==
	    NULL || n != 20)
		die("OpenSSL has no HMAC-SHA-1");
	p = mac + (mac[19] & 0x0F);
	v = ((uint32_t)(p[0] & 0x7F) << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3]) % 1000000;
	snprintf(code_r, TOTP_DIGITS + 1, "%06u", v);
	explicit_bzero(mac, sizeof(mac));
}

RC
totp_match(const uint8_t seed[TOTP_SEED_LEN], const char *code, int64_t now,
    int64_t *step_r)
{
	char want[TOTP_DIGITS + 1];
	enum rc rc = RC_DENIED;
	int64_t step = now / TOTP_STEP_S - 1;

	if (strlen(code) != TOTP_DIGITS ||
	    strspn(code, "0123456789") != TOTP_DIGITS)
		return (RC_DENIED);
	/* Of two equal codes the newer step counts: neither can come again. */
	for (int i = 0; i < 3; i++, step++) {
		totp_code(seed, step, want);
		if (digest_eq(want, code, TOTP_DIGITS)) {
			*step_r = step;
			rc = RC_OK;
		}
	}
	explicit_bzero(want, sizeof(want));
	return (rc);
}

char *
totp_base32(struct arena *a, const uint8_t *p, size_t n)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *s = arena_alloc(a, n * 8 / 5 + 2), *q = s;
	uint32_t bits = 0;
	int have = 0;

	for (size_t i = 0; i < n; i++) {
		bits = (bits << 8 | p[i]) & 0xFFFF;
		for (have += 8; have >= 5; have -= 5)
			*q++ = letters[bits >> (have - 5) & 31];
	}
	if (have > 0)
		*q++ = letters[bits << (5 - have) & 31];
	return (s);
}
