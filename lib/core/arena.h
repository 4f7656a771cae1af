/*
 * Memory that is freed all at once: one arena per request (or per message, or
 * per process).  No free() in handlers.  Memory comes zeroed and never NULL:
 * passing the ceiling or running out of memory ends the process (what strangers
 * send was bounded at the door, so passing the ceiling is our bug).
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "core/rc.h"

struct arena;

/* A run of bytes somebody else owns; p may be NULL when n is 0. */
struct bytes {
	const uint8_t	*p;
	size_t		 n;
};

/* ceiling: bytes its blocks may hold together at most.  Never NULL. */
struct arena	*arena_new(size_t ceiling);
/* Free everything and the arena; sets *a to NULL. */
void		 arena_free(struct arena **a);
/* Give back all allocations, keeping one block for reuse. Wipes it. */
void		 arena_reset(struct arena *);
/* Bytes handed out since the last reset. */
size_t		 arena_used(const struct arena *);

/* 16-byte aligned, zeroed. */
void		*arena_alloc(struct arena *, size_t);
/* n objects of the given size; overflow is a bug(). */
void		*arena_array(struct arena *, size_t n, size_t size);
char		*arena_strdup(struct arena *, const char *);	/* NULL gives "" */
char		*arena_strndup(struct arena *, const char *, size_t);
struct bytes	 arena_bytes(struct arena *, const void *, size_t);	/* copy */
char		*arena_printf(struct arena *, const char *, ...) PRINTF(2, 3);
char		*arena_vprintf(struct arena *, const char *, va_list)
		    PRINTF(2, 0);

#define ARENA_NEW(a, type)	((type *)arena_alloc((a), sizeof(type)))

/* What lives as long as the process: caches that are bounded elsewhere. */
struct arena	*arena_boot(void);

#endif
