/*
 * The index asked (search_term.h).  Whatever drives a query is the rarest thing
 * in the question, and every query ends after a page.  A beginning that few words
 * of the account have is asked word by word; one that many have is not looked up
 * but checked along the newest tickets, where it is soon found.
 */
#include "model/search/search_term.h"

#define PAGE		51	/* LIMIT of every query here */
#define ENDINGS		8	/* words asked for a beginning, at most */

/*
 * How common a word is where the page begins: the ticket of its 200th posting
 * below.  The newer that is, the more common; none: rare.
 */
QUERY(Q_TERM_DENSE, Q_TENANT,
    "SELECT ticket_id FROM olvido_index.term FORCE INDEX (PRIMARY)"
    " WHERE account_id = ? AND term = ? AND ticket_id < ?"
    " ORDER BY ticket_id DESC LIMIT 199, 1");
/* Whether a beginning has so many postings that walking them is no way. */
QUERY(Q_RANGE_WIDE, Q_TENANT,
    "SELECT 1 FROM olvido_index.term FORCE INDEX (PRIMARY)"
    " WHERE account_id = ? AND term >= ? AND term <= ?"
    " ORDER BY term LIMIT 1023, 1");
/* From word to word by the key, however many tickets each has. */
QUERY(Q_RANGE_NEXT, Q_TENANT,
    "SELECT term FROM olvido_index.term FORCE INDEX (PRIMARY)"
    " WHERE account_id = ? AND term >= ? AND term <= ?"
    " ORDER BY term LIMIT 1");

#define FROM_TERM " t.ticket_id FROM olvido_index.term t FORCE INDEX (PRIMARY)"
#define FIND	"SELECT STRAIGHT_JOIN" FROM_TERM
/* A ticket has several words that begin so. */
#define FIND_ONCE "SELECT DISTINCT STRAIGHT_JOIN" FROM_TERM
#define AND_TERM(n)							\
	" JOIN olvido_index.term t" #n " ON t" #n ".account_id = t.account_id"\
	" AND t" #n ".ticket_id = t.ticket_id AND t" #n ".term = ?"
#define ALIVE								\
	" JOIN ticket k ON k.account_id = t.account_id"			\
	" AND k.ticket_id = t.ticket_id AND k.status < 7"
#define BY_TERM	" WHERE t.account_id = ? AND t.term = ? AND t.ticket_id < ?"
#define BY_RANGE							\
	" WHERE t.account_id = ? AND t.term >= ? AND t.term <= ?"	\
	" AND t.ticket_id < ?"
/* A scalar: the optimizer must not turn it into a scan of the whole range. */
#define HAS_RANGE							\
	" AND 1 = (SELECT 1 FROM olvido_index.term r FORCE INDEX (term_ticket)"\
	" WHERE r.account_id = t.account_id AND r.ticket_id = t.ticket_id"\
	" AND r.term >= ? AND r.term <= ? LIMIT 1)"
#define NEWEST	" ORDER BY t.ticket_id DESC LIMIT 51"

QUERY(Q_TERM_1, Q_TENANT, FIND ALIVE BY_TERM NEWEST);
QUERY(Q_TERM_2, Q_TENANT, FIND AND_TERM(2) ALIVE BY_TERM NEWEST);
QUERY(Q_TERM_3, Q_TENANT, FIND AND_TERM(2) AND_TERM(3) ALIVE BY_TERM NEWEST);
QUERY(Q_TERM_4, Q_TENANT,
    FIND AND_TERM(2) AND_TERM(3) AND_TERM(4) ALIVE BY_TERM NEWEST);
QUERY(Q_HAS_1, Q_TENANT, FIND ALIVE BY_TERM HAS_RANGE NEWEST);
QUERY(Q_HAS_2, Q_TENANT, FIND AND_TERM(2) ALIVE BY_TERM HAS_RANGE NEWEST);
QUERY(Q_HAS_3, Q_TENANT,
    FIND AND_TERM(2) AND_TERM(3) ALIVE BY_TERM HAS_RANGE NEWEST);
QUERY(Q_RANGE_1, Q_TENANT, FIND_ONCE ALIVE BY_RANGE NEWEST);
QUERY(Q_RANGE_2, Q_TENANT, FIND_ONCE AND_TERM(2) ALIVE BY_RANGE NEWEST);
QUERY(Q_RANGE_3, Q_TENANT,
    FIND_ONCE AND_TERM(2) AND_TERM(3) ALIVE BY_RANGE NEWEST);
