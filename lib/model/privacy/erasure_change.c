/* Erasures begin and go on (erasure.h): linked by what erases. */
#include "model/privacy/erasure_row.h"

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "model/key/keystore.h"

QUERY(Q_ERASURE_ADD, Q_TENANT,
    "INSERT INTO erasure (account_id, erasure_id, scope, subject_id,"
    " keep_tickets, by_kind, by_id, door, state, asked_at, unreadable_at,"
    " total, receipt, parent_id, names, way)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_ERASURE_UNREADABLE, Q_TENANT,
    "UPDATE erasure SET state = ?, unreadable_at = ?"
    " WHERE account_id = ? AND erasure_id = ?");
QUERY(Q_ERASURE_LET_GO, Q_TENANT,
    "UPDATE erasure SET state = 2, let_go_at = ?"
    " WHERE account_id = ? AND erasure_id = ?");
QUERY(Q_ERASURE_ROWS_GONE, Q_TENANT,
    "UPDATE erasure SET state = ?, rows_gone_at = ?, done = total"
    " WHERE account_id = ? AND erasure_id = ?");
QUERY(Q_ERASURE_CERTIFIED, Q_TENANT,
    "UPDATE erasure SET state = 4, certified_at = ?"
    " WHERE account_id = ? AND erasure_id = ? AND state = 3");
QUERY(Q_ERASURE_MIRROR_ADD, Q_TENANT,
    "INSERT INTO erasure_mirror"
    " (account_id, erasure_id, place, name, confirmed_at)"
    " VALUES (?, ?, ?, ?, ?)");
QUERY(Q_ERASURE_UNCONFIRMED, Q_INSTALLATION,
    "SELECT account_id, erasure_id FROM erasure FORCE INDEX (erasure_due)"
    " WHERE state = 3 AND erasure_id > ? ORDER BY erasure_id LIMIT 100");
QUERY(Q_ERASURE_LATEST, Q_INSTALLATION,
    "SELECT MAX(rows_gone_at) FROM erasure FORCE INDEX (erasure_due)"
    " WHERE state = 3");
QUERY(Q_ERASURE_PROGRESS, Q_TENANT,
    "UPDATE erasure SET done = LEAST(total, done + ?)"
    " WHERE account_id = ? AND erasure_id = ?");
QUERY(Q_ERASURE_DUE, Q_INSTALLATION,
    "SELECT account_id, erasure_id FROM erasure FORCE INDEX (erasure_due)"
    " WHERE state < 4 AND scope <> 7 ORDER BY state, erasure_id LIMIT 100");
/* Ids are of the whole installation. */
QUERY(Q_ERASURE_TAKE, Q_INSTALLATION,
    "SELECT GET_LOCK(CONCAT('olvido.erasure.', ?), ?)");
QUERY(Q_ERASURE_LEAVE, Q_INSTALLATION,
    "SELECT RELEASE_LOCK(CONCAT('olvido.erasure.', ?))");
QUERY(Q_ERASURE_BEGUN, Q_TENANT,
    "SELECT erasure_id FROM erasure"
    " WHERE account_id = ? AND state < 3 AND scope <> 7 LIMIT 1");
QUERY(Q_ERASURE_COUNT_ADD, Q_TENANT,
    "INSERT INTO erasure_count (account_id, erasure_id, name, n)"
    " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE n = n + VALUES(n)");

RC
erasure_add(struct tenant *t, const struct erasure *e)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_ADD));
	bind_u64(st, e->id);
	bind_u64(st, e->scope);
	bind_u64(st, e->subject);
	bind_u64(st, e->keep_others ? 2 : e->keep_tickets);
	bind_u64(st, e->by_kind);
	bind_u64(st, e->by);
	bind_u64(st, e->door);
	bind_u64(st, e->state);
	bind_i64(st, e->asked_at);
	bind_i64(st, e->unreadable_at);
	bind_u64(st, e->total);
	bind_bytes(st, (struct bytes){ e->receipt.b, DIGEST_LEN });
	bind_u64(st, e->parent);
	bind_u64(st, e->names);
	bind_u64(st, e->way);
	return (stmt_exec(st, NULL));
}

RC
erasure_set_state(struct tenant *t, uint64_t id, enum erasure_state state,
    int64_t at)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t confirmed = 0;

	if (state > ERASURE_ROWS_GONE)
		bug("erasure_set_state(%d)", (int)state);
	/* Behind what any mirror was confirmed at, whatever the clock did: none
	   of them has forgotten it. */
	if (state == ERASURE_ROWS_GONE)
		TRY(mirror_latest(t->db, &confirmed));
	if (at <= confirmed)
		at = confirmed + 1;
	TRY(stmt_tenant(&st, t, state == ERASURE_ROWS_GONE
	    ? &Q_ERASURE_ROWS_GONE : &Q_ERASURE_UNREADABLE));
	bind_u64(st, state);
	bind_i64(st, at);
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

RC
erasure_let_go(struct tenant *t, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_LET_GO));
	bind_i64(st, now_us());
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

static RC
mirror_add(struct tenant *t, uint64_t id, const struct erasure_mirror *m)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_MIRROR_ADD));
	bind_u64(st, id);
	bind_u64(st, m->number);
	bind_str(st, m->name);
	bind_i64(st, m->confirmed_at);
	return (stmt_exec(st, NULL));
}

