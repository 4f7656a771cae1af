/* Other people's names and addresses out of a text (mask.h). */
#include "privacy/mask.h"

#include <string.h>

#include "core/buf.h"
#include "core/str.h"
#include "text/fold.h"

#define PART_MIN	3	/* bytes of a name's part that counts alone */
#define PHONE_MIN	7	/* digits */
#define WORDS_MAX	8
#define WORD_MAX	100	/* bytes; longer is no name */

struct name { const char *whole; struct words w; struct name *next; };
struct value { const char *s; struct value *next; };

struct mask {
	struct arena	*a;
	const char	*mark;
	struct name	*names;
	struct value	*emails, *phones, *parts;
	struct value	*own_emails, *own_parts;
};

static void
push(struct arena *a, struct value **l, const char *s)
{
	struct value *v = ARENA_NEW(a, struct value);

	*v = (struct value){ s, *l };
	*l = v;
}

static bool
in(const struct value *l, const char *s)
{
	for (; l != NULL; l = l->next)
		if (str_eq(l->s, s))
			return (true);
	return (false);
}

static const char *
digits(struct arena *a, const char *s, size_t n)
{
	struct buf b = BUF_INIT(a);

	for (size_t i = 0; i < n; i++)
		if (s[i] >= '0' && s[i] <= '9')
			buf_chr(&b, s[i]);
	return (buf_cstr(&b));
}

struct mask *
mask_new(struct arena *a, const char *mark)
{
	struct mask *m = ARENA_NEW(a, struct mask);

	*m = (struct mask){ .a = a, .mark = mark };
	return (m);
}

void
mask_own(struct mask *m, const char *name, const char *email)
{
	struct words w = text_words(m->a, name, WORDS_MAX);

	for (size_t i = 0; i < w.n; i++)
		push(m->a, &m->own_parts, w.v[i]);
	if (!str_empty(email))
		push(m->a, &m->own_emails, str_lower(m->a, email));
}

void
mask_person(struct mask *m, const char *name, const char *email,
    const char *phone)
{
	struct name *n = ARENA_NEW(m->a, struct name);
	const char *d = digits(m->a, phone, strlen(phone));

	*n = (struct name){ arena_strdup(m->a, name), text_words(m->a, name,
	    WORDS_MAX), m->names };
	if (n->w.n > 0)
		m->names = n;
	for (size_t i = 0; i < n->w.n; i++)
		if (strlen(n->w.v[i]) >= PART_MIN)
			push(m->a, &m->parts, n->w.v[i]);
	if (!str_empty(email))
		push(m->a, &m->emails, str_lower(m->a, email));
	if (strlen(d) >= PHONE_MIN)
		push(m->a, &m->phones, d);
}

bool
mask_empty(const struct mask *m)
{
	return (m->names == NULL && m->emails == NULL && m->phones == NULL);
}

/* ---- what begins at a place ------------------------------------------------- */

/* Bytes of the letter or digit at s; 0: something else, as are the marks and
   quotes of U+0080-00BF, U+2000-207F and U+3000-303F. */
static size_t
letter(const char *s)
{
	unsigned char c = (unsigned char)s[0], d;

	if (c < 0x80)
		return ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') ? 1 : 0);
	d = (unsigned char)s[1];
	if (c <= 0xC2 || (c == 0xE2 && d <= 0x81) || (c == 0xE3 && d == 0x80))
		return (0);
	for (size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2, i = 1; i <= n; i++)
		if (i == n || ((unsigned char)s[i] & 0xC0) != 0x80)
			return (i);
	return (1);
}

static size_t
word_at(const char *s)
{
	size_t n = 0, one;

	while ((one = letter(s + n)) > 0)
		n += one;
	return (n);
}

static bool
local_char(const char *s)
{
	return ((*s & 0x80) != 0 || letter(s) > 0 ||
	    (*s != '\0' && strchr("._%+-'&=~", *s) != NULL));
}

/* The length of an address, 0 when none begins here. */
static size_t
email_at(const char *s)
{
	size_t n = 0, d;

	while (n < 64 && local_char(s + n))
		n++;
	if (n == 0 || s[n] != '@')
		return (0);
	for (d = n + 1; (s[d] & 0x80) != 0 || letter(s + d) > 0 ||
	    s[d] == '.' || s[d] == '-'; d++)
		;
	while (d > n + 1 && (s[d - 1] == '.' || s[d - 1] == '-'))
		d--;
	return (d > n + 1 ? d : 0);
}

