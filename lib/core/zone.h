/*
 * Time zones by their IANA names, out of the system's zoneinfo: the only place
 * where time is local.  "" is UTC, and so is a name the system does not know:
 * a zone that went away shows another hour, never an error.
 */
#ifndef CORE_ZONE_H
#define CORE_ZONE_H

#include <stdbool.h>
#include <time.h>

#include "core/arena.h"

/* A name to choose ("Europe/Madrid"): of the right form, and zoneinfo has it. */
bool	 zone_known(const char *name);
/*
 * The local time of a moment.  The process stays in the last zone asked for
 * (TZ), so calls for the same one cost no reading of files.
 */
void	 zone_local(const char *zone, int64_t s, struct tm *tm_r);
/* How that hour is called: "CET", "UTC+3" where the zone has no letters. */
const char *zone_label(struct arena *, const struct tm *);
/* "2026-11-24": when that day begins there; RC_INVALID for anything else. */
RC	 zone_from_date(const char *zone, const char *date, int64_t *s_r);
/* Names to choose from, sorted, "UTC" first; few when zoneinfo has no list. */
struct zone_names { const char **v; size_t n; };
void	 zone_list(struct arena *, struct zone_names *l_r);

#endif
