/* Accounts whatever their state, and where their keys lie (account_any.h). */
#include "model/account/account_any.h"

#include "core/time.h"
#include "model/account/account_row.h"
#include "model/account/lifecycle.h"

QUERY(Q_ACCOUNT_ANY, Q_INSTALLATION,
    "SELECT a.name, a.language, a.state, IFNULL(h.host, IFNULL(o.host, '')),"
    " IFNULL(k.wrapped, c.wrapped), a.time_zone, g.generation, g.wrapped,"
    " c.account_id IS NOT NULL AND k.account_id IS NULL"
    "  FROM account a"
    "  LEFT JOIN host h ON h.account_id = a.account_id AND h.is_primary = 1"
    "  LEFT JOIN account_gone o ON o.account_id = a.account_id"
    "  LEFT JOIN olvido_keys.account_key k ON k.account_id = a.account_id"
    "  LEFT JOIN olvido_keys.cold_key c ON c.account_id = a.account_id"
    "  LEFT JOIN olvido_keys.secret g ON g.account_id = a.account_id"
    "   AND g.kind = 6 AND g.id = 0"
    " WHERE a.account_id = ?");
QUERY(Q_ACCOUNT_KEY_GET, Q_INSTALLATION,
    "SELECT wrapped FROM olvido_keys.account_key WHERE account_id = ?"
    " FOR UPDATE");
QUERY(Q_ACCOUNT_KEY_SET, Q_INSTALLATION,
    "UPDATE olvido_keys.account_key SET wrapped = ? WHERE account_id = ?");
QUERY(Q_ACCOUNT_UNGATED, Q_INSTALLATION,
    "SELECT k.account_id FROM olvido_keys.account_key k"
    "  JOIN account a ON a.account_id = k.account_id"
    "  LEFT JOIN olvido_keys.secret g ON g.account_id = k.account_id"
    "   AND g.kind = 6 AND g.id = 0"
    "  LEFT JOIN olvido_keys.tombstone d ON d.account_id = k.account_id"
    "   AND d.kind = 6 AND d.id = 0"
    " WHERE g.account_id IS NULL AND d.account_id IS NULL");

QUERY(Q_COLD_KEY_TAKE, Q_INSTALLATION,
    "INSERT INTO olvido_keys.cold_key (account_id, wrapped)"
    " SELECT account_id, wrapped FROM olvido_keys.account_key"
    " WHERE account_id = ?");
QUERY(Q_COLD_KEY_BACK, Q_INSTALLATION,
    "INSERT INTO olvido_keys.account_key (account_id, wrapped)"
    " SELECT account_id, wrapped FROM olvido_keys.cold_key"
    " WHERE account_id = ?");
QUERY(Q_ACCOUNT_KEY_DROP, Q_INSTALLATION,
    "DELETE FROM olvido_keys.account_key WHERE account_id = ?");
QUERY(Q_COLD_KEY_DROP, Q_INSTALLATION,
    "DELETE FROM olvido_keys.cold_key WHERE account_id = ?");

RC
account_any(struct db *db, struct vault *v, struct arena *a, account_id id,
    struct tenant **t_r, enum account_state *state_r, bool *cold_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct tenant *t = ARENA_NEW(a, struct tenant);
	struct key *k = ARENA_NEW(a, struct key);

	TRY(stmt_installation(&st, db, &Q_ACCOUNT_ANY));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	*t = (struct tenant){ .db = db, .vault = v, .id = id,
		.name = arena_strdup(a, col_str(st, 0)),
		.language = arena_strdup(a, col_str(st, 1)),
		.host = arena_strdup(a, col_str(st, 3)),
		.zone = arena_strdup(a, col_str(st, 5)) };
	*state_r = (enum account_state)col_u64(st, 2);
	if (cold_r != NULL)
		*cold_r = col_u64(st, 8) != 0;
	if (!col_null(st, 4) && account_key_of(v, id, col_bytes(st, 4),
	    col_wrapped(st, 6), k) == RC_OK)
		t->key = k;
	*t_r = t;
	return (RC_OK);
}

static RC
change(struct db *db, const struct query *q, account_id id, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, q));
	bind_u64(st, id.v);
	return (stmt_exec(st, n_r));
}

