/* Growing buffers in an arena (buf.h). */
#include "core/buf.h"

#include <string.h>

#include "core/log.h"

static void
buf_room(struct buf *b, size_t more)
{
	size_t need, cap;
	char *p;

	if (__builtin_add_overflow(b->n, more, &need) ||
	    __builtin_add_overflow(need, 1U, &need))
		bug("buffer of %zu bytes", b->n);
	if (need <= b->cap)
		return;
	cap = b->cap == 0 ? 256 : b->cap * 2;
	if (cap < need)
		cap = need;
	p = arena_alloc(b->a, cap);
	if (b->n > 0)
		memcpy(p, b->p, b->n);
	b->p = p;
	b->cap = cap;
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	buf_room(b, n);
	if (n > 0)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void
buf_str(struct buf *b, const char *s)
{
	if (s != NULL)
		buf_add(b, s, strlen(s));
}

void
buf_chr(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap, twice;
	int n;

	va_start(ap, fmt);
	va_copy(twice, ap);
	n = vsnprintf(NULL, 0, fmt, twice);
	va_end(twice);
	if (n < 0)
		bug("format %s", fmt);
	buf_room(b, (size_t)n);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

const char *
buf_cstr(struct buf *b)
{
	return (b->p == NULL ? "" : b->p);
}

struct bytes
buf_bytes(const struct buf *b)
{
	return ((struct bytes){ (const uint8_t *)b->p, b->n });
}
