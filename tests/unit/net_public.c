/* Which addresses are everybody's: the ends of each range, and one beside it. */
#include "../support/unit.h"

#include "net/net.h"

static void
test_public(void **state)
{
	static const char *const yes[] = { "1.1.1.1", "8.8.8.8", "9.255.255.255",
		"11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
		"128.0.0.0", "169.253.255.255", "169.255.0.0",
		"172.15.255.255", "172.32.0.0", "192.167.255.255",
		"192.169.0.0", "198.17.255.255", "198.20.0.0",
		"223.255.255.255", "2001:200::", "2606:4700::1111",
		"2a00::1", "3ffe::1" };

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		assert_true(net_public(yes[i]));
}

static void
test_inside(void **state)
{
	static const char *const no[] = { "0.0.0.0", "0.255.255.255",
		"10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
		"127.0.0.1", "127.255.255.255", "169.254.0.0",
		"169.254.169.254", "172.16.0.0", "172.31.255.255",
		"192.0.0.1", "192.0.2.1", "192.168.0.0", "192.168.255.255",
		"198.18.0.0", "198.19.255.255", "198.51.100.1",
		"203.0.113.1", "224.0.0.0", "239.255.255.255", "240.0.0.0",
		"255.255.255.255", "::", "::1", "::ffff:1.1.1.1",
		"::ffff:127.0.0.1", "64:ff9b::7f00:1", "100::1", "fc00::1",
		"fdff::1", "fe80::1", "febf::1", "ff02::1", "2001::1",
		"2001:1ff::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1",
		"", "localhost", "127.1", "0x7f000001", "2130706433",
		"fe80::1%lo", "1.1.1.1 ", "01.1.1.1" };

	(void)state;
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_false(net_public(no[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_public),
		cmocka_unit_test(test_inside),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
