/* Local times by zone; names that are none. */
#include "../support/unit.h"

#include "core/str.h"
#include "core/zone.h"

static struct arena *a;

static int
setup(void **state)
{
	(void)state;
	/* The machine's own zone says nothing. */
	setenv("TZ", "Pacific/Auckland", 1);
	tzset();
	a = arena_new(64U << 20);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&a);
	return (0);
}

static const char *
shown(const char *zone, int64_t s)
{
	struct tm tm;

	zone_local(zone, s, &tm);
	return (arena_printf(a, "%04d-%02d-%02d %02d:%02d %s",
	    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min, zone_label(a, &tm)));
}

static void
test_local(void **state)
{
	/* Winter, summer, the minute before and after a change, far ahead. */
	static const struct { const char *zone; int64_t s; const char *out; }
	    v[] = {
		{ "Europe/Madrid", 1795523696, "2026-11-24 13:34 CET" },
		{ "Europe/Madrid", 1782907200, "2026-07-01 14:00 CEST" },
		{ "Europe/Madrid", 1774745999, "2026-03-29 01:59 CET" },
		{ "Europe/Madrid", 1774746000, "2026-03-29 03:00 CEST" },
		{ "Europe/Madrid", 1792889999, "2026-10-25 02:59 CEST" },
		{ "Europe/Madrid", 1792890000, "2026-10-25 02:00 CET" },
		{ "Europe/Madrid", 3360484800, "2076-06-27 14:00 CEST" },
		{ "America/New_York", 1795523696, "2026-11-24 07:34 EST" },
		{ "Asia/Kolkata", 1795523696, "2026-11-24 18:04 IST" },
		{ "Asia/Kathmandu", 1795523696, "2026-11-24 18:19 UTC+5:45" },
		{ "America/Sao_Paulo", 1795523696, "2026-11-24 09:34 UTC-3" },
		{ "America/St_Johns", 1795523696, "2026-11-24 09:04 NST" },
		{ "Pacific/Kiritimati", 1795523696, "2026-11-25 02:34 UTC+14" },
		{ "Pacific/Marquesas", 1795523696, "2026-11-24 03:04 UTC-9:30" },
		{ "UTC", 1795523696, "2026-11-24 12:34 UTC" },
		{ "", 1795523696, "2026-11-24 12:34 UTC" },
		{ NULL, 1795523696, "2026-11-24 12:34 UTC" },
		{ "No/Where", 1795523696, "2026-11-24 12:34 UTC" },
		{ "../../../etc/passwd", 1795523696, "2026-11-24 12:34 UTC" },
	};

	(void)state;
	/* Twice, the second time backwards: nothing stays from the one before. */
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		assert_string_equal(shown(v[i].zone, v[i].s), v[i].out);
	for (size_t i = sizeof(v) / sizeof(v[0]); i-- > 0;)
		assert_string_equal(shown(v[i].zone, v[i].s), v[i].out);
}

static void
test_names(void **state)
{
	static const char *const bad[] = { "", "europe/Madrid", "Europe/",
	    "/Europe/Madrid", "Europe//Madrid", "Europe/../Europe/Madrid",
	    "Europe", "Europe/Madrid ", " Europe/Madrid", ":Europe/Madrid",
	    "Europe/Madrid\n", "localtime", "posixrules", "zone1970.tab",
	    "tzdata.zi", "posix/Europe/Madrid", "right/Europe/Madrid",
	    "CET-1CEST,M3.5.0,M10.5.0/3", "Europe/M\xC3\xA1laga", "Nowhere",
	    "A/B/C/D", "../../etc/passwd", "Europe/Madrid/x",
	    "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaa" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (zone_known(bad[i]))
			fail_msg("%s", bad[i]);
	assert_false(zone_known(NULL));
	assert_true(zone_known("UTC"));
	assert_true(zone_known("America/Argentina/Buenos_Aires"));
	assert_true(zone_known("Etc/GMT+5"));
}

static void
test_list(void **state)
{
	struct zone_names l;
	bool madrid = false;

	(void)state;
	zone_list(a, &l);
	assert_true(l.n > 200);
	assert_string_equal(l.v[0], "UTC");
	for (size_t i = 0; i < l.n; i++) {
		madrid |= str_eq(l.v[i], "Europe/Madrid");
		if (!zone_known(l.v[i]))
			fail_msg("%s", l.v[i]);
		if (i > 1)
			assert_true(strcmp(l.v[i - 1], l.v[i]) < 0);
	}
	assert_true(madrid);
}

static void
test_dates(void **state)
{
	static const struct { const char *zone, *date; int64_t s; } v[] = {
		{ "UTC", "2026-11-24", 1795478400 },
		{ "", "2026-11-24", 1795478400 },
		{ "Europe/Madrid", "2026-11-24", 1795474800 },
		{ "Europe/Madrid", "2026-07-01", 1782856800 },
		{ "America/New_York", "2026-11-24", 1795496400 },
		{ "Asia/Kathmandu", "2026-11-24", 1795457700 },
		{ "No/Where", "2026-11-24", 1795478400 },
		/* The clocks went from 23:59 to 1:00. */
		{ "America/Sao_Paulo", "2018-11-04", 1541300400 },
		/* A day that was left out. */
		{ "Pacific/Apia", "2011-12-30", 1325239200 },
	};
	int64_t s;

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		assert_int_equal(zone_from_date(v[i].zone, v[i].date, &s),
		    RC_OK);
		if (s != v[i].s)
			fail_msg("%s %s: %lld", v[i].zone, v[i].date,
			    (long long)s);
	}
	s = 7;
	assert_int_equal(zone_from_date("Europe/Madrid", "2026-02-30", &s),
	    RC_INVALID);
	assert_int_equal(zone_from_date("Europe/Madrid", NULL, &s),
	    RC_INVALID);
	assert_true(s == 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_local),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_dates),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
