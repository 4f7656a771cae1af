/*
 * Asking the index (search.h).  Words are joined by AND in one query of the
 * right width; a prefix is first widened to the words that are there (a loose
 * scan of one range), each is asked, and the newest tickets of all are merged.
 * Phrases, and prefixes past six letters, are checked after opening.
 */
#include "core/buf.h"
#include "core/str.h"
#include "model/message.h"
#include "model/search.h"
#include "model/search_term.h"
#include "model/ticket_row.h"
#include "text/fold.h"

#define TERMS_MAX	6	/* words of one query; more are checked opened */
#define WIDEN_MAX	48	/* words one prefix may stand for */

QUERY(Q_SEARCH_WIDEN, Q_TENANT,
    "SELECT DISTINCT term FROM olvido_index.term"
    " WHERE account_id = ? AND term >= ? AND term <= ? LIMIT 48");

#define ALIVE								\
	" JOIN ticket k ON k.account_id = t.account_id"			\
	" AND k.ticket_id = t.ticket_id AND k.status < 7"
#define HEAD								\
	"SELECT STRAIGHT_JOIN t.ticket_id FROM olvido_index.term t"
#define AND_TERM(n)							\
	" JOIN olvido_index.term t" #n " ON t" #n ".account_id = t.account_id"\
	" AND t" #n ".ticket_id = t.ticket_id AND t" #n ".term = ?"
#define TAIL								\
	" WHERE t.account_id = ? AND t.term = ? AND t.ticket_id < ?"	\
	" ORDER BY t.ticket_id DESC LIMIT 51"

QUERY(Q_SEARCH_1, Q_TENANT, HEAD ALIVE TAIL);
QUERY(Q_SEARCH_2, Q_TENANT, HEAD AND_TERM(2) ALIVE TAIL);
QUERY(Q_SEARCH_3, Q_TENANT, HEAD AND_TERM(2) AND_TERM(3) ALIVE TAIL);
QUERY(Q_SEARCH_4, Q_TENANT,
    HEAD AND_TERM(2) AND_TERM(3) AND_TERM(4) ALIVE TAIL);
QUERY(Q_SEARCH_5, Q_TENANT,
    HEAD AND_TERM(2) AND_TERM(3) AND_TERM(4) AND_TERM(5) ALIVE TAIL);
QUERY(Q_SEARCH_6, Q_TENANT,
    HEAD AND_TERM(2) AND_TERM(3) AND_TERM(4) AND_TERM(5) AND_TERM(6)
    ALIVE TAIL);
