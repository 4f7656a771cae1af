/*
 * A question taken apart, asked, and what the index cannot say checked in the
 * opened tickets (search.h): phrases, words past the fourth, and beginnings
 * longer than six letters.
 */
#include "core/buf.h"
#include "core/str.h"
#include "model/search/search.h"
#include "model/search/search_term.h"
#include "model/ticket/message.h"
#include "model/ticket/ticket_row.h"
#include "text/fold.h"

#define SCRATCH		((size_t)512 << 20)	/* one ticket opened */
#define ROUNDS		20	/* pages of the index for one page of results */

/* ---- taken apart ---------------------------------------------------------- */

static struct ask_word
ask_word(struct tenant *t, struct arena *a, const struct key *k,
    enum term_kind kind, const char *word)
{
	const char *stem = kind == TERM_FROM ? word
	    : text_stem(a, word, t->language);

	return ((struct ask_word){ .kind = kind, .word = word, .stem = stem,
	    .term = term_make(k, kind, stem) });
}

static void
ask_add(struct ask *q, struct ask_word w)
{
	for (size_t i = 0; i < q->n; i++)
		if (memcmp(q->v[i].term.b, w.term.b, TERM_LEN) == 0)
			return;
	if (q->n < ASK_WORDS)
		q->v[q->n++] = w;
}

/* One unquoted piece: words, the last of which may be a beginning. */
static void
ask_piece(struct tenant *t, struct arena *a, struct ask *q,
    const struct key *k, enum term_kind kind, const char *piece, bool open)
{
	struct words w = text_words(a, piece, ASK_WORDS);
	struct ask_word x;

	open |= str_ends(piece, "*");
	for (size_t i = 0; i < w.n; i++) {
		x = ask_word(t, a, k, kind, w.v[i]);
		if (open && i + 1 == w.n && !q->prefix &&
		    utf8_letters(w.v[i]) >= 3) {
			q->prefix = true;
			q->last = x;
			term_range(k, kind, w.v[i], &q->from, &q->to);
		} else
			ask_add(q, x);
	}
}

/* Folded words between blanks: how phrases and texts are compared. */
static const char *
flat(struct arena *a, struct words w)
{
	struct buf b = BUF_INIT(a);

	buf_chr(&b, ' ');
	for (size_t i = 0; i < w.n; i++) {
		buf_str(&b, w.v[i]);
		buf_chr(&b, ' ');
	}
	return (buf_cstr(&b));
}

static void
ask_phrase(struct tenant *t, struct arena *a, struct ask *q,
    const struct key *k, const char *phrase)
{
	struct words w = text_words(a, phrase, ASK_WORDS);

	for (size_t i = 0; i < w.n; i++)
		ask_add(q, ask_word(t, a, k, TERM_WORD, w.v[i]));
	if (w.n > 1 && q->nphrase < ASK_PHRASES)
		q->phrase[q->nphrase++] = flat(a, w);
}

/* `words "a phrase" begin* from:ana` */
static RC
ask_parse(struct tenant *t, struct arena *a, const char *p, struct ask *q)
{
	struct key k = key_purpose(t->key, "term");
	enum term_kind kind;
	size_t n;

	while (*p != '\0') {
		if (*p == ' ') {
			p++;
			continue;
		}
		if (*p == '"') {
			n = strcspn(++p, "\"");
			ask_phrase(t, a, q, &k, arena_strndup(a, p, n));
			p += n + (p[n] == '"');
			continue;
		}
		kind = TERM_WORD;
		if (str_starts(p, "from:") || str_starts(p, "de:")) {
			kind = TERM_FROM;
			p = strchr(p, ':') + 1;
		}
		n = strcspn(p, " \"");
		ask_piece(t, a, q, &k, kind, arena_strndup(a, p, n),
		    p[n] == '\0');
		p += n;
	}
	return (q->n > 0 || q->prefix ? RC_OK : RC_INVALID);
}

/* ---- checked opened --------------------------------------------------------- */

/* What is still to be found in one ticket: bits of words, prefix, phrases. */
#define PREFIX_BIT	(1ULL << ASK_WORDS)
#define PHRASE_BIT(i)	(1ULL << (ASK_WORDS + 1 + (i)))

static uint64_t
unsure(const struct ask *q, bool exact)
{
	size_t joined = q->prefix ? ASK_JOIN - 1 : ASK_JOIN;
	uint64_t bits = 0;

	for (size_t i = joined; i < q->n; i++)
		bits |= 1ULL << i;
	if (q->prefix && !exact && utf8_letters(q->last.word) > 6)
		bits |= PREFIX_BIT;
	for (size_t i = 0; i < q->nphrase; i++)
		bits |= PHRASE_BIT(i);
	return (bits);
}

static void
look_word(struct tenant *t, struct arena *a, const struct ask *q,
    enum term_kind kind, const char *word, uint64_t *bits)
{
	const char *stem = kind == TERM_FROM ? word
	    : text_stem(a, word, t->language);

