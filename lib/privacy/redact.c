/* Finding and cutting what is to be removed from a text (redact.h). */
#include "privacy/redact.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/str.h"
#include "model/ticket/message.h"

#define CARD_MIN	13
#define CARD_MAX	19
#define CARD_GROUPS	40	/* of one run that are looked at */
#define INSIDE_MIN	6	/* bytes that count inside other words too */
#define LINE_LONG	160	/* bytes; longer ones fall into sentences */

void
ranges_add(struct ranges *r, size_t from, size_t to)
{
	struct range *v;

	if (from >= to)
		return;
	if (r->n == r->cap) {
		r->cap = r->cap == 0 ? 16 : 2 * r->cap;
		v = arena_array(r->a, r->cap, sizeof(*v));
		if (r->n > 0)
			memcpy(v, r->v, r->n * sizeof(*v));
		r->v = v;
	}
	r->v[r->n++] = (struct range){ from, to };
}

static int
cmp_range(const void *x, const void *y)
{
	const struct range *a = x, *b = y;

	return (a->from < b->from ? -1 : a->from > b->from);
}

static bool
blank_between(const char *text, size_t from, size_t to)
{
	for (; from < to; from++)
		if (text[from] != ' ' && text[from] != '\t')
			return (false);
	return (true);
}

void
ranges_merge(struct ranges *r, const char *text)
{
	size_t m = 0;

	if (r->n == 0)
		return;
	qsort(r->v, r->n, sizeof(*r->v), cmp_range);
	for (size_t i = 1; i < r->n; i++) {
		if (r->v[i].from <= r->v[m].to ||
		    blank_between(text, r->v[m].to, r->v[i].from)) {
			if (r->v[i].to > r->v[m].to)
				r->v[m].to = r->v[i].to;
		} else
			r->v[++m] = r->v[i];
	}
	r->n = m + 1;
}

const char *
redact_cut(struct arena *a, const char *text, const struct ranges *r)
{
	const size_t bars = strlen(TEXT_REMOVED);
	struct buf b = BUF_INIT(a);
	size_t at = 0;

	for (size_t i = 0; i < r->n; i++) {
		buf_add(&b, text + at, r->v[i].from - at);
		if (b.n < bars || memcmp(b.p + b.n - bars, TEXT_REMOVED,
		    bars) != 0)
			buf_str(&b, TEXT_REMOVED);
		at = r->v[i].to;
		while (str_starts(text + at, TEXT_REMOVED))
			at += bars;
	}
	buf_str(&b, text + at);
	return (buf_cstr(&b));
}

/* ---- card numbers --------------------------------------------------------- */

bool
luhn(const char *digits, size_t n)
{
	unsigned sum = 0, d;

	for (size_t i = 0; i < n; i++) {
		d = (unsigned)(digits[n - 1 - i] - '0');
		if (i % 2 == 1)
			d = d > 4 ? 2 * d - 9 : 2 * d;
		sum += d;
	}
	return (n > 0 && sum % 10 == 0);
}

/* A blank, hyphen or dot that may stand once between groups: its bytes, or 0. */
static size_t
gap(const char *s)
{
	if (*s == ' ' || *s == '-' || *s == '.')
		return (1);
	return (str_starts(s, "\u00A0") || str_starts(s, "\u2011") ||
	    str_starts(s, "\u2013") || str_starts(s, "\u202F") ?
	    strlen("\u00A0") + (*s == '\xE2') : 0);
}

/* One run of groups of digits. */
struct run {
	struct range	group[CARD_GROUPS];
	size_t		n;
	size_t		end;	/* behind it */
};

static void
run_read(const char *text, size_t at, struct run *r)
{
	size_t from;

	r->n = 0;
	for (;;) {
		from = at;
		while (isdigit((unsigned char)text[at]))
			at++;
		if (r->n < CARD_GROUPS)
			r->group[r->n++] = (struct range){ from, at };
		r->end = at;
		at += gap(text + at);
		if (at == r->end || !isdigit((unsigned char)text[at]))
			return;
	}
}

static bool
is_card(const char *text, const struct run *r, size_t first, size_t last)
{
	char digits[CARD_MAX + 1];
	size_t n = 0, len;

	for (size_t i = first; i <= last; i++) {
		len = r->group[i].to - r->group[i].from;
		if (n + len > CARD_MAX)
			return (false);
		memcpy(digits + n, text + r->group[i].from, len);
		n += len;
	}
	return (n >= CARD_MIN && digits[0] >= '2' && digits[0] <= '6' &&
	    luhn(digits, n));
}

