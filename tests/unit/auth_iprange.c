/* Address ranges: what is taken, what is refused and why, what is inside. */
#include "../support/unit.h"

#include <string.h>

#include "auth/iprange.h"

UNIT_ARENA(64U << 20)

static struct iprange_list
list(const char *text)
{
	struct iprange_mistake m;
	struct iprange_list l;

	assert_int_equal(iprange_parse(a, text, &l, &m), RC_OK);
	return (l);
}

static bool
in(const char *text, const char *addr)
{
	struct iprange_list l = list(text);
	struct ip ip;

	assert_int_equal(ip_parse(addr, &ip), RC_OK);
	return (iprange_has(&l, &ip));
}

static void
refused(const char *text, unsigned line, const char *key, const char *entry,
    const char *hint)
{
	struct iprange_mistake m;
	struct iprange_list l;

	assert_int_equal(iprange_parse(a, text, &l, &m), RC_INVALID);
	assert_string_equal(m.key, key);
	assert_int_equal(m.line, line);
	assert_string_equal(m.entry, entry);
	assert_string_equal(m.hint, hint);
}

static const char *
networks(const char *text)
{
	struct iprange_list l = list(text);
	struct buf b = BUF_INIT(a);

	iprange_networks(&b, &l);
	return (buf_cstr(&b));
}

static void
test_address(void **state)
{
	static const char *const bad[] = { "", " ", "1", "1.2.3", "1.2.3.4.5",
		"1.2.3.256", "01.2.3.4", "1.2.3.04", "0x1.2.3.4", "1.2.3.4 ",
		" 1.2.3.4", "1.2.3.4:80", "[::1]", "::1%lo", "fe80::1%1",
		":::", "1::2::3", "12345::", "::g", "1:2:3:4:5:6:7:8:9",
		"1:2:3:4:5:6:7", "::ffff:1.2.3", "::ffff:01.2.3.4", "-",
		"::1/128", "1.2.3.4\n", "localhost",
		"0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000" };
	struct ip ip, other;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(ip_parse(bad[i], &ip), RC_INVALID);
	assert_int_equal(ip_parse("192.0.2.1", &ip), RC_OK);
	assert_int_equal(ip.family, 4);
	assert_true(ip.bits == 0xC0000201);
	assert_int_equal(ip_parse("::ffff:192.0.2.1", &other), RC_OK);
	assert_true(other.family == 4 && other.bits == ip.bits);
	assert_int_equal(ip_parse("::FFFF:c000:0201", &other), RC_OK);
	assert_true(other.family == 4 && other.bits == ip.bits);
	/* The old "compatible" form is no IPv4 address. */
	assert_int_equal(ip_parse("::192.0.2.1", &other), RC_OK);
	assert_int_equal(other.family, 6);
}

static void
test_inside(void **state)
{
	const char *text = "# the office\r\n192.0.2.0/24 # first floor\r\n\r\n"
	    "198.51.100.7\n203.0.113.10 - 203.0.113.19\n2001:db8:1::/48\n"
	    "2001:db8:2::5-2001:db8:2::9";

	(void)state;
	assert_true(in(text, "192.0.2.0"));
	assert_true(in(text, "192.0.2.255"));
	assert_true(in(text, "::ffff:192.0.2.255"));
	assert_false(in(text, "192.0.1.255"));
	assert_false(in(text, "192.0.3.0"));
	assert_true(in(text, "198.51.100.7"));
	assert_false(in(text, "198.51.100.6"));
	assert_false(in(text, "198.51.100.8"));
	assert_true(in(text, "203.0.113.10"));
	assert_true(in(text, "203.0.113.19"));
	assert_false(in(text, "203.0.113.20"));
	assert_true(in(text, "2001:db8:1:ffff:ffff:ffff:ffff:ffff"));
	assert_false(in(text, "2001:db8:2::"));
	assert_true(in(text, "2001:db8:2::9"));
	assert_false(in(text, "2001:db8:2::a"));
	assert_false(in("", "192.0.2.1"));
	/* The families never meet. */
	assert_false(in("::/0", "192.0.2.1"));
	assert_true(in("::/0", "2001:db8::1"));
	assert_false(in("0.0.0.0/0", "::c000:201"));
	assert_true(in("0.0.0.0/0", "255.255.255.255"));
	assert_true(in("::ffff:192.0.2.0/120", "192.0.2.77"));
}

