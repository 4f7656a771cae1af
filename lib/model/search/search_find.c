/* Candidates out of the index (search_find.h). */
#include "model/search/search_find.h"

#include "model/search/search_term.h"
#include "text/fold.h"

#define WEIGHED		16	/* words of one text that are counted */
#define CACHE		4096	/* counts that are remembered; a power of two */

QUERY(Q_FIND_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM (SELECT 1 FROM olvido_index.term"
    " WHERE account_id = ? AND term = ? LIMIT 1000) few");
#define FIND								\
	"SELECT STRAIGHT_JOIN t.ticket_id"				\
	"  FROM olvido_index.term t FORCE INDEX (PRIMARY)"
#define AND_TERM(n)							\
	" JOIN olvido_index.term t" #n " ON t" #n ".account_id = t.account_id"\
	" AND t" #n ".ticket_id = t.ticket_id AND t" #n ".term = ?"
#define NEWEST								\
	" WHERE t.account_id = ? AND t.term = ? AND t.ticket_id < ?"	\
	" ORDER BY t.ticket_id DESC LIMIT 51"
QUERY(Q_FIND_1, Q_TENANT, FIND NEWEST);
QUERY(Q_FIND_2, Q_TENANT, FIND AND_TERM(2) NEWEST);
QUERY(Q_FIND_3, Q_TENANT, FIND AND_TERM(2) AND_TERM(3) NEWEST);
QUERY(Q_FIND_4, Q_TENANT, FIND AND_TERM(2) AND_TERM(3) AND_TERM(4) NEWEST);
QUERY(Q_FIND_OF, Q_TENANT,
    "SELECT ticket_id FROM ticket FORCE INDEX (ticket_contact)"
    " WHERE account_id = ? AND contact_id = ?"
    " ORDER BY activity_at DESC, ticket_id DESC LIMIT ?");
/* Of the messages he wrote last, their tickets. */
QUERY(Q_FIND_WRITTEN, Q_TENANT,
    "SELECT ticket_id FROM message FORCE INDEX (message_author)"
    " WHERE account_id = ? AND author_kind = 1 AND author_id = ?"
    " ORDER BY message_id DESC LIMIT ?");

struct weight {
	struct term	 term;
	uint64_t	 count;
};

struct finder {
	struct tenant	*t;
	struct arena	*a;
	struct key	 key;
	struct { struct weight w; bool used; } cache[CACHE];
};

struct finder *
finder_new(struct tenant *t, struct arena *a)
{
	struct finder *f = ARENA_NEW(a, struct finder);

	f->t = t;
	f->a = a;
	f->key = key_purpose(t->key, "term");
	return (f);
}

static RC
weigh(struct finder *f, struct weight *w)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	size_t at = (size_t)(w->term.b[15] << 8 | w->term.b[14]) % CACHE;

	if (f->cache[at].used && memcmp(f->cache[at].w.term.b, w->term.b,
	    TERM_LEN) == 0) {
		*w = f->cache[at].w;
		return (RC_OK);
	}
	TRY(stmt_tenant(&st, f->t, &Q_FIND_COUNT));
	bind_bytes(st, (struct bytes){ w->term.b, TERM_LEN });
	TRY(stmt_row(st));
	w->count = col_u64(st, 0);
	f->cache[at].w = *w;
	f->cache[at].used = true;
	return (RC_OK);
}

static int
cmp_weight(const void *x, const void *y)
{
	const struct weight *a = x, *b = y;

	return (a->count < b->count ? -1 : a->count > b->count);
}

static int
cmp_longer(const void *x, const void *y)
{
	size_t a = strlen(*(const char *const *)x);
	size_t b = strlen(*(const char *const *)y);

	return (a > b ? -1 : a < b);
}

static bool
has_term(const struct weight *w, size_t n, const struct term *term)
{
	for (size_t i = 0; i < n; i++)
		if (memcmp(w[i].term.b, term->b, TERM_LEN) == 0)
			return (true);
	return (false);
}

/* The longest words are counted: they are the rare ones, as a rule. */
static RC
rarest(struct finder *f, const struct find_ask *q, struct weight w[WEIGHED],
    size_t *n_r)
{
	const char **v = arena_array(f->a, q->n + 1, sizeof(*v));
	size_t m = 0;

	for (size_t i = 0; i < q->n; i++)
		v[i] = q->words[i];
	qsort(v, q->n, sizeof(*v), cmp_longer);
	for (size_t i = 0; i < q->n && m < WEIGHED; i++) {
		w[m].term = term_make(&f->key, TERM_WORD, text_stem(f->a,
		    v[i], f->t->language));
		if (has_term(w, m, &w[m].term))
			continue;
		TRY(weigh(f, &w[m]));
		m += w[m].count >= q->least;
	}
	qsort(w, m, sizeof(*w), cmp_weight);
	*n_r = m < q->join ? m : q->join;
	return (RC_OK);
}

static RC
take(struct stmt *st, size_t max, ticket_id *v, size_t *n_r)
{
	enum rc rc;

	for (*n_r = 0; (rc = stmt_row(st)) == RC_OK; (*n_r)++) {
		if (*n_r == max)
			return (RC_LIMIT);
		v[*n_r].v = col_u64(st, 0);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
finder_find(struct finder *f, const struct find_ask *q,
    ticket_id v_r[FIND_MOST], size_t *n_r)
{
	static struct query *const wide[] = { NULL, &Q_FIND_1, &Q_FIND_2,
		&Q_FIND_3, &Q_FIND_4 };
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct weight w[WEIGHED];
	size_t m;

	*n_r = 0;
	TRY(rarest(f, q, w, &m));
	if (m == 0 || w[0].count == 0)
		return (RC_OK);
	TRY(stmt_tenant(&st, f->t, wide[m]));
	for (size_t i = 1; i < m; i++)
		bind_bytes(st, (struct bytes){ w[i].term.b, TERM_LEN });
	bind_bytes(st, (struct bytes){ w[0].term.b, TERM_LEN });
	bind_u64(st, q->below.v != 0 ? q->below.v : UINT64_MAX);
	return (take(st, FIND_MOST, v_r, n_r));
}

static RC
of(struct tenant *t, struct arena *a, const struct query *q, contact_id id,
    size_t max, ticket_id **v_r, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	*v_r = arena_array(a, max + 1, sizeof(**v_r));
	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id.v);
	bind_u64(st, max + 1);
	return (take(st, max, *v_r, n_r));
}

RC
find_tickets_of(struct tenant *t, struct arena *a, contact_id id, size_t max,
    ticket_id **v_r, size_t *n_r)
{
	return (of(t, a, &Q_FIND_OF, id, max, v_r, n_r));
}

RC
find_tickets_written(struct tenant *t, struct arena *a, contact_id id,
    size_t max, ticket_id **v_r, size_t *n_r)
{
	enum rc rc = of(t, a, &Q_FIND_WRITTEN, id, max, v_r, n_r);
	size_t m = 0, j;

	for (size_t i = 0; i < *n_r; i++) {
		for (j = 0; j < m && (*v_r)[j].v != (*v_r)[i].v; j++)
			;
		if (j == m)
			(*v_r)[m++] = (*v_r)[i];
	}
	*n_r = m;
	return (rc);
}
