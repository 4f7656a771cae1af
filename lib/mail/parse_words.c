/*
 * Encoded words (RFC 2047), as mail really has them: a character split between
 * two words, words that touch other text, spaces inside, no padding.  Our own
 * because the child can open no character set that GMime might ask iconv for.
 */
#include <ctype.h>

#include "core/str.h"
#include "core/utf8.h"
#include "mail/charset.h"
#include "mail/parse_in.h"

struct word {
	const char	*charset;	/* with a language after "*" */
	size_t		 ncharset;
	char		 encoding;	/* 'q' or 'b' */
	const char	*text;
	size_t		 n;
	const char	*end;		/* behind "?=" */
};

/* Is there an encoded word at s? */
static bool
word_at(const char *s, struct word *w)
{
	const char *p;

	if (s[0] != '=' || s[1] != '?')
		return (false);
	w->charset = s + 2;
	w->ncharset = strcspn(w->charset, "?* \t\r\n<>");
	p = w->charset + strcspn(w->charset, "? \t\r\n<>");
	if (w->ncharset == 0 || w->ncharset > 40 || p[0] != '?' ||
	    p[1] == '\0' || p[2] != '?')
		return (false);
	w->encoding = (char)tolower((unsigned char)p[1]);
	w->text = p + 3;
	/* "?=" ends it, but "=?utf-8?Q?=3D?=" begins its text with "=". */
	p = strstr(w->text, "?=");
	if (p == NULL || (w->encoding != 'q' && w->encoding != 'b') ||
	    p - w->text > 4000)
		return (false);
	w->n = (size_t)(p - w->text);
	w->end = p + 2;
	return (true);
}

size_t
mail_word(const char *s)
{
	struct word w;

	return (word_at(s, &w) ? (size_t)(w.end - s) : 0);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (c - '0');
	c = (char)tolower((unsigned char)c);
	return (c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1);
}

static void
word_q(struct buf *b, const struct word *w)
{
	for (size_t i = 0; i < w->n; i++) {
		char c = w->text[i];

		if (c == '=' && i + 2 < w->n && hex_digit(w->text[i + 1]) >= 0
		    && hex_digit(w->text[i + 2]) >= 0) {
			c = (char)(hex_digit(w->text[i + 1]) << 4 |
			    hex_digit(w->text[i + 2]));
			i += 2;
		} else if (c == '_') {
			c = ' ';
		}
		buf_chr(b, c);
	}
}

static void
word_b(struct buf *b, const struct word *w)
{
	guchar out[4096];
	guint save = 0;
	gint state = 0;
	gsize n;

	n = g_base64_decode_step(w->text, w->n, out, &state, &save);
	buf_add(b, out, n);
	/* Without padding the last bytes are still held back. */
	n = 0;
	if (w->n > 0 && w->text[w->n - 1] != '=')
		n = g_base64_decode_step("==", 2, out, &state, &save);
	buf_add(b, out, n);
}

/* The words from *s on that one character set joins; *s moves behind them. */
static void
words_run(struct buf *out, const char **s)
{
	struct buf b = BUF_INIT(out->a);
	struct word first, w;
	struct bytes d;

	if (!word_at(*s, &first))
		return;
	w = first;
	do {
		if (w.encoding == 'q')
			word_q(&b, &w);
		else
			word_b(&b, &w);
		*s = w.end;
	} while (word_at(*s + strspn(*s, " \t\r\n"), &w) &&
	    w.ncharset == first.ncharset &&
	    strncasecmp(w.charset, first.charset, w.ncharset) == 0);
	d = charset_utf8(out->a, buf_bytes(&b), arena_strndup(out->a,
	    first.charset, first.ncharset));
	buf_add(out, d.p, d.n);
}

/* Plain text between words: one charset guess for each run. */
static void
words_plain(struct buf *out, const char *s, size_t n)
{
	struct bytes d = charset_utf8(out->a, (struct bytes){
	    (const uint8_t *)s, n }, NULL);

	buf_add(out, d.p, d.n);
}

const char *
mail_words(struct arena *a, const char *s)
{
	struct buf out = BUF_INIT(a);
	const char *plain = s, *after = NULL;
	struct word w;

	while (*s != '\0') {
		if (!word_at(s, &w)) {
			s++;
			continue;
		}
		/* White space between two words is not text. */
		if (after == NULL ||
		    after + strspn(after, " \t\r\n") != s)
			words_plain(&out, plain, (size_t)(s - plain));
		words_run(&out, &s);
		plain = after = s;
	}
	words_plain(&out, plain, (size_t)(s - plain));
	return (buf_cstr(&out));
}

/* Unfolded: a line end and the white space after it are that white space. */
const char *
mail_unfold(struct arena *a, const char *raw)
{
	char *s = arena_strdup(a, raw);
	size_t n = 0;

	for (size_t i = 0; s[i] != '\0'; i++)
		if (s[i] != '\r' && s[i] != '\n')
			s[n++] = s[i];
		else if (s[i] == '\n' && s[i + 1] != ' ' && s[i + 1] != '\t')
			s[n++] = ' ';
	s[n] = '\0';
	return (s);
}

const char *
mail_text(struct arena *a, const char *raw)
{
	const char *s;

	if (raw == NULL)
		return ("");
	s = mail_words(a, mail_unfold(a, raw));
	return (str_trim(a, utf8_clean(a, s, strlen(s), true)));
}
