/* What there is to look for of a person, and where it stands in a text. */
#include "privacy/mention.h"

#include <ctype.h>

#include "core/buf.h"
#include "core/str.h"
#include "model/people/contact.h"
#include "model/search/search_find.h"
#include "privacy/mention_row.h"

#define PIECE_WORDS	12
#define PHONE_MIN	7	/* digits */
#define PHONE_END	9	/* that are compared: without the country */
#define WORD_LONG	40	/* bytes of a word that the index knows */
#define RUNS_ROOM	((size_t)1 << 20)	/* of shingles; 24 MB */

/* ---- runs of words ---------------------------------------------------------- */

uint64_t
shingle(const struct spans *w, size_t i, size_t n)
{
	uint64_t h = 14695981039346656037ULL;

	for (size_t j = i; j < i + n; j++) {
		for (const char *p = w->v[j].word; *p != '\0'; p++)
			h = (h ^ (unsigned char)*p) * 1099511628211ULL;
		h = (h ^ ' ') * 1099511628211ULL;
	}
	return (h == 0 ? 1 : h);
}

static size_t
slot(const struct shingles *s, uint64_t h)
{
	size_t i = (size_t)(h ^ h >> 32) & (s->cap - 1);

	while (s->v[i].h != 0 && s->v[i].h != h)
		i = (i + 1) & (s->cap - 1);
	return (i);
}

bool
shingles_has(const struct shingles *s, uint64_t h)
{
	const struct run *r = s->n > 0 ? &s->v[slot(s, h)] : NULL;

	return (r != NULL && r->h == h && r->his < r->others);
}

static void
said(struct run *r, int64_t at, bool his)
{
	int64_t *first = his ? &r->his : &r->others;

	if (at < *first)
		*first = at;
}

bool
shingles_full(const struct shingles *s)
{
	return (s->cap == RUNS_ROOM && 4 * s->n >= 3 * s->cap);
}

void
shingles_add(struct shingles *s, uint64_t h, int64_t at, bool his)
{
	struct shingles old = *s;
	struct run *r;

	if (2 * s->n >= s->cap && s->cap < RUNS_ROOM) {
		s->cap = s->cap == 0 ? 4096 : 2 * s->cap;
		s->v = arena_array(s->a, s->cap, sizeof(*s->v));
		for (size_t i = 0; i < old.cap; i++)
			if (old.v[i].h != 0)
				s->v[slot(s, old.v[i].h)] = old.v[i];
	}
	r = &s->v[slot(s, h)];
	if (r->h == 0 && shingles_full(s))
		return;
	if (r->h == 0) {
		*r = (struct run){ h, INT64_MAX, INT64_MAX };
		s->n++;
	}
	said(r, at, his);
}

/* The words of the line that word i begins: how many. */
static size_t
line_words(const char *text, const struct spans *w, size_t i)
{
	size_t n = 1, end = w->v[i].to;

	end += strcspn(text + end, "\n");
	while (i + n < w->n && w->v[i + n].from < end)
		n++;
	return (n);
}

static bool
line_long(const struct spans *w, size_t i, size_t n)
{
	return (w->v[i + n - 1].to - w->v[i].from >= LINE_QUOTED);
}

/* Calls fn for each run of SHINGLE words, and each long line of fewer. */
static void
each_run(const char *text, const struct spans *w,
    void (*fn)(void *arg, size_t i, size_t n), void *arg)
{
	size_t n;

	for (size_t i = 0; i + SHINGLE <= w->n; i++)
		fn(arg, i, SHINGLE);
	for (size_t i = 0; i < w->n; i += n) {
		n = line_words(text, w, i);
		if (n < SHINGLE && line_long(w, i, n))
			fn(arg, i, n);
	}
}

/* ---- where it stands ---------------------------------------------------------- */

struct marking {
	const struct person_words *p;
	const struct spans	*w;
	struct ranges		*out;
	const bool		*quoted;	/* words; NULL: any will do */
	bool			 quote;
};

/* Which words stand in lines that begin with ">". */
static const bool *
quoted_words(struct arena *a, const char *text, const struct spans *w)
{
	bool *v = arena_array(a, w->n + 1, sizeof(*v));
	size_t end, i = 0;

	for (const char *p = text; i < w->n; p = text + end + 1) {
		end = (size_t)(p - text) + strcspn(p, "\n");
		for (; i < w->n && w->v[i].from < end; i++)
			v[i] = p[strspn(p, " \t")] == '>';
	}
	return (v);
}

