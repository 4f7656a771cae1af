/* A growing byte buffer that lives in an arena. Always NUL-terminated. */
#ifndef CORE_BUF_H
#define CORE_BUF_H

#include "core/arena.h"

struct buf {
	struct arena	*a;
	char		*p;	/* p[n] is always NUL once anything was added */
	size_t		 n;	/* bytes used */
	size_t		 cap;
};

#define BUF_INIT(arena)	{ .a = (arena) }

void		 buf_add(struct buf *, const void *, size_t);
void		 buf_str(struct buf *, const char *);
void		 buf_chr(struct buf *, char);
void		 buf_printf(struct buf *, const char *, ...) PRINTF(2, 3);
/* The content as a C string; "" when empty. Lives in the arena. */
const char	*buf_cstr(struct buf *);
struct bytes	 buf_bytes(const struct buf *);

#endif
