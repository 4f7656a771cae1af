/* Signatures: RFC 8032's first example, what a change does, keys as PEM. */
#include "../support/unit.h"

#include "core/str.h"
#include "crypto/sign.h"

static void
bytes_of(const char *hex, uint8_t *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned v;

		assert_int_equal(sscanf(hex + 2 * i, "%2x", &v), 1);
		out[i] = (uint8_t)v;
	}
}

static void
rfc_8032(void **state)
{
	uint8_t want[SIGN_PUBLIC_LEN], got[SIGN_PUBLIC_LEN];
	uint8_t sig[SIGN_LEN], should[SIGN_LEN];
	struct key seed;

	(void)state;
	bytes_of("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae"
	    "7f60", seed.b, sizeof(seed.b));
	bytes_of("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707"
	    "511a", want, sizeof(want));
	bytes_of("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e0652249"
	    "01555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a"
	    "100b", should, sizeof(should));
	sign_public(&seed, got);
	assert_memory_equal(got, want, sizeof(want));
	sign_bytes(&seed, (struct bytes){ NULL, 0 }, sig);
	assert_memory_equal(sig, should, sizeof(sig));
	assert_true(sign_good(got, (struct bytes){ NULL, 0 }, sig));
}

static void
changed(void **state)
{
	uint8_t text[] = "three tickets", public[SIGN_PUBLIC_LEN];
	uint8_t sig[SIGN_LEN];
	struct bytes b = { text, sizeof(text) };
	struct key seed = { { 7 } };

	(void)state;
	sign_public(&seed, public);
	sign_bytes(&seed, b, sig);
	assert_true(sign_good(public, b, sig));
	text[0] ^= 1;
	assert_false(sign_good(public, b, sig));
	text[0] ^= 1;
	sig[40] ^= 1;
	assert_false(sign_good(public, b, sig));
	sig[40] ^= 1;
	public[3] ^= 1;
	assert_false(sign_good(public, b, sig));
}

static void
pem(void **state)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 16);
	uint8_t public[SIGN_PUBLIC_LEN], back[SIGN_PUBLIC_LEN];
	struct key seed = { { 9 } };
	char *text;

	(void)state;
	sign_public(&seed, public);
	text = arena_strdup(a, sign_pem(a, public));
	assert_int_equal(sign_pem_read(a, text, back), RC_OK);
	assert_memory_equal(public, back, sizeof(public));
	text[30] = text[30] == 'A' ? 'B' : 'A';
	assert_int_equal(sign_pem_read(a, text, back), RC_INVALID);
	assert_int_equal(sign_pem_read(a, "", back), RC_INVALID);
	assert_int_equal(sign_pem_read(a, "-----BEGIN PUBLIC KEY-----\n", back),
	    RC_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rfc_8032),
		cmocka_unit_test(changed),
		cmocka_unit_test(pem),
	};

	crypto_init();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
