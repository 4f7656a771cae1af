/* Checking, anchoring and expiring the audit log (audit_check.h). */
#include "model/log/audit_check.h"

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/le.h"
#include "model/log/audit_row.h"

#define BATCH	1000
#define TOLD	20

QUERY(Q_AUDIT_READ, Q_TENANT,
    "SELECT " AUDIT_COLS ", family FROM audit"
    " WHERE account_id = ? AND n > ? ORDER BY n LIMIT 1000");
QUERY(Q_AUDIT_END, Q_TENANT,
    "SELECT n, at, chain FROM audit_head WHERE account_id = ?");
QUERY(Q_AUDIT_START, Q_TENANT,
    "SELECT n, at, chain, mac FROM audit_start WHERE account_id = ?");
QUERY(Q_AUDIT_START_SET, Q_TENANT,
    "INSERT INTO audit_start (account_id, n, at, chain, mac)"
    " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE n = VALUES(n),"
    " at = VALUES(at), chain = VALUES(chain), mac = VALUES(mac)");
QUERY(Q_AUDIT_REMOVE, Q_TENANT,
    "DELETE FROM audit WHERE account_id = ? AND n <= ?"
    " ORDER BY n LIMIT 1000");

/* One walk along the chain. */
struct walk {
	struct tenant	*t;
	struct arena	*a;
	struct audit_link last;
	struct audit_link first_end;	/* the head before the walk */
	const struct anchor *anchor;
	size_t		 nanchors;
	struct audit_report *r;
	int64_t		 until;		/* stop before a row as young as this */
	bool		 stopped;
};

static void
tell(const struct walk *w, uint64_t count, const char *what, uint64_t n,
    uint64_t to)
{
	if (count > TOLD)
		return;
	if (to > n)
		log_warn("ALARM: account %llu: audit rows %llu to %llu %s",
		    (unsigned long long)w->t->id.v, (unsigned long long)n,
		    (unsigned long long)to, what);
	else
		log_warn("ALARM: account %llu: audit row %llu %s",
		    (unsigned long long)w->t->id.v, (unsigned long long)n,
		    what);
}

static struct digest
mac(struct vault *v, const char *what, const struct anchor *x)
{
	struct key k = vault_purpose(v, "audit");
	uint8_t in[24 + DIGEST_LEN];

	le64(in, x->account.v);
	le64(in + 8, x->n);
	le64(in + 16, (uint64_t)x->at);
	memcpy(in + 24, x->chain.b, DIGEST_LEN);
	return (digest_keyed(&k, what, (struct bytes){ in, sizeof(in) }));
}

static bool
col_is(struct stmt *st, unsigned i, const struct digest *d)
{
	return (col_bytes(st, i).n == DIGEST_LEN &&
	    digest_eq(col_bytes(st, i).p, d->b, DIGEST_LEN));
}

static void
col_digest(struct stmt *st, unsigned i, struct digest *d_r)
{
	*d_r = (struct digest){ 0 };
	if (col_bytes(st, i).n == DIGEST_LEN)
		memcpy(d_r->b, col_bytes(st, i).p, DIGEST_LEN);
}

/* ---- where the chain begins and ends ------------------------------------------ */

/* RC_DENIED: there is a checkpoint that we did not make. */
static RC
start_get(struct tenant *t, struct audit_link *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct anchor x = { .account = t->id };
	struct digest want;
	enum rc rc;

	*l_r = (struct audit_link){ 0 };
	TRY(stmt_tenant(&st, t, &Q_AUDIT_START));
	rc = stmt_row(st);
	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	x.n = l_r->n = col_u64(st, 0);
	x.at = col_i64(st, 1);
	col_digest(st, 2, &x.chain);
	l_r->chain = x.chain;
	want = mac(t->vault, "start", &x);
	return (col_is(st, 3, &want) ? RC_OK : RC_DENIED);
}

static RC
end_get(struct tenant *t, struct audit_link *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct audit_link){ 0 };
	TRY(stmt_tenant(&st, t, &Q_AUDIT_END));
	rc = stmt_row(st);
	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	l_r->n = col_u64(st, 0);
	l_r->at = col_i64(st, 1);
	col_digest(st, 2, &l_r->chain);
	return (RC_OK);
}

