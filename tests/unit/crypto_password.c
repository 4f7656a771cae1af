/* Argon2id: form, fit, and the time of an unknown name. */
#include "../support/unit.h"

#include "core/str.h"
#include "core/time.h"
#include "crypto/digest.h"
#include "crypto/password.h"

static char hash[PASSWORD_HASH_MAX];

static int
setup(void **state)
{
	(void)state;
	crypto_init();
	return (password_hash("correct horse", hash) == RC_OK ? 0 : -1);
}

static void
test_form(void **state)
{
	char again[PASSWORD_HASH_MAX];

	(void)state;
	assert_true(str_starts(hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
	assert_int_equal(password_hash("correct horse", again), RC_OK);
	assert_string_not_equal(hash, again);
}

static void
test_fit(void **state)
{
	(void)state;
	assert_int_equal(password_check(hash, "correct horse"), RC_OK);
	assert_int_equal(password_check(hash, "correct hors"), RC_DENIED);
	assert_int_equal(password_check(hash, "correct horse "), RC_DENIED);
	assert_int_equal(password_check(hash, "Correct horse"), RC_DENIED);
	assert_int_equal(password_check(hash, ""), RC_DENIED);
}

/* From the test of the reference implementation (phc-winner-argon2). */
static void
test_known_value(void **state)
{
	static const char known[] = "$argon2id$v=19$m=65536,t=2,p=1$"
	    "c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

	(void)state;
	assert_int_equal(password_check(known, "password"), RC_OK);
	assert_int_equal(password_check(known, "passwore"), RC_DENIED);
}

static void
test_damaged_hash(void **state)
{
	static const char *const bad[] = { "", "$", "x", "$argon2id$",
	    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$", "$2b$12$abc" };
	char cut[PASSWORD_HASH_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(password_check(bad[i], ""), RC_DENIED);
	memcpy(cut, hash, sizeof(cut));
	cut[strlen(cut) - 1] = '\0';
	assert_int_equal(password_check(cut, "correct horse"), RC_DENIED);
}

static int64_t
cost(const char *h, const char *password)
{
	int64_t best = INT64_MAX, t;

	for (int i = 0; i < 5; i++) {
		t = mono_us();
		assert_int_equal(password_check(h, password), RC_DENIED);
		t = mono_us() - t;
		best = t < best ? t : best;
	}
	return (best);
}

/*
 * Nobody: denied, whatever is tried, and not faster than somebody. A busy
 * machine may disturb a measurement, but not each of twenty.
 */
static void
test_nobody(void **state)
{
	int64_t known = 0, unknown = 0;

	(void)state;
	assert_int_equal(password_check(NULL, ""), RC_DENIED);
	for (int i = 0; i < 20; i++) {
		known = cost(hash, "wrong");
		unknown = cost(NULL, "wrong");
		if (unknown >= known * 2 / 3 && unknown <= known * 3 / 2)
			return;
	}
	fail_msg("%lld us, but %lld us for nobody", (long long)known,
	    (long long)unknown);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_known_value),
		cmocka_unit_test(test_damaged_hash),
		cmocka_unit_test(test_nobody),
	};

	return (cmocka_run_group_tests(tests, setup, NULL));
}
