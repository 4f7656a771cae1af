/* RFC 6238's own numbers, the window, and what is no code. */
#include "../support/unit.h"

#include "crypto/digest.h"
#include "crypto/totp.h"

/* RFC 6238, appendix B, SHA-1; eight digits there, of which six are ours. */
static const uint8_t seed[TOTP_SEED_LEN] = "12345678901234567890";
static const struct { int64_t time; const char *code; } rfc[] = {
	{ 59, "94287082" }, { 1111111109, "07081804" },
	{ 1111111111, "14050471" }, { 1234567890, "89005924" },
	{ 2000000000, "69279037" }, { 20000000000, "65353130" },
};

static void
test_rfc(void **state)
{
	char code[TOTP_DIGITS + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(rfc) / sizeof(rfc[0]); i++) {
		totp_code(seed, rfc[i].time / TOTP_STEP_S, code);
		assert_string_equal(code, rfc[i].code + 2);
	}
}

/* One step before and one after, not two. */
static void
test_window(void **state)
{
	char code[TOTP_DIGITS + 1];
	int64_t now = 1111111111, step, got;

	(void)state;
	for (int d = -3; d <= 3; d++) {
		step = now / TOTP_STEP_S + d;
		totp_code(seed, step, code);
		got = -1;
		if (d >= -1 && d <= 1) {
			assert_int_equal(totp_match(seed, code, now, &got),
			    RC_OK);
			assert_int_equal(got, step);
		} else {
			assert_int_equal(totp_match(seed, code, now, &got),
			    RC_DENIED);
			assert_int_equal(got, -1);
		}
	}
}

static void
test_no_code(void **state)
{
	static const char *const bad[] = { "", "50471", "0050471", "05047a",
		" 50471", "050471 ", "+50471", "-50471", "05\n471",
		"\xd9\xa0\xd9\xa5\xd9\xa0" "471", "050472" };
	int64_t step;

	(void)state;
	assert_int_equal(totp_match(seed, "050471", 1111111111, &step), RC_OK);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(totp_match(seed, bad[i], 1111111111, &step),
		    RC_DENIED);
}

/* RFC 4648, 10, without the padding. */
static void
test_base32(void **state)
{
	static const char *const v[][2] = { { "", "" }, { "f", "MY" },
		{ "fo", "MZXQ" }, { "foo", "MZXW6" }, { "foob", "MZXW6YQ" },
		{ "fooba", "MZXW6YTB" }, { "foobar", "MZXW6YTBOI" } };
	struct arena *a = arena_new(1 << 20);

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		assert_string_equal(totp_base32(a, (const uint8_t *)v[i][0],
		    strlen(v[i][0])), v[i][1]);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rfc),
		cmocka_unit_test(test_window),
		cmocka_unit_test(test_no_code),
		cmocka_unit_test(test_base32),
	};

	crypto_init();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