static bool
all_quoted(const struct marking *m, size_t i, size_t n)
{
	for (size_t k = i; m->quoted != NULL && k < i + n; k++)
		if (!m->quoted[k])
			return (false);
	return (true);
}

static void
mark_run(void *arg, size_t i, size_t n)
{
	struct marking *m = arg;

	if (!shingles_has(&m->p->runs, shingle(m->w, i, n)) ||
	    !all_quoted(m, i, n))
		return;
	ranges_add(m->out, m->w->v[i].from, m->w->v[i + n - 1].to);
	m->quote = true;
}

/* Digits with single signs between them that end as the phone does. */
static void
mark_phone(const char *text, const char *phone, struct ranges *out)
{
	size_t want = strlen(phone), n, from, to;
	char digits[32];

	if (want == 0)
		return;
	for (size_t i = 0; text[i] != '\0'; i++) {
		if (!isdigit((unsigned char)text[i]))
			continue;
		from = i > 0 && text[i - 1] == '+' ? i - 1 : i;
		for (n = 0, to = i; text[i] != '\0'; i++) {
			if (isdigit((unsigned char)text[i])) {
				if (n == sizeof(digits) - 1)
					break;
				digits[n++] = text[i];
				to = i + 1;
			} else if (strchr(" -./()", text[i]) == NULL ||
			    i - to > 1)
				break;
		}
		digits[n] = '\0';
		if (n >= want && str_ends(digits, phone))
			ranges_add(out, from, to);
		if (text[i] == '\0')
			return;
	}
}

static bool
goes_on(char sign, char next)
{
	return (sign != '\0' && strchr("._+-@", sign) != NULL &&
	    isalnum((unsigned char)next));
}

/* The address with its signs, and not a part of a longer one. */
static bool
is_address(const char *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (strchr(" \t\r\n", text[i]) != NULL)
			return (false);
	if (memchr(text + from, '@', to - from) == NULL)
		return (false);
	return ((from < 2 || !goes_on(text[from - 1], text[from - 2])) &&
	    !goes_on(text[to], text[to] == '\0' ? '\0' : text[to + 1]));
}

static void
mark_address(struct arena *a, const struct person_words *p,
    const struct spans *w, const char *text, struct ranges *out)
{
	struct ranges r = { .a = a };

	redact_words(w, &p->email, &r);
	for (size_t i = 0; i < r.n; i++)
		if (!p->exact || is_address(text, r.v[i].from, r.v[i].to))
			ranges_add(out, r.v[i].from, r.v[i].to);
}

void
mention_marks(struct arena *a, const struct person_words *p, const char *text,
    bool all, struct ranges *out, bool *quote_r)
{
	struct spans w = text_spans(a, text);
	struct marking m = { p, &w, out, NULL, false };

	if (!all)
		m.quoted = quoted_words(a, text, &w);
	mark_address(a, p, &w, text, out);
	for (size_t i = 0; all && i < p->names; i++)
		redact_words(&w, &p->name[i], out);
	mark_phone(text, all ? p->phone : "", out);
	if (p->runs.n > 0)
		each_run(text, &w, mark_run, &m);
	*quote_r = m.quote;
}

/* ---- what he wrote -------------------------------------------------------------- */

struct learning {
	struct person_words *p;
	struct arena	*a;
	const struct spans *w;
	int64_t		 at;
	bool		 his;
	bool		 known;		/* only runs that are there already */
	size_t		 fresh;		/* runs of this text that are his */
};

/* A run is whose who wrote it first: he quotes others as well. */
static void
learn_run(void *arg, size_t i, size_t n)
{
	struct learning *l = arg;
	uint64_t h = shingle(l->w, i, n);

	if (l->known && !shingles_has(&l->p->runs, h))
		return;
	shingles_add(&l->p->runs, h, l->at, l->his);
	l->p->more |= shingles_full(&l->p->runs);
	l->fresh += l->his && shingles_has(&l->p->runs, h);
}

