/* What nginx includes: written so that it is of its own grammar, and nothing else
   is. */
#include "../support/unit.h"

#include <string.h>

#include "auth/nginxmap.h"

UNIT_ARENA(64U << 20)

static struct allow_row rows[] = {
	{ 17, PLACE_PANEL, "192.0.2.0/24\n2001:db8::/32\n", "help.example" },
	{ 17, PLACE_PANEL, "192.0.2.0/24\n2001:db8::/32\n", "other.example" },
	{ 17, PLACE_PORTAL, "10.0.0.1/32\n", "help.example" },
	{ 18446744073709551615U, PLACE_API, "::/0\n0.0.0.0/0\n", "a-b.c" },
};

static const char *
text_of(const struct allow_rows *l, const char *proxies)
{
	struct buf b = BUF_INIT(a);

	assert_int_equal(nginxmap_write(&b, l, proxies), RC_OK);
	return (buf_cstr(&b));
}

static enum rc
check_n(const char *s, size_t n, unsigned *line_r)
{
	return (nginxmap_check(a, (struct bytes){ (const uint8_t *)s, n },
	    line_r));
}

static enum rc
check(const char *s)
{
	unsigned line;

	return (check_n(s, strlen(s), &line));
}

static void
test_written(void **state)
{
	struct allow_rows none = { 0 }, l = { rows, 4 };
	const char *s = text_of(&l, "10.0.0.0/8 192.0.2.7\t2001:db8::1");
	struct buf b = BUF_INIT(a);

	(void)state;
	assert_int_equal(check(text_of(&none, "none")), RC_OK);
	assert_int_equal(check(s), RC_OK);
	assert_non_null(strstr(s, "set_real_ip_from 10.0.0.0/8;\n"));
	assert_non_null(strstr(s, "set_real_ip_from 192.0.2.7/32;\n"));
	assert_non_null(strstr(s, "set_real_ip_from 2001:db8::1/128;\n"));
	assert_non_null(strstr(s, "geo $olvido_net_17_1 {\n\tdefault 0;\n"
	    "\t192.0.2.0/24 1;\n\t2001:db8::/32 1;\n}\n"));
	assert_non_null(strstr(s, "map $host $own_panel {\n\tdefault 1;\n"
	    "\thelp.example $olvido_net_17_1;\n"
	    "\tother.example $olvido_net_17_1;\n}\n"));
	assert_int_equal(nginxmap_write(&b, &none, "10.0.0.0/7;"),
	    RC_INVALID);
	assert_int_equal(nginxmap_write(&b, &none, "proxy.example"),
	    RC_INVALID);
}

/* A host name that would say something to nginx is left out. */
static void
test_host(void **state)
{
	static const char *const bad[] = { "", "a b", "a;b", "~.*", "$x",
		"a{", "a\nb", "HELP.example", "default;", "-a", ".a",
		"include", "default", "volatile", "hostnames",
		"h\xC3\xA9" };
	struct allow_row r = rows[0];
	struct allow_rows l = { &r, 1 };
	const char *s;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		r.host = bad[i];
		s = text_of(&l, "none");
		assert_int_equal(check(s), RC_OK);
		assert_null(strstr(s, " $olvido_net_17_1;"));
	}
}

/* Any byte put in, taken out or changed: refused, or still of the grammar and so
   without a word of nginx's that we do not use. */
static void
test_changed(void **state)
{
	static const char put[] = ";{}$#~\"'\\ \t\n\r/*=i\x00\xFF";
	struct allow_rows l = { rows, 4 };
	const char *good = text_of(&l, "10.0.0.0/8");
	size_t n = strlen(good), refused = 0, taken = 0;
	char *s = arena_alloc(a, n + 2);
	unsigned line;

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof(put) - 1; k++) {
			memcpy(s, good, i);
			s[i] = put[k];
			memcpy(s + i + 1, good + i, n - i);
			if (check_n(s, n + 1, &line) != RC_OK) {
				refused++;
				continue;
			}
			taken++;
			assert_true(put[k] == 'i' || put[k] == '\n' ||
			    put[k] == '/');
		}
	assert_true(refused > taken * 20);
	assert_int_equal(check_n(good, n - 1, &line), RC_INVALID);
}

