/* Consent given and withdrawn (consent.h): panel and portal. */
#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/people/contact.h"
#include "model/privacy/consent_row.h"

QUERY(Q_CONSENT_HOLDS, Q_TENANT,
    "SELECT consent_id FROM consent FORCE INDEX (consent_contact)"
    " WHERE account_id = ? AND contact_id = ? AND purpose_id = ?"
    " AND version = ? AND withdrawn_at = 0 LIMIT 1 LOCK IN SHARE MODE");
QUERY(Q_CONSENT_ADD, Q_TENANT,
    "INSERT INTO consent (account_id, consent_id, contact_id, purpose_id,"
    " version, language, given_at, given_door, given_by, sealed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_CONSENT_WITHDRAW, Q_TENANT,
    "UPDATE consent SET withdrawn_at = ?, withdrawn_door = ?,"
    " withdrawn_by = ? WHERE account_id = ? AND contact_id = ?"
    " AND purpose_id = ? AND withdrawn_at = 0");

static RC
holds(struct tenant *t, contact_id id, const struct purpose *p, bool *yes_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_CONSENT_HOLDS));
	bind_u64(st, id.v);
	bind_u64(st, p->id);
	bind_u64(st, p->version);
	rc = stmt_row(st);
	*yes_r = rc == RC_OK;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
insert(struct tenant *t, struct arena *a, const struct consent *c)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;

	TRY(keyring_register(t, c->contact, &k));
	TRY(stmt_tenant(&st, t, &Q_CONSENT_ADD));
	bind_u64(st, c->id);
	bind_u64(st, c->contact.v);
	bind_u64(st, c->purpose);
	bind_u64(st, c->version);
	bind_str(st, c->language);
	bind_i64(st, c->given_at);
	bind_u64(st, c->given_door);
	bind_u64(st, c->given_by.v);
	if (str_empty(c->how))
		bind_null(st);
	else
		bind_bytes(st, seal(a, &k, consent_place(t, c->id),
		    pack_text(a, c->how)));
	return (stmt_exec(st, NULL));
}

static RC
log_it(struct tenant *t, contact_id id, enum audit_verb verb,
    uint64_t purpose)
{
	/* By whoever is signed in: a visitor's box is nobody's. */
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_CONTACT, .id = id.v, .value = purpose }));
}

static RC
give(struct tenant *t, struct arena *a, struct consent *c)
{
	struct purpose p;
	bool already;

	TRY(contact_seen(t, c->contact));
	TRY(purpose_get(t, a, c->purpose, &p));
	if (!p.active)
		return (RC_INVALID);
	TRY(holds(t, c->contact, &p, &already));
	if (already)
		return (RC_OK);
	TRY(db_new_id(t->db, &c->id));
	c->version = p.version;
	c->given_at = now_s();
	TRY(insert(t, a, c));
	return (log_it(t, c->contact, AUDIT_CONSENT_GIVEN, c->purpose));
}

RC
consent_give(struct tenant *t, struct arena *a, contact_id id,
    uint64_t purpose, const char *language, enum consent_door door,
    agent_id by, const char *how)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct consent c = { .contact = id, .purpose = purpose,
		.language = str_eq(language, "es") ? "es" : "en",
		.given_door = door, .given_by = by, .how = how };

	if (db_in_tx(t->db))
		return (give(t, a, &c));
	TRY(tx_begin(&tx, t->db));
	TRY(give(t, a, &c));
	return (tx_commit(&tx));
}

static RC
withdraw(struct tenant *t, contact_id id, uint64_t purpose,
    enum consent_door door, agent_id by)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_CONSENT_WITHDRAW));
	bind_i64(st, now_s());
	bind_u64(st, door);
	bind_u64(st, by.v);
	bind_u64(st, id.v);
	bind_u64(st, purpose);
	TRY(stmt_exec(st, &n));
	return (n > 0 ? RC_OK : RC_NOTFOUND);
}

RC
consent_withdraw(struct tenant *t, contact_id id, uint64_t purpose,
    enum consent_door door, agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(contact_seen(t, id));
	TRY(withdraw(t, id, purpose, door, by));
	TRY(log_it(t, id, AUDIT_CONSENT_WITHDRAWN, purpose));
	return (tx_commit(&tx));
}
