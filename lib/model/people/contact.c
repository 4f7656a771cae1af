/* Contacts (contact.h). Sealed: 1 name, 2 address, 3 phone. */
#include "model/people/contact.h"

#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "model/access/withheld.h"
#include "model/key/keyring.h"
#include "model/people/lookup.h"

enum { F_NAME = 1, F_EMAIL = 2, F_PHONE = 3 };

QUERY(Q_CONTACT_GET, Q_TENANT,
    "SELECT c.language, c.created_at, c.proved_at, c.generation, c.sealed,"
    " s.generation, s.wrapped"
    "  FROM contact c LEFT JOIN olvido_keys.secret s"
    "    ON s.account_id = c.account_id AND s.kind = 1"
    "   AND s.id = c.contact_id"
    " WHERE c.account_id = ? AND c.contact_id = ?");
QUERY(Q_CONTACT_BY_EMAIL, Q_TENANT,
    "SELECT c.language, c.created_at, c.proved_at, c.generation, c.sealed,"
    " s.generation, s.wrapped, c.contact_id"
    "  FROM olvido_index.lookup l"
    "  JOIN contact c ON c.account_id = l.account_id AND c.contact_id = l.id"
    "  LEFT JOIN olvido_keys.secret s"
    "    ON s.account_id = c.account_id AND s.kind = 1"
    "   AND s.id = c.contact_id"
    " WHERE l.account_id = ? AND l.kind = 1 AND l.digest = ?");
QUERY(Q_CONTACT_ADD, Q_TENANT,
    "INSERT INTO contact (account_id, contact_id, language, created_at,"
    " sealed) VALUES (?, ?, ?, ?, ?)");
QUERY(Q_CONTACT_SET, Q_TENANT,
    "UPDATE contact SET sealed = ? WHERE account_id = ? AND contact_id = ?");
QUERY(Q_CONTACT_PROVE, Q_TENANT,
    "UPDATE contact SET proved_at = ?"
    " WHERE account_id = ? AND contact_id = ? AND proved_at = 0");

static struct bytes
contact_seal(struct tenant *t, struct arena *a, const struct contact *c,
    const struct key *k)
{
	struct buf b = BUF_INIT(a);

	pack_str(&b, F_NAME, c->name);
	pack_str(&b, F_EMAIL, c->email);
	pack_str(&b, F_PHONE, c->phone);
	return (seal(a, k, (struct seal_place){ t->id, "contact.sealed",
	    c->id.v }, pack_end(&b)));
}

RC
contact_open(struct tenant *t, struct arena *a, const struct key *k,
    struct bytes sealed, struct contact *c)
{
	struct bytes plain;

	TRY(seal_open(a, k, (struct seal_place){ t->id, "contact.sealed",
	    c->id.v }, sealed, &plain));
	c->name = unpack_str(a, plain, F_NAME);
	c->email = unpack_str(a, plain, F_EMAIL);
	c->phone = unpack_str(a, plain, F_PHONE);
	return (RC_OK);
}

static RC
contact_row(struct tenant *t, struct arena *a, struct stmt *st,
    contact_id id, struct contact *c_r, struct key *k_r)
{
	struct key k;

	*c_r = (struct contact){
		.id = id, .name = "", .email = "", .phone = "",
		.language = arena_strdup(a, col_str(st, 0)),
		.created_at = col_i64(st, 1),
		.proved_at = col_i64(st, 2),
		.generation = (unsigned)col_u64(st, 3),
	};
	if (keyring_contact(t, id, col_wrapped(st, 5), &k) != RC_OK ||
	    contact_open(t, a, &k, col_bytes(st, 4), c_r) != RC_OK) {
		c_r->gone = true;
		c_r->restricted = withheld_restricted(t->withheld, id);
		return (k_r != NULL ? RC_GONE : RC_OK);
	}
	if (k_r != NULL)
		*k_r = k;
	return (RC_OK);
}

static RC
contact_by_id(struct tenant *t, struct arena *a, contact_id id,
    struct contact *c_r, struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_CONTACT_GET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	return (contact_row(t, a, st, id, c_r, k_r));
}

RC
contact_get(struct tenant *t, struct arena *a, contact_id id,
    struct contact *c_r, struct key *k_r)
{
	TRY(contact_seen(t, id));
	return (contact_by_id(t, a, id, c_r, k_r));
}

RC
contact_author(struct tenant *t, struct arena *a, contact_id id,
    struct contact *c_r, struct key *k_r)
{
	enum rc rc = contact_by_id(t, a, id, c_r, k_r);

	return (rc == RC_NOTFOUND ? RC_GONE : rc);
}

static RC
contact_find(struct tenant *t, struct arena *a, const char *email,
    struct contact *c_r, struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d = lookup_digest(t, LOOKUP_CONTACT_EMAIL, email);

	TRY(stmt_tenant(&st, t, &Q_CONTACT_BY_EMAIL));
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	TRY(stmt_row(st));
	return (contact_row(t, a, st, (contact_id){ col_u64(st, 7) }, c_r,
	    k_r));
}

RC
contact_by_email(struct tenant *t, struct arena *a, const char *email,
    struct contact *c_r)
{
	return (contact_find(t, a, email, c_r, NULL));
}

static RC
contact_add(struct tenant *t, struct arena *a, struct contact *c,
    struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct secret s;

	TRY(db_new_id(t->db, &c->id.v));
	TRY(secret_add(t, SECRET_CONTACT, c->id.v, &s));
	*k_r = key_subject(t->key, SECRET_CONTACT, c->id.v, &s);
	TRY(stmt_tenant(&st, t, &Q_CONTACT_ADD));
	bind_u64(st, c->id.v);
	bind_str(st, c->language);
	bind_i64(st, c->created_at);
	bind_bytes(st, contact_seal(t, a, c, k_r));
	TRY(stmt_exec(st, NULL));
	return (lookup_add(t, LOOKUP_CONTACT_EMAIL, c->email, c->id.v, 0));
}

RC
contact_ensure(struct tenant *t, struct arena *a, const char *email,
    const char *name, const char *language, struct contact *c_r,
    struct key *k_r, bool *made_r)
{
	enum rc rc;

	if (made_r != NULL)
		*made_r = false;
	rc = contact_find(t, a, email, c_r, k_r);
	if (rc != RC_NOTFOUND)
		return (rc);
	*c_r = (struct contact){
		.name = name != NULL ? name : "", .email = email,
		.phone = "", .language = language != NULL ? language : "",
		.created_at = now_s(), .generation = 1,
	};
	rc = contact_add(t, a, c_r, k_r);
	if (made_r != NULL)
		*made_r = rc == RC_OK;
	/* Somebody made the same contact meanwhile: run the act again. */
	return (rc == RC_CONFLICT ? RC_RETRY : rc);
}

RC
contact_prove(struct tenant *t, contact_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_CONTACT_PROVE));
	bind_i64(st, now_s());
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}

RC
contact_set(struct tenant *t, struct arena *a, const struct contact *c)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct secret s;
	struct key k;

	TRY(secret_get(t, SECRET_CONTACT, c->id.v, &s));
	k = key_subject(t->key, SECRET_CONTACT, c->id.v, &s);
	TRY(stmt_tenant(&st, t, &Q_CONTACT_SET));
	bind_bytes(st, contact_seal(t, a, c, &k));
	bind_u64(st, c->id.v);
	return (stmt_exec(st, NULL));
}
