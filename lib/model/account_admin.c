/* Making accounts and what they set: the command line's part of account.h. */
#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "core/zone.h"
#include "model/account.h"
#include "model/ticket.h"

QUERY(Q_ACCOUNT_ADD, Q_INSTALLATION,
    "INSERT INTO account (account_id, name, language, state, created_at)"
    " VALUES (?, ?, ?, ?, ?)");
QUERY(Q_HOST_ADD, Q_INSTALLATION,
    "INSERT INTO host (host, account_id, is_primary) VALUES (?, ?, 1)");
QUERY(Q_ACCOUNT_KEY_ADD, Q_INSTALLATION,
    "INSERT INTO olvido_keys.account_key (account_id, wrapped)"
    " VALUES (?, ?)");

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

static RC
key_add(struct db *db, struct vault *v, account_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint8_t wrapped[WRAPPED_LEN];

	vault_account_new(v, id, wrapped);
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

RC
account_add(struct db *db, struct vault *v, struct arena *a,
    const char *name, const char *host, const char *language,
    struct tenant **t_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum account_state state;
	department_id d;
	account_id id;

	TRY(db_new_id(db, &id.v));
	TRY(tx_begin(&tx, db));
	TRY(stmt_installation(&st, db, &Q_ACCOUNT_ADD));
	bind_u64(st, id.v);
	bind_str(st, name);
	bind_str(st, language);
	bind_u64(st, ACCOUNT_ACTIVE);
	bind_i64(st, now_s());
	TRY(stmt_exec(st, NULL));
	TRY(key_add(db, v, id));
	TRY(host_add(db, id, host));
	TRY(account_by_id(db, v, a, id, t_r, &state));
	TRY(department_add(*t_r, str_eq(language, "es") ? "Atención al cliente"
	    : "Support", arena_printf(a, "support@%s", host), &d));
	return (tx_commit(&tx));
}
