/*
 * Log lines go to stderr, one per line: time, program, level, request id, text.
 * They hold ids, never people: no mail text, no addresses, no names, ever.
 * Logging leaves errno as it was.
 */
#ifndef CORE_LOG_H
#define CORE_LOG_H

#include "core/rc.h"

void	log_open(const char *program);		/* once; keeps the pointer */
void	log_request(const char *request_id);	/* copied; NULL ends */
/* "info", or "warn" to leave out log_info(); else RC_INVALID. */
RC	log_level(const char *);
void	log_info(const char *, ...) PRINTF(1, 2);
void	log_warn(const char *, ...) PRINTF(1, 2);
/* Cannot go on (no memory, no configuration): log, _exit(1). */
__attribute__((noreturn)) void die(const char *, ...) PRINTF(1, 2);
/* A promise of ours is broken: log the place, abort. */
#define bug(...)	bug_at(__FILE__, __LINE__, __VA_ARGS__)
__attribute__((noreturn)) void bug_at(const char *file, int line,
    const char *, ...) PRINTF(3, 4);

#endif