/* The longest card from each group on; what follows one is looked at again. */
static void
run_cards(const char *text, const struct run *r, struct ranges *out)
{
	for (size_t i = 0; i < r->n; i++)
		for (size_t j = r->n; j > i; j--)
			if (is_card(text, r, i, j - 1)) {
				ranges_add(out, r->group[i].from,
				    r->group[j - 1].to);
				i = j - 1;
				break;
			}
}

void
redact_cards(const char *text, struct ranges *out)
{
	struct run r;

	for (size_t i = 0; text[i] != '\0'; i++) {
		if (!isdigit((unsigned char)text[i]))
			continue;
		run_read(text, i, &r);
		if (i == 0 || text[i - 1] != '+')	/* a phone's */
			run_cards(text, &r, out);
		i = r.end - 1;
	}
}

/* ---- words ------------------------------------------------------------------ */

void
redact_words(const struct spans *in, const struct spans *what,
    struct ranges *out)
{
	size_t j;

	if (what->n == 0)
		return;
	for (size_t i = 0; i + what->n <= in->n; i++) {
		for (j = 0; j < what->n && str_eq(in->v[i + j].word,
		    what->v[j].word); j++)
			;
		if (j == what->n)
			ranges_add(out, in->v[i].from, in->v[i + j - 1].to);
	}
}

void
redact_find(struct arena *a, const char *text, const char *what,
    struct ranges *out)
{
	CLEANUP(arena_free) struct arena *one = NULL;
	struct spans words, in;
	const char *p = text;
	size_t n;

	what = str_trim(a, what);
	words = text_spans(a, what);
	if (words.n == 0)
		return;
	n = strlen(what);
	for (; n >= INSIDE_MIN && (p = strstr(p, what)) != NULL;
	    p += n)
		ranges_add(out, (size_t)(p - text), (size_t)(p - text) + n);
	one = arena_new(REDACT_SCRATCH);
	in = text_spans(one, text);
	redact_words(&in, &words, out);
}

/* ---- markup ---------------------------------------------------------------------- */

/* The sanitizer writes these four, and < and > only around tags. */
static size_t
entity(const char *s, char *c_r)
{
	static const struct { const char *name; char c; } names[] = {
		{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_starts(s, names[i].name)) {
			*c_r = names[i].c;
			return (strlen(names[i].name));
		}
	*c_r = *s;
	return (1);
}

const char *
redact_plain(struct arena *a, const char *html, enum plain how)
{
	struct buf b = BUF_INIT(a);
	bool tag = false;
	char c;

	for (size_t i = 0; html[i] != '\0'; ) {
		if (html[i] == '<' || html[i] == '>') {
			tag = html[i++] == '<';
			if (how != PLAIN_JOINED)
				buf_chr(&b, ' ');
			continue;
		}
		i += entity(html + i, &c);
		if (!tag || how == PLAIN_ATTRIBUTES)
			buf_chr(&b, c);
	}
	return (buf_cstr(&b));
}

/* ---- pieces -------------------------------------------------------------------- */

/* The end of a sentence from `at` on, before `end`. */
static size_t
sentence(const char *text, size_t at, size_t end)
{
	for (; at < end; at++)
		if (strchr(".!?", text[at]) != NULL && at + 1 < end &&
		    text[at + 1] == ' ')
			return (at + 1);
	return (end);
}

static void
add_line(struct ranges *r, const char *text, size_t from, size_t to,
    size_t max)
{
	bool is_long = to - from > LINE_LONG;
	size_t end;

	while (from < to) {
		while (from < to && (text[from] == ' ' || text[from] == '\t'))
			from++;
		end = is_long && r->n + 1 < max ? sentence(text, from, to) :
		    to;
		ranges_add(r, from, end);
		from = end;
	}
}

struct ranges
redact_pieces(struct arena *a, const char *text, size_t max)
{
	struct ranges r = { .a = a };
	size_t from = 0, to;

	while (text[from] != '\0') {
		to = from + strcspn(text + from, "\n");
		if (r.n + 1 >= max)
			to = strlen(text);
		add_line(&r, text, from, to, max);
		from = to + (text[to] == '\n');
	}
	return (r);
}
