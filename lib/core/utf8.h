/* UTF-8 as a byte format: validity and safe cutting (no tables needed). */
#ifndef CORE_UTF8_H
#define CORE_UTF8_H

#include <stdbool.h>

#include "core/arena.h"

/* Strict (RFC 3629): no overlongs, no surrogates, no NUL. */
bool	 utf8_valid(const void *, size_t);
/* Code points in a valid string. */
size_t	 utf8_count(const char *);
/* At most max code points of a valid string; the last is "…" when cut. */
char	*utf8_cut(struct arena *, const char *, size_t max);
/* The same for a file's name: what it says it is (".pdf") stays readable. */
char	*utf8_cut_name(struct arena *, const char *, size_t max);
/*
 * A copy fit for storing and showing: invalid sequences become U+FFFD, NUL and
 * C0/C1 controls except \n and \t go, \r\n and \r become \n, bidi overrides and
 * isolates (U+202A-202E, U+2066-2069) go.  one_line: \n and \t become a space.
 */
char	*utf8_clean(struct arena *, const void *, size_t, bool one_line);

#endif
