/* Making accounts and what they set: the command line's part of account.h. */
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "core/zone.h"
#include "model/account/account_life.h"
#include "model/key/keyring.h"
#include "model/ticket/ticket.h"

QUERY(Q_ACCOUNT_ADD, Q_INSTALLATION,
    "INSERT INTO account (account_id, name, language, state, created_at)"
    " VALUES (?, ?, ?, ?, ?)");
QUERY(Q_HOST_ADD, Q_INSTALLATION,
    "INSERT INTO host (host, account_id, is_primary) VALUES (?, ?, 1)");
QUERY(Q_ACCOUNT_KEY_ADD, Q_INSTALLATION,
    "INSERT INTO olvido_keys.account_key (account_id, wrapped)"
    " VALUES (?, ?)");

QUERY(Q_FIRST_STEPS_ON, Q_TENANT,
    "UPDATE account SET first_steps = 1 WHERE account_id = ?");
QUERY(Q_ACCOUNT_SET_LANGUAGE, Q_TENANT,
    "UPDATE account SET language = ? WHERE account_id = ?");
QUERY(Q_ACCOUNT_SET_ZONE, Q_TENANT,
    "UPDATE account SET time_zone = ? WHERE account_id = ?");

static RC
set_text(struct tenant *t, const struct query *q, const char *value)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_str(st, value);
	return (stmt_exec(st, NULL));
}

RC
account_set_language(struct tenant *t, const char *language)
{
	if (!str_eq(language, "en") && !str_eq(language, "es"))
		return (RC_INVALID);
	return (set_text(t, &Q_ACCOUNT_SET_LANGUAGE, language));
}

RC
account_set_zone(struct tenant *t, const char *zone)
{
	if (!zone_known(zone))
		return (RC_INVALID);
	return (set_text(t, &Q_ACCOUNT_SET_ZONE, zone));
}

/* Behind a gate, made first: its bucket's row is locked against forgetting. */
static RC
key_add(struct db *db, struct vault *v, account_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct tenant t = { .db = db, .vault = v, .id = id };
	uint8_t wrapped[WRAPPED_LEN];
	struct secret gate;
	struct key k;

	TRY(secret_add(&t, SECRET_ACCOUNT, 0, &gate));
	rand_bytes(k.b, sizeof(k.b));
	vault_account_gate(v, id, &k, &gate, wrapped);
	explicit_bzero(&gate, sizeof(gate));
	explicit_bzero(&k, sizeof(k));
	TRY(stmt_installation(&st, db, &Q_ACCOUNT_KEY_ADD));
	bind_u64(st, id.v);
	bind_bytes(st, (struct bytes){ wrapped, sizeof(wrapped) });
	return (stmt_exec(st, NULL));
}

static RC
host_add(struct db *db, account_id id, const char *host)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_HOST_ADD));
	bind_str(st, host);
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}

/* What its life begins with (model/account/lifecycle.h). */
static RC
begin(struct tenant *t, struct arena *a, const struct account_new *n)
{
	bool trial = n->state == ACCOUNT_TRIAL;
	struct life l = { .state = n->state, .since = now_s() };
	struct life_record r = {
		.event = trial ? LIFE_SIGNED_UP : LIFE_OPENED,
		.to = n->state, .at = l.since, .recorded_at = l.since,
		.door = n->by_program ? LIFE_API : trial ? LIFE_SIGNUP
		    : LIFE_CONSOLE,
	};

	TRY(plan_get(t->db, a, n->plan, &l.plan));
	TRY(account_set_plan(t, n->plan));
	if (trial)
		l.until = l.since + (int64_t)l.plan.trial * 86400;
	TRY(db_new_id(t->db, &r.id));
	l.event = r.id;
	r.request_id = arena_printf(a, "own-%llu", (unsigned long long)r.id);
	TRY(account_life_set(t, &l));
	return (account_event_add(t, &r));
}

static RC
lead_owner(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_FIRST_STEPS_ON));
	return (stmt_exec(st, NULL));
}

static RC
open_rows(struct db *db, struct vault *v, struct arena *a, account_id id,
    const struct account_new *n, struct tenant **t_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum account_state state;
	department_id d;

	TRY(stmt_installation(&st, db, &Q_ACCOUNT_ADD));
	bind_u64(st, id.v);
	bind_str(st, n->name);
	bind_str(st, n->language);
	bind_u64(st, n->state);
	bind_i64(st, now_s());
	TRY(stmt_exec(st, NULL));
	TRY(key_add(db, v, id));
	TRY(host_add(db, id, n->host));
	TRY(account_by_id(db, v, a, id, t_r, &state));
	TRY(begin(*t_r, a, n));
	if (n->first_steps)
		TRY(lead_owner(*t_r));
	return (department_add(*t_r, str_eq(n->language, "es")
	    ? "Atención al cliente" : "Support", arena_printf(a,
	    "support@%s", n->host), true, &d));
}

static RC
open_own(struct db *db, struct vault *v, struct arena *a, account_id id,
    const struct account_new *n, struct tenant **t_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, db));
	TRY(open_rows(db, v, a, id, n, t_r));
	return (tx_commit(&tx));
}

RC
account_open(struct db *db, struct vault *v, struct arena *a,
    const struct account_new *n, struct tenant **t_r)
{
	enum rc rc = RC_RETRY;
	account_id id;

	TRY(db_new_id(db, &id.v));
	if (db_in_tx(db))
		return (open_rows(db, v, a, id, n, t_r));
	/* The bucket of its gate may turn in between. */
	for (int i = 0; i < 8 && rc == RC_RETRY; i++)
		rc = open_own(db, v, a, id, n, t_r);
	return (rc);
}

RC
account_add(struct db *db, struct vault *v, struct arena *a,
    const char *name, const char *host, const char *language,
    struct tenant **t_r)
{
	struct account_new n = { .name = name, .host = host,
		.language = language, .plan = PLAN_STANDARD,
		.state = ACCOUNT_ACTIVE };

	return (account_open(db, v, a, &n, t_r));
}
