/*
 * Digests, tokens, derived keys.  The keyed values were computed by another
 * implementation (Python's hashlib); they may never change: data at rest is
 * sealed under them.
 */
#include "../support/unit.h"

#include "core/str.h"
#include "crypto/vault.h"

static struct arena *a;
static struct key key, other;
static struct secret secret;

static int
setup(void **state)
{
	(void)state;
	crypto_init();
	a = arena_new(16U << 20);
	for (int i = 0; i < 32; i++) {
		key.b[i] = (uint8_t)i;
		secret.b[i] = (uint8_t)(100 + i);
		other.b[i] = (uint8_t)(200 + i);
	}
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&a);
	return (0);
}

#define assert_hex(x, hex)						\
	assert_string_equal(hex_encode(a, (x).b, sizeof((x).b)), (hex))

static void
test_digest(void **state)
{
	(void)state;
	assert_hex(digest("", 0), "0e5751c026e543b2e8ab2eb06099daa1"
	    "d1e5df47778f7787faab45cdf12fe3a8");
	assert_hex(digest(NULL, 0), "0e5751c026e543b2e8ab2eb06099daa1"
	    "d1e5df47778f7787faab45cdf12fe3a8");
	assert_hex(digest("abc", 3), "bddd813c634239723171ef3fee98579b"
	    "94964e3bb1cb3e427262c8c068d52319");
	assert_true(digest_eq("abcd", "abcd", 4));
	assert_true(digest_eq("abcd", "abcX", 3));
	for (size_t i = 0; i < 4; i++) {
		char x[] = "abcd";

		x[i] = (char)(x[i] ^ 1);
		assert_false(digest_eq(x, "abcd", 4));
	}
}

static void
test_keys(void **state)
{
	(void)state;
	assert_hex(key_purpose(&key, "lookup"),
	    "d1349dcdb2e7b6ffe76b1ae51d9062e6"
	    "b9c9ebb34dff9af65a8facff1ddb25ae");
	assert_hex(key_subject(&key, SECRET_CONTACT, 0x0123456789abcdef,
	    &secret), "ed8b3b6e3c716a6e34ae5a77451f5579"
	    "5d6997512188c764c37034ca3d9eb3ab");
	assert_hex(key_ticket(&key, (ticket_id){ 77 }, &secret),
	    "6899293764b3b0fc296028ccbae9e49c"
	    "a2ba09127425b2cce676f6f6ff1086c7");
	assert_hex(key_file(&key, (attachment_id){ 78 }, &secret),
	    "326907275a284eec7464e1b10b88b7df"
	    "1d243c2d0e7227c6e3af107432132ac6");
	assert_hex(key_author(&key, &other),
	    "8d0788068ba979a261543569f66fdee9"
	    "9b1e3e4f43a1c3269d49f4bb270371a6");
	assert_hex(digest_keyed(&key, "email", (struct bytes){
	    (const uint8_t *)"ana@example.org", 15 }),
	    "6ad1a2626a2ca0e1d4670b949a6fd71e"
	    "711fc356c714f32863f00840ffa079b4");
}

/* Each input of a key matters, and none can pass for another. */
static void
test_keys_differ(void **state)
{
	struct secret s2 = secret;
	struct bytes v = { (const uint8_t *)"bc", 2 };
	struct key k[20];
	struct digest d[4];
	size_t n = 0;

	(void)state;
	s2.b[31] ^= 1;
	k[n++] = key_subject(&key, SECRET_CONTACT, 1, &secret);
	k[n++] = key_subject(&key, SECRET_AGENT, 1, &secret);
	k[n++] = key_subject(&key, SECRET_CONTACT, 2, &secret);
	k[n++] = key_subject(&key, SECRET_CONTACT, 1, &s2);
	k[n++] = key_subject(&other, SECRET_CONTACT, 1, &secret);
	k[n++] = key_subject(&key, SECRET_TICKET, 1, &secret);
	k[n++] = key_ticket(&key, (ticket_id){ 1 }, &secret);
	k[n++] = key_ticket(&key, (ticket_id){ 1ULL << 56 }, &secret);
	k[n++] = key_file(&key, (attachment_id){ 1 }, &secret);
	k[n++] = key_subject(&key, SECRET_ATTACHMENT, 1, &secret);
	k[n++] = key_author(&key, &other);
	k[n++] = key_author(&other, &key);
	k[n++] = key_purpose(&key, "a");
	k[n++] = key_purpose(&key, "ab");
	k[n++] = key_purpose(&key, "");
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			assert_memory_not_equal(k[i].b, k[j].b, KEY_LEN);
	d[0] = digest_keyed(&key, "a", v);
	d[1] = digest_keyed(&key, "ab", (struct bytes){ v.p + 1, 1 });
	d[2] = digest_keyed(&key, "abc", (struct bytes){ 0 });
	d[3] = digest_keyed(&other, "a", v);
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < i; j++)
			assert_memory_not_equal(d[i].b, d[j].b, DIGEST_LEN);
}

static void
test_tokens(void **state)
{
	struct token t = token_new(), u = token_new();
	struct digest d;
	uint8_t raw[TOKEN_LEN];

	(void)state;
	assert_int_equal(strlen(t.text), 43);
	assert_string_not_equal(t.text, u.text);
	assert_int_equal(token_parse(t.text, &d), RC_OK);
	assert_memory_equal(d.b, t.digest.b, DIGEST_LEN);
	assert_int_equal(b64url_decode(t.text, raw, sizeof(raw)), RC_OK);
	d = digest(raw, sizeof(raw));
	assert_memory_equal(d.b, t.digest.b, DIGEST_LEN);
	for (int i = 0; i < 43; i++) {
		char bad[44];

		memcpy(bad, t.text, 44);
		bad[i] = bad[i] == 'A' ? 'B' : 'A';
		if (token_parse(bad, &d) == RC_OK)
			assert_memory_not_equal(d.b, t.digest.b, DIGEST_LEN);
		bad[i] = '.';
		assert_int_equal(token_parse(bad, &d), RC_INVALID);
		bad[i] = '\0';
		assert_int_equal(token_parse(bad, &d), RC_INVALID);
	}
	assert_int_equal(token_parse(NULL, &d), RC_INVALID);
	assert_int_equal(token_parse("", &d), RC_INVALID);
	assert_int_equal(token_parse(arena_printf(a, "%s=", t.text), &d),
	    RC_INVALID);
	assert_int_equal(token_parse(arena_printf(a, " %s", t.text), &d),
	    RC_INVALID);
}

/* One value has one text: no second spelling of a token passes. */
static void
test_token_spelling(void **state)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789-_";
	struct token t = token_new();
	struct digest d;
	int taken = 0;

	(void)state;
	for (int i = 0; i < 64; i++) {
		t.text[42] = alphabet[i];
		taken += token_parse(t.text, &d) == RC_OK;
	}
	assert_int_equal(taken, 16);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_keys_differ),
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_token_spelling),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