RC
erasure_certify(struct tenant *t, uint64_t id, const struct erasure_mirrors *m)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint64_t n = 0;

	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_ERASURE_CERTIFIED));
	bind_i64(st, now_us());
	bind_u64(st, id);
	TRY(stmt_exec(st, &n));
	if (n == 0)
		return (RC_OK);		/* another did it */
	for (size_t i = 0; i < m->n; i++)
		TRY(mirror_add(t, id, &m->v[i]));
	return (tx_commit(&tx));
}

RC
erasure_progress(struct tenant *t, uint64_t id, unsigned done)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (done == 0)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_ERASURE_PROGRESS));
	bind_u64(st, done);
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

static RC
dues(struct stmt *st, struct erasure_due v_r[100], size_t *n_r)
{
	enum rc rc;

	*n_r = 0;
	while ((rc = stmt_row(st)) == RC_OK)
		v_r[(*n_r)++] = (struct erasure_due){ { col_u64(st, 0) },
			col_u64(st, 1) };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
erasure_take(struct tenant *t, uint64_t id, unsigned seconds)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, t->db, &Q_ERASURE_TAKE));
	bind_u64(st, id);
	bind_u64(st, seconds);
	TRY(stmt_row(st));
	return (col_u64(st, 0) == 1 ? RC_OK : RC_CONFLICT);
}

void
erasure_leave(struct tenant *t, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (stmt_installation(&st, t->db, &Q_ERASURE_LEAVE) != RC_OK)
		return;
	bind_u64(st, id);
	if (stmt_row(st) != RC_OK)
		log_warn("erasure %llu is not left", (unsigned long long)id);
}

RC
erasures_due(struct db *db, struct erasure_due v_r[100], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_ERASURE_DUE));
	return (dues(st, v_r, n_r));
}

RC
erasure_begun(struct tenant *t, uint64_t *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ERASURE_BEGUN));
	TRY(stmt_row(st));
	*id_r = col_u64(st, 0);
	return (RC_OK);
}

RC
erasures_unconfirmed(struct db *db, uint64_t after,
    struct erasure_due v_r[100], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_ERASURE_UNCONFIRMED));
	bind_u64(st, after);
	return (dues(st, v_r, n_r));
}

RC
erasures_latest(struct db *db, int64_t *at_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_ERASURE_LATEST));
	TRY(stmt_row(st));
	*at_r = col_null(st, 0) ? 0 : col_i64(st, 0);
	return (RC_OK);
}

RC
erasure_count_add(struct tenant *t, uint64_t id, const char *name, uint64_t n)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (n == 0)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_ERASURE_COUNT_ADD));
	bind_u64(st, id);
	bind_str(st, name);
	bind_u64(st, n);
	return (stmt_exec(st, NULL));
}

/* name: a literal. */
RC
erasure_went(struct tenant *t, const struct erasure *e, const char *name,
    uint64_t n)
{
	struct erasure_sums *s = e->sums;
	size_t i;

	for (i = 0; s != NULL && i < s->n; i++)
		if (str_eq(s->v[i].name, name)) {
			s->v[i].n += n;
			return (RC_OK);
		}
	if (s == NULL || s->n == ERASURE_SUMS)
		return (erasure_count_add(t, e->id, name, n));
	s->v[s->n].name = name;
	s->v[s->n++].n = n;
	return (RC_OK);
}

RC
erasure_went_on(struct tenant *t, const struct erasure *e, size_t n)
{
	if (e->sums == NULL)
		return (erasure_progress(t, e->id, (unsigned)n));
	e->sums->done += (unsigned)n;
	return (RC_OK);
}

RC
erasure_sums_write(struct tenant *t, const struct erasure *e)
{
	const struct erasure_sums *s = e->sums;

	for (size_t i = 0; i < s->n; i++)
		TRY(erasure_count_add(t, e->id, s->v[i].name, s->v[i].n));
	return (s->done == 0 ? RC_OK : erasure_progress(t, e->id, s->done));
}

/* nid: 0 where its text takes one id, not a list of them. */
static RC
wipe(struct tenant *t, const struct erasure *e, const struct wipe *w,
    const uint64_t *id, size_t nid, uint64_t *most_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t went = 0;

	TRY(stmt_tenant(&st, t, w->q));
	if (w->kind != 0)
		bind_u64(st, w->kind);
	if (nid == 0)
		bind_u64(st, *id);
	else
		bind_ids(st, id, nid);
	TRY(stmt_exec(st, &went));
	if (most_r != NULL && went > *most_r)
		*most_r = went;
	return (erasure_went(t, e, w->name, went));
}

RC
wipe_rows(struct tenant *t, const struct erasure *e, const struct wipe *w,
    size_t n, uint64_t id, uint64_t *most_r)
{
	for (size_t i = 0; i < n; i++)
		TRY(wipe(t, e, &w[i], &id, 0, most_r));
	return (RC_OK);
}

RC
wipe_many(struct tenant *t, const struct erasure *e, const struct wipe *w,
    size_t n, const uint64_t *id, size_t nid, uint64_t *most_r)
{
	for (size_t i = 0; i < n; i++)
		TRY(wipe(t, e, &w[i], id, nid, most_r));
	return (RC_OK);
}
