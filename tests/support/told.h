/*
 * For programs that tests/ run and that say "ok NAME" or "not ok NAME: line" for
 * each thing they show: CHECK() what must be so, then done().
 */
#ifndef SUPPORT_TOLD_H
#define SUPPORT_TOLD_H

#include <stdio.h>

static int failed_at;	/* the line of the first that was not so, or 0 */

#define CHECK(x) do {							\
	if (!(x) && failed_at == 0)					\
		failed_at = __LINE__;					\
} while (0)

static void
done(const char *name)
{
	if (failed_at == 0)
		printf("ok %s\n", name);
	else
		printf("not ok %s: line %d\n", name, failed_at);
	fflush(stdout);
	failed_at = 0;
}

#endif
