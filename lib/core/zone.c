/* Local times by libc's own reader of zoneinfo (zone.h). */
#include "core/zone.h"

#include <ctype.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"

#define ZONEINFO	"/usr/share/zoneinfo"
#define NAME_MAX_LEN	64
#define LIST_MAX	1000

/* Parts of letters, digits and _+-, the first with a capital; no dots. */
static bool
well_formed(const char *s)
{
	if (s == NULL || strlen(s) > NAME_MAX_LEN)
		return (false);
	if (s[0] < 'A' || s[0] > 'Z' || s[strlen(s) - 1] == '/' ||
	    strstr(s, "//") != NULL)
		return (false);
	for (; *s != '\0'; s++)
		if (!isascii((unsigned char)*s) ||
		    (!isalnum((unsigned char)*s) &&
		    strchr("_+-/", *s) == NULL))
			return (false);
	return (true);
}

bool
zone_known(const char *name)
{
	char path[sizeof(ZONEINFO) + 1 + NAME_MAX_LEN], magic[4];
	ssize_t n;
	int fd;

	if (!well_formed(name))
		return (false);
	snprintf(path, sizeof(path), "%s/%s", ZONEINFO, name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return (false);
	n = read(fd, magic, sizeof(magic));
	close(fd);
	return (n == sizeof(magic) && memcmp(magic, "TZif", 4) == 0);
}

static bool
is_utc(const char *zone)
{
	return (str_empty(zone) || str_eq(zone, "UTC"));
}

/* From now on libc's local time is that zone's. */
static void
enter(const char *zone)
{
	static char now[NAME_MAX_LEN + 1], tz[NAME_MAX_LEN + 2];

	if (str_eq(now, zone))
		return;
	snprintf(now, sizeof(now), "%s", zone);
	snprintf(tz, sizeof(tz), ":%s", zone_known(zone) ? zone : "UTC");
	if (setenv("TZ", tz, 1) != 0)
		die("out of memory");
	tzset();
}

void
zone_local(const char *zone, int64_t s, struct tm *tm_r)
{
	time_t t = (time_t)s;

	memset(tm_r, 0, sizeof(*tm_r));
	if (is_utc(zone)) {
		gmtime_r(&t, tm_r);
		tm_r->tm_zone = "UTC";
		return;
	}
	enter(zone);
	localtime_r(&t, tm_r);
}

const char *
zone_label(struct arena *a, const struct tm *tm)
{
	const char *z = tm->tm_zone != NULL ? tm->tm_zone : "UTC";
	long m = tm->tm_gmtoff / 60;

	if (isalpha((unsigned char)z[0]))
		return (arena_strdup(a, z));
	if (m % 60 == 0)
		return (arena_printf(a, "UTC%+ld", m / 60));
	return (arena_printf(a, "UTC%c%ld:%02ld", m < 0 ? '-' : '+',
	    labs(m) / 60, labs(m) % 60));
}

RC
zone_from_date(const char *zone, const char *date, int64_t *s_r)
{
	struct tm tm = { .tm_isdst = -1 };
	struct tm utc;
	int64_t s;
	time_t t;

	TRY(time_from_date(date, &s));
	if (is_utc(zone)) {
		*s_r = s;
		return (RC_OK);
	}
	zone_local("UTC", s, &utc);
	tm.tm_year = utc.tm_year;
	tm.tm_mon = utc.tm_mon;
	tm.tm_mday = utc.tm_mday;
	enter(zone);
	t = mktime(&tm);
	/* A day that the zone left out begins when the next one does. */
	*s_r = (int64_t)t;
	return (RC_OK);
}

static int
by_name(const void *x, const void *y)
{
	return (strcmp(*(const char *const *)x, *(const char *const *)y));
}

/* zone1970.tab: countries, where, NAME, comments; by tabs; # is a comment. */
void
zone_list(struct arena *a, struct zone_names *l_r)
{
	const char **v = arena_array(a, LIST_MAX, sizeof(*v));
	FILE *f = fopen(ZONEINFO "/zone1970.tab", "re");
	char line[512], *name;
	size_t n = 0;

	v[n++] = "UTC";
	while (f != NULL && n < LIST_MAX && fgets(line, sizeof(line), f) !=
	    NULL) {
		name = strchr(line, '\t');
		if (line[0] == '#' || name == NULL ||
		    (name = strchr(name + 1, '\t')) == NULL)
			continue;
		name++;
		name[strcspn(name, "\t\n")] = '\0';
		if (well_formed(name))
			v[n++] = arena_strdup(a, name);
	}
	if (f != NULL)
		fclose(f);
	qsort(v + 1, n - 1, sizeof(*v), by_name);
	*l_r = (struct zone_names){ v, n };
}
