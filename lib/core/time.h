/* Time is UTC microseconds or seconds since 1970 in int64_t; local times are
   zone.h's. */
#ifndef CORE_TIME_H
#define CORE_TIME_H

#include "core/arena.h"

int64_t	 now_s(void);
int64_t	 now_us(void);
/* From here on this process takes it for that time, and its clock goes on. */
void	 time_pretend(int64_t s);
/* "--now=TEXT" of that program: seconds or "2026-11-24". RC_DENIED (told on stderr):
   no installation for tests. RC_INVALID: no time. */
RC	 time_pretend_text(const char *program, const char *text);
/* Monotonic microseconds, for durations only. */
int64_t	 mono_us(void);
/* "2026-11-24T08:30:00Z" */
char	*time_iso(struct arena *, int64_t s);
/* RFC 5322: "Tue, 24 Nov 2026 08:30:00 +0000" */
char	*time_rfc5322(struct arena *, int64_t s);
/* "2026-11-24" to seconds at 00:00 UTC; RC_INVALID for anything else. */
RC	 time_from_date(const char *, int64_t *s_r);

#endif