QUERY(Q_RANGE_4, Q_TENANT,
    FIND_ONCE AND_TERM(2) AND_TERM(3) AND_TERM(4) ALIVE BY_RANGE NEWEST);
QUERY(Q_WALK, Q_TENANT,
    "SELECT t.ticket_id FROM ticket t FORCE INDEX (PRIMARY)"
    " WHERE t.account_id = ? AND t.ticket_id < ? AND t.status < 7"
    HAS_RANGE NEWEST);

static void
bind_term(struct stmt *st, const struct term *term)
{
	bind_bytes(st, (struct bytes){ term->b, TERM_LEN });
}

/* ---- what is rare, what is common ------------------------------------------ */

static RC
term_dense(struct tenant *t, const struct term *term, ticket_id before,
    uint64_t *dense_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*dense_r = 0;
	TRY(stmt_tenant(&st, t, &Q_TERM_DENSE));
	bind_term(st, term);
	bind_u64(st, before.v);
	if ((rc = stmt_row(st)) == RC_OK)
		*dense_r = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static int
cmp_dense(const void *x, const void *y)
{
	const struct ask_word *a = x, *b = y;

	return (a->dense < b->dense ? -1 : a->dense > b->dense);
}

static RC
order(struct tenant *t, struct ask *q, ticket_id before)
{
	/* One word alone needs no comparing. */
	if (q->n + q->prefix < 2)
		return (RC_OK);
	for (size_t i = 0; i < q->n; i++)
		TRY(term_dense(t, &q->v[i].term, before, &q->v[i].dense));
	qsort(q->v, q->n, sizeof(q->v[0]), cmp_dense);
	return (RC_OK);
}

static RC
range_wide(struct tenant *t, const struct ask *q, bool *wide_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_RANGE_WIDE));
	bind_term(st, &q->from);
	bind_term(st, &q->to);
	rc = stmt_row(st);
	*wide_r = rc == RC_OK;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static void
term_after(struct term *term)
{
	for (size_t i = TERM_LEN; i-- > 0 && ++term->b[i] == 0; )
		;
}

/*
 * The account's words with this beginning, and the whole word, whose stem may be
 * shorter than what was typed ("running" is "run").  RC_LIMIT: more than max.
 */
