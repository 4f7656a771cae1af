/* Companies are made, named, and given contacts (company.h). */
#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "core/utf8.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/people/company_row.h"
#include "model/people/contact.h"

QUERY(Q_COMPANY_ADD, Q_TENANT,
    "INSERT INTO company (account_id, company_id, created_at, sealed)"
    " VALUES (?, ?, ?, ?)");
QUERY(Q_COMPANY_SET, Q_TENANT,
    "UPDATE company SET sealed = ? WHERE account_id = ? AND company_id = ?");
QUERY(Q_COMPANY_LOCK, Q_TENANT,
    "SELECT company_id FROM company"
    " WHERE account_id = ? AND company_id = ? FOR UPDATE");
QUERY(Q_COMPANY_PUT, Q_TENANT,
    "UPDATE contact SET company_id = ? WHERE account_id = ?"
    " AND contact_id = ?");

static bool
good_name(const char *name)
{
	return (!str_empty(name) && utf8_count(name) <= COMPANY_NAME_MAX);
}

static struct bytes
sealed(struct tenant *t, struct arena *a, const struct key *k, company_id id,
    const char *name)
{
	struct buf b = BUF_INIT(a);

	pack_str(&b, F_COMPANY_NAME, name);
	return (seal(a, k, company_place(t, id), pack_end(&b)));
}

static RC
note(struct tenant *t, enum audit_verb verb, company_id id)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_COMPANY, .id = id.v }));
}

static RC
insert(struct tenant *t, struct arena *a, company_id id, const char *name)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct secret s;
	struct key k;

	TRY(secret_add(t, SECRET_COMPANY, id.v, &s));
	k = key_subject(t->key, SECRET_COMPANY, id.v, &s);
	explicit_bzero(&s, sizeof(s));
	TRY(stmt_tenant(&st, t, &Q_COMPANY_ADD));
	bind_u64(st, id.v);
	bind_i64(st, now_s());
	bind_bytes(st, sealed(t, a, &k, id, name));
	return (stmt_exec(st, NULL));
}

RC
company_add(struct tenant *t, struct arena *a, const char *name,
    company_id *id_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	if (!good_name(name))
		return (RC_INVALID);
	TRY(db_new_id(t->db, &id_r->v));
	TRY(tx_begin(&tx, t->db));
	TRY(insert(t, a, *id_r, name));
	TRY(note(t, AUDIT_COMPANY_ADDED, *id_r));
	return (tx_commit(&tx));
}

/* Its row, locked: an erasure waits, or was first and its secret is gone. */
static RC
lock(struct tenant *t, company_id id, struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_COMPANY_LOCK));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	rc = keyring_subject(t, SECRET_COMPANY, id.v, k_r);
	return (rc == RC_GONE ? RC_NOTFOUND : rc);
}

RC
company_set(struct tenant *t, struct arena *a, const struct company *c)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;

	if (!good_name(c->name))
		return (RC_INVALID);
	TRY(tx_begin(&tx, t->db));
	TRY(lock(t, c->id, &k));
	TRY(stmt_tenant(&st, t, &Q_COMPANY_SET));
	bind_bytes(st, sealed(t, a, &k, c->id, c->name));
	bind_u64(st, c->id.v);
	TRY(stmt_exec(st, NULL));
	TRY(note(t, AUDIT_COMPANY_CHANGED, c->id));
	return (tx_commit(&tx));
}

RC
company_put(struct tenant *t, contact_id who, company_id id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;

	TRY(contact_seen(t, who));
	TRY(tx_begin(&tx, t->db));
	if (id.v != 0)
		TRY(lock(t, id, &k));
	TRY(stmt_tenant(&st, t, &Q_COMPANY_PUT));
	bind_u64(st, id.v);
	bind_u64(st, who.v);
	TRY(stmt_exec(st, NULL));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_CONTACT_COMPANY,
	    .object = ON_CONTACT, .id = who.v, .value = id.v }));
	return (tx_commit(&tx));
}
