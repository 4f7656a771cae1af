/* Unicode through utf8proc, stems through libstemmer (fold.h). */
#include "text/fold.h"

#include <libstemmer.h>
#include <string.h>
#include <utf8proc.h>

#include "core/buf.h"
#include "core/log.h"
#include "core/str.h"
#include "core/utf8.h"

#define REMOVED		0x2588	/* of TEXT_REMOVED (model/ticket/message.h) */
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
	/* Composed again: a Hangul syllable stays one character. */
	return (map(a, s, UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
	    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE));
}

static bool
email_local(char c)
{
	return ((unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL));
}

/* One label: letters, digits, inner hyphens; at most 63 bytes. */
static bool
email_label(const char *p, size_t n)
{
	if (n == 0 || n > 63 || p[0] == '-' || p[n - 1] == '-')
		return (false);
	for (size_t i = 0; i < n; i++)
		if (!((unsigned char)p[i] >= 0x80 ||
		    (p[i] >= 'a' && p[i] <= 'z') ||
		    (p[i] >= '0' && p[i] <= '9') || p[i] == '-'))
			return (false);
	return (true);
}

static bool
email_domain(const char *d)
{
	size_t n;

	for (;; d += n + 1) {
		n = strcspn(d, ".");
		if (!email_label(d, n))
			return (false);
		if (d[n] == '\0')
			return (true);
	}
}

/* Nothing that is not seen, or that is seen as something else's end. */
static bool
visible(const char *s)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n;

	for (; *s != '\0'; s += n) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &cp);
		if (n <= 0)
			return (false);
		switch (utf8proc_category(cp)) {
		case UTF8PROC_CATEGORY_CC: case UTF8PROC_CATEGORY_CF:
		case UTF8PROC_CATEGORY_CN: case UTF8PROC_CATEGORY_CO:
		case UTF8PROC_CATEGORY_CS: case UTF8PROC_CATEGORY_ZS:
		case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP:
			return (false);
		default:
			break;
		}
	}
	return (true);
}

RC
text_email(struct arena *a, const char *in, const char **email_r)
{
	char *e, *at;
	size_t n = strlen(in);

	/* Room for blanks around it; before any work on what is no address. */
	if (n > 1024 || !utf8_valid(in, n))
		return (RC_INVALID);
	e = str_lower(a, str_trim(a, in));
	n = strlen(e);
	at = strrchr(e, '@');
	/*
	 * One spelling per address, but never by changing it: NFC makes a plain
	 * K of the Kelvin sign, and so one person's address of another's.
	 */
	if (n > 254 || !str_eq(e, text_nfc(a, e)) || at == NULL ||
	    at == e || at - e > 64 || e[0] == '.' || at[-1] == '.' || !email_domain(at + 1) || !visible(e))
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
	    (cp >= 0xAC00 && cp <= 0xD7A3) ||		/* Hangul */
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

struct split {
	struct arena	*a;
	struct words	 w;
	size_t		 max;
	const char	*word;		/* start of the word, or NULL */
	const char	*pair;		/* last unspaced character, or NULL */
	bool		 paired;	/* it already stands in a pair */
};

/* A run ended before p; an unspaced character alone is a word of its own. */
static void
split_end(struct split *sp, const char *p)
{
	if (sp->word != NULL)
		add_word(sp->a, &sp->w, sp->max, sp->word,
		    (size_t)(p - sp->word));
	if (sp->pair != NULL && !sp->paired)
		add_word(sp->a, &sp->w, sp->max, sp->pair,
		    (size_t)(p - sp->pair));
	sp->word = sp->pair = NULL;
	sp->paired = false;
}

static void
split_pair(struct split *sp, const char *p, size_t n)
{
	if (sp->word != NULL)
		split_end(sp, p);
	if (sp->pair != NULL) {
		add_word(sp->a, &sp->w, sp->max, sp->pair,
		    (size_t)(p + n - sp->pair));
		sp->paired = true;
	}
	sp->pair = p;
}

struct words
text_words(struct arena *a, const char *text, size_t max)
{
	const char *s = text_fold(a, text != NULL ? text : "");
	/* No text has more words than every other byte and one. */
	size_t most = strlen(s) / 2 + 1;
	struct split sp = { .a = a, .max = most < max ? most : max };
	utf8proc_int32_t cp;
	utf8proc_ssize_t n;

	sp.w.v = arena_array(a, sp.max + 1, sizeof(*sp.w.v));
	for (; *s != '\0' && sp.w.n < sp.max; s += n) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &cp);
		if (n <= 0)
			break;
		if (!in_word(cp)) {
			split_end(&sp, s);
		} else if (unspaced(cp)) {
			split_pair(&sp, s, (size_t)n);
		} else if (sp.word == NULL) {
			split_end(&sp, s);
			sp.word = s;
		}
	}
	split_end(&sp, s);
	return (sp.w);
}

