/* Forgiving decoders (decode.h). */
#include "spam/decode.h"

#include <strings.h>

void
out_bytes(struct spam_out *o, struct bytes b)
{
	size_t n = b.n < o->cap - o->n ? b.n : o->cap - o->n;

	if (n > 0)
		memcpy(o->p + o->n, b.p, n);
	o->n += n;
}

void
out_str(struct spam_out *o, const char *s)
{
	out_bytes(o, (struct bytes){ (const uint8_t *)s, strlen(s) });
}

bool
bytes_begin(struct bytes b, const char *s)
{
	size_t n = strlen(s);

	return (b.n >= n && strncasecmp((const char *)b.p, s, n) == 0);
}

bool
bytes_hold(struct bytes b, const char *s)
{
	for (; b.n > 0; b.p++, b.n--)
		if (bytes_begin(b, s))
			return (true);
	return (false);
}

static int
base64_value(uint8_t c)
{
	if (c >= 'A' && c <= 'Z')
		return (c - 'A');
	if (c >= 'a' && c <= 'z')
		return (c - 'a' + 26);
	if (c >= '0' && c <= '9')
		return (c - '0' + 52);
	return (c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1);
}

void
decode_base64(struct bytes b, struct spam_out *o)
{
	uint32_t bits = 0;
	int have = 0, v;

	for (size_t i = 0; i < b.n && b.p[i] != '=' && o->n < o->cap; i++) {
		v = base64_value(b.p[i]);
		if (v < 0)
			continue;
		bits = bits << 6 | (uint32_t)v;
		have += 6;
		if (have >= 8) {
			have -= 8;
			out_chr(o, (uint8_t)(bits >> have));
		}
	}
}

static int
hex_value(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return (c - '0');
	c |= 0x20;
	return (c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1);
}

void
decode_quoted(struct bytes b, bool underscore, struct spam_out *o)
{
	int hi, lo;

	for (size_t i = 0; i < b.n && o->n < o->cap; i++) {
		if (b.p[i] == '_' && underscore) {
			out_chr(o, ' ');
			continue;
		}
		if (b.p[i] != '=' || i + 1 >= b.n) {
			out_chr(o, b.p[i]);
			continue;
		}
		if (b.p[i + 1] == '\n') {
			i++;
			continue;
		}
		if (i + 2 < b.n && b.p[i + 1] == '\r' && b.p[i + 2] == '\n') {
			i += 2;
			continue;
		}
		hi = i + 2 < b.n ? hex_value(b.p[i + 1]) : -1;
		lo = hi < 0 ? -1 : hex_value(b.p[i + 2]);
		if (lo < 0) {
			out_chr(o, '=');
			continue;
		}
		out_chr(o, (uint8_t)(hi << 4 | lo));
		i += 2;
	}
}

/* An encoded word at b: its length, 0 when it is none. */
static size_t
encoded_word(struct bytes b, struct spam_out *o)
{
	const uint8_t *end = b.p + b.n, *coding, *text, *stop;
	struct bytes in;

	if (b.n < 8 || b.p[0] != '=' || b.p[1] != '?')
		return (0);
	coding = memchr(b.p + 2, '?', b.n - 2);
	if (coding == NULL || end - coding < 4 || coding[2] != '?')
		return (0);
	text = coding + 3;
	stop = memmem(text, (size_t)(end - text), "?=", 2);
	if (stop == NULL)
		return (0);
	in = (struct bytes){ text, (size_t)(stop - text) };
	out_str(o, "=?");
	if ((coding[1] | 0x20) == 'b')
		decode_base64(in, o);
	else
		decode_quoted(in, true, o);
	return ((size_t)(stop + 2 - b.p));
}

void
decode_value(struct bytes b, struct spam_out *o)
{
	size_t n;

	while (b.n > 0 && o->n < o->cap) {
		n = encoded_word(b, o);
		if (n == 0) {
			n = 1;
			if (*b.p != '\n' && *b.p != '\r')
				out_chr(o, *b.p);
		}
		b.p += n;
		b.n -= n;
	}
}

