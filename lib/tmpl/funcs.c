/*
 * Functions in templates: date(s) datetime(s) ago(s) iso(s) ymd(s) size(n)
 * number(n) plural(n + "|Some.Key").  Dates are of the page's zone, but iso() is
 * UTC; ymd() is what a date field holds.  Texts come from Lang.Time.*, Lang.Size.*
 * of the page's language.  plural takes Some.Key.One or Some.Key.Other (also
 * Some.Key.Zero if there is one) and puts the number where it says %n.  ago()
 * gives a short date for what is old or still to come.
 */
#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "core/zone.h"
#include "tmpl/priv.h"

static const char *language = "en";
static const char *zone = "";
static HDF *texts;
static struct { int year, mon, mday; char date[80]; } last;	/* of this page */

void
funcs_language(const char *lang, const char *z, HDF *t)
{
	language = lang;
	zone = z;
	texts = t;
	last.date[0] = '\0';
}

static NEOERR *
answer(char **out, char *s)
{
	if (s == NULL)
		die("out of memory");
	*out = s;
	return (STATUS_OK);
}

static char *
text(const char *key)
{
	return (hdf_get_value(texts, key, ""));
}

static long long
whole(const char *s)
{
	return (strtoll(s, NULL, 10));
}

/* Without printf, which would be a tenth of a long list's cost. */
static char *
two(char *p, int v)
{
	*p++ = (char)('0' + v / 10 % 10);
	*p++ = (char)('0' + v % 10);
	return (p);
}

/* Lang.Time.Date says where day, month and year stand: "%d de %m de %y". */
static void
put_date(char *out, size_t n, const struct tm *tm)
{
	const char *p = text("Lang.Time.Date");
	char key[32];
	size_t at = 0;

	snprintf(key, sizeof(key), "Lang.Time.Month.%d", tm->tm_mon + 1);
	for (out[0] = '\0'; *p != '\0' && at + 1 < n; p++) {
		if (*p != '%') {
			out[at++] = *p;
			out[at] = '\0';
			continue;
		}
		if (*++p == 'd')
			snprintf(out + at, n - at, "%d", tm->tm_mday);
		else if (*p == 'm')
			snprintf(out + at, n - at, "%s", text(key));
		else if (*p == 'y')
			snprintf(out + at, n - at, "%d", tm->tm_year + 1900);
		else
			bug("Time.Date knows %%d, %%m and %%y");
		at += strlen(out + at);
	}
}

/* The rows of a list are often of one day. */
static const char *
date_of(const struct tm *tm)
{
	if (last.date[0] == '\0' || last.year != tm->tm_year ||
	    last.mon != tm->tm_mon || last.mday != tm->tm_mday) {
		put_date(last.date, sizeof(last.date), tm);
		last.year = tm->tm_year;
		last.mon = tm->tm_mon;
		last.mday = tm->tm_mday;
	}
	return (last.date);
}

static NEOERR *
f_date(const char *in, char **out)
{
	struct tm tm;

	zone_local(zone, whole(in), &tm);
	return (answer(out, strdup(date_of(&tm))));
}

static NEOERR *
f_datetime(const char *in, char **out)
{
	static struct arena *a;
	char buf[128], clock[8];
	struct tm tm;

	/* Kept: fifty of them on a page. */
	if (a == NULL)
		a = arena_new(4096);
	zone_local(zone, whole(in), &tm);
	two(clock, tm.tm_hour);
	clock[2] = ':';
	*two(clock + 3, tm.tm_min) = '\0';
	snprintf(buf, sizeof(buf), "%s, %s %s", date_of(&tm), clock,
	    zone_label(a, &tm));
	arena_reset(a);
	return (answer(out, strdup(buf)));
}

static NEOERR *
f_iso(const char *in, char **out)
{
	char buf[32] = "0000-00-00T00:00:00Z";
	struct tm tm;
	int year;

	zone_local("UTC", whole(in), &tm);
	year = tm.tm_year + 1900;
	if (year < 0 || year > 9999)
		return (answer(out, strdup("")));
	two(two(buf, year / 100), year % 100);
	two(buf + 5, tm.tm_mon + 1);
	two(buf + 8, tm.tm_mday);
	two(buf + 11, tm.tm_hour);
	two(buf + 14, tm.tm_min);
	two(buf + 17, tm.tm_sec);
	return (answer(out, strdup(buf)));
}

