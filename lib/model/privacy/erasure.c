/* The rows of erasures (erasure.h). */
#include "model/privacy/erasure.h"

#include "core/str.h"

#define ERASURE_SELECT							\
	"SELECT erasure_id, scope, subject_id, keep_tickets, by_kind, by_id,"\
	" door, state, asked_at, unreadable_at, rows_gone_at,"		\
	" bytes_gone_at, certified_at, total, done, names, let_go_at,"	\
	" way FROM erasure"

QUERY(Q_ERASURE_GET, Q_TENANT, ERASURE_SELECT
    " WHERE account_id = ? AND erasure_id = ?");
QUERY(Q_ERASURE_LOCK, Q_TENANT, ERASURE_SELECT
    " WHERE account_id = ? AND erasure_id = ? FOR UPDATE");
QUERY(Q_ERASURE_RECEIPT, Q_TENANT, ERASURE_SELECT
    " WHERE account_id = ? AND receipt = ?");
QUERY(Q_ERASURE_OF, Q_TENANT, ERASURE_SELECT
    " WHERE account_id = ? AND scope = ? AND subject_id = ? LIMIT 1");
QUERY(Q_ERASURE_LIST, Q_TENANT, ERASURE_SELECT
    " WHERE account_id = ? AND erasure_id < ?"
    " ORDER BY erasure_id DESC LIMIT 51");
QUERY(Q_ERASURE_COUNTS, Q_TENANT,
    "SELECT name, n FROM erasure_count"
    " WHERE account_id = ? AND erasure_id = ? ORDER BY name");
QUERY(Q_ERASURE_MIRRORS, Q_TENANT,
    "SELECT place, name, confirmed_at FROM erasure_mirror"
    " WHERE account_id = ? AND erasure_id = ? ORDER BY place");

static void
row_of(struct stmt *st, struct erasure *e_r)
{
	*e_r = (struct erasure){
		.id = col_u64(st, 0),
		.scope = (enum erase_scope)col_u64(st, 1),
		.subject = col_u64(st, 2),
		.keep_tickets = col_u64(st, 3) != 0,
		.keep_others = col_u64(st, 3) == 2,
		.by_kind = (enum actor_kind)col_u64(st, 4),
		.by = col_u64(st, 5),
		.door = (enum erase_door)col_u64(st, 6),
		.state = (enum erasure_state)col_u64(st, 7),
		.asked_at = col_i64(st, 8),
		.unreadable_at = col_i64(st, 9),
		.rows_gone_at = col_i64(st, 10),
		.bytes_gone_at = col_i64(st, 11),
		.certified_at = col_i64(st, 12),
		.total = (unsigned)col_u64(st, 13),
		.done = (unsigned)col_u64(st, 14),
		.names = col_u64(st, 15) != 0,
		.let_go_at = col_i64(st, 16),
		.way = (enum mention_way)col_u64(st, 17),
	};
}

static RC
one(struct tenant *t, const struct query *q, uint64_t id, struct erasure *e_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id);
	TRY(stmt_row(st));
	row_of(st, e_r);
	return (RC_OK);
}

RC
erasure_get(struct tenant *t, uint64_t id, struct erasure *e_r)
{
	return (one(t, &Q_ERASURE_GET, id, e_r));
}

RC
erasure_lock(struct tenant *t, uint64_t id, struct erasure *e_r)
{
	return (one(t, &Q_ERASURE_LOCK, id, e_r));
}

RC
erasure_by_receipt(struct tenant *t, const struct digest *d,
    struct erasure *e_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_RECEIPT));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	TRY(stmt_row(st));
	row_of(st, e_r);
	return (RC_OK);
}

RC
erasure_of(struct tenant *t, enum erase_scope scope, uint64_t subject,
    struct erasure *e_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_OF));
	bind_u64(st, scope);
	bind_u64(st, subject);
	TRY(stmt_row(st));
	row_of(st, e_r);
	return (RC_OK);
}

RC
erasure_list(struct tenant *t, struct arena *a, uint64_t before,
    struct erasure_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct erasure_list){
		.v = arena_array(a, ERASURE_PAGE, sizeof(struct erasure)) };
	TRY(stmt_tenant(&st, t, &Q_ERASURE_LIST));
	bind_u64(st, before != 0 ? before : INT64_MAX);
	while ((rc = stmt_row(st)) == RC_OK) {
		l_r->more = l_r->n == ERASURE_PAGE;
		if (!l_r->more)
			row_of(st, &l_r->v[l_r->n++]);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
erasure_counts(struct tenant *t, struct arena *a, uint64_t id,
    struct erasure_counts *c_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*c_r = (struct erasure_counts){ 0 };
	TRY(stmt_tenant(&st, t, &Q_ERASURE_COUNTS));
	bind_u64(st, id);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (c_r->v == NULL)
			c_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*c_r->v));
		c_r->v[c_r->n++] = (struct erasure_count){
			arena_strdup(a, col_str(st, 0)), col_u64(st, 1) };
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
erasure_mirrors(struct tenant *t, struct arena *a, uint64_t id,
    struct erasure_mirrors *m_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*m_r = (struct erasure_mirrors){ 0 };
	TRY(stmt_tenant(&st, t, &Q_ERASURE_MIRRORS));
	bind_u64(st, id);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (m_r->v == NULL)
			m_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*m_r->v));
		m_r->v[m_r->n++] = (struct erasure_mirror){
			(unsigned)col_u64(st, 0),
			arena_strdup(a, col_str(st, 1)), col_i64(st, 2) };
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
