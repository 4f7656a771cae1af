/* Periods of calendar months (month.h). */
#include "core/month.h"

#include <stdbool.h>
#include <stdio.h>

#include "core/log.h"
#include "core/zone.h"

static int
days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return (days[month] + (month == 1 && leap));
}

/* When that day begins there; month: from 0. */
static int64_t
day_begin(const char *zone, int year, int month, int day)
{
	char date[40];
	int64_t s;

	snprintf(date, sizeof(date), "%04d-%02d-%02d", year, month + 1, day);
	if (zone_from_date(zone, date, &s) != RC_OK)
		bug("no such day");
	return (s);
}

int64_t
months_later(const char *zone, int64_t begin, unsigned months)
{
	struct tm tm;
	int year, month, day;

	zone_local(zone, begin, &tm);
	month = tm.tm_mon + (int)months;
	year = tm.tm_year + 1900 + month / 12;
	month %= 12;
	day = tm.tm_mday;
	if (day > days_of(year, month))
		day = days_of(year, month);
	/* Up to where the next day begins: a day may have 23 or 25 hours. */
	if (++day > days_of(year, month)) {
		day = 1;
		year += ++month / 12;
		month %= 12;
	}
	return (day_begin(zone, year, month, day) - 1);
}

/* The number of a local day, counted from any day. */
static int64_t
day_number(const char *zone, int64_t s)
{
	struct tm tm;

	zone_local(zone, s, &tm);
	return (day_begin("UTC", tm.tm_year + 1900, tm.tm_mon, tm.tm_mday) /
	    86400);
}

int64_t
days_until(const char *zone, int64_t now, int64_t then)
{
	return (day_number(zone, then) - day_number(zone, now));
}
