/*
 * Reading the audit log (audit_list.h).  Times never go back along the chain, so
 * a span of days is a span of n, and each filter has an index that ends in n.
 */
#include "model/log/audit_list.h"

#include "core/str.h"
#include "model/log/audit_row.h"

#define SELECT_ROWS	"SELECT " AUDIT_COLS " FROM audit WHERE account_id = ?"
#define SPAN		" AND n >= ? AND n < ? ORDER BY n DESC LIMIT ?"

QUERY(Q_AUDIT_LIST, Q_TENANT, SELECT_ROWS SPAN);
QUERY(Q_AUDIT_LIST_FAMILY, Q_TENANT, SELECT_ROWS " AND family = ?" SPAN);
QUERY(Q_AUDIT_LIST_AGENT, Q_TENANT, SELECT_ROWS
    " AND actor_kind = 1 AND actor_id = ?" SPAN);
QUERY(Q_AUDIT_LIST_BOTH, Q_TENANT, SELECT_ROWS
    " AND actor_kind = 1 AND actor_id = ? AND family = ?" SPAN);
QUERY(Q_AUDIT_FROM, Q_TENANT,
    "SELECT n FROM audit WHERE account_id = ? AND at >= ?"
    " ORDER BY at, n LIMIT 1");
QUERY(Q_AUDIT_TO, Q_TENANT,
    "SELECT n + 1 FROM audit WHERE account_id = ? AND at < ?"
    " ORDER BY at DESC, n DESC LIMIT 1");

/* Keys of the people in this list, each derived once. */
#define KEYS	64
struct keys {
	struct { enum secret_kind kind; uint64_t id; struct key k;
	    enum rc rc; } v[KEYS];
	size_t	n, next;
};

static RC
key_of(struct tenant *t, struct keys *ks, const struct audit_row *r,
    struct key *k_r)
{
	uint64_t id;
	enum secret_kind kind = audit_person(r, &id);
	size_t i = 0;

	while (i < ks->n && (ks->v[i].kind != kind ||
	    (kind != 0 && ks->v[i].id != id)))
		i++;
	if (i == ks->n) {
		i = ks->next++ % KEYS;
		ks->n = ks->n < KEYS ? ks->n + 1 : KEYS;
		ks->v[i].kind = kind;
		ks->v[i].id = id;
		ks->v[i].rc = audit_key(t, r, &ks->v[i].k);
	}
	*k_r = ks->v[i].k;
	return (ks->v[i].rc);
}

void
audit_row_of(struct stmt *st, struct arena *a, struct audit_row *r_r)
{
	*r_r = (struct audit_row){
		.n = col_u64(st, 0), .at = col_i64(st, 1),
		.verb = (enum audit_verb)col_u64(st, 2),
		.actor = { .kind = (enum actor_kind)col_u64(st, 3),
		    .id = col_u64(st, 4), .prefix = "",
		    .request_id = arena_strdup(a, col_str(st, 9)) },
		.object = (enum audit_object)col_u64(st, 5),
		.id = col_u64(st, 6), .value = col_u64(st, 7),
		.result = (enum audit_result)col_u64(st, 8),
	};
}

/* Opened when the rows are through: a key may need a query of its own. */
static RC
open_prefixes(struct tenant *t, struct arena *a, struct audit_list *l,
    const struct bytes *sealed)
{
	struct keys *ks = ARENA_NEW(a, struct keys);
	struct bytes plain;
	struct key k;
	enum rc rc;

	for (size_t i = 0; i < l->n; i++) {
		struct audit_row *r = &l->v[i].row;

		if (sealed[i].n == 0)
			continue;
		rc = key_of(t, ks, r, &k);
		if (rc != RC_OK && rc != RC_GONE)
			return (rc);
		if (rc == RC_OK && seal_open(a, &k, (struct seal_place){ t->id,
		    "audit.sealed", r->n }, sealed[i], &plain) == RC_OK)
			r->actor.prefix = arena_strndup(a,
			    (const char *)plain.p, plain.n);
	}
	return (RC_OK);
}

static RC
one(struct tenant *t, struct query *q, int64_t at, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_i64(st, at);
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

/* The span of n that a filter's days and page are; RC_NOTFOUND: none. */
static RC
span(struct tenant *t, const struct audit_filter *f, uint64_t *from_r,
    uint64_t *to_r)
{
	uint64_t to;

	*from_r = 0;
	*to_r = f->before != 0 ? f->before : INT64_MAX;
	if (f->from != 0)
		TRY(one(t, &Q_AUDIT_FROM, f->from, from_r));
	if (f->to != 0) {
		TRY(one(t, &Q_AUDIT_TO, f->to, &to));
		*to_r = to < *to_r ? to : *to_r;
	}
	return (*from_r < *to_r ? RC_OK : RC_NOTFOUND);
}

static RC
list(struct tenant *t, struct arena *a, const struct audit_filter *f,
    uint64_t from, uint64_t to, size_t max, struct audit_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes *sealed = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, f->agent == 0 ? f->family == 0 ? &Q_AUDIT_LIST
	    : &Q_AUDIT_LIST_FAMILY : f->family == 0 ? &Q_AUDIT_LIST_AGENT
	    : &Q_AUDIT_LIST_BOTH));
	if (f->agent != 0)
		bind_u64(st, f->agent);
	if (f->family != 0)
		bind_u64(st, f->family);
	bind_u64(st, from);
	bind_u64(st, to);
	bind_u64(st, max + 1);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL) {
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
			sealed = arena_array(a, stmt_rows(st),
			    sizeof(*sealed));
		}
		l_r->more = l_r->n == max;
		if (l_r->more)
			break;
		audit_row_of(st, a, &l_r->v[l_r->n].row);
		sealed[l_r->n] = arena_bytes(a, col_bytes(st, 10).p,
		    col_bytes(st, 10).n);
		if (col_bytes(st, 11).n == DIGEST_LEN)
			memcpy(l_r->v[l_r->n].chain.b, col_bytes(st, 11).p,
			    DIGEST_LEN);
		l_r->n++;
	}
	stmt_done(&st);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	return (open_prefixes(t, a, l_r, sealed));
}

RC
audit_list(struct tenant *t, struct arena *a, const struct audit_filter *f,
    size_t max, struct audit_list *l_r)
{
	uint64_t from, to;
	enum rc rc = span(t, f, &from, &to);

	*l_r = (struct audit_list){ 0 };
	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	return (list(t, a, f, from, to, max, l_r));
}