static void
test_hostile(void **state)
{
#define HEAD "# Made by 'olvido nginx sync'; changes are lost.\n"
	static const char *const bad[] = { "", "\n", "#\n", HEAD HEAD,
		HEAD "load_module x.so;\n", HEAD "include /etc/passwd;\n",
		HEAD "\n", HEAD "geo $olvido_net_1_4 {\n\tdefault 0;\n}\n",
		HEAD "geo $olvido_net_1_1 {\n}\n",
		HEAD "geo $olvido_net_1_1 {\n\tdefault 0;\n\tranges;\n}\n",
		HEAD "geo $olvido_net_1_1 {\n\tdefault 0;\n\tproxy ::/0;\n}\n",
		HEAD "geo $olvido_net_1_1 {\n\tdefault 0;\n\tdelete ::/0;\n}\n",
		HEAD "geo $olvido_net_1_1 {\n\tdefault 0;\n}\n}\n",
		HEAD "map $host $own_panel {\n\tdefault 0;\n}\n",
		HEAD "map $host $own_panel {\n\tdefault 1;\n\tinclude x;\n}\n",
		HEAD "map $host $own_panel {\n\tdefault 1;\n"
		    "\tinclude $olvido_net_1_1;\n}\n",
		HEAD "map $host $own_panel {\n\tdefault 1;\n"
		    "\tdefault $olvido_net_1_1;\n}\n",
		HEAD "map $host $own_panel {\n\tdefault 1;\n"
		    "\thostnames $olvido_net_1_1;\n}\n",
		HEAD "map $host $own_panel {\n\tdefault 1;\n\tx 1;\n}\n",
		HEAD "set_real_ip_from 0.0.0.0/0; include x;\n",
		HEAD "set_real_ip_from all;\n", HEAD "real_ip_header X;\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(check(bad[i]), RC_INVALID);
	assert_int_equal(check(HEAD), RC_OK);
}

/* Hosts and domains of accounts. */
static struct domain_host domains[] = { { "a.example", 17 },
	{ "help.example.com", 18446744073709551615U } };

static const char *
with_hosts(size_t n)
{
	struct domain_hosts l = { domains, n };
	struct allow_rows none = { 0 };
	struct buf b = BUF_INIT(a);

	assert_int_equal(nginxmap_write(&b, &none, "none"), RC_OK);
	assert_int_equal(nginxmap_hosts(&b, &l, &l), RC_OK);
	return (buf_cstr(&b));
}

static void
test_hosts(void **state)
{
	static const char put[] = ";{}$#~\"'\\ \t\n\r/*=i.-1\x00\xFF";
	const char *good = with_hosts(2);
	size_t n = strlen(good);
	char *s = arena_alloc(a, n + 2);
	unsigned line;

	(void)state;
	assert_int_equal(check(good), RC_OK);
	assert_int_equal(check(with_hosts(0)), RC_OK);
	assert_null(strstr(with_hosts(0), "server {"));
	assert_non_null(strstr(good, "map $host $olvido_account {\n"
	    "\tdefault 0;\n\ta.example 17;\n"));
	assert_non_null(strstr(good, "map $ssl_server_name $domain_cert {\n"
	    "\tdefault none;\n\ta.example a.example;\n"));
	assert_non_null(strstr(good, "server {\n\tinclude domains.inc;\n"
	    "\tserver_name a.example;\n"));
	/* Whatever is put in anywhere, no byte of nginx's own comes through. */
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof(put) - 1; k++) {
			memcpy(s, good, i);
			s[i] = put[k];
			memcpy(s + i + 1, good + i, n - i);
			if (check_n(s, n + 1, &line) == RC_OK)
				assert_true(strchr("i.-1", put[k]) != NULL);
		}
}

static void
test_hosts_hostile(void **state)
{
#define SERVER HEAD "server {\n\tinclude domains.inc;\n"
#define CERT HEAD "map $ssl_server_name $domain_cert {\n\tdefault none;\n"
#define ACCOUNT HEAD "map $host $olvido_account {\n\tdefault 0;\n"
	static const char *const bad[] = { HEAD "server {\n}\n",
		HEAD "server {\n\tinclude /etc/passwd;\n}\n",
		HEAD "server {\n\tlisten 80;\n}\n", SERVER,
		SERVER "\tinclude domains.inc;\n}\n",
		SERVER "\tserver_name a;\n}\n",
		SERVER "\tserver_name *.a.b;\n}\n",
		SERVER "\tserver_name ~a.b;\n}\n",
		SERVER "\tserver_name a.b c.d;\n}\n",
		SERVER "\tserver_name a..b;\n}\n",
		SERVER "\tserver_name a.b; root /;\n}\n",
		SERVER "\troot /;\n}\n",
		CERT "\ta.b c.d;\n}\n", CERT "\ta.b a.bc;\n}\n",
		CERT "\ta.b ../a.b;\n}\n", CERT "\tdefault a.b;\n}\n",
		HEAD "map $ssl_server_name $domain_cert {\n}\n",
		HEAD "map $ssl_server_name $own_panel {\n\tdefault 1;\n}\n",
		ACCOUNT "\ta.b x;\n}\n", ACCOUNT "\ta.b 1 2;\n}\n",
		ACCOUNT "\ta.b $uri;\n}\n", ACCOUNT "\tvolatile;\n}\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(check(bad[i]), RC_INVALID);
	assert_int_equal(check(SERVER "\tserver_name a.b;\n}\n"), RC_OK);
	assert_int_equal(check(CERT "\ta.b a.b;\n}\n"), RC_OK);
	assert_int_equal(check(ACCOUNT "\ta.b 1;\n}\n"), RC_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_written),
		cmocka_unit_test(test_host),
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_hosts_hostile),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
