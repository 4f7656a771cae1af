/* Host names: the grammar, and the words that nobody may have. */
#include "../support/unit.h"

#include <string.h>

#include "core/hostname.h"
#include "core/str.h"

static char long_label[65], long_name[260];

static void
test_good(void **state)
{
	static const char *const good[] = { "a.b", "help.example.com",
		"xn--bcher-kva.example", "1.example", "a-b.c-d", "9.9.example" };

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(hostname_good(good[i]));
	memset(long_label, 'a', 63);
	assert_true(hostname_label(long_label));
	snprintf(long_name, sizeof(long_name), "%s.%s.%s.%.61s", long_label,
	    long_label, long_label, long_label);
	assert_int_equal(strlen(long_name), 253);
	assert_true(hostname_good(long_name));
}

static void
test_bad(void **state)
{
	static const char *const bad[] = { "", ".", "a", "a.", ".a", "a..b",
		"-a.b", "a-.b", "a.b-", "A.b", "a_b.c", "a b.c", "a.b;", "*.a.b",
		"a/b.c", "a.1", "192.0.2.1", "::1", "a.b\n", "b\xC3\xBC.de",
		"a.b:80" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(hostname_good(bad[i]));
	memset(long_label, 'a', 64);
	assert_false(hostname_label(long_label));
	snprintf(long_name, sizeof(long_name), "%.63s.%.63s.%.63s.%.62s",
	    long_label, long_label, long_label, long_label);
	assert_int_equal(strlen(long_name), 254);
	assert_false(hostname_good(long_name));
}

static void
test_wish(void **state)
{
	static const char *const grammar[] = { "", "-", "-ab", "ab-", "a.b",
		"a b", "Abc", "a_b", "xn--abc", "ab--cd", "12345", "1-2",
		"\xC3\xB1" };
	unsigned n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(grammar) / sizeof(grammar[0]); i++)
		assert_string_equal(hostname_wish_fault(grammar[i]),
		    "AddressGrammar");
	assert_string_equal(hostname_wish_fault("ab"), "AddressShort");
	assert_null(hostname_wish_fault("acme"));
	assert_null(hostname_wish_fault("acme-2"));
	assert_null(hostname_wish_fault("3com"));
	assert_null(hostname_wish_fault("wwwx"));
	for (; hostname_reserved(n) != NULL; n++) {
		assert_true(hostname_label(hostname_reserved(n)));
		assert_non_null(hostname_wish_fault(hostname_reserved(n)));
	}
	assert_true(n > 150);
	/* Who gets certificates by mail, and where browsers look by themselves. */
	assert_string_equal(hostname_wish_fault("hostmaster"),
	    "AddressReserved");
	assert_string_equal(hostname_wish_fault("wpad"), "AddressReserved");
	assert_string_equal(hostname_wish_fault("autodiscover"),
	    "AddressReserved");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_wish),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