/* As the index cuts it (text_words()). */
static const char *
index_word(struct arena *a, const char *w)
{
	size_t n = strlen(w);

	if (n > WORD_LONG)
		for (n = WORD_LONG; n > 0 && ((unsigned char)w[n] & 0xC0) ==
		    0x80; n--)
			;
	return (arena_strndup(a, w, n));
}

static void
learn_piece(struct learning *l, size_t i, size_t n)
{
	struct person_words *p = l->p;
	struct piece *x;

	if (p->pieces == MENTION_TEXTS) {
		p->more = true;
		return;
	}
	x = &p->piece[p->pieces++];
	x->words = arena_array(l->a, n, sizeof(*x->words));
	for (x->n = 0; x->n < n; x->n++)
		x->words[x->n] = index_word(l->a, l->w->v[i + x->n].word);
}

/* Small enough that who quotes two sentences is met. */
static void
learn_pieces(struct learning *l, const char *text)
{
	const struct spans *w = l->w;
	size_t n;

	for (size_t i = 0; w->n >= SHINGLE && i + SHINGLE / 2 <= w->n;
	    i += PIECE_WORDS)
		learn_piece(l, i, w->n - i < PIECE_WORDS ? w->n - i :
		    PIECE_WORDS);
	for (size_t i = 0; i < w->n; i += n) {
		n = line_words(text, w, i);
		if (n < SHINGLE && line_long(w, i, n))
			learn_piece(l, i, n);
	}
}

static bool
is_his(const struct person_words *p, const struct message *m)
{
	return (m->author_kind == AUTHOR_CONTACT && m->author == p->who.v);
}

static void
learn_text(struct learning *l, struct arena *scratch, const struct message *m)
{
	struct spans w = text_spans(scratch, m->text);

	l->w = &w;
	l->at = m->created_at;
	l->his = is_his(l->p, m);
	l->fresh = 0;
	each_run(m->text, &w, learn_run, l);
	if (l->his && l->fresh > 0)
		learn_pieces(l, m->text);
}

#define SCRATCH	REDACT_SCRATCH
#define PAGE	((size_t)128 << 20)

static void
learn_page(struct learning *l, const struct message_pages *m)
{
	CLEANUP(arena_free) struct arena *one = arena_new(SCRATCH);

	for (size_t i = 0; i < m->n; i++) {
		if (m->v[i].kind != MESSAGE_EVENT && !m->v[i].gone)
			learn_text(l, one, &m->v[i]);
		else
			l->p->shut += m->v[i].damaged && is_his(l->p, &m->v[i]);
		arena_reset(one);
	}
}

RC
mention_open(struct tenant *all, struct arena *a, const struct person_words *p,
    ticket_id id, struct ticket *tk, struct key *k)
{
	enum rc rc = ticket_get(all, a, id, tk, k);

	/* Its requester is being erased: soon it may be nobody's, and read again. */
	if (rc != RC_GONE || p->borrow == NULL)
		return (rc);
	TRY(p->borrow(p->borrow_arg, tk->contact, &all->lent));
	return (ticket_get(all, a, id, tk, k));
}

/* The newest MESSAGE_PAGE messages of one ticket and some, oldest of a page
   first. */
