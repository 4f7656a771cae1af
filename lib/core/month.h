/*
 * Periods of calendar months, as Regulation 1182/71 art. 3(2)(c) counts them:
 * they end with the last second of the day that has the same date as the one on
 * which they began, or of the last day of a month that has no such date.
 * Weekends and holidays count: what is due then is not due later.
 */
#ifndef CORE_MONTH_H
#define CORE_MONTH_H

#include <stdint.h>

/* The last second of that period in the zone (zone.h). */
int64_t	 months_later(const char *zone, int64_t begin, unsigned months);
/* Whole days from now until then: 0 on its last day, below 0 when it is over. */
int64_t	 days_until(const char *zone, int64_t now, int64_t then);

#endif