QUERY(Q_TERM_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM (SELECT 1 FROM olvido_index.term"
    " WHERE account_id = ? AND term = ? LIMIT 1000) few");
QUERY(Q_SEARCH_TICKET, Q_TENANT, TICKET_SELECT
    " WHERE t.account_id = ? AND t.ticket_id = ?");

static struct query *const widths[] = { NULL, &Q_SEARCH_1, &Q_SEARCH_2,
	&Q_SEARCH_3, &Q_SEARCH_4, &Q_SEARCH_5, &Q_SEARCH_6 };

struct ask {
	struct term	 v[TERMS_MAX];
	size_t		 n;		/* exact terms */
	struct term	 wide[WIDEN_MAX];
	size_t		 nwide;		/* one prefix, widened; 0: none */
	bool		 prefix;
	const char	*phrase[4];	/* folded, to be found when opened */
	size_t		 nphrase;
};

/* One more exact word; past the widest query it is left to the phrases. */
static void
ask_term(struct ask *q, struct term term)
{
	for (size_t i = 0; i < q->n; i++)
		if (memcmp(q->v[i].b, term.b, TERM_LEN) == 0)
			return;
	if (q->n < TERMS_MAX)
		q->v[q->n++] = term;
}

static RC
ask_prefix(struct tenant *t, struct ask *q, const struct key *k,
    enum term_kind kind, const char *word)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct term from, to;
	enum rc rc;

	term_range(k, kind, word, &from, &to);
	q->prefix = true;
	TRY(stmt_tenant(&st, t, &Q_SEARCH_WIDEN));
	bind_bytes(st, (struct bytes){ from.b, TERM_LEN });
	bind_bytes(st, (struct bytes){ to.b, TERM_LEN });
	while ((rc = stmt_row(st)) == RC_OK && q->nwide < WIDEN_MAX)
		if (col_bytes(st, 0).n == TERM_LEN)
			memcpy(q->wide[q->nwide++].b, col_bytes(st, 0).p,
			    TERM_LEN);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* One unquoted piece: words, the last of which may be a beginning. */
static RC
ask_piece(struct tenant *t, struct arena *a, struct ask *q,
    const struct key *k, enum term_kind kind, const char *piece, bool open)
{
	struct words w = text_words(a, piece, 20);
	bool star = str_ends(piece, "*");
	const char *s;

	for (size_t i = 0; i < w.n; i++) {
		s = kind == TERM_FROM ? w.v[i]
		    : text_stem(a, w.v[i], t->language);
		if ((star || open) && i + 1 == w.n && !q->prefix &&
		    utf8_letters(w.v[i]) >= 3) {
			TRY(ask_prefix(t, q, k, kind, w.v[i]));
			if (utf8_letters(s) < utf8_letters(w.v[i]) &&
			    q->nwide < WIDEN_MAX)
				q->wide[q->nwide++] = term_make(k, kind, s);
		} else
			ask_term(q, term_make(k, kind, s));
	}
	return (RC_OK);
}

/* Folded words joined by one blank: how phrases and texts are compared. */
static const char *
flat(struct arena *a, const char *text)
{
	struct words w = text_words(a, text, 100000);
	struct buf b = BUF_INIT(a);

	buf_chr(&b, ' ');
	for (size_t i = 0; i < w.n; i++) {
		buf_str(&b, w.v[i]);
		buf_chr(&b, ' ');
	}
	return (buf_cstr(&b));
}

static RC
ask_phrase(struct tenant *t, struct arena *a, struct ask *q,
    const struct key *k, const char *phrase)
{
	struct words w = text_words(a, phrase, 20);

	for (size_t i = 0; i < w.n; i++)
		ask_term(q, term_make(k, TERM_WORD,
		    text_stem(a, w.v[i], t->language)));
	if (w.n > 0 && q->nphrase < 4)
		q->phrase[q->nphrase++] = flat(a, phrase);
	return (RC_OK);
}

/* `words "a phrase" begin* from:ana` taken apart. */
static RC
ask_parse(struct tenant *t, struct arena *a, const char *query,
    struct ask *q)
{
	struct key k = key_purpose(t->key, "term");
	const char *p = query, *end;
	enum term_kind kind;

	while (*p != '\0') {
		if (*p == ' ') {
			p++;
			continue;
		}
		if (*p == '"') {
			end = strchr(p + 1, '"');
			if (end == NULL)
				end = p + strlen(p);
			TRY(ask_phrase(t, a, q, &k,
			    arena_strndup(a, p + 1, (size_t)(end - p - 1))));
			p = *end == '"' ? end + 1 : end;
			continue;
		}
		kind = TERM_WORD;
		if (str_starts(p, "from:") || str_starts(p, "de:")) {
			kind = TERM_FROM;
			p = strchr(p, ':') + 1;
		}
		end = p + strcspn(p, " \"");
		TRY(ask_piece(t, a, q, &k, kind,
		    arena_strndup(a, p, (size_t)(end - p)), *end == '\0'));
		p = end;
	}
	return (q->n > 0 || q->prefix ? RC_OK : RC_INVALID);
}

/* How common a word is, up to 1000: the rarest drives the join. */
static RC
term_count(struct tenant *t, const struct term *term, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_TERM_COUNT));
	bind_bytes(st, (struct bytes){ term->b, TERM_LEN });
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

static RC
ask_order(struct tenant *t, struct ask *q)
{
	uint64_t n, best = UINT64_MAX;
	struct term swap;

	for (size_t i = 0; q->n > 1 && i < q->n; i++) {
		TRY(term_count(t, &q->v[i], &n));
		if (n >= best)
			continue;
		best = n;
		swap = q->v[0];
		q->v[0] = q->v[i];
		q->v[i] = swap;
	}
	return (RC_OK);
}

