/* Small string work: no allocation unless an arena is given. */
#ifndef CORE_STR_H
#define CORE_STR_H

#include <stdbool.h>

#include "core/arena.h"

/* NULL-safe equality. */
bool	 str_eq(const char *, const char *);
bool	 str_eqi(const char *, const char *);		/* ASCII case folded */
bool	 str_starts(const char *s, const char *prefix);
bool	 str_ends(const char *s, const char *suffix);
/* NULL or "" */
bool	 str_empty(const char *);
/* s without white space at both ends, in the arena. */
char	*str_trim(struct arena *, const char *s);
/* s with `by` for each `what`; s itself when there is none. */
const char *str_replace(struct arena *, const char *s, const char *what,
	    const char *by);
/* ASCII lower case copy. */
char	*str_lower(struct arena *, const char *s);
/* Decimal digits only, no sign, no overflow; else RC_INVALID. */
RC	 str_u64(const char *s, uint64_t *v_r);

/* Constant alphabets; encoders write NUL-terminated text into the arena. */
char	*hex_encode(struct arena *, const void *, size_t);
/* n bytes of 2 * n digits, a to f small. RC_INVALID: it is not that. */
RC	hex_decode(const char *, uint8_t *out, size_t n);
char	*b64url_encode(struct arena *, const void *, size_t);	/* no padding */
/*
 * RC_INVALID unless it is the one text of exactly `want` bytes (no padding, no
 * other byte, the bits left over zero); out may be written to all the same.
 */
RC	 b64url_decode(const char *s, void *out, size_t want);
/* Base64 with its padding (RFC 4648 4); RC_INVALID for anything else. */
RC	 b64_decode(struct arena *, const char *s, struct bytes *b_r);
/* Crockford base32, upper case, no padding. */
char	*b32_encode(struct arena *, const void *, size_t);

#endif
