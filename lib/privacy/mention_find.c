/* A person's mentions found, and cut out (mention.h). */
#include <ctype.h>

#include "core/buf.h"
#include "core/str.h"
#include "model/access/sight.h"
#include "model/access/withheld.h"
#include "model/search/search_find.h"
#include "privacy/mention_row.h"

#define SCRATCH		REDACT_SCRATCH
#define PAGE		((size_t)128 << 20)	/* a page of texts */
#define AROUND		70	/* bytes of a snippet on each side */
#define WHAT_MAX	200
#define US		1000000

/* ---- candidates --------------------------------------------------------------- */

struct candidates {
	ticket_id	 v[MENTION_OPENED];
	size_t		 n;
	bool		 more;
	ticket_id	 below;		/* asked for */
	ticket_id	 next;		/* what was left out is below this */
};

static void
left_out(struct candidates *c, ticket_id below)
{
	c->more = true;
	if (c->next.v < below.v)
		c->next = below;
}

/* The newest are kept. */
static void
candidate(struct candidates *c, ticket_id id)
{
	size_t oldest = 0;

	if (c->below.v != 0 && id.v >= c->below.v)
		return;
	for (size_t i = 0; i < c->n; i++) {
		if (c->v[i].v == id.v)
			return;
		if (c->v[i].v < c->v[oldest].v)
			oldest = i;
	}
	if (c->n < MENTION_OPENED) {
		c->v[c->n++] = id;
		return;
	}
	if (id.v > c->v[oldest].v) {
		left_out(c, (ticket_id){ c->v[oldest].v + 1 });
		c->v[oldest] = id;
	} else
		left_out(c, (ticket_id){ id.v + 1 });
}

/* Who he is: as many tickets as there are. */
static RC
ask_words(struct finder *f, struct candidates *c, const char *const *words,
    size_t n)
{
	struct find_ask q = { words, n, FIND_JOIN, 1, c->below };
	ticket_id v[FIND_MOST];
	size_t got;
	enum rc rc = finder_find(f, &q, v, &got);

	if (rc != RC_LIMIT)
		TRY(rc);
	if (rc == RC_LIMIT)
		left_out(c, v[got - 1]);
	for (size_t i = 0; i < got; i++)
		candidate(c, v[i]);
	return (RC_OK);
}

/*
 * What he wrote: a word that is in one ticket is in his alone, and what fifty
 * others say as well is nobody's words.
 */
static RC
ask_piece(struct finder *f, struct candidates *c, const struct piece *p)
{
	struct find_ask q = { p->words, p->n, 3, 2, c->below };
	ticket_id v[FIND_MOST];
	size_t got;
	enum rc rc = finder_find(f, &q, v, &got);

	if (rc == RC_LIMIT)
		return (RC_OK);
	TRY(rc);
	for (size_t i = 0; i < got; i++)
		candidate(c, v[i]);
	return (RC_OK);
}

static RC
ask_spans(struct arena *a, struct finder *f, struct candidates *c,
    const struct spans *w)
{
	const char **v = arena_array(a, w->n + 1, sizeof(*v));

	for (size_t i = 0; i < w->n; i++)
		v[i] = w->v[i].word;
	return (ask_words(f, c, v, w->n));
}

/* A phone is written in groups: each way of it is other words. */
static RC
ask_phone(struct arena *a, struct finder *f, struct candidates *c,
    const char *phone)
{
	static const unsigned ways[][5] = { { 99 }, { 3, 3, 99 },
		{ 3, 2, 2, 99 }, { 2, 3, 2, 99 }, { 1, 2, 2, 2, 99 },
		{ 3, 99 }, { 5, 99 }, { 4, 99 }, { 2, 99 } };
	const char *v[5], *p;
	size_t n, len;

	for (size_t i = 0; *phone != '\0' && i < sizeof(ways) /
	    sizeof(ways[0]); i++) {
		for (n = 0, p = phone; *p != '\0' && n < 5; p += len) {
			len = strnlen(p, ways[i][n]);
			v[n++] = arena_strndup(a, p, len);
		}
		/* With the country before it in the same word it is not met. */
		TRY(ask_words(f, c, v, n));
	}
	return (RC_OK);
}

