/* Small string work (str.h). */
#include "core/str.h"

#include <string.h>

#include "core/buf.h"

static const char b64url[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char b32[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool
str_eq(const char *x, const char *y)
{
	return (x != NULL && y != NULL ? strcmp(x, y) == 0 : x == y);
}

static char
lower(char c)
{
	return (c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
}

/* Not strcasecmp(3), which asks the locale. */
bool
str_eqi(const char *x, const char *y)
{
	if (x == NULL || y == NULL)
		return (x == y);
	while (*x != '\0' && lower(*x) == lower(*y))
		x++, y++;
	return (lower(*x) == lower(*y));
}

bool
str_starts(const char *s, const char *prefix)
{
	return (strncmp(s, prefix, strlen(prefix)) == 0);
}

bool
str_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return (n >= m && memcmp(s + n - m, suffix, m) == 0);
}

bool
str_empty(const char *s)
{
	return (s == NULL || *s == '\0');
}

static bool
blank(char c)
{
	return (c == ' ' || (c >= '\t' && c <= '\r'));
}

char *
str_trim(struct arena *a, const char *s)
{
	size_t n;

	while (blank(*s))
		s++;
	for (n = strlen(s); n > 0 && blank(s[n - 1]); n--)
		;
	return (arena_strndup(a, s, n));
}

const char *
str_replace(struct arena *a, const char *s, const char *what, const char *by)
{
	struct buf b = BUF_INIT(a);
	const char *p;

	if (strstr(s, what) == NULL)
		return (s);
	for (; (p = strstr(s, what)) != NULL; s = p + strlen(what)) {
		buf_add(&b, s, (size_t)(p - s));
		buf_str(&b, by);
	}
	buf_str(&b, s);
	return (buf_cstr(&b));
}

char *
str_lower(struct arena *a, const char *s)
{
	char *p = arena_strdup(a, s);

	for (char *q = p; *q != '\0'; q++)
		*q = lower(*q);
	return (p);
}

RC
str_u64(const char *s, uint64_t *v_r)
{
	uint64_t v = 0;

	if (str_empty(s))
		return (RC_INVALID);
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9' ||
		    __builtin_mul_overflow(v, 10U, &v) ||
		    __builtin_add_overflow(v, (uint64_t)(*s - '0'), &v))
			return (RC_INVALID);
	}
	*v_r = v;
	return (RC_OK);
}

char *
hex_encode(struct arena *a, const void *in, size_t n)
{
	const uint8_t *p = in;
	char *out = arena_alloc(a, n * 2 + 1);

	for (size_t i = 0; i < n; i++) {
		out[i * 2] = "0123456789abcdef"[p[i] >> 4];
		out[i * 2 + 1] = "0123456789abcdef"[p[i] & 15];
	}
	return (out);
}

RC
hex_decode(const char *s, uint8_t *out, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const char *hi, *lo;

	if (strlen(s) != 2 * n)
		return (RC_INVALID);
	for (size_t i = 0; i < n; i++) {
		hi = strchr(digits, s[2 * i]);
		lo = strchr(digits, s[2 * i + 1]);
		if (hi == NULL || lo == NULL)
			return (RC_INVALID);
		out[i] = (uint8_t)((hi - digits) << 4 | (lo - digits));
	}
	return (RC_OK);
}

/* The bits of p in groups of `bits`, most significant first. */
static char *
encode_bits(struct arena *a, const uint8_t *p, size_t n, unsigned bits,
    const char *alphabet)
{
	char *out = arena_alloc(a, n * 8 / bits + 2);
	uint32_t acc = 0;
	unsigned have = 0;
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		acc = (acc << 8 | p[i]) & 0xFFFF;
		for (have += 8; have >= bits; have -= bits)
			out[m++] = alphabet[acc >> (have - bits) &
			    ((1U << bits) - 1)];
	}
	if (have > 0)
		out[m++] = alphabet[acc << (bits - have) & ((1U << bits) - 1)];
	return (out);
}

char *
b64url_encode(struct arena *a, const void *p, size_t n)
{
	return (encode_bits(a, p, n, 6, b64url));
}

char *
b32_encode(struct arena *a, const void *p, size_t n)
{
	return (encode_bits(a, p, n, 5, b32));
}

RC
b64url_decode(const char *s, void *out, size_t want)
{
	uint8_t *p = out;
	uint32_t acc = 0;
	unsigned have = 0;
	size_t m = 0;
	const char *c;

	if (strlen(s) != (want * 8 + 5) / 6)
		return (RC_INVALID);
	for (; *s != '\0'; s++) {
		c = strchr(b64url, *s);
		if (c == NULL)
			return (RC_INVALID);
		acc = (acc << 6 | (uint32_t)(c - b64url)) & 0xFFFF;
		have += 6;
		if (have >= 8) {
			have -= 8;
			p[m++] = (uint8_t)(acc >> have);
		}
	}
	/* One text per value: the bits left over must be zero. */
	return ((acc & ((1U << have) - 1)) == 0 ? RC_OK : RC_INVALID);
}

static int
b64_value(char c)
{
	return (c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z'
	    ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52
	    : c == '+' ? 62 : c == '/' ? 63 : -1);
}

RC
b64_decode(struct arena *a, const char *s, struct bytes *b_r)
{
	size_t n = strlen(s), pad = 0, k = 0;
	uint8_t *out = arena_alloc(a, n + 1);
	uint32_t bits = 0;

	while (pad < 2 && pad < n && s[n - 1 - pad] == '=')
		pad++;
	if (n % 4 != 0)
		return (RC_INVALID);
	for (size_t i = 0; i < n - pad; i++) {
		if (b64_value(s[i]) < 0)
			return (RC_INVALID);
		bits = bits << 6 | (uint32_t)b64_value(s[i]);
		if (i % 4 != 0)
			out[k++] = (uint8_t)(bits >> (6 - i % 4 * 2));
	}
	/* The bits left over are zero: one text for each value. */
	if ((pad == 1 && (bits & 3) != 0) || (pad == 2 && (bits & 15) != 0))
		return (RC_INVALID);
	*b_r = (struct bytes){ out, k };
	return (RC_OK);
}
