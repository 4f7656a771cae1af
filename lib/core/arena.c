/* Arenas (arena.h): blocks in a list, bumped; the only caller of malloc. */
#include "core/arena.h"

#include <stdlib.h>
#include <string.h>

#include "core/log.h"

#define BLOCK_MIN	(16U << 10)
#define BLOCK_MAX	(1U << 20)	/* doubling ends here */
#define BLOCK_KEEP	(256U << 10)	/* a block up to this large is kept */
#define ALIGN		16U

/*
 * Under the address sanitizer what was not handed out is poisoned and 16 bytes
 * stay so behind every allocation: an overrun inside a block is seen as well.
 */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define ARENA_ASAN	1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define ARENA_ASAN	1
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n)	ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n)	ASAN_UNPOISON_MEMORY_REGION((p), (n))
#define REDZONE		16U
#else
#define POISON(p, n)	((void)0)
#define UNPOISON(p, n)	((void)0)
#define REDZONE		0U
#endif

struct block {
	struct block	*next;
	size_t		 cap, used;
	_Alignas(16) uint8_t data[];
};

struct arena {
	struct block	*top;
	size_t		 ceiling, held, handed;
};

static struct block *
block_new(size_t cap)
{
	struct block *b = malloc(sizeof(*b) + cap);

	if (b == NULL)
		die("out of memory (%zu bytes)", cap);
	b->next = NULL;
	b->cap = cap;
	b->used = 0;
	POISON(b->data, cap);
	return (b);
}

static void
block_wipe(struct block *b)
{
	UNPOISON(b->data, b->cap);
	explicit_bzero(b->data, b->used);
	b->used = 0;
}

static void
block_free(struct block *b)
{
	block_wipe(b);
	free(b);
}

struct arena *
arena_new(size_t ceiling)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		die("out of memory");
	a->ceiling = ceiling;
	return (a);
}

void
arena_free(struct arena **ap)
{
	struct arena *a = *ap;
	struct block *b;

	if (a == NULL)
		return;
	while ((b = a->top) != NULL) {
		a->top = b->next;
		block_free(b);
	}
	free(a);
	*ap = NULL;
}

void
arena_reset(struct arena *a)
{
	struct block *b, *keep = NULL;

	/* The largest that may stay, small beside the ceiling: the next request
	   then fits into one and still has all the room it was promised. */
	for (b = a->top; b != NULL; b = b->next)
		if (b->cap <= BLOCK_KEEP && b->cap <= a->ceiling / 12 &&
		    (keep == NULL || b->cap > keep->cap))
			keep = b;
	while ((b = a->top) != NULL) {
		a->top = b->next;
		if (b == keep)
			continue;
		a->held -= b->cap;
		block_free(b);
	}
	if (keep != NULL) {
		block_wipe(keep);
		keep->next = NULL;
		POISON(keep->data, keep->cap);
	}
	a->top = keep;
	a->handed = 0;
}

size_t
arena_used(const struct arena *a)
{
	return (a->handed);
}

/* A new top block with room for want bytes, as large as the ceiling lets it. */
static struct block *
arena_grow(struct arena *a, size_t want)
{
	size_t cap = a->top == NULL ? BLOCK_MIN : a->top->cap * 2;
	struct block *b;

	if (want > a->ceiling - a->held)
		bug("arena past its ceiling of %zu bytes", a->ceiling);
	if (cap > BLOCK_MAX)
		cap = BLOCK_MAX;
	if (cap > a->ceiling - a->held)
		cap = a->ceiling - a->held;
	if (cap < want)
		cap = want;
	b = block_new(cap);
	b->next = a->top;
	a->top = b;
	a->held += cap;
	return (b);
}

void *
arena_alloc(struct arena *a, size_t n)
{
	struct block *b = a->top;
	size_t want;
	void *p;

	if (n > PTRDIFF_MAX - BLOCK_MAX)
		bug("allocation of %zu bytes", n);
	want = ((n + ALIGN - 1) & ~(size_t)(ALIGN - 1)) + REDZONE;
	if (b == NULL || b->cap - b->used < want)
		b = arena_grow(a, want);
	p = b->data + b->used;
	b->used += want;
	a->handed += want - REDZONE;
	UNPOISON(p, want);
	memset(p, 0, want);
	POISON((uint8_t *)p + n, want - n);
	return (p);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		bug("array of %zu x %zu bytes", n, size);
	return (arena_alloc(a, bytes));
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	size_t len = s == NULL ? 0 : strnlen(s, n);
	char *p = arena_alloc(a, len + 1);

	if (len > 0)
		memcpy(p, s, len);
	return (p);
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return (arena_strndup(a, s, s == NULL ? 0 : strlen(s)));
}

struct bytes
arena_bytes(struct arena *a, const void *p, size_t n)
{
	uint8_t *q = arena_alloc(a, n + 1);

	if (n > 0)
		memcpy(q, p, n);
	return ((struct bytes){ q, n });
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list twice;
	char *p;
	int n;

	va_copy(twice, ap);
	n = vsnprintf(NULL, 0, fmt, twice);
	va_end(twice);
	if (n < 0)
		bug("format %s", fmt);
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return (p);
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return (p);
}

struct arena *
arena_boot(void)
{
	static struct arena *boot;

	if (boot == NULL)
		boot = arena_new(SIZE_MAX);
	return (boot);
}
