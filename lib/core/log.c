/* Log lines on stderr (log.h). One write(2) each, so lines never mix. */
#include "core/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LINE_MAX_BYTES	1024

static const char *program = "olvido";
static char request[37] = "-";
static bool only_warnings;

void
log_open(const char *name)
{
	program = name;
}

void
log_request(const char *id)
{
	snprintf(request, sizeof(request), "%s", id == NULL || *id == '\0'
	    ? "-" : id);
}

RC
log_level(const char *level)
{
	if (strcmp(level, "info") != 0 && strcmp(level, "warn") != 0)
		return (RC_INVALID);
	only_warnings = strcmp(level, "warn") == 0;
	return (RC_OK);
}

static void PRINTF(2, 0)
line(const char *level, const char *fmt, va_list ap)
{
	char out[LINE_MAX_BYTES];
	struct timespec ts;
	struct tm tm = { 0 };
	int m, kept = errno;
	size_t n;

	clock_gettime(CLOCK_REALTIME, &ts);
	gmtime_r(&ts.tv_sec, &tm);
	m = snprintf(out, sizeof(out),
	    "%04d-%02d-%02dT%02d:%02d:%02dZ %s[%d] %s %s ",
	    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min, tm.tm_sec, program, (int)getpid(), level, request);
	n = m > 0 && (size_t)m < sizeof(out) ? (size_t)m : 0;
	vsnprintf(out + n, sizeof(out) - n - 1, fmt, ap);
	n = strlen(out);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)out[i] < 0x20 || out[i] == 0x7F)
			out[i] = ' ';
	out[n++] = '\n';
	if (write(STDERR_FILENO, out, n) < 0)
		n = 0;		/* nobody left to tell */
	errno = kept;
}

void
log_info(const char *fmt, ...)
{
	va_list ap;

	if (only_warnings)
		return;
	va_start(ap, fmt);
	line("info", fmt, ap);
	va_end(ap);
}

void
log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	line("warn", fmt, ap);
	va_end(ap);
}

void
die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	line("fatal", fmt, ap);
	va_end(ap);
	_exit(1);
}

void
bug_at(const char *file, int at, const char *fmt, ...)
{
	char where[256];
	va_list ap;

	snprintf(where, sizeof(where), "BUG %s:%d", file, at);
	va_start(ap, fmt);
	line(where, fmt, ap);
	va_end(ap);
	abort();
}
