/* Periods of calendar months: GDPR art. 12(3) by Regulation 1182/71. */
#include "core/month.h"
#include "core/time.h"
#include "core/zone.h"

#include "../support/unit.h"

/* "2026-01-31 10:00" there. */
static int64_t
at(const char *zone, const char *date, int hour)
{
	int64_t s = 0;

	assert_int_equal(zone_from_date(zone, date, &s), RC_OK);
	return (s + hour * 3600);
}

static void
test_months(void **state)
{
	static const struct {
		const char *zone, *from;
		unsigned months;
		const char *last;	/* the period's last day */
	} v[] = {
		{ "UTC", "2026-11-28", 1, "2026-12-28" },
		{ "UTC", "2026-01-31", 1, "2026-02-28" },
		{ "UTC", "2028-01-31", 1, "2028-02-29" },
		{ "UTC", "2100-01-31", 1, "2100-02-28" },
		{ "UTC", "2000-01-30", 1, "2000-02-29" },
		{ "UTC", "2026-02-28", 1, "2026-03-28" },
		{ "UTC", "2026-03-31", 1, "2026-04-30" },
		{ "UTC", "2026-12-31", 1, "2027-01-31" },
		{ "UTC", "2026-12-01", 1, "2027-01-01" },
		/* The extension: three months from receipt, not from the end. */
		{ "UTC", "2026-11-30", 3, "2027-02-28" },
		{ "UTC", "2027-11-30", 3, "2028-02-29" },
		{ "UTC", "2026-10-31", 3, "2027-01-31" },
		/* Over a change of clocks, and on a Sunday. */
		{ "Europe/Madrid", "2026-03-15", 1, "2026-04-15" },
		{ "Europe/Madrid", "2026-09-25", 1, "2026-10-25" },
		{ "Europe/Madrid", "2026-02-28", 1, "2026-03-28" },
		{ "Pacific/Kiritimati", "2026-05-31", 1, "2026-06-30" },
		{ "America/New_York", "2026-08-31", 1, "2026-09-30" },
	};
	int64_t end;

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		for (int hour = 0; hour < 24; hour += 23) {
			end = months_later(v[i].zone, at(v[i].zone, v[i].from,
			    hour), v[i].months);
			if (end < at(v[i].zone, v[i].last, 22) ||
			    days_until(v[i].zone, at(v[i].zone, v[i].last, 1),
			    end) != 0 ||
			    days_until(v[i].zone, at(v[i].zone, v[i].last, 1),
			    end + 1) != 1)
				fail_msg("%s %s +%u: %lld", v[i].zone,
				    v[i].from, v[i].months, (long long)end);
		}
	assert_true(months_later("UTC", 1795478400, 1) ==
	    at("UTC", "2026-12-25", 0) - 1);
}

static void
test_days(void **state)
{
	int64_t due = months_later("Europe/Madrid", at("Europe/Madrid",
	    "2026-03-29", 12), 1);

	(void)state;
	assert_true(days_until("Europe/Madrid", at("Europe/Madrid",
	    "2026-04-22", 0), due) == 7);
	assert_true(days_until("Europe/Madrid", at("Europe/Madrid",
	    "2026-04-21", 23), due) == 8);
	assert_true(days_until("Europe/Madrid", due, due) == 0);
	assert_true(days_until("Europe/Madrid", due + 1, due) == -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_days),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