static RC
still(const struct life *l, const struct account_move *m, int64_t now)
{
	struct life next;

	if (m->from != NULL && (l->state != m->from->state ||
	    l->event != m->from->event || l->since != m->from->since))
		return (RC_CONFLICT);
	if (m->led && (life_next(l, &(struct life_ask){ .event = m->event },
	    now, &next) != RC_OK || next.state != m->to))
		return (RC_CONFLICT);
	return (RC_OK);
}

RC
account_move(struct tenant *t, struct arena *a, const struct account_move *m)
{
	int64_t now = now_s();
	struct life_record r = { .event = m->event, .to = m->to, .at = now,
		.recorded_at = now, .door = m->door, .by = m->by };
	struct life l;
	unsigned days;

	TRY(account_life(t, a, true, &l));
	TRY(still(&l, m, now));
	if (l.state == m->to)
		return (RC_OK);
	days = m->to == ACCOUNT_DELETED ? l.plan.deleted
	    : m->to == ACCOUNT_TERMINATED ? l.plan.terminated : 0;
	r.from = l.state;
	TRY(db_new_id(t->db, &r.id));
	r.request_id = arena_printf(a, "own-%llu", (unsigned long long)r.id);
	l.state = m->to;
	l.held = false;
	l.since = now;
	l.until = days == 0 ? 0 : now + (int64_t)days * 86400;
	l.delete_at = 0;
	l.event = r.id;
	TRY(account_life_set(t, &l));
	return (account_event_add(t, &r));
}

RC
account_key_cool(struct db *db, account_id id, bool cold)
{
	uint64_t n;

	TRY(change(db, cold ? &Q_COLD_KEY_DROP : &Q_ACCOUNT_KEY_DROP, id,
	    NULL));
	TRY(change(db, cold ? &Q_COLD_KEY_TAKE : &Q_COLD_KEY_BACK, id, &n));
	if (n != 1)
		return (RC_GONE);
	return (change(db, cold ? &Q_ACCOUNT_KEY_DROP : &Q_COLD_KEY_DROP, id,
	    NULL));
}

RC
account_key_drop(struct db *db, account_id id)
{
	TRY(change(db, &Q_COLD_KEY_DROP, id, NULL));
	return (change(db, &Q_ACCOUNT_KEY_DROP, id, NULL));
}

/* ---- gates --------------------------------------------------------------------- */

static RC
gate(struct tenant *t)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *get = NULL, *set = NULL;
	uint8_t wrapped[WRAPPED_LEN];
	struct secret s;
	struct key k;
	enum rc rc;

	TRY(tx_begin(&tx, t->db));
	TRY(stmt_installation(&get, t->db, &Q_ACCOUNT_KEY_GET));
	bind_u64(get, t->id.v);
	TRY(stmt_row(get));
	rc = vault_account_open(t->vault, t->id, col_bytes(get, 0), &k);
	if (rc != RC_OK)
		return (RC_OK);		/* it has one */
	stmt_done(&get);
	TRY(secret_add(t, SECRET_ACCOUNT, 0, &s));
	vault_account_gate(t->vault, t->id, &k, &s, wrapped);
	explicit_bzero(&s, sizeof(s));
	explicit_bzero(&k, sizeof(k));
	TRY(stmt_installation(&set, t->db, &Q_ACCOUNT_KEY_SET));
	bind_bytes(set, (struct bytes){ wrapped, sizeof(wrapped) });
	bind_u64(set, t->id.v);
	TRY(stmt_exec(set, NULL));
	return (tx_commit(&tx));
}

RC
account_gate(struct tenant *t)
{
	enum rc rc = RC_RETRY;

	for (int i = 0; i < 8 && rc == RC_RETRY; i++)
		rc = gate(t);
	return (rc);
}

RC
account_gates(struct db *db, struct vault *v, uint64_t *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(64U << 20);
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct tenant t = { .db = db, .vault = v };
	account_id *id = NULL;
	size_t n = 0;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_installation(&st, db, &Q_ACCOUNT_UNGATED));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (id == NULL)
			id = arena_array(a, stmt_rows(st), sizeof(*id));
		id[n++].v = col_u64(st, 0);
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	for (size_t i = 0; i < n; i++) {
		t.id = id[i];
		TRY(account_gate(&t));
		(*n_r)++;
	}
	return (RC_OK);
}