static RC
learn_ticket(struct tenant *t, struct learning *l, ticket_id id)
{
	CLEANUP(arena_free) struct arena *own = arena_new((size_t)1 << 20);
	CLEANUP(arena_free) struct arena *page = arena_new(PAGE);
	struct message_pages m = { 0 };
	size_t read = 0;
	struct ticket tk;
	struct key k;
	enum rc rc = mention_open(t, own, l->p, id, &tk, &k);

	/* One of another's is looked for, too. */
	if (rc == RC_GONE)
		l->p->shut += tk.damaged && tk.contact.v == l->p->who.v;
	if (rc == RC_GONE || rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	do {
		mention_between(l->p);
		arena_reset(page);
		TRY(message_page(t, page, &tk, &k, &m));
		learn_page(l, &m);
		read += m.n;
	} while (m.more && read < MESSAGE_PAGE && !shingles_full(&l->p->runs));
	l->p->more |= m.more;
	return (RC_OK);
}

static RC
learn_tickets(struct tenant *t, struct learning *l)
{
	ticket_id *v;
	size_t n;
	enum rc rc;

	rc = find_tickets_of(t, l->a, l->p->who, MENTION_OWN, &v, &n);
	if (rc != RC_LIMIT)
		TRY(rc);
	l->p->more |= rc == RC_LIMIT;
	for (size_t i = 0; i < n && !shingles_full(&l->p->runs); i++)
		TRY(learn_ticket(t, l, v[i]));
	rc = find_tickets_written(t, l->a, l->p->who, MENTION_OWN, &v, &n);
	if (rc != RC_LIMIT)
		TRY(rc);
	l->p->more |= rc == RC_LIMIT;
	for (size_t i = 0; i < n && !shingles_full(&l->p->runs); i++)
		TRY(learn_ticket(t, l, v[i]));
	return (RC_OK);
}

/* The end of a phone by which it is known, or "". */
static const char *
phone_end(struct arena *a, const char *phone)
{
	struct buf b = BUF_INIT(a);

	for (; *phone != '\0'; phone++)
		if (isdigit((unsigned char)*phone))
			buf_chr(&b, *phone);
	if (b.n < PHONE_MIN)
		return ("");
	return (buf_cstr(&b) + (b.n > PHONE_END ? b.n - PHONE_END : 0));
}

/* A name of one word is anybody's; of more it also stands turned: "Gil, Ana". */
static void
learn_name(struct arena *a, struct person_words *p, const char *name)
{
	struct spans w = text_spans(a, arena_strdup(a, name)), *x;

	if (w.n < 2)
		return;
	p->name[p->names++] = w;
	for (size_t by = 1; by < w.n && p->names < NAME_FORMS; by++) {
		x = &p->name[p->names++];
		x->v = arena_array(a, w.n, sizeof(struct span));
		for (x->n = 0; x->n < w.n; x->n++)
			x->v[x->n] = w.v[(x->n + by) % w.n];
	}
}

void
mention_learn_text(struct person_words *p, struct arena *scratch,
    const char *text, int64_t at, bool his)
{
	struct spans w = text_spans(scratch, text);
	struct learning l = { .p = p, .a = scratch, .w = &w, .at = at,
		.his = his };

	each_run(text, &w, learn_run, &l);
}

void
mention_others_text(struct person_words *p, struct arena *scratch,
    const char *text, int64_t at)
{
	struct spans w = text_spans(scratch, text);
	struct learning l = { .p = p, .a = scratch, .w = &w, .at = at,
		.known = true };

	each_run(text, &w, learn_run, &l);
}

void
mention_rests(struct person_words *p, void (*fn)(void *), void *arg)
{
	p->rest = fn;
	p->rest_arg = arg;
}

void
mention_between(const struct person_words *p)
{
	if (p->rest != NULL)
		p->rest(p->rest_arg);
}

void
mention_tells(struct person_words *p, void (*fn)(void *, size_t, size_t),
    void *arg)
{
	p->looked = fn;
	p->arg = arg;
}

void
mention_wholly(struct person_words *p)
{
	p->wholly = true;
}

void
mention_borrows(struct person_words *p, RC (*fn)(void *, contact_id,
    const struct lent **), void *arg)
{
	p->borrow = fn;
	p->borrow_arg = arg;
}

RC
mention_who(struct tenant *t, struct arena *a, contact_id id,
    struct person_words **p_r)
{
	struct person_words *p = ARENA_NEW(a, struct person_words);
	struct tenant all = *t;
	struct contact c;
	struct key k;

	/* What he wrote is his, whoever of us sees it. */
	all.sight = NULL;
	all.withheld = NULL;
	TRY(contact_author(&all, a, id, &c, &k));
	p->who = id;
	p->runs.a = a;
	p->email = text_spans(a, c.email);
	p->phone = phone_end(a, c.phone);
	learn_name(a, p, c.name);
	*p_r = p;
	return (RC_OK);
}

RC
mention_address(struct tenant *t, struct arena *a, contact_id id,
    struct person_words **p_r)
{
	TRY(mention_who(t, a, id, p_r));
	(*p_r)->names = 0;
	(*p_r)->phone = "";
	(*p_r)->exact = true;
	return (RC_OK);
}

RC
mention_learn(struct tenant *t, struct arena *a, struct person_words *p)
{
	struct learning l = { .a = a, .p = p };
	struct tenant all = *t;

	all.sight = NULL;
	all.withheld = NULL;
	return (learn_tickets(&all, &l));
}
