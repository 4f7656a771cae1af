/* UTC in text and back. */
#include "../support/unit.h"

#include "core/time.h"

static struct arena *a;

static int
setup(void **state)
{
	(void)state;
	/* A zone that would be seen. */
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

static void
test_text(void **state)
{
	static const struct { int64_t s; const char *iso, *mail; } v[] = {
		{ 0, "1970-01-01T00:00:00Z",
		    "Thu, 01 Jan 1970 00:00:00 +0000" },
		{ 951782400, "2000-02-29T00:00:00Z",
		    "Tue, 29 Feb 2000 00:00:00 +0000" },
		{ 1000000000, "2001-09-09T01:46:40Z",
		    "Sun, 09 Sep 2001 01:46:40 +0000" },
		{ 1795509000, "2026-11-24T08:30:00Z",
		    "Tue, 24 Nov 2026 08:30:00 +0000" },
		{ 2147483648, "2038-01-19T03:14:08Z",
		    "Tue, 19 Jan 2038 03:14:08 +0000" },
		{ 4107542399, "2100-02-28T23:59:59Z",
		    "Sun, 28 Feb 2100 23:59:59 +0000" },
		{ -1, "1969-12-31T23:59:59Z",
		    "Wed, 31 Dec 1969 23:59:59 +0000" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		assert_string_equal(time_iso(a, v[i].s), v[i].iso);
		assert_string_equal(time_rfc5322(a, v[i].s), v[i].mail);
	}
}

static void
test_every_day(void **state)
{
	int64_t s, back;

	(void)state;
	for (s = 0; s < 4923590400; s += 86400) {	/* to 2126 */
		char *date = arena_strndup(a, time_iso(a, s), 10);

		assert_int_equal(time_from_date(date, &back), RC_OK);
		assert_true(back == s);
		arena_reset(a);
	}
}

static void
test_no_dates(void **state)
{
	static const char *const bad[] = { "", "2023-02-29", "2100-02-29",
	    "2024-02-30", "2024-04-31", "2024-13-01", "2024-00-10",
	    "2024-01-00", "2024-01-32", "2024-1-1", "2024-01-01 ",
	    " 2024-01-01", "2024/01/01", "2024-01-0a", "1969-12-31",
	    "20240-1-01", "+024-01-01", "2024-01--1", "2024-01-01T00:00",
	    "\xD9\xA1\xD9\xA1-01-01" };
	int64_t s = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (time_from_date(bad[i], &s) != RC_INVALID || s != 7)
			fail_msg("%s", bad[i]);
	assert_int_equal(time_from_date(NULL, &s), RC_INVALID);
}

static void
test_clocks(void **state)
{
	int64_t us, mono = mono_us(), next;

	(void)state;
	us = now_us();
	assert_true(us > 1700000000LL * 1000000);
	assert_in_range(now_s() - us / 1000000, 0, 2);
	for (int i = 0; i < 1000; i++) {
		next = mono_us();
		assert_true(next >= mono);
		mono = next;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_no_dates),
		cmocka_unit_test(test_clocks),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
