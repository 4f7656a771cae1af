/* API tokens as text: form, each letter counts. Whose the checksum is, zlib's, is
   in tests/access/api.sh. */
#include "../support/unit.h"

#include <string.h>

#include "auth/apitoken.h"
#include "core/str.h"

static const char letters[] =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static void
test_form(void **state)
{
	unsigned seen[62] = { 0 };
	struct apitoken k, other;
	struct digest d;

	(void)state;
	other = apitoken_new();
	for (int i = 0; i < 2000; i++) {
		k = apitoken_new();
		assert_int_equal(strlen(k.text), APITOKEN_LEN);
		assert_memory_equal(k.text, "olv1_", 5);
		assert_int_equal(strspn(k.text + 5, letters), 38);
		assert_string_equal(k.tail, k.text + APITOKEN_LEN - 4);
		assert_int_equal(apitoken_parse(k.text, &d), RC_OK);
		assert_memory_equal(d.b, k.digest.b, DIGEST_LEN);
		assert_string_not_equal(k.text, other.text);
		for (int c = 5; c < 37; c++)
			seen[strchr(letters, k.text[c]) - letters]++;
	}
	/* 64,000 letters, 1,032 of each: six standard deviations are 191. */
	for (int i = 0; i < 62; i++)
		assert_in_range(seen[i], 1032 - 191, 1032 + 191);
}

static void
test_changed(void **state)
{
	struct apitoken k = apitoken_new();
	char text[64];
	struct digest d;

	(void)state;
	/* One letter, and two neighbours exchanged: always noticed. */
	for (size_t i = 0; i < APITOKEN_LEN; i++) {
		memcpy(text, k.text, sizeof(k.text));
		text[i] = text[i] == 'q' ? 'r' : 'q';
		assert_int_equal(apitoken_parse(text, &d), RC_INVALID);
		memcpy(text, k.text, sizeof(k.text));
		if (i == 0 || text[i] == text[i - 1])
			continue;
		text[i - 1] = k.text[i];
		text[i] = k.text[i - 1];
		assert_int_equal(apitoken_parse(text, &d), RC_INVALID);
	}
	for (size_t n = 0; n < APITOKEN_LEN; n++) {
		memcpy(text, k.text, n);
		text[n] = '\0';
		assert_int_equal(apitoken_parse(text, &d), RC_INVALID);
	}
	snprintf(text, sizeof(text), "%s ", k.text);
	assert_int_equal(apitoken_parse(text, &d), RC_INVALID);
	snprintf(text, sizeof(text), " %s", k.text);
	assert_int_equal(apitoken_parse(text, &d), RC_INVALID);
}

/* A provider's is another form: neither is taken for the other. */
static void
test_provider(void **state)
{
	struct apitoken p = apitoken_provider_new(), k = apitoken_new();
	struct digest d;

	(void)state;
	assert_int_equal(strlen(p.text), APITOKEN_LEN_P);
	assert_memory_equal(p.text, "olvp1_", 6);
	assert_string_equal(p.tail, p.text + APITOKEN_LEN_P - 4);
	assert_int_equal(apitoken_provider_parse(p.text, &d), RC_OK);
	assert_memory_equal(d.b, p.digest.b, DIGEST_LEN);
	assert_int_equal(apitoken_parse(p.text, &d), RC_INVALID);
	assert_int_equal(apitoken_provider_parse(k.text, &d), RC_INVALID);
	for (size_t i = 0; i < APITOKEN_LEN_P; i++) {
		char was = p.text[i];

		p.text[i] = was == 'q' ? 'r' : 'q';
		assert_int_equal(apitoken_provider_parse(p.text, &d),
		    RC_INVALID);
		p.text[i] = was;
	}
}

static void
test_base64(void **state)
{
	static const char *const bad[] = { "a", "ab", "abc", "abcde", "====",
		"a===", "ab=c", "=abc", "ab==cd==", "ab c", "ab\nc", "a-b_",
		"aGk=\n", "aGl=", "aR==", "\xC3\xA9" "ab" };
	struct arena *a = arena_new(1U << 20);
	struct bytes b;

	(void)state;
	assert_int_equal(b64_decode(a, "", &b), RC_OK);
	assert_int_equal(b.n, 0);
	assert_int_equal(b64_decode(a, "aGk=", &b), RC_OK);
	assert_memory_equal(b.p, "hi", 2);
	assert_int_equal(b.n, 2);
	assert_int_equal(b64_decode(a, "aQ==", &b), RC_OK);
	assert_int_equal(b.n, 1);
	assert_int_equal(b64_decode(a, "+/+/", &b), RC_OK);
	assert_memory_equal(b.p, "\xFB\xFF\xBF", 3);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(b64_decode(a, bad[i], &b), RC_INVALID);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_changed), cmocka_unit_test(test_provider),
		cmocka_unit_test(test_base64),
	};

	crypto_init();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