static RC
candidates(struct tenant *t, struct arena *a, const struct person_words *p,
    struct candidates *c)
{
	struct finder *f = finder_new(t, a);
	ticket_id *v;
	size_t n;
	enum rc rc;

	TRY(ask_spans(a, f, c, &p->email));
	if (p->names > 0)
		TRY(ask_spans(a, f, c, &p->name[0]));
	TRY(ask_phone(a, f, c, p->phone));
	/* Where he wrote himself he is spoken to. */
	rc = find_tickets_written(t, a, p->who, MENTION_OPENED, &v, &n);
	if (rc != RC_LIMIT)
		TRY(rc);
	for (size_t i = 0; i < n; i++)
		candidate(c, v[i]);
	for (size_t i = 0; i < p->pieces; i++) {
		mention_between(p);
		TRY(ask_piece(f, c, &p->piece[i]));
	}
	return (RC_OK);
}

uint64_t
mention_key(const struct mention *m)
{
	/* A restriction and a review are known by their contact, both. */
	if (m->place > IN_TYPED)
		return (m->row | (uint64_t)(m->place == IN_REVIEW) << 62);
	return (m->message.v != 0 ? m->message.v : m->ticket.v);
}

/* ---- what is found --------------------------------------------------------------- */

static size_t
back_to_letter(const char *s, size_t i)
{
	while (i > 0 && ((unsigned char)s[i] & 0xC0) == 0x80)
		i--;
	return (i);
}