static void
test_refused(void **state)
{
	(void)state;
	refused("192.0.2.1/24", 1, "HostBits", "192.0.2.1/24", "192.0.2.0/24");
	refused("\n# c\n2001:db8::1/32 # x", 3, "HostBits", "2001:db8::1/32",
	    "2001:db8::/32");
	refused("192.0.2.010", 1, "Zeros", "192.0.2.010", "");
	refused("00.0.2.1-0.0.2.9", 1, "Zeros", "00.0.2.1-0.0.2.9", "");
	refused("fe80::1%eth0", 1, "Zone", "fe80::1%eth0", "");
	refused("192.0.2.0/33", 1, "Prefix", "192.0.2.0/33", "");
	refused("192.0.2.0/", 1, "Prefix", "192.0.2.0/", "");
	refused("192.0.2.0/024", 1, "Prefix", "192.0.2.0/024", "");
	refused("192.0.2.0/-1", 1, "Prefix", "192.0.2.0/-1", "");
	refused("192.0.2.0/255.255.255.0", 1, "Prefix",
	    "192.0.2.0/255.255.255.0", "");
	refused("::/129", 1, "Prefix", "::/129", "");
	refused("::ffff:192.0.2.0/24", 1, "Prefix", "::ffff:192.0.2.0/24",
	    "");
	refused("192.0.2.9-192.0.2.8", 1, "Order", "192.0.2.9-192.0.2.8", "");
	refused("192.0.2.9-::1", 1, "Families", "192.0.2.9-::1", "");
	refused("::1-::1:0:0:0", 1, "Mapped", "::1-::1:0:0:0", "");
	refused("example.org", 1, "Address", "example.org", "");
	refused("192.0.2.1, 192.0.2.2", 1, "Address", "192.0.2.1, 192.0.2.2",
	    "");
	refused("1.2.3.4;}", 1, "Address", "1.2.3.4;}", "");
	refused("1.2.3.4-1.2.3.5-1.2.3.6", 1, "Address",
	    "1.2.3.4-1.2.3.5-1.2.3.6", "");
}

static void
test_networks(void **state)
{
	(void)state;
	assert_string_equal(networks(""), "");
	assert_string_equal(networks("10.0.0.0/9\n10.128.0.0/9"),
	    "10.0.0.0/8\n");
	assert_string_equal(networks("0.0.0.0-255.255.255.255"),
	    "0.0.0.0/0\n");
	assert_string_equal(networks("::/1\n8000::/1"), "::/0\n");
	assert_string_equal(networks("192.0.2.1-192.0.2.6"),
	    "192.0.2.1/32\n192.0.2.2/31\n192.0.2.4/31\n192.0.2.6/32\n");
	/* IPv6 behind IPv4, and both in order. */
	assert_string_equal(networks("::1\n1.1.1.1\n0.0.0.1"),
	    "0.0.0.1/32\n1.1.1.1/32\n::1/128\n");
	assert_string_equal(networks("255.255.255.255\n255.255.255.254"),
	    "255.255.255.254/31\n");
}

/* What is written as networks is the same list when it is read again. */
static void
test_again(void **state)
{
	const char *once;
	struct buf b;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		b = (struct buf)BUF_INIT(a);
		for (size_t k = rnd_below(6); k > 0; k--) {
			unsigned x = (unsigned)rnd(), y = (unsigned)rnd();

			if (rnd_below(2) == 0)
				buf_printf(&b, "::%x:%x:0:0\n", x & 0xFFFF,
				    y & 0xFFFF);
			else
				buf_printf(&b, "%u.%u.%u.%u-255.9.9.%u\n",
				    x & 127, y & 255, x >> 8 & 255,
				    y >> 8 & 255, x >> 24);
		}
		once = networks(buf_cstr(&b));
		assert_string_equal(networks(once), once);
		arena_reset(a);
	}
}

static void
test_many(void **state)
{
	struct iprange_mistake m;
	struct iprange_list l;
	struct buf b = BUF_INIT(a);

	(void)state;
	for (int i = 0; i < IPRANGE_LINES; i++)
		buf_printf(&b, "10.0.%d.%d\n", i / 256, i % 256);
	assert_int_equal(iprange_parse(a, buf_cstr(&b), &l, &m), RC_OK);
	buf_str(&b, "11.0.0.1\n");
	assert_int_equal(iprange_parse(a, buf_cstr(&b), &l, &m), RC_INVALID);
	assert_string_equal(m.key, "Many");
	assert_int_equal(m.line, IPRANGE_LINES + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_inside),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_networks),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_many),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
