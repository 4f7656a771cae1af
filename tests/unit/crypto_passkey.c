/*
 * Passkeys: what a key made here with OpenSSL says and signs is taken; the same
 * with one thing changed is not.
 */
#include "../support/unit.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include "crypto/digest.h"
#include "crypto/passkey.h"

#define RP	"desk.example.org"
#define CLIENT	"{\"type\":\"webauthn.get\"}"

static EVP_PKEY *key;
static struct arena *a;

/* WebAuthn 6.1: hash of the host, flags, count. */
static size_t
put_head(uint8_t *p, const char *rp, uint8_t flags, uint32_t count)
{
	SHA256((const uint8_t *)rp, strlen(rp), p);
	p[32] = flags;
	for (int i = 0; i < 4; i++)
		p[33 + i] = (uint8_t)(count >> (24 - 8 * i));
	return (37);
}

/* 6.5.1: id of the model, length, id, key as COSE (RFC 8152, 13.1.1). */
static size_t
put_key(uint8_t *p)
{
	static const uint8_t begin[] = { 0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21,
		0x58, 32 }, middle[] = { 0x22, 0x58, 32 };
	uint8_t point[65];
	size_t n = 0, got;

	assert_int_equal(EVP_PKEY_get_octet_string_param(key, "pub", point,
	    sizeof(point), &got), 1);
	assert_int_equal(got, sizeof(point));
	memset(p, 0, 16);
	p[16] = 0;
	p[17] = 32;
	memset(p + 18, 'i', 32);
	n = 50;
	memcpy(p + n, begin, sizeof(begin));
	n += sizeof(begin);
	memcpy(p + n, point + 1, 32);
	n += 32;
	memcpy(p + n, middle, sizeof(middle));
	n += sizeof(middle);
	memcpy(p + n, point + 33, 32);
	return (n + 32);
}

static size_t
put_signature(uint8_t *out, size_t size, const uint8_t *data, size_t n,
    const char *client)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	uint8_t in[512];

	memcpy(in, data, n);
	SHA256((const uint8_t *)client, strlen(client), in + n);
	assert_int_equal(EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL,
	    key), 1);
	assert_int_equal(EVP_DigestSign(ctx, out, &size, in, n + 32), 1);
	EVP_MD_CTX_free(ctx);
	return (size);
}

static void
made(struct passkey_key *k)
{
	uint8_t data[256];
	size_t n = put_head(data, RP, 0x45, 7);

	n += put_key(data + n);
	assert_int_equal(passkey_made(a, RP, (struct bytes){ data, n }, k),
	    RC_OK);
}

static void
test_made(void **state)
{
	uint8_t data[256];
	size_t n = put_head(data, RP, 0x45, 7);
	struct passkey_key k;

	(void)state;
	n += put_key(data + n);
	made(&k);
	assert_int_equal(k.alg, -7);
	assert_int_equal(k.counter, 7);
	assert_int_equal(k.id.n, 32);
	assert_int_equal(k.id.p[0], 'i');
	assert_true(k.verified);
	assert_int_equal(passkey_made(a, "example.org", (struct bytes){ data,
	    n }, &k), RC_DENIED);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(passkey_made(a, RP, (struct bytes){ data, i },
		    &k), RC_DENIED);
	data[32] = 0x44;		/* nobody was there */
	assert_int_equal(passkey_made(a, RP, (struct bytes){ data, n }, &k),
	    RC_DENIED);
}

/* What a signature may be changed in. */
enum { NOTHING, HOST, PRESENT, DATA, CLIENTDATA, SIGNATURE, KEY, CUT, ALL };

static enum rc
signs(int change, uint8_t flags, struct passkey_key *k)
{
	uint8_t data[64], signature[128];
	char client[] = CLIENT;
	size_t n = put_head(data, change == HOST ? "evil.example" : RP,
	    change == PRESENT ? 0x04 : flags, 9), m;

	made(k);
	m = put_signature(signature, sizeof(signature), data, n, client);
	data[36] ^= change == DATA;
	client[2] ^= change == CLIENTDATA;
	signature[m - 1] ^= change == SIGNATURE;
	if (change == KEY)
		k->key = (struct bytes){ data, 64 };
	return (passkey_check(RP, k, &(struct passkey_signed){
		.authdata = { data, n },
		.clientdata = { (uint8_t *)client, strlen(client) },
		.signature = { signature, change == CUT ? m - 1 : m },
	}));
}

static void
test_signed(void **state)
{
	struct passkey_key k;

	(void)state;
	assert_int_equal(signs(NOTHING, 0x05, &k), RC_OK);
	assert_int_equal(k.counter, 9);
	assert_true(k.verified);
	assert_int_equal(signs(NOTHING, 0x01, &k), RC_OK);
	assert_false(k.verified);
	for (int i = HOST; i < ALL; i++)
		assert_int_equal(signs(i, 0x05, &k), RC_DENIED);
}

/* A key of another kind is not tried with this one's bytes. */
static void
test_other_algorithms(void **state)
{
	static const int algs[] = { -8, -257, 0, 7, -35 };
	uint8_t data[64], signature[128];
	size_t n = put_head(data, RP, 0x05, 9), m;
	struct passkey_key k;

	(void)state;
	m = put_signature(signature, sizeof(signature), data, n, CLIENT);
	for (size_t i = 0; i < sizeof(algs) / sizeof(algs[0]); i++) {
		made(&k);
		k.alg = algs[i];
		assert_int_equal(passkey_check(RP, &k, &(struct
		    passkey_signed){ .authdata = { data, n }, .clientdata = {
		    (const uint8_t *)CLIENT, strlen(CLIENT) },
		    .signature = { signature, m } }), RC_DENIED);
	}
}

/* Noise must neither pass nor end the process. */
static void
test_noise(void **state)
{
	uint8_t data[300];
	struct passkey_key k;
	size_t n;

	(void)state;
	for (int i = 0; i < 400; i++) {
		n = put_head(data, RP, 0x45, 1);
		n += put_key(data + n);
		data[37 + rnd_below(n - 37)] = (uint8_t)rnd();
		if (rnd_below(4) == 0)
			rnd_fill(data + 37, n - 37);
		if (passkey_made(a, RP, (struct bytes){ data, n }, &k) ==
		    RC_OK)
			assert_true(k.id.n > 0 && k.key.n > 0);
		arena_reset(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_made),
		cmocka_unit_test(test_signed),
		cmocka_unit_test(test_other_algorithms),
		cmocka_unit_test(test_noise),
	};

	crypto_init();
	a = arena_new(64 << 20);
	key = EVP_EC_gen("P-256");
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