static const char *
one_line(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_strndup(a, s, n);

	for (char *p = copy; *p != '\0'; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	return (copy);
}

void
mention_snippet(struct arena *a, const char *text, struct range r,
    struct mention *m)
{
	size_t from = r.from > AROUND ? back_to_letter(text, r.from - AROUND)
	    : 0;
	size_t n = r.to - r.from, all = strlen(text);
	size_t end = all - r.to > AROUND ? back_to_letter(text, r.to + AROUND)
	    : all;

	m->before = one_line(a, text + from, r.from - from);
	m->what = n > WHAT_MAX ? arena_printf(a, "%s…", one_line(a, text +
	    r.from, back_to_letter(text, r.from + WHAT_MAX) - r.from)) :
	    one_line(a, text + r.from, n);
	m->after = one_line(a, text + r.to, end - r.to);
}

struct finding {
	struct arena		  *a;		/* of the list */
	struct arena		  *own;		/* of a ticket */
	struct arena		  *page;	/* of its messages */
	struct arena		  *one;		/* of a text */
	struct person_words	  *p;
	struct mention_list	  *l;
	struct tenant		  *all;
	const struct tenant	  *reader;
	struct mention		   m;		/* what is being looked at */
	bool			   hidden;	/* the ticket is */
	bool			   in_own;	/* mention_find_own() */
};

static size_t
covered(struct ranges *r, const char *text)
{
	size_t n = 0;

	ranges_merge(r, text);
	for (size_t i = 0; i < r->n; i++)
		n += r->v[i].to - r->v[i].from;
	return (n);
}

bool
mention_look(struct arena *a, const struct person_words *p, const char *text,
    struct mention *m, struct range *first_r)
{
	struct ranges r = { .a = a }, sure = { .a = a };
	bool quote, marked;
	size_t n;

	mention_marks(a, p, text, true, &r, &quote);
	if (r.n == 0)
		return (false);
	n = covered(&r, text);
	mention_marks(a, p, text, false, &sure, &marked);
	m->sure |= sure.n > 0;
	m->unsure |= covered(&sure, text) < n;
	m->times += (unsigned)r.n;
	m->quote |= quote;
	*first_r = r.v[0];
	return (true);
}

/* Adds to f->m what stands in a text; the first of them is shown. */
static void
look(struct finding *f, const char *text, enum mention_place place)
{
	bool first = f->m.times == 0;
	struct range r;

	if (mention_look(f->one, f->p, text, &f->m, &r) && first) {
		f->m.place = place;
		if (!f->m.hidden)
			mention_snippet(f->a, text, r, &f->m);
	}
	arena_reset(f->one);
}

static void
found(struct finding *f)
{
	if (f->m.times == 0)
		return;
	if (f->l->n == MENTION_LIST) {
		f->l->more = f->l->again = true;
		return;
	}
	f->l->v[f->l->n++] = f->m;
	f->l->hidden += f->m.hidden;
}

static bool
by_others(const struct finding *f, const struct message *m)
{
	return (m->kind != MESSAGE_EVENT && !m->removed &&
	    (m->author_kind != AUTHOR_CONTACT || m->author != f->p->who.v));
}

static bool
is_others(const struct finding *f, const struct message *m)
{
	return (by_others(f, m) && !m->gone);
}

static void
look_message(struct finding *f, const struct message *m)
{
	f->l->shut += m->damaged && by_others(f, m);
	if (!is_others(f, m))
		return;
	f->m.message = m->id;
	f->m.hidden = f->hidden || (m->author_kind == AUTHOR_CONTACT &&
	    withheld_has(f->reader->withheld, (contact_id){ m->author },
	    NULL));
	f->m.times = 0;
	f->m.quote = f->m.sure = f->m.unsure = false;
	f->m.before = f->m.what = f->m.after = "";
	look(f, m->text, m->kind == MESSAGE_NOTE ? IN_NOTE : IN_TEXT);
	for (size_t i = 0; i < m->nfiles; i++)
		look(f, m->files[i].name, IN_FILE_NAME);
	found(f);
}

static void
look_subject(struct finding *f, const struct ticket *tk)
{
	f->l->opened++;
	f->hidden = !sight_has(f->reader->sight, tk->department) ||
	    withheld_hides(f->reader->withheld, tk->contact, tk->created_at);
	f->m = (struct mention){ .ticket = tk->id, .code = arena_strdup(f->a,
	    tk->code), .hidden = f->hidden, .before = "", .what = "",
	    .after = "" };
	look(f, tk->subject, IN_SUBJECT);
	found(f);
	if (f->p->looked != NULL)
		f->p->looked(f->p->arg, f->l->opened, f->p->to_look);
}

/* What it says goes whatever stands in it. */
static void
own_subject(struct finding *f, const struct ticket *tk)
{
	f->l->opened++;
	f->hidden = !sight_has(f->reader->sight, tk->department) ||
	    withheld_hides(f->reader->withheld, tk->contact, tk->created_at);
	f->m = (struct mention){ .ticket = tk->id, .own = true,
		.code = arena_strdup(f->a, tk->code) };
}

/* What others said before him he said after them. */
static void
older_subject(struct finding *f, const struct ticket *tk)
{
	mention_others_text(f->p, f->one, tk->subject, tk->created_at * US);
	arena_reset(f->one);
}

static void
older_message(struct finding *f, const struct message *m)
{
	if (is_others(f, m))
		mention_others_text(f->p, f->one, m->text, m->created_at);
	arena_reset(f->one);
}

static const struct reading {
	void	(*subject)(struct finding *, const struct ticket *);
	void	(*message)(struct finding *, const struct message *);
} older = { older_subject, older_message }, looked = { look_subject,
	look_message }, own = { own_subject, look_message };

static RC
read_ticket(struct finding *f, const struct reading *how, ticket_id id)
{
	struct message_pages l = { 0 };
	struct ticket tk;
	struct key k;
	enum rc rc = mention_open(f->all, f->own, f->p, id, &tk, &k);

	if (rc == RC_GONE && how == &looked)
		f->l->shut += tk.damaged && tk.contact.v != f->p->who.v;
	if (rc == RC_GONE || rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	/* His own goes with him, or is asked for by itself. */
	if ((tk.contact.v == f->p->who.v) != (how == &own))
		return (RC_OK);
	how->subject(f, &tk);
	do {
		mention_between(f->p);
		arena_reset(f->page);
		TRY(message_page(f->all, f->page, &tk, &k, &l));
		for (size_t i = 0; i < l.n; i++)
			how->message(f, &l.v[i]);
	} while (l.more);
	return (RC_OK);
}

static RC
read_tickets(struct finding *f, const struct reading *how,
    const struct candidates *c)
{
	for (size_t i = 0; i < c->n; i++) {
		TRY(read_ticket(f, how, c->v[i]));
		arena_reset(f->own);
	}
	return (RC_OK);
}

static int
cmp_newest(const void *x, const void *y)
{
	const ticket_id *a = x, *b = y;

	return (a->v > b->v ? -1 : a->v < b->v);
}

static RC
find(struct finding *f, struct candidates *c)
{
	CLEANUP(arena_free) struct arena *ticket = arena_new((size_t)1 << 20);
	CLEANUP(arena_free) struct arena *page = arena_new(PAGE);
	CLEANUP(arena_free) struct arena *one = arena_new(SCRATCH);

	f->own = ticket;
	f->page = page;
	f->one = one;
	qsort(c->v, c->n, sizeof(c->v[0]), cmp_newest);
	while (f->p->wholly && c->n > 0 && c->v[c->n - 1].v < c->next.v)
		c->n--;
	f->l->v = arena_array(f->a, MENTION_LIST, sizeof(struct mention));
	f->l->more = f->p->more || c->more;
	f->l->again = c->more;
	f->l->below = c->next;
	f->p->to_look = c->n;
	if (f->in_own)
		return (read_tickets(f, &own, c));
	if (f->p->runs.n > 0)
		TRY(read_tickets(f, &older, c));
	return (read_tickets(f, &looked, c));
}

RC
mention_find(struct tenant *t, struct arena *a, struct person_words *p,
    ticket_id below, struct mention_list *l_r)
{
	struct candidates *c = ARENA_NEW(a, struct candidates);
	struct tenant all = *t;
	struct finding f = { .a = a, .p = p, .l = l_r, .all = &all,
		.reader = t };

	*l_r = (struct mention_list){ 0 };
	all.sight = NULL;
	all.withheld = NULL;
	c->below = below;
	TRY(candidates(&all, a, p, c));
	return (find(&f, c));
}

RC
mention_find_own(struct tenant *t, struct arena *a, struct person_words *p,
    struct mention_list *l_r)
{
	struct candidates *c = ARENA_NEW(a, struct candidates);
	struct tenant all = *t;
	struct finding f = { .a = a, .p = p, .l = l_r, .all = &all,
		.reader = t, .in_own = true };
	ticket_id *v;
	size_t n;
	enum rc rc;

	*l_r = (struct mention_list){ 0 };
	all.sight = NULL;
	all.withheld = NULL;
	rc = find_tickets_of(&all, a, p->who, MENTION_OPENED, &v, &n);
	if (rc != RC_LIMIT)
		TRY(rc);
	c->more = rc == RC_LIMIT;
	for (size_t i = 0; i < n; i++)
		candidate(c, v[i]);
	return (find(&f, c));
}

/* ---- removing ------------------------------------------------------------------- */

/* all_r: mention_marks() */
static bool
wanted(const struct mention_cut *c, uint64_t message, bool *all_r)
{
	*all_r = c->only == NULL;
	for (size_t i = 0; c->only != NULL && i < c->n; i++)
		if (c->only[i].v == message) {
			*all_r = c->all != NULL && c->all[i];
			return (true);
		}
	return (c->only == NULL);
}

bool
mention_cut_text(struct arena *a, const struct person_words *p, bool all,
    const char **text)
{
	struct ranges r = { .a = a };
	bool quote;

	mention_marks(a, p, *text, all, &r, &quote);
	if (r.n == 0)
		return (false);
	ranges_merge(&r, *text);
	*text = redact_cut(a, *text, &r);
	return (true);
}

RC
mention_cut_subject(void *arg, struct arena *a, const char **subject)
{
	struct mention_cut *c = arg;
	bool all;

	c->removed = 0;
	if (wanted(c, 0, &all))
		c->removed += mention_cut_text(a, c->person, all, subject);
	return (RC_OK);
}

/* Markup may say what the text does not: addresses in links, words apart. */
static bool
in_html(const struct person_words *p, bool all, const char *html)
{
	CLEANUP(arena_free) struct arena *a = arena_new(SCRATCH);
	const char *plain;

	for (int how = PLAIN_JOINED; how <= PLAIN_ATTRIBUTES; how++) {
		plain = redact_plain(a, html, (enum plain)how);
		if (mention_cut_text(a, p, all, &plain))
			return (true);
		arena_reset(a);
	}
	return (false);
}

RC
mention_cut_message(void *arg, struct arena *a, struct reseal_message *x)
{
	struct mention_cut *c = arg;
	struct message *m = x->m;
	bool all;

	if (!wanted(c, m->id.v, &all) || x->all || m->removed)
		return (RC_OK);
	x->part |= mention_cut_text(a, c->person, all, &m->text);
	for (size_t i = 0; i < m->nfiles; i++)
		x->part |= mention_cut_text(a, c->person, all,
		    &m->files[i].name);
	if (!x->part && m->has_html)
		x->part = in_html(c->person, all, m->html.safe);
	c->removed += x->part;
	return (RC_OK);
}

RC
mention_part_subject(void *arg, struct arena *a, const char **subject)
{
	struct mention_cut *c = arg;

	(void)a;
	c->removed = c->kept = 0;
	*subject = "";
	return (RC_OK);
}

static bool
stays(const struct mention_cut *c, uint64_t message)
{
	for (size_t i = 0; i < c->nkeep; i++)
		if (c->keep[i] == message)
			return (true);
	return (c->keep_all);
}

static bool
says(struct mention_cut *c, struct arena *a, const struct message *m)
{
	struct mention found = { 0 };
	struct range r;
	bool any = mention_look(a, c->person, m->text, &found, &r);

	for (size_t i = 0; i < m->nfiles; i++)
		any |= mention_look(a, c->person, m->files[i].name, &found,
		    &r);
	return (any);
}

RC
mention_part_message(void *arg, struct arena *a, struct reseal_message *x)
{
	struct mention_cut *c = arg;
	struct message *m = x->m;
	bool his = m->author_kind == AUTHOR_CONTACT &&
	    m->author == c->learns->who.v;

	mention_learn_text(c->learns, a, m->text, m->created_at, his);
	if (!his && stays(c, m->id.v)) {
		c->kept += says(c, a, m);
		return (RC_OK);
	}
	if (!his)
		return (mention_cut_message(arg, a, x));
	x->all = true;
	return (RC_OK);
}

RC
mention_part_others(void *arg, struct arena *a, struct reseal_message *x)
{
	TRY(mention_part_message(arg, a, x));
	x->all |= x->m->author_kind != AUTHOR_CONTACT;
	return (RC_OK);
}

static RC
remove_ticket(struct tenant *all, int files_dir, struct mention_cut *c,
    const struct mention_choice *how, ticket_id id)
{
	struct audit_row row = { .verb = AUDIT_REDACTED, .object = ON_TICKET,
		.id = id.v };
	struct reseal r = { .ticket = id, .by = how->by, .audit = &row,
		.erasure_id = how->erasure_id, .subject = mention_cut_subject,
		.edit = mention_cut_message, .arg = c };
	struct reseal_counts n;
	enum rc rc;

	c->removed = 0;
	rc = ticket_reseal(all, files_dir, &r, &n);
	if (rc == RC_FAILED && n.broken && how->shut != NULL) {
		*how->shut += c->n;
		c->removed = 0;
		return (RC_OK);
	}
	/* Forgotten or removed meanwhile. */
	return (rc == RC_GONE || rc == RC_NOTFOUND ? RC_OK : rc);
}

static bool
whole_row(const struct mention_choice *how, size_t i)
{
	return (how->all != NULL && how->all[i]);
}

RC
mention_remove(struct tenant *t, int files_dir, const struct person_words *p,
    const struct mention_list *l, const struct mention_choice *how,
    uint64_t *removed_r, uint64_t *kept_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new((size_t)16 << 20);
	message_id *only = arena_array(a, l->n + 1, sizeof(*only));
	bool *whole = arena_array(a, l->n + 1, sizeof(*whole));
	struct mention_cut c = { .person = p, .only = only, .all = whole };
	struct tenant all = *t;
	enum rc rc;
	size_t to;

	all.sight = NULL;
	all.withheld = NULL;
	*removed_r = *kept_r = 0;
	for (size_t i = 0; i < l->n; i = to) {
		c.n = 0;
		for (to = i; to < l->n && l->v[to].ticket.v ==
		    l->v[i].ticket.v; to++)
			if (how->keep != NULL && how->keep[to])
				(*kept_r)++;
			else if (l->v[to].sure || whole_row(how, to)) {
				whole[c.n] = whole_row(how, to);
				only[c.n++] = l->v[to].message;
			}
		if (c.n == 0)
			continue;
		rc = remove_ticket(&all, files_dir, &c, how,
		    l->v[i].ticket);
		if (rc == RC_DENIED) {		/* a legal hold */
			*kept_r += c.n;
			continue;
		}
		TRY(rc);
		*removed_r += c.removed;
	}
	return (RC_OK);
}
