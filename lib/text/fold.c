/* Unicode through utf8proc, stems through libstemmer (fold.h). */
#include "text/fold.h"

#include <libstemmer.h>
#include <string.h>
#include <utf8proc.h>

#include "core/buf.h"
#include "core/log.h"
#include "core/str.h"
#include "core/utf8.h"

#define WORD_MAX	40	/* bytes of one word */

static char *
map(struct arena *a, const char *s, utf8proc_option_t options)
{
	utf8proc_uint8_t *out = NULL;
	char *copy;

	if (utf8proc_map((const utf8proc_uint8_t *)s, 0, &out,
	    options | UTF8PROC_NULLTERM | UTF8PROC_STABLE) < 0 || out == NULL)
		return (arena_strdup(a, ""));
	copy = arena_strdup(a, (const char *)out);
	free(out);
	return (copy);
}

char *
text_nfc(struct arena *a, const char *s)
{
	return (map(a, s, UTF8PROC_COMPOSE));
}

char *
text_fold(struct arena *a, const char *s)
{
	return (map(a, s, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
	    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE));
}

static bool
email_local(char c)
{
	return ((unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL));
}

static bool
email_domain(const char *d)
{
	size_t n = strlen(d);

	if (n == 0 || n > 253 || d[0] == '.' || d[0] == '-' ||
	    d[n - 1] == '.' || d[n - 1] == '-' || strstr(d, "..") != NULL)
		return (false);
	for (; *d != '\0'; d++)
		if (!((unsigned char)*d >= 0x80 || (*d >= 'a' && *d <= 'z') ||
		    (*d >= '0' && *d <= '9') || *d == '-' || *d == '.'))
			return (false);
	return (true);
}

RC
text_email(struct arena *a, const char *in, const char **email_r)
{
	char *e = str_lower(a, str_trim(a, in));
	char *at = strrchr(e, '@');
	size_t n = strlen(e);

	if (n == 0 || n > 254 || !utf8_valid(e, n) || at == NULL || at == e ||
	    at - e > 64 || e[0] == '.' || at[-1] == '.' ||
	    !email_domain(at + 1))
		return (RC_INVALID);
	for (const char *p = e; p < at; p++)
		if (!email_local(*p) || (p[0] == '.' && p[1] == '.'))
			return (RC_INVALID);
	*email_r = e;
	return (RC_OK);
}

/* Scripts written without blanks are found by pairs of characters. */
static bool
unspaced(utf8proc_int32_t cp)
{
	return ((cp >= 0x0E00 && cp <= 0x0EFF) ||	/* Thai, Lao */
	    (cp >= 0x1000 && cp <= 0x109F) ||		/* Burmese */
	    (cp >= 0x1780 && cp <= 0x17FF) ||		/* Khmer */
	    (cp >= 0x3040 && cp <= 0x30FF) ||		/* kana */
	    (cp >= 0x3400 && cp <= 0x9FFF) ||		/* han */
	    (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFF));
}

static bool
in_word(utf8proc_int32_t cp)
{
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC:
		return (true);
	default:
		return (false);
	}
}

static void
add_word(struct arena *a, struct words *w, size_t max, const char *p,
    size_t n)
{
	if (n == 0 || w->n == max)
		return;
	if (n > WORD_MAX)
		for (n = WORD_MAX; n > 0 &&
		    ((unsigned char)p[n] & 0xC0) == 0x80; n--)
			;
	if (n > 0)
		w->v[w->n++] = arena_strndup(a, p, n);
}

struct words
text_words(struct arena *a, const char *text, size_t max)
{
	const char *s = text_fold(a, text != NULL ? text : "");
	size_t len = strlen(s), i = 0, start = 0, prev = 0;
	struct words w = { 0 };
	utf8proc_int32_t cp;
	utf8proc_ssize_t n;
	bool word = false, pair = false;

	w.v = arena_array(a, (len / 2 + 2 < max ? len / 2 + 2 : max) + 1,
	    sizeof(*w.v));
	if (len / 2 + 2 < max)
		max = len / 2 + 2;
	for (; i < len; i += (size_t)n) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s + i,
		    (utf8proc_ssize_t)(len - i), &cp);
		if (n <= 0)
			break;
		if (!in_word(cp) || unspaced(cp)) {
			if (word)
				add_word(a, &w, max, s + start, i - start);
			word = false;
			if (unspaced(cp) && in_word(cp)) {
				if (pair)
					add_word(a, &w, max, s + prev,
					    i + (size_t)n - prev);
				prev = i;
			}
			pair = unspaced(cp) && in_word(cp);
			continue;
		}
		pair = false;
		if (!word)
			start = i;
		word = true;
	}
	if (word)
		add_word(a, &w, max, s + start, i - start);
	return (w);
}

/* Stemmers are kept for the life of the process. */
static struct sb_stemmer *
stemmer(const char *language)
{
	static struct sb_stemmer *en, *es;

	if (en == NULL) {
		en = sb_stemmer_new("english", NULL);
		es = sb_stemmer_new("spanish", NULL);
		if (en == NULL || es == NULL)
			die("libstemmer has no English or Spanish");
	}
	return (str_eq(language, "es") ? es : en);
}

const char *
text_stem(struct arena *a, const char *word, const char *language)
{
	struct sb_stemmer *st = stemmer(language);
	const sb_symbol *out = sb_stemmer_stem(st, (const sb_symbol *)word,
	    (int)strlen(word));

	if (out == NULL || *out == '\0')
		return (word);
	return (arena_strndup(a, (const char *)out,
	    (size_t)sb_stemmer_length(st)));
}
