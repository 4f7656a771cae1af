/*
 * Freed memory holds nothing: what an arena leaves is wiped by itself (arena.c),
 * but libraries hold texts, too.  In every program of ours their free() and
 * realloc() are these, which overwrite what they let go of; glibc's own switch
 * for it (M_PERTURB) leaves small pieces out.
 */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/wipe.h"

#define STACK	65536

__attribute__((noinline)) void
stack_wipe(void)
{
	char below[STACK];

	explicit_bzero(below, sizeof(below));
}

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define WIPE_NOT	1
#endif
#endif
#if !defined(WIPE_NOT) && !defined(__SANITIZE_ADDRESS__)

void __libc_free(void *);

void
free(void *p)
{
	if (p != NULL)
		explicit_bzero(p, malloc_usable_size(p));
	__libc_free(p);
}

/* As glibc's, but what moves leaves nothing behind, nor what is cut off. */
void *
realloc(void *p, size_t n)
{
	size_t had = p == NULL ? 0 : malloc_usable_size(p);
	void *q;

	if (p != NULL && n == 0) {
		free(p);
		return (NULL);
	}
	if (p != NULL && n <= had && n >= had / 2) {
		explicit_bzero((char *)p + n, had - n);
		return (p);
	}
	q = malloc(n);
	if (q == NULL || p == NULL)
		return (q);
	memcpy(q, p, n < had ? n : had);
	free(p);
	return (q);
}

#endif