/* The newest tickets that hold all exact terms and, if given, this one. */
static RC
ask_ids(struct tenant *t, const struct ask *q, const struct term *wide,
    ticket_id before, ticket_id *v, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	const struct term *terms[TERMS_MAX];
	size_t n = 0;
	enum rc rc;

	if (wide != NULL)
		terms[n++] = wide;
	for (size_t i = 0; i < q->n && n < TERMS_MAX; i++)
		terms[n++] = &q->v[i];
	TRY(stmt_tenant(&st, t, widths[n]));
	for (size_t i = 1; i < n; i++)
		bind_bytes(st, (struct bytes){ terms[i]->b, TERM_LEN });
	bind_bytes(st, (struct bytes){ terms[0]->b, TERM_LEN });
	bind_u64(st, before.v != 0 ? before.v : INT64_MAX);
	*n_r = 0;
	while ((rc = stmt_row(st)) == RC_OK && *n_r < TICKET_PAGE + 1)
		v[(*n_r)++].v = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static int
cmp_id_desc(const void *x, const void *y)
{
	const ticket_id *a = x, *b = y;

	return (a->v > b->v ? -1 : a->v < b->v);
}

/* All ids below `before`, newest first, no doubles, at most a page and one. */
static RC
ask_all(struct tenant *t, struct arena *a, const struct ask *q,
    ticket_id before, ticket_id **v_r, size_t *n_r)
{
	size_t per = TICKET_PAGE + 1, n = 0, got, m = 0;
	size_t rounds = q->prefix ? q->nwide : 1;
	ticket_id *v = arena_array(a, per * (rounds + 1), sizeof(*v));

	for (size_t i = 0; i < rounds; i++) {
		TRY(ask_ids(t, q, q->prefix ? &q->wide[i] : NULL, before,
		    v + n, &got));
		n += got;
	}
	qsort(v, n, sizeof(*v), cmp_id_desc);
	for (size_t i = 0; i < n; i++)
		if (m == 0 || v[m - 1].v != v[i].v)
			v[m++] = v[i];
	*v_r = v;
	*n_r = m < per ? m : per;
	return (RC_OK);
}

/* Whether every phrase stands in the opened ticket. */
static RC
phrases_found(struct tenant *t, struct arena *a, const struct ask *q,
    const struct ticket *tk, const struct key *k, bool *yes_r)
{
	struct message_list l;
	struct buf b = BUF_INIT(a);

	*yes_r = true;
	if (q->nphrase == 0)
		return (RC_OK);
	TRY(message_list(t, a, tk, k, true, &l));
	buf_str(&b, flat(a, tk->subject));
	for (size_t i = 0; i < l.n; i++) {
		buf_chr(&b, '\n');
		buf_str(&b, flat(a, l.v[i].text));
	}
	for (size_t i = 0; i < q->nphrase; i++)
		if (strstr(buf_cstr(&b), q->phrase[i]) == NULL)
			*yes_r = false;
	return (RC_OK);
}

static RC
search_get(struct tenant *t, struct arena *a, ticket_id id,
    struct ticket *tk_r, struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SEARCH_TICKET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	return (ticket_row(t, a, st, tk_r, k_r));
}

RC
search_tickets(struct tenant *t, struct arena *a, const char *query,
    ticket_id before, struct ticket_list *l_r)
{
	struct ask *q = ARENA_NEW(a, struct ask);
	struct ticket tk;
	struct key k;
	ticket_id *v;
	size_t n;
	bool yes;
	enum rc rc;

	*l_r = (struct ticket_list){
		.v = arena_array(a, TICKET_PAGE, sizeof(struct ticket)),
	};
	TRY(ask_parse(t, a, query, q));
	TRY(ask_order(t, q));
	TRY(ask_all(t, a, q, before, &v, &n));
	l_r->more = n > TICKET_PAGE;
	for (size_t i = 0; i < n && i < TICKET_PAGE; i++) {
		l_r->last = v[i];
		rc = search_get(t, a, v[i], &tk, &k);
		if (rc == RC_NOTFOUND || rc == RC_GONE)
			continue;
		TRY(rc);
		TRY(phrases_found(t, a, q, &tk, &k, &yes));
		if (yes)
			l_r->v[l_r->n++] = tk;
	}
	return (RC_OK);
}