	for (size_t i = 0; i < q->n; i++)
		if (q->v[i].kind == kind && str_eq(q->v[i].stem, stem))
			*bits &= ~(1ULL << i);
	if (q->prefix && q->last.kind == kind &&
	    (str_starts(word, q->last.word) || str_eq(stem, q->last.stem)))
		*bits &= ~PREFIX_BIT;
}

static void
look(struct tenant *t, struct arena *a, const struct ask *q,
    enum term_kind kind, const char *text, uint64_t *bits)
{
	struct words w;

	if (*bits == 0)
		return;
	w = text_words(a, text, SIZE_MAX / 64);
	if (*bits % PHRASE_BIT(0) != 0)
		for (size_t i = 0; i < w.n; i++)
			look_word(t, a, q, kind, w.v[i], bits);
	if (*bits < PHRASE_BIT(0) || kind != TERM_WORD)
		return;
	text = flat(a, w);
	for (size_t i = 0; i < q->nphrase; i++)
		if (strstr(text, q->phrase[i]) != NULL)
			*bits &= ~PHRASE_BIT(i);
}

/* What only the requester's name and address can answer. */
static uint64_t
of_requester(const struct ask *q)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < q->n; i++)
		if (q->v[i].kind == TERM_FROM)
			bits |= 1ULL << i;
	if (q->prefix && q->last.kind == TERM_FROM)
		bits |= PREFIX_BIT;
	return (bits);
}

static RC
found(struct tenant *t, struct arena *a, const struct ask *q,
    const struct ticket_open *hit, bool exact, bool *yes_r)
{
	const struct ticket *tk = &hit->tk;
	uint64_t bits = unsure(q, exact);
	struct message_list l;

	*yes_r = bits == 0;
	if (bits == 0)
		return (RC_OK);
	look(t, a, q, TERM_FROM, tk->contact_name, &bits);
	look(t, a, q, TERM_FROM, tk->contact_email, &bits);
	look(t, a, q, TERM_WORD, tk->subject, &bits);
	*yes_r = bits == 0;
	if (bits == 0 || (bits & of_requester(q)) != 0)
		return (RC_OK);
	TRY(message_list(t, a, tk, &hit->key, true, &l));
	for (size_t i = 0; i < l.n; i++) {
		look(t, a, q, TERM_WORD, l.v[i].text, &bits);
		for (size_t f = 0; f < l.v[i].nfiles; f++)
			look(t, a, q, TERM_WORD, l.v[i].files[f].name, &bits);
	}
	*yes_r = bits == 0;
	return (RC_OK);
}

/* The index's next page below l->last, as far as there is room in l. */
static RC
search_page(struct tenant *t, struct arena *a, struct arena *scratch,
    struct ask *q, struct ticket_list *l_r)
{
	struct ticket_open *hit;
	struct ask_hit *v;
	ticket_id *ids;
	size_t n, hits, i;
	bool yes;

	TRY(ask_ids(t, a, q, l_r->last, TICKET_PAGE + 1, &v, &n));
	l_r->more = n > TICKET_PAGE;
	n = n > TICKET_PAGE ? TICKET_PAGE : n;
	hit = arena_array(a, n, sizeof(*hit));
	ids = arena_array(a, n, sizeof(*ids));
	for (i = 0; i < n; i++)
		ids[i] = v[i].id;
	TRY(ticket_get_many(t, a, ids, n, hit, &hits));
	for (i = 0; i < hits && l_r->n < TICKET_PAGE; i++) {
		l_r->last = hit[i].tk.id;
		while (v->id.v != l_r->last.v)
			v++;
		if (hit[i].tk.gone)
			continue;	/* forgotten since */
		TRY(found(t, scratch, q, &hit[i], v->exact, &yes));
		arena_reset(scratch);
		if (yes)
			l_r->v[l_r->n++] = hit[i].tk;
	}
	if (i < hits)
		l_r->more = true;	/* from the last that was looked at on */
	else if (n > 0)
		l_r->last = ids[n - 1];
	return (RC_OK);
}

RC
search_tickets(struct tenant *t, struct arena *a, const char *query,
    ticket_id before, struct ticket_list *l_r)
{
	CLEANUP(arena_free) struct arena *scratch = arena_new(SCRATCH);
	struct ask *q = ARENA_NEW(a, struct ask);
	int rounds = 0;

	*l_r = (struct ticket_list){ .last = before,
		.v = arena_array(a, TICKET_PAGE, sizeof(struct ticket)),
	};
	TRY(ask_parse(t, a, query, q));
	/* The index knows no departments: who sees few looks further, and how
	   much others have is not told him by "there may be more". */
	do
		TRY(search_page(t, a, scratch, q, l_r));
	while (t->sight != NULL && l_r->more && l_r->n < TICKET_PAGE &&
	    ++rounds < ROUNDS);
	return (RC_OK);
}
