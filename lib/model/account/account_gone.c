/* Accounts go (cold.h): cron and the command line. */
#include "core/time.h"
#include "model/account/cold.h"
#include "model/account/farewell.h"
#include "model/key/keyring.h"
#include "model/privacy/hold.h"

QUERY(Q_ENDS_DUE, Q_INSTALLATION,
    "SELECT a.account_id, IFNULL(e.by_id, 0), IFNULL(e.recorded_at, 0)"
    "  FROM account a FORCE INDEX (account_delete)"
    "  LEFT JOIN account_event e ON e.account_id = a.account_id"
    "   AND e.event_id = (SELECT MAX(x.event_id) FROM account_event x"
    "   WHERE x.account_id = a.account_id AND x.event = 8)"
    " WHERE a.delete_at > 0 AND a.delete_at <= ?"
    " ORDER BY a.delete_at LIMIT 100");
QUERY(Q_END_WAIT, Q_TENANT,
    "UPDATE account SET delete_at = ? WHERE account_id = ?"
    " AND delete_at > 0");
QUERY(Q_GONE_UNFINISHED, Q_INSTALLATION,
    "SELECT account_id FROM erasure FORCE INDEX (erasure_due)"
    " WHERE state IN (2, 3) AND scope = 7 ORDER BY state, erasure_id"
    " LIMIT 100");
QUERY(Q_GONE_LOCK, Q_TENANT,
    "SELECT state FROM account WHERE account_id = ? FOR UPDATE");
QUERY(Q_GONE_ADD, Q_TENANT,
    "INSERT INTO account_gone (account_id, erasure_id, host, language)"
    " VALUES (?, ?, ?, ?)");
QUERY(Q_GONE_GET, Q_TENANT,
    "SELECT erasure_id FROM account_gone WHERE account_id = ?");
QUERY(Q_GONE_NAME, Q_TENANT,
    "UPDATE account SET name = ?, time_zone = ? WHERE account_id = ?");
/* The account's own change writes it once more. */
QUERY(Q_GONE_ROSTER, Q_TENANT, "DELETE FROM roster WHERE account_id = ?");
QUERY(Q_GONE_COUNTS, Q_TENANT,
    "SELECT name, n FROM account_count WHERE account_id = ?");
QUERY(Q_GONE_COUNTS_DROP, Q_TENANT,
    "DELETE FROM account_count WHERE account_id = ?");
QUERY(Q_GONE_COLD_DROP, Q_TENANT,
    "DELETE FROM cold_backup WHERE account_id = ?");

static const struct victim gate = { .kind = SECRET_ACCOUNT, .id = 0 };

RC
account_ends_due(struct db *db, struct end_due v_r[100], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_installation(&st, db, &Q_ENDS_DUE));
	bind_i64(st, now_s());
	while ((rc = stmt_row(st)) == RC_OK)
		v_r[(*n_r)++] = (struct end_due){ { col_u64(st, 0) },
			col_u64(st, 1), col_i64(st, 2) };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
account_end_wait(struct tenant *t, int64_t until)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_END_WAIT));
	bind_i64(st, until);
	return (stmt_exec(st, NULL));
}

RC
account_gone_unfinished(struct db *db, account_id v_r[100], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_installation(&st, db, &Q_GONE_UNFINISHED));
	while ((rc = stmt_row(st)) == RC_OK)
		v_r[(*n_r)++].v = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
not_gone(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *lock = NULL, *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&lock, t, &Q_GONE_LOCK));
	TRY(stmt_row(lock));
	TRY(stmt_tenant(&st, t, &Q_GONE_GET));
	rc = stmt_row(st);
	return (rc == RC_OK ? RC_CONFLICT : rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
gone_add(struct tenant *t, uint64_t erasure)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_GONE_ADD));
	bind_u64(st, erasure);
	bind_str(st, t->host);
	bind_str(st, t->language);
	return (stmt_exec(st, NULL));
}

static RC
destroy(struct tenant *t, struct arena *a, struct erasure *e,
    const struct account_move *m)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(not_gone(t));
	TRY(account_move(t, a, m));
	if (m->led || m->from != NULL)
		TRY(hold_bars(t, HOLD_ACCOUNT, 0));
	/* Of one that a restore brought back he was told when it went before. */
	if (m->led || m->from != NULL)
		TRY(farewell_keep(t, a));
	e->state = ERASURE_UNREADABLE;
	TRY(erasure_add(t, e));
	TRY(secret_forget_in(t, a, &gate, 1, e->id));
	TRY(account_key_drop(t->db, t->id));
	TRY(gone_add(t, e->id));
	TRY(erasure_set_state(t, e->id, ERASURE_UNREADABLE, now_us()));
	return (tx_commit(&tx));
}

RC
account_gone_begin(struct tenant *t, struct arena *a, struct erasure *e,
    const struct account_move *m)
{
	enum rc rc = destroy(t, a, e, m), end = secret_forget_end(t, &gate, 1);

	return (rc == RC_OK ? end : rc);
}

static RC
run(struct tenant *t, const struct query *q, bool names)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	for (int i = 0; names && i < 2; i++)
		bind_str(st, "");
	return (stmt_exec(st, NULL));
}

/* What went, in both steps, into the erasure's counts. */
static RC
counts(struct tenant *t, uint64_t erasure)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct erasure_counts c = { 0 };
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_GONE_COUNTS));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (c.v == NULL)
			c.v = arena_array(a, stmt_rows(st), sizeof(*c.v));
		c.v[c.n++] = (struct erasure_count){ arena_strdup(a,
		    col_str(st, 0)), col_u64(st, 1) };
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	for (size_t i = 0; i < c.n; i++)
		TRY(erasure_count_add(t, erasure, c.v[i].name, c.v[i].n));
	return (run(t, &Q_GONE_COUNTS_DROP, false));
}

RC
account_gone_end(struct tenant *t, uint64_t erasure)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct erasure e;

	TRY(secret_forget_end(t, &gate, 1));
	TRY(tx_begin(&tx, t->db));
	TRY(erasure_lock(t, erasure, &e));
	if (e.state < ERASURE_ROWS_GONE) {
		TRY(counts(t, erasure));
		TRY(run(t, &Q_GONE_COLD_DROP, false));
		TRY(run(t, &Q_GONE_NAME, true));
		TRY(run(t, &Q_GONE_ROSTER, false));
		TRY(farewell_after(t, a));
		TRY(erasure_set_state(t, erasure, ERASURE_ROWS_GONE,
		    now_us()));
	}
	return (tx_commit(&tx));
}

RC
account_gone_erasure(struct tenant *t, struct erasure *e_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t id;

	TRY(stmt_tenant(&st, t, &Q_GONE_GET));
	TRY(stmt_row(st));
	id = col_u64(st, 0);
	stmt_done(&st);
	return (erasure_get(t, id, e_r));
}
