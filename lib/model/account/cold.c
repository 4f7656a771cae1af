/* Cold backups' rows (cold.h): cron and the command line. */
#include "model/account/cold.h"

#include "core/time.h"
#include "model/account/farewell.h"

#define COLD_SELECT							\
	"SELECT account_id, state, was, began_at, made_at, removed_at,"	\
	" held_until, size, files FROM cold_backup"

QUERY(Q_COLD_GET, Q_INSTALLATION, COLD_SELECT " WHERE account_id = ?");
QUERY(Q_COLD_LIST, Q_INSTALLATION, COLD_SELECT " ORDER BY account_id");
QUERY(Q_COLD_UNFINISHED, Q_INSTALLATION,
    "SELECT account_id FROM cold_backup WHERE state = ?"
    " ORDER BY account_id LIMIT 100");
QUERY(Q_COLD_ADD, Q_INSTALLATION,
    "INSERT INTO cold_backup (account_id, state, began_at, was)"
    " VALUES (?, 1, ?, ?)");
QUERY(Q_COLD_MADE, Q_INSTALLATION,
    "UPDATE cold_backup SET state = 2, made_at = ?, held_until = ?, size = ?,"
    " files = ? WHERE account_id = ? AND state = 1");
QUERY(Q_COLD_SET, Q_INSTALLATION,
    "UPDATE cold_backup SET state = ?, removed_at = ? WHERE account_id = ?");
QUERY(Q_COLD_DROP, Q_INSTALLATION,
    "DELETE FROM cold_backup WHERE account_id = ?");
QUERY(Q_COLD_COUNTS_DROP, Q_TENANT,
    "DELETE FROM account_count WHERE account_id = ?");
/* Of a backup that was made before links were left out of it. */
QUERY(Q_COLD_LINKS_DROP, Q_TENANT, "DELETE FROM link WHERE account_id = ?");

static RC
drop_all(struct tenant *t, const struct query *q)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	return (stmt_exec(st, NULL));
}

static void
row_of(struct stmt *st, struct cold *c_r)
{
	*c_r = (struct cold){ .account = { col_u64(st, 0) },
		.state = (enum cold_state)col_u64(st, 1),
		.was = (enum account_state)col_u64(st, 2),
		.began_at = col_i64(st, 3), .made_at = col_i64(st, 4),
		.removed_at = col_i64(st, 5), .held_until = col_i64(st, 6),
		.size = col_u64(st, 7), .files = col_u64(st, 8) };
}

RC
cold_get(struct db *db, account_id id, struct cold *c_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_COLD_GET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	row_of(st, c_r);
	return (RC_OK);
}

RC
cold_list(struct db *db, struct arena *a, struct cold_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct cold_list){ 0 };
	TRY(stmt_installation(&st, db, &Q_COLD_LIST));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		row_of(st, &l_r->v[l_r->n++]);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
cold_unfinished(struct db *db, account_id v_r[100], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_installation(&st, db, &Q_COLD_UNFINISHED));
	bind_u64(st, COLD_PURGING);
	while ((rc = stmt_row(st)) == RC_OK)
		v_r[(*n_r)++].v = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
cold_begin(struct db *db, account_id id, enum account_state was)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_COLD_ADD));
	bind_u64(st, id.v);
	bind_i64(st, now_s());
	bind_u64(st, was);
	return (stmt_exec(st, NULL));
}

RC
cold_made(struct tenant *t, struct arena *a, const struct cold *c,
    const struct account_move *m)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(stmt_installation(&st, t->db, &Q_COLD_MADE));
	bind_i64(st, c->made_at);
	bind_i64(st, c->held_until);
	bind_u64(st, c->size);
	bind_u64(st, c->files);
	bind_u64(st, t->id.v);
	TRY(stmt_exec(st, &n));
	if (n != 1)
		return (RC_CONFLICT);
	TRY(account_key_cool(t->db, t->id, true));
	TRY(account_move(t, a, m));
	TRY(farewell_keep(t, a));
	return (tx_commit(&tx));
}

RC
cold_set_state(struct db *db, account_id id, enum cold_state state)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_COLD_SET));
	bind_u64(st, state);
	bind_i64(st, state == COLD_KEPT ? now_s() : 0);
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}

RC
cold_drop(struct db *db, account_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_COLD_DROP));
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}

RC
cold_back(struct tenant *t, struct arena *a, const struct account_move *m)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(account_key_cool(t->db, t->id, false));
	TRY(account_move(t, a, m));
	TRY(account_sessions_over(t));
	TRY(cold_drop(t->db, t->id));
	TRY(drop_all(t, &Q_COLD_LINKS_DROP));
	TRY(drop_all(t, &Q_COLD_COUNTS_DROP));
	TRY(farewell_over(t->db, t->id));
	return (tx_commit(&tx));
}