static NEOERR *
f_ymd(const char *in, char **out)
{
	char buf[32];
	struct tm tm;

	zone_local(zone, whole(in), &tm);
	strftime(buf, sizeof(buf), "%Y-%m-%d", &tm);
	return (answer(out, strdup(buf)));
}

/* "%n" in a text becomes the number. */
static char *
with_number(const char *pattern, const char *number)
{
	const char *at = strstr(pattern, "%n");
	char buf[512];

	if (at == NULL)
		return (strdup(pattern));
	snprintf(buf, sizeof(buf), "%.*s%s%s", (int)(at - pattern), pattern,
	    number, at + 2);
	return (strdup(buf));
}

/* 1234567 as 1,234,567 or 1.234.567 */
static void
grouped(long long v, char *out, size_t n)
{
	char digits[24], buf[40];
	char sep = str_eq(language, "es") ? '.' : ',';
	size_t len, at = 0;

	snprintf(digits, sizeof(digits), "%lld", v < 0 ? -v : v);
	len = strlen(digits);
	if (v < 0)
		buf[at++] = '-';
	for (size_t i = 0; i < len; i++) {
		/* Spanish writes four digits without a mark. */
		if (i > 0 && (len - i) % 3 == 0 &&
		    !(sep == '.' && len == 4))
			buf[at++] = sep;
		buf[at++] = digits[i];
	}
	buf[at] = '\0';
	snprintf(out, n, "%s", buf);
}

static char *
plural(const char *key, long long v)
{
	char full[128], number[40];

	snprintf(full, sizeof(full), "%s.%s", key, v == 1 ? "One" : "Other");
	if (v == 0) {
		snprintf(full, sizeof(full), "%s.Zero", key);
		if (*text(full) == '\0')
			snprintf(full, sizeof(full), "%s.Other", key);
	}
	grouped(v, number, sizeof(number));
	return (with_number(text(full), number));
}

/* "24 Nov 2026" */
static char *
short_date(long long s)
{
	char buf[80], key[32];
	struct tm tm;

	zone_local(zone, s, &tm);
	snprintf(key, sizeof(key), "Lang.Time.Short.%d", tm.tm_mon + 1);
	snprintf(buf, sizeof(buf), "%d %s %d", tm.tm_mday, text(key),
	    tm.tm_year + 1900);
	return (strdup(buf));
}

static NEOERR *
f_ago(const char *in, char **out)
{
	long long s = now_s() - whole(in);

	if (s < -60 || s >= 30LL * 86400)
		return (answer(out, short_date(whole(in))));
	if (s < 60)
		return (answer(out, strdup(text("Lang.Time.Now"))));
	if (s < 3600)
		return (answer(out, plural("Lang.Time.Minutes", s / 60)));
	if (s < 86400)
		return (answer(out, plural("Lang.Time.Hours", s / 3600)));
	return (answer(out, plural("Lang.Time.Days", s / 86400)));
}

static NEOERR *
f_size(const char *in, char **out)
{
	static const char *const unit[] = { "B", "KB", "MB", "GB" };
	double v = (double)whole(in);
	size_t u = 0;
	char buf[40];

	for (; v >= 1000 && u < 3; u++)
		v /= 1024;
	snprintf(buf, sizeof(buf), u > 0 && v < 10 ? "%.1f %s" : "%.0f %s", v,
	    unit[u]);
	if (str_eq(language, "es"))
		for (char *p = buf; *p != '\0'; p++)
			if (*p == '.')
				*p = ',';
	return (answer(out, strdup(buf)));
}

static NEOERR *
f_number(const char *in, char **out)
{
	char buf[40];

	grouped(whole(in), buf, sizeof(buf));
	return (answer(out, strdup(buf)));
}

static NEOERR *
f_plural(const char *in, char **out)
{
	const char *bar = strchr(in, '|');

	if (bar == NULL)
		bug("plural() takes n + \"|Key\"");
	return (answer(out, plural(bar + 1, whole(in))));
}

void
funcs_register(CSPARSE *parse)
{
	static const struct {
		const char	*name;
		CSSTRFUNC	 fn;
	} all[] = {
		{ "date", f_date }, { "datetime", f_datetime },
		{ "ago", f_ago }, { "iso", f_iso }, { "size", f_size },
		{ "ymd", f_ymd },
		{ "number", f_number }, { "plural", f_plural },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		char name[16];
		NEOERR *err;

		snprintf(name, sizeof(name), "%s", all[i].name);
		err = cs_register_strfunc(parse, name, all[i].fn);
		if (err != STATUS_OK)
			die("template function %s", all[i].name);
	}
}
