/*
 * The index asked (search_term.h).  Whatever drives a query is the rarest thing
 * in the question, and every query ends after a page: a common beginning of a
 * word is not looked up but checked along the newest tickets, where it is soon
 * found.
 */
#include "model/search_term.h"

#define PAGE		51	/* LIMIT of every query here */
#define COMMON		1000	/* words are counted up to here */
#define WIDE		1024	/* postings of a prefix, likewise */

QUERY(Q_TERM_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM (SELECT 1 FROM olvido_index.term"
    " WHERE account_id = ? AND term = ? LIMIT 1000) few");
QUERY(Q_RANGE_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM (SELECT 1 FROM olvido_index.term"
    " WHERE account_id = ? AND term >= ? AND term <= ? LIMIT 1024) few");

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

static RC
term_count(struct tenant *t, struct ask_word *w)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_TERM_COUNT));
	bind_bytes(st, (struct bytes){ w->term.b, TERM_LEN });
	TRY(stmt_row(st));
	w->count = col_u64(st, 0);
	return (RC_OK);
}

static RC
range_count(struct tenant *t, struct ask *q)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_RANGE_COUNT));
	bind_bytes(st, (struct bytes){ q->from.b, TERM_LEN });
	bind_bytes(st, (struct bytes){ q->to.b, TERM_LEN });
	TRY(stmt_row(st));
	q->last.count = col_u64(st, 0);
	return (RC_OK);
}

static int
cmp_count(const void *x, const void *y)
{
	const struct ask_word *a = x, *b = y;

	return (a->count < b->count ? -1 : a->count > b->count);
}

RC
ask_order(struct tenant *t, struct ask *q)
{
	/* One word alone needs no comparing. */
	if (q->n + q->prefix < 2 && !q->prefix)
		return (RC_OK);
	for (size_t i = 0; i < q->n; i++)
		TRY(term_count(t, &q->v[i]));
	qsort(q->v, q->n, sizeof(q->v[0]), cmp_count);
	return (q->prefix ? range_count(t, q) : RC_OK);
}

static void
bind_term(struct stmt *st, const struct term *term)
{
	bind_bytes(st, (struct bytes){ term->b, TERM_LEN });
}

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
by_terms(struct tenant *t, const struct ask *q, const struct term *extra,
    ticket_id before, struct ask_hit *v, size_t *n_r)
{
	static struct query *const wide[] = { NULL, &Q_TERM_1, &Q_TERM_2,
		&Q_TERM_3, &Q_TERM_4 };
	CLEANUP(stmt_done) struct stmt *st = NULL;
	const struct term *terms[ASK_JOIN];
	size_t n = 0;

	for (size_t i = 0; i < q->n && n < ASK_JOIN - (extra != NULL); i++)
		terms[n++] = &q->v[i].term;
	if (extra != NULL)
		terms[n++] = extra;
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

static RC
with_prefix(struct tenant *t, const struct ask *q, ticket_id before,
    struct ask_hit *v, size_t *n_r)
{
	uint64_t rarest = q->n > 0 ? q->v[0].count : UINT64_MAX;
	size_t got;

	if (q->last.count < WIDE && (q->last.count < rarest ||
	    rarest >= COMMON))
		TRY(by_range(t, q, before, v, n_r));
	else
		TRY(by_having(t, q, before, v, n_r));
	/* "running" is also the whole word whose stem, "run", is shorter. */
	TRY(by_terms(t, q, &q->last.term, before, v + *n_r, &got));
	for (size_t i = 0; i < got; i++)
		v[*n_r + i].exact = true;
	*n_r += got;
	return (RC_OK);
}

RC
ask_ids(struct tenant *t, struct arena *a, const struct ask *q,
    ticket_id before, size_t max, struct ask_hit **v_r, size_t *n_r)
{
	struct ask_hit *v = arena_array(a, 2 * PAGE, sizeof(*v));
	size_t n, m = 0;

	if (before.v == 0)
		before.v = INT64_MAX;
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
