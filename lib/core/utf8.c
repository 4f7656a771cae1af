/* UTF-8 as a byte format (utf8.h), RFC 3629. */
#include "core/utf8.h"

#include <string.h>

#include "core/buf.h"

/* Bytes of the sequence at p (at most n), 0 when it is not valid. */
static size_t
sequence(const uint8_t *p, size_t n, uint32_t *cp_r)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 :
	    p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;
	uint32_t cp;

	if (len == 0 || len > n)
		return (0);
	cp = len == 1 ? p[0] : p[0] & (0xFFU >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return (0);
		cp = cp << 6 | (p[i] & 0x3FU);
	}
	if (cp < least[len] || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
		return (0);
	*cp_r = cp;
	return (len);
}

bool
utf8_valid(const void *in, size_t n)
{
	const uint8_t *p = in;
	uint32_t cp = 0;
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		len = sequence(p + i, n - i, &cp);
		if (len == 0 || cp == 0)
			return (false);
	}
	return (true);
}

size_t
utf8_count(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return (n);
}

char *
utf8_cut(struct arena *a, const char *s, size_t max)
{
	size_t n = 0, i = 0;

	if (max == 0 || utf8_count(s) <= max)
		return (arena_strdup(a, max == 0 ? "" : s));
	for (; s[i] != '\0'; i++)
		if (((unsigned char)s[i] & 0xC0) != 0x80 && ++n == max)
			break;
	return (arena_printf(a, "%.*s\xE2\x80\xA6", (int)i, s));
}

char *
utf8_cut_name(struct arena *a, const char *s, size_t max)
{
	const char *dot = strrchr(s, '.');
	size_t ext = dot == NULL ? 0 : utf8_count(dot);

	if (ext == 0 || ext > 10 || ext >= max || utf8_count(s) <= max)
		return (utf8_cut(a, s, max));
	return (arena_printf(a, "%s%s", utf8_cut(a, arena_strndup(a, s,
	    (size_t)(dot - s)), max - ext), dot));
}

static bool
bidi(uint32_t cp)
{
	return ((cp >= 0x202A && cp <= 0x202E) ||
	    (cp >= 0x2066 && cp <= 0x2069));
}

static void
clean_one(struct buf *b, const uint8_t *p, size_t len, uint32_t cp,
    bool one_line)
{
	if (cp == '\n' || cp == '\t')
		buf_chr(b, one_line ? ' ' : (char)cp);
	else if (cp >= 0x20 && (cp < 0x7F || cp > 0x9F) && !bidi(cp))
		buf_add(b, p, len);
}

char *
utf8_clean(struct arena *a, const void *in, size_t n, bool one_line)
{
	struct buf b = BUF_INIT(a);
	const uint8_t *p = in;
	uint32_t cp = 0;
	size_t len;

	buf_add(&b, "", 0);
	for (size_t i = 0; i < n; i += len) {
		if (p[i] == '\r') {
			len = i + 1 < n && p[i + 1] == '\n' ? 2 : 1;
			buf_chr(&b, one_line ? ' ' : '\n');
			continue;
		}
		len = sequence(p + i, n - i, &cp);
		if (len == 0) {
			buf_add(&b, "\xEF\xBF\xBD", 3);
			len = 1;
		} else
			clean_one(&b, p + i, len, cp, one_line);
	}
	return (b.p);
}