/* ---- HTML -------------------------------------------------------------------- */

static bool
one_of(struct bytes name, const char *const list[])
{
	for (; *list != NULL; list++)
		if (name.n == strlen(*list) && bytes_begin(name, *list))
			return (true);
	return (false);
}

/* Past the end of a style or script element. */
static size_t
skip_element(struct bytes b, size_t i)
{
	for (; i + 1 < b.n; i++)
		if (b.p[i] == '<' && b.p[i + 1] == '/' &&
		    (bytes_begin((struct bytes){ b.p + i, b.n - i },
		    "</style") || bytes_begin((struct bytes){ b.p + i,
		    b.n - i }, "</script")))
			return (i);
	return (b.n);
}

/* A tag at b.p[i]; where it ends. */
static size_t
html_tag(struct bytes b, size_t i, struct spam_out *o)
{
	static const char *const blank[] = { "p", "br", "div", "tr", "td", "li",
		"table", "h1", "h2", "h3", NULL };
	static const char *const kept[] = { "a", "img", "font", "body", "form",
		"table", "td", NULL };
	static const char *const dark[] = { "style", "script", NULL };
	size_t end = i + 1, at = i + 1;
	struct bytes name;
	bool closing;

	while (end < b.n && b.p[end] != '>' && end - i < 2000)
		end++;
	closing = at < end && b.p[at] == '/';
	at += closing;
	name = (struct bytes){ b.p + at, 0 };
	while (at < end && name.n < 10 && ((b.p[at] | 0x20) >= 'a' &&
	    (b.p[at] | 0x20) <= 'z') + (b.p[at] >= '0' && b.p[at] <= '9')) {
		at++;
		name.n++;
	}
	if (one_of(name, blank))
		out_chr(o, ' ');
	if (!closing && at < end && one_of(name, kept)) {
		out_chr(o, '<');
		out_bytes(o, name);
		out_bytes(o, (struct bytes){ b.p + at,
		    end - at < 120 ? end - at : 120 });
		out_chr(o, '>');
	}
	if (!closing && one_of(name, dark))
		return (skip_element(b, end));
	return (end < b.n ? end + 1 : b.n);
}

/* An entity at b.p[i]; where it ends. */
static size_t
html_entity(struct bytes b, size_t i, struct spam_out *o)
{
	static const char *const names[][2] = { { "&nbsp;", " " },
		{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },
		{ "&quot;", "\"" } };
	unsigned v = 0;

	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
		if (bytes_begin((struct bytes){ b.p + i, b.n - i },
		    names[k][0])) {
			out_str(o, names[k][1]);
			return (i + strlen(names[k][0]));
		}
	if (i + 2 >= b.n || b.p[i + 1] != '#') {
		out_chr(o, '&');
		return (i + 1);
	}
	for (i += 2; i < b.n && b.p[i] >= '0' && b.p[i] <= '9' && v < 1000; i++)
		v = v * 10 + (unsigned)(b.p[i] - '0');
	out_chr(o, v > 0 && v < 256 ? (uint8_t)v : '?');
	return (i < b.n && b.p[i] == ';' ? i + 1 : i);
}

void
decode_html(struct bytes b, struct spam_out *o)
{
	const uint8_t *stop;
	size_t i = 0;

	while (i < b.n && o->n < o->cap) {
		if (b.p[i] == '<' && b.n - i > 4 &&
		    memcmp(b.p + i, "<!--", 4) == 0) {
			stop = memmem(b.p + i + 4, b.n - i - 4, "-->", 3);
			i = stop == NULL ? b.n : (size_t)(stop + 3 - b.p);
		} else if (b.p[i] == '<')
			i = html_tag(b, i, o);
		else if (b.p[i] == '&')
			i = html_entity(b, i, o);
		else
			out_chr(o, b.p[i++]);
	}
}