/* ---- following it -------------------------------------------------------------- */

/* An anchor of this place must name what stands here, and so must the head. */
static void
meet_anchors(struct walk *w)
{
	if (w->first_end.n == w->last.n && w->first_end.n != 0 &&
	    !digest_eq(w->first_end.chain.b, w->last.chain.b, DIGEST_LEN))
		tell(w, ++w->r->cut, "is not the one the head names",
		    w->last.n, 0);
	for (size_t i = 0; i < w->nanchors; i++)
		if (w->anchor[i].n == w->last.n &&
		    !digest_eq(w->anchor[i].chain.b, w->last.chain.b,
		    DIGEST_LEN))
			tell(w, ++w->r->cut, "is not the one that an anchor "
			    "names", w->last.n, 0);
}

static void
follow(struct walk *w, struct stmt *st)
{
	struct audit_report *r = w->r;
	struct audit_row row;
	struct digest want;
	uint64_t gap;

	audit_row_of(st, w->a, &row);
	if (w->until != 0 && row.at >= w->until) {
		w->stopped = true;
		return;
	}
	r->rows++;
	if (row.n != w->last.n + 1) {
		gap = row.n - w->last.n - 1;
		tell(w, ++r->missing, gap > 1 ? "are missing" : "is missing",
		    w->last.n + 1, row.n - 1);
		r->missing += gap - 1;
	}
	want = audit_chain(w->t, w->a, &w->last.chain, &row,
	    col_bytes(st, 10));
	if (!col_is(st, 11, &want) || col_u64(st, 12) != row.verb / 100 ||
	    row.at < w->last.at)
		tell(w, ++r->changed, row.n == w->last.n + 1
		    ? "was changed, moved or put in"
		    : "does not follow the one before", row.n, 0);
	w->last.n = row.n;
	w->last.at = row.at;
	col_digest(st, 11, &w->last.chain);
	meet_anchors(w);
}

/* The next rows; RC_NOTFOUND: there are none. */
static RC
batch(struct walk *w)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	size_t n = 0;
	enum rc rc;

	arena_reset(w->a);
	TRY(stmt_tenant(&st, w->t, &Q_AUDIT_READ));
	bind_u64(st, w->last.n);
	while ((rc = stmt_row(st)) == RC_OK && !w->stopped) {
		follow(w, st);
		n++;
	}
	return (rc == RC_NOTFOUND && n == BATCH ? RC_OK
	    : rc == RC_OK ? RC_NOTFOUND : rc);
}

