/* What a browser says about a passkey's use: read, or refused, never half. */
#include "../support/unit.h"

#include "core/str.h"
#include "web/clientdata.h"

#define GOOD "{\"type\":\"webauthn.get\",\"challenge\":\"abc\","	\
	"\"origin\":\"https://desk.example\""

static enum rc
reads(struct arena *a, const char *json, struct clientdata *c)
{
	return (clientdata_read(a, (struct bytes){ (const uint8_t *)json,
	    strlen(json) }, c));
}

static void
test_good(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct clientdata c;

	(void)state;
	assert_int_equal(reads(a, GOOD "}", &c), RC_OK);
	assert_string_equal(c.type, "webauthn.get");
	assert_string_equal(c.challenge, "abc");
	assert_string_equal(c.origin, "https://desk.example");
	assert_false(c.foreign);
	assert_int_equal(reads(a, GOOD ",\"crossOrigin\":false,\"x\":{\"y\":1}}",
	    &c), RC_OK);
	assert_false(c.foreign);
	assert_int_equal(reads(a, GOOD ",\"crossOrigin\":true}", &c), RC_OK);
	assert_true(c.foreign);
	arena_free(&a);
}

static void
test_bad(void **state)
{
	static const char *const bad[] = { "", "x", "[]", "{}", "null", "1",
		"\"webauthn.get\"", GOOD, GOOD "}}", GOOD "} {}",
		"{\"type\":1,\"challenge\":\"a\",\"origin\":\"b\"}",
		"{\"type\":null,\"challenge\":\"a\",\"origin\":\"b\"}",
		"{\"type\":\"a\",\"challenge\":[\"a\"],\"origin\":\"b\"}",
		"{\"type\":\"a\",\"challenge\":\"a\"}",
		"{'type':'a','challenge':'a','origin':'b'}",
		"{\"type\":\"a\",\"challenge\":\"a\",\"origin\":\"b\\u0000c\"}",
		"{\"type\":\"a\",\"challenge\":\"a\",\"origin\":\"\xff\"}",
		GOOD ",\"x\":[[[[[[1]]]]]]}" };
	struct arena *a = arena_new(1 << 20);
	struct clientdata c;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (reads(a, bad[i], &c) != RC_INVALID)
			fail_msg("taken: %s", bad[i]);
	arena_free(&a);
}

static void
test_noise(void **state)
{
	struct arena *a = arena_new(1 << 20);
	char text[] = GOOD ",\"crossOrigin\":false}";
	struct clientdata c;
	char copy[sizeof(text)];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		memcpy(copy, text, sizeof(text));
		for (size_t n = rnd_below(4); n > 0; n--)
			copy[rnd_below(sizeof(text) - 1)] = (char)rnd();
		if (clientdata_read(a, (struct bytes){ (uint8_t *)copy,
		    sizeof(text) - 1 - rnd_below(8) }, &c) == RC_OK)
			assert_true(c.type != NULL && c.challenge != NULL &&
			    c.origin != NULL);
		arena_reset(a);
	}
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_noise),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