static bool
ascii_letter(char c)
{
	return ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9'));
}

enum letter { NO_LETTER, LETTER, WORD_ALONE };

/* What begins at s, and its bytes: 0 when it is no UTF-8. */
static enum letter
letter_at(const char *s, size_t *n_r)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n;

	*n_r = 1;
	if ((unsigned char)*s < 0x80)
		return (ascii_letter(*s) ? LETTER : NO_LETTER);
	n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &cp);
	*n_r = n > 0 ? (size_t)n : 0;
	/* A script without blanks: each character is a word. */
	if (n > 0 && (unspaced(cp) || cp == REMOVED))
		return (cp == REMOVED || in_word(cp) ? WORD_ALONE : NO_LETTER);
	return (n > 0 && in_word(cp) ? LETTER : NO_LETTER);
}

/* Where its words stand; v: NULL, or room for as many as there are. */
static size_t
spans_find(const char *text, struct span *v)
{
	bool open = false, alone;
	enum letter c;
	size_t words = 0, n;

	for (size_t i = 0; text[i] != '\0'; i += n) {
		c = letter_at(text + i, &n);
		if (n == 0)
			break;
		if (c == NO_LETTER) {
			open = false;
			continue;
		}
		alone = c == WORD_ALONE;
		if (!open || alone)
			words++;
		if (v != NULL && (!open || alone))
			v[words - 1].from = i;
		if (v != NULL)
			v[words - 1].to = i + n;
		open = !alone;
	}
	return (words);
}

/* As text_fold() makes it, without a copy between where there are no accents. */
static const char *
fold_word(struct arena *a, const char *s, size_t n)
{
	char *w = arena_strndup(a, s, n);

	for (size_t i = 0; i < n; i++) {
		if (!ascii_letter(w[i]))
			return (text_fold(a, w));
		if (w[i] >= 'A' && w[i] <= 'Z')
			w[i] = (char)(w[i] - 'A' + 'a');
	}
	return (w);
}

struct spans
text_spans(struct arena *a, const char *text)
{
	struct spans w = { .n = spans_find(text, NULL) };

	w.v = arena_array(a, w.n + 1, sizeof(*w.v));
	spans_find(text, w.v);
	for (size_t i = 0; i < w.n; i++)
		w.v[i].word = fold_word(a, text + w.v[i].from,
		    w.v[i].to - w.v[i].from);
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

/* It keeps the last word that it was given: one as long comes over it. */
static void
stemmer_wipe(struct sb_stemmer *st, struct arena *a, size_t n)
{
	uint8_t *xs = arena_alloc(a, n);

	memset(xs, 'x', n);
	(void)sb_stemmer_stem(st, xs, (int)n);
}

const char *
text_stem(struct arena *a, const char *word, const char *language)
{
	struct sb_stemmer *st = stemmer(language);
	const char *stem = word;
	const sb_symbol *out;
	size_t n = strlen(word);

	/* The Spanish stemmer knows -ion only by the accent that folding took:
	   without it "devolucion" would not meet "devoluciones". */
	if (str_eq(language, "es") && n > 4 && str_eq(word + n - 3, "ion"))
		word = arena_printf(a, "%.*si\u00F3n", (int)(n - 3), word);
	out = sb_stemmer_stem(st, (const sb_symbol *)word, (int)strlen(word));
	if (out != NULL && *out != '\0')
		stem = arena_strndup(a, (const char *)out,
		    (size_t)sb_stemmer_length(st));
	stemmer_wipe(st, a, n + 8);
	return (stem);
}
