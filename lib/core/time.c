/* UTC only (time.h). */
#include "core/time.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/conf.h"
#include "core/str.h"

static int64_t ahead_us;	/* of the clock: time_pretend() */

int64_t
now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return ((int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000 + ahead_us);
}

void
time_pretend(int64_t s)
{
	ahead_us += s * 1000000 - now_us();
}

RC
time_pretend_text(const char *program, const char *text)
{
	uint64_t u;
	int64_t s;

	if (conf_int("Test.Installation") != 1) {
		fprintf(stderr, "%s: --now is refused: this is no installation "
		    "for tests (setting Test.Installation)\n", program);
		return (RC_DENIED);
	}
	if (str_u64(text, &u) == RC_OK && u < 1ULL << 40)
		s = (int64_t)u;
	else
		TRY(time_from_date(text, &s));
	time_pretend(s);
	return (RC_OK);
}

int64_t
now_s(void)
{
	return (now_us() / 1000000);
}

int64_t
mono_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000);
}

char *
time_iso(struct arena *a, int64_t s)
{
	time_t t = (time_t)s;
	struct tm tm = { 0 };

	gmtime_r(&t, &tm);
	return (arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ",
	    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min, tm.tm_sec));
}

char *
time_rfc5322(struct arena *a, int64_t s)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	time_t t = (time_t)s;
	struct tm tm = { 0 };

	gmtime_r(&t, &tm);
	return (arena_printf(a, "%.3s, %02d %.3s %04d %02d:%02d:%02d +0000",
	    days + 3 * tm.tm_wday, tm.tm_mday, months + 3 * tm.tm_mon,
	    tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec));
}

static int
digits(const char *s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return (-1);
		v = v * 10 + (s[i] - '0');
	}
	return (v);
}

RC
time_from_date(const char *s, int64_t *s_r)
{
	struct tm tm = { 0 }, back;
	time_t t;

	if (s == NULL || strlen(s) != 10 || s[4] != '-' || s[7] != '-' ||
	    digits(s, 4) < 1970 || digits(s + 5, 2) < 1 ||
	    digits(s + 8, 2) < 1)
		return (RC_INVALID);
	tm.tm_year = digits(s, 4) - 1900;
	tm.tm_mon = digits(s + 5, 2) - 1;
	tm.tm_mday = digits(s + 8, 2);
	t = timegm(&tm);
	/* 31 February would become March: only what comes back is a date. */
	gmtime_r(&t, &back);
	if (back.tm_mon != digits(s + 5, 2) - 1 ||
	    back.tm_mday != digits(s + 8, 2))
		return (RC_INVALID);
	*s_r = (int64_t)t;
	return (RC_OK);
}