static RC
walk(struct walk *w)
{
	enum rc rc = start_get(w->t, &w->last);

	if (rc == RC_DENIED)
		tell(w, ++w->r->forged, "as the checkpoint of removed rows is "
		    "not ours", w->last.n, 0);
	else
		TRY(rc);
	meet_anchors(w);
	while ((rc = batch(w)) == RC_OK)
		;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* The head as it was before the walk was an anchor too; it may have gone on. */
static RC
check_end(struct walk *w)
{
	struct audit_link end;

	if (w->first_end.n > w->last.n)
		tell(w, ++w->r->cut, "at the end are missing: the head goes "
		    "on", w->last.n + 1, w->first_end.n);
	for (size_t i = 0; i < w->nanchors; i++)
		if (w->anchor[i].n > w->last.n)
			tell(w, ++w->r->cut, "at the end are missing: an "
			    "anchor names the last", w->last.n + 1,
			    w->anchor[i].n);
	TRY(end_get(w->t, &end));
	if (end.n < w->last.n)
		tell(w, ++w->r->cut, "is behind the one the head names",
		    w->last.n, 0);
	return (RC_OK);
}

RC
audit_verify(struct tenant *t, const struct anchor *anchors, size_t n,
    struct audit_report *r_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(16U << 20);
	struct walk w = {
		.t = t, .a = a, .anchor = anchors, .nanchors = n, .r = r_r,
	};

	*r_r = (struct audit_report){ 0 };
	TRY(end_get(t, &w.first_end));
	TRY(walk(&w));
	return (check_end(&w));
}

/* ---- anchors --------------------------------------------------------------------- */

RC
audit_anchor(struct tenant *t, struct anchor *x_r)
{
	struct audit_link end;

	TRY(end_get(t, &end));
	*x_r = (struct anchor){
		.account = t->id, .n = end.n, .at = now_s(),
		.chain = end.chain,
	};
	return (RC_OK);
}

/* All but the MAC, which goes over the same four values. */
static const char *
anchor_head(struct arena *a, const struct anchor *x)
{
	return (arena_printf(a, "audit %llu %llu %lld %s",
	    (unsigned long long)x->account.v, (unsigned long long)x->n,
	    (long long)x->at, hex_encode(a, x->chain.b, DIGEST_LEN)));
}

const char *
anchor_text(struct tenant *t, struct arena *a, const struct anchor *x)
{
	struct digest m = mac(t->vault, "anchor", x);

	return (arena_printf(a, "%s %s", anchor_head(a, x),
	    hex_encode(a, m.b, DIGEST_LEN)));
}

RC
anchor_parse(struct vault *v, struct arena *a, const char *line,
    struct anchor *x_r)
{
	const char *word[6] = { 0 };
	struct digest got, want;
	uint64_t at;
	size_t n = 0;

	for (; n < 6 && *line != '\0'; n++) {
		word[n] = arena_strndup(a, line, strcspn(line, " "));
		line += strlen(word[n]);
		line += *line == ' ' ? 1 : 0;
	}
	if (n != 6 || *line != '\0' || !str_eq(word[0], "audit") ||
	    str_u64(word[1], &x_r->account.v) != RC_OK ||
	    str_u64(word[2], &x_r->n) != RC_OK ||
	    str_u64(word[3], &at) != RC_OK ||
	    hex_decode(word[4], x_r->chain.b, DIGEST_LEN) != RC_OK ||
	    hex_decode(word[5], got.b, DIGEST_LEN) != RC_OK)
		return (RC_INVALID);
	x_r->at = (int64_t)at;
	want = mac(v, "anchor", x_r);
	return (digest_eq(got.b, want.b, DIGEST_LEN) ? RC_OK : RC_DENIED);
}

/* ---- retention ---------------------------------------------------------------------- */

static RC
start_set(struct tenant *t, const struct audit_link *l)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct anchor x = {
		.account = t->id, .n = l->n, .at = now_s(), .chain = l->chain,
	};
	struct digest m = mac(t->vault, "start", &x);

	TRY(stmt_tenant(&st, t, &Q_AUDIT_START_SET));
	bind_u64(st, x.n);
	bind_i64(st, x.at);
	bind_bytes(st, (struct bytes){ x.chain.b, DIGEST_LEN });
	bind_bytes(st, (struct bytes){ m.b, DIGEST_LEN });
	return (stmt_exec(st, NULL));
}

RC
audit_start_resign(struct tenant *t, struct vault *to, bool *had_r)
{
	struct tenant under = *t;
	struct audit_link l;
	enum rc rc = start_get(t, &l);

	*had_r = rc == RC_OK && l.n > 0;
	under.vault = to;
	return (*had_r ? start_set(&under, &l) : rc == RC_DENIED ? RC_OK : rc);
}

static RC
checkpoint(struct tenant *t, const struct audit_link *l)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(start_set(t, l));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_EXPIRED,
	    .object = ON_AUDIT, .value = l->n }));
	return (tx_commit(&tx));
}

/* Behind the checkpoint nothing counts: may be killed and done again. */
static RC
remove_rows(struct tenant *t, uint64_t upto, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n = BATCH;

	while (n == BATCH) {
		stmt_done(&st);
		TRY(stmt_tenant(&st, t, &Q_AUDIT_REMOVE));
		bind_u64(st, upto);
		TRY(stmt_exec(st, &n));
		*n_r += n;
	}
	return (RC_OK);
}

RC
audit_expire(struct tenant *t, int64_t before, uint64_t *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(16U << 20);
	struct audit_report r = { 0 };
	struct walk w = { .t = t, .a = a, .r = &r, .until = before };
	struct audit_link start;

	*n_r = 0;
	TRY(start_get(t, &start));
	TRY(walk(&w));
	if (r.changed + r.missing + r.forged > 0)
		return (RC_DENIED);
	if (w.last.n > start.n)
		TRY(checkpoint(t, &w.last));
	return (remove_rows(t, w.last.n, n_r));
}