static size_t
masked_email(const struct mask *m, struct arena *a, const char *s, bool all)
{
	size_t n = email_at(s);
	const char *e;

	if (n == 0)
		return (0);
	e = str_lower(a, arena_strndup(a, s, n));
	if (in(m->own_emails, e))
		return (0);
	return (all || in(m->emails, e) ? n : 0);
}

static const char *
folded(struct arena *a, const char *s, size_t n)
{
	return (text_fold(a, arena_strndup(a, s, n)));
}

/* The whole name: its words in order, a few blanks and marks between. */
static size_t
whole_name(const struct name *n, struct arena *a, const char *s)
{
	size_t at = 0, len = strlen(n->whole), gap;

	/* As it stands, too: scripts without blanks have no words. */
	if (len >= PART_MIN && strncmp(s, n->whole, len) == 0)
		return (len);
	for (size_t i = 0; i < n->w.n; i++) {
		len = word_at(s + at);
		if (len == 0 || len > WORD_MAX || !str_eq(folded(a, s + at, len), n->w.v[i]))
			return (0);
		at += len;
		if (i + 1 == n->w.n)
			break;
		for (gap = 0; gap < 3 && s[at + gap] != '\0' &&
		    strchr(" \t\n.,-'_", s[at + gap]) != NULL; gap++)
			;
		if (gap == 0)
			return (0);
		at += gap;
	}
	return (at);
}

static size_t
masked_name(const struct mask *m, struct arena *a, const char *s)
{
	size_t n, best = 0;
	const char *f;

	for (const struct name *p = m->names; p != NULL; p = p->next) {
		n = whole_name(p, a, s);
		/* A single word is a name only with a capital. */
		if (n > best && (p->w.n > 1 || !(s[0] >= 'a' && s[0] <= 'z')))
			best = n;
	}
	if (best > 0 || (s[0] >= 'a' && s[0] <= 'z'))
		return (best);
	n = word_at(s);
	if (n > WORD_MAX)
		return (0);
	f = folded(a, s, n);
	return (in(m->parts, f) && !in(m->own_parts, f) ? n : 0);
}

/* A number as people write it: it ends with the same digits. */
static size_t
masked_phone(const struct mask *m, struct arena *a, const char *s)
{
	size_t n = 0, end = 0;
	const char *d;

	if (m->phones == NULL || (s[0] != '+' && s[0] != '(' &&
	    !(s[0] >= '0' && s[0] <= '9')))
		return (0);
	for (; n < 30 && s[n] != '\0' && strchr("+0123456789 ()./-", s[n]) !=
	    NULL; n++)
		if (s[n] >= '0' && s[n] <= '9')
			end = n + 1;
	d = digits(a, s, end);
	if (strlen(d) < PHONE_MIN)
		return (0);
	for (const struct value *p = m->phones; p != NULL; p = p->next)
		if (str_ends(d, p->s) || str_ends(p->s, d))
			return (end);
	return (0);
}

static size_t
masked(const struct mask *m, struct arena *a, const char *s, bool all)
{
	size_t n = masked_email(m, a, s, all);

	if (n == 0)
		n = masked_phone(m, a, s);
	if (n == 0 && m->names != NULL && letter(s) > 0)
		n = masked_name(m, a, s);
	return (n);
}

const char *
mask_text(const struct mask *m, struct arena *a, const char *text, bool all)
{
	CLEANUP(arena_free) struct arena *scratch = NULL;
	struct buf b = BUF_INIT(a);
	const char *from = text, *s = text;
	size_t n, used = 0;

	if (mask_empty(m) && (!all || strchr(text, '@') == NULL))
		return (text);
	scratch = arena_new((size_t)64 << 20);
	while (*s != '\0') {
		n = masked(m, scratch, s, all);
		if (n > 0) {
			buf_add(&b, from, (size_t)(s - from));
			buf_str(&b, m->mark);
			from = s += n;
		} else if ((n = email_at(s)) > 0 || (n = word_at(s)) > 0)
			s += n;		/* whole words and addresses only */
		else
			s++;
		if (used++ % 1024 == 0)
			arena_reset(scratch);
	}
	if (from == text)
		return (text);
	buf_str(&b, from);
	return (buf_cstr(&b));
}