static RC
endings(struct tenant *t, const struct ask *q, struct term *v, size_t max,
    size_t *n_r)
{
	struct term from = q->from;
	struct bytes b;
	enum rc rc;
	size_t n = 0;

	v[n++] = q->last.term;
	for (;;) {
		CLEANUP(stmt_done) struct stmt *st = NULL;

		TRY(stmt_tenant(&st, t, &Q_RANGE_NEXT));
		bind_term(st, &from);
		bind_term(st, &q->to);
		if ((rc = stmt_row(st)) != RC_OK)
			break;
		b = col_bytes(st, 0);
		if (b.n != TERM_LEN)
			return (RC_FAILED);
		memcpy(from.b, b.p, TERM_LEN);
		if (memcmp(from.b, v[0].b, TERM_LEN) != 0) {
			if (n == max)
				return (RC_LIMIT);
			v[n++] = from;
		}
		term_after(&from);
	}
	*n_r = n;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* ---- asked ----------------------------------------------------------------- */

static RC
take(struct stmt *st, struct ask_hit *v, size_t *n_r)
{
	enum rc rc;

	*n_r = 0;
	while ((rc = stmt_row(st)) == RC_OK && *n_r < PAGE)
		v[(*n_r)++] = (struct ask_hit){ { col_u64(st, 0) }, false };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* Exact words only; extra is one more of them, or NULL. */
static RC
by_terms(struct tenant *t, const struct ask *q, const struct ask_word *extra,
    ticket_id before, struct ask_hit *v, size_t *n_r)
{
	static struct query *const wide[] = { NULL, &Q_TERM_1, &Q_TERM_2,
		&Q_TERM_3, &Q_TERM_4 };
	CLEANUP(stmt_done) struct stmt *st = NULL;
	const struct term *terms[ASK_JOIN];
	size_t n = 0;

	for (size_t i = 0; i < q->n && n < ASK_JOIN - (extra != NULL); i++) {
		if (extra != NULL && n == i && extra->dense < q->v[i].dense) {
			terms[n++] = &extra->term;
			extra = NULL;
		}
		terms[n++] = &q->v[i].term;
	}
	if (extra != NULL)
		terms[n++] = &extra->term;
	TRY(stmt_tenant(&st, t, wide[n]));
	for (size_t i = 1; i < n; i++)
		bind_term(st, terms[i]);
	bind_term(st, terms[0]);
	bind_u64(st, before.v);
	return (take(st, v, n_r));
}

/* The prefix is rare: its postings are walked, the words looked up. */
static RC
by_range(struct tenant *t, const struct ask *q, ticket_id before,
    struct ask_hit *v, size_t *n_r)
{
	static struct query *const wide[] = { &Q_RANGE_1, &Q_RANGE_2,
		&Q_RANGE_3, &Q_RANGE_4 };
	CLEANUP(stmt_done) struct stmt *st = NULL;
	size_t n = q->n < 3 ? q->n : 3;

	TRY(stmt_tenant(&st, t, wide[n]));
	for (size_t i = 0; i < n; i++)
		bind_term(st, &q->v[i].term);
	bind_term(st, &q->from);
	bind_term(st, &q->to);
	bind_u64(st, before.v);
	return (take(st, v, n_r));
}

/* It is common: the words' postings, or all tickets, are walked instead. */
static RC
by_having(struct tenant *t, const struct ask *q, ticket_id before,
    struct ask_hit *v, size_t *n_r)
{
	static struct query *const wide[] = { &Q_WALK, &Q_HAS_1, &Q_HAS_2,
		&Q_HAS_3 };
	CLEANUP(stmt_done) struct stmt *st = NULL;
	size_t n = q->n < 3 ? q->n : 3;

	TRY(stmt_tenant(&st, t, wide[n]));
	for (size_t i = 1; i < n; i++)
		bind_term(st, &q->v[i].term);
	if (n > 0)
		bind_term(st, &q->v[0].term);
	bind_u64(st, before.v);
	bind_term(st, &q->from);
	bind_term(st, &q->to);
	return (take(st, v, n_r));
}

static int
cmp_id_desc(const void *x, const void *y)
{
	const struct ask_hit *a = x, *b = y;

	return (a->id.v > b->id.v ? -1 : a->id.v < b->id.v);
}

/* Word by word, each from its newest ticket on. */
static RC
by_endings(struct tenant *t, const struct ask *q, const struct term *ending,
    size_t n, ticket_id before, struct ask_hit *v, size_t *n_r)
{
	struct ask_word w = { 0 };
	size_t got;

	*n_r = 0;
	for (size_t i = 0; i < n; i++) {
		w.term = ending[i];
		if (q->n > 0)
			TRY(term_dense(t, &w.term, before, &w.dense));
		TRY(by_terms(t, q, &w, before, v + *n_r, &got));
		for (size_t j = 0; j < got; j++)
			v[*n_r + j].exact = i == 0;
		*n_r += got;
	}
	return (RC_OK);
}

static RC
with_prefix(struct tenant *t, const struct ask *q, ticket_id before,
    struct ask_hit *v, size_t *n_r)
{
	struct term ending[ENDINGS];
	bool wide = true;
	size_t n, got;
	enum rc rc = endings(t, q, ending, ENDINGS, &n);

	if (rc == RC_OK)
		return (by_endings(t, q, ending, n, before, v, n_r));
	if (rc != RC_LIMIT)
		return (rc);
	/* A rare word beside it leads better. */
	if (q->n == 0 || q->v[0].dense != 0)
		TRY(range_wide(t, q, &wide));
	if (!wide)
		TRY(by_range(t, q, before, v, n_r));
	else
		TRY(by_having(t, q, before, v, n_r));
	TRY(by_endings(t, q, ending, 1, before, v + *n_r, &got));
	*n_r += got;
	return (RC_OK);
}

RC
ask_ids(struct tenant *t, struct arena *a, struct ask *q, ticket_id before,
    size_t max, struct ask_hit **v_r, size_t *n_r)
{
	struct ask_hit *v = arena_array(a, ENDINGS * PAGE, sizeof(*v));
	size_t n, m = 0;

	if (before.v == 0)
		before.v = INT64_MAX;
	TRY(order(t, q, before));
	if (q->prefix)
		TRY(with_prefix(t, q, before, v, &n));
	else
		TRY(by_terms(t, q, NULL, before, v, &n));
	qsort(v, n, sizeof(*v), cmp_id_desc);
	for (size_t i = 0; i < n; i++)
		if (m == 0 || v[m - 1].id.v != v[i].id.v)
			v[m++] = v[i];
		else
			v[m - 1].exact |= v[i].exact;
	*v_r = v;
	*n_r = m < max ? m : max;
	return (RC_OK);
}
