/* Contacts' passwords (contact_login.h). */
#include "model/people/contact_login.h"

#include "core/pack.h"
#include "core/time.h"
#include "crypto/password.h"
#include "model/key/keyring.h"
#include "model/people/generation.h"
#include "model/people/lookup.h"

QUERY(Q_CONTACT_LOGIN_FIND, Q_TENANT,
    "SELECT c.contact_id, p.password, c.generation, c.proved_at,"
    " s.generation, s.wrapped"
    "  FROM olvido_index.lookup l"
    "  JOIN contact c ON c.account_id = l.account_id AND c.contact_id = l.id"
    "  JOIN contact_login p ON p.account_id = c.account_id"
    "   AND p.contact_id = c.contact_id"
    "  LEFT JOIN olvido_keys.secret s ON s.account_id = c.account_id"
    "   AND s.kind = 1 AND s.id = c.contact_id"
    " WHERE l.account_id = ? AND l.kind = 1 AND l.digest = ?");
QUERY(Q_CONTACT_LOGIN_HAS, Q_TENANT,
    "SELECT 1 FROM contact_login WHERE account_id = ? AND contact_id = ?");
QUERY(Q_CONTACT_LOGIN_SET, Q_TENANT,
    "INSERT INTO contact_login (account_id, contact_id, password, changed_at)"
    " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
    " password = VALUES(password), changed_at = VALUES(changed_at)");
QUERY(Q_CONTACT_LOGIN_RENEW, Q_TENANT,
    "UPDATE contact_login SET password = ?"
    " WHERE account_id = ? AND contact_id = ?");

static struct seal_place
place(struct tenant *t, uint64_t id)
{
	return ((struct seal_place){ t->id, "contact_login.password", id });
}

RC
contact_login_find(struct tenant *t, struct arena *a, const char *email,
    struct login_row *row_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d = lookup_digest(t, LOOKUP_CONTACT_EMAIL, email);
	struct bytes hash;
	struct key k;

	TRY(stmt_tenant(&st, t, &Q_CONTACT_LOGIN_FIND));
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	TRY(stmt_row(st));
	*row_r = (struct login_row){ .id = col_u64(st, 0),
		.generation = (unsigned)col_u64(st, 2),
		.active = col_i64(st, 3) != 0 };
	TRY(keyring_contact(t, (contact_id){ row_r->id }, col_wrapped(st, 4),
	    &k));
	k = key_purpose(&k, "password");
	TRY(seal_open(a, &k, place(t, row_r->id), col_bytes(st, 1), &hash));
	row_r->hash = arena_strndup(a, (const char *)hash.p, hash.n);
	return (RC_OK);
}

RC
contact_login_has(struct tenant *t, contact_id id, bool *has_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_CONTACT_LOGIN_HAS));
	bind_u64(st, id.v);
	rc = stmt_row(st);
	*has_r = rc == RC_OK;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
sealed_hash(struct tenant *t, struct arena *a, contact_id id,
    const char *hash, struct bytes *sealed_r)
{
	struct key k;

	TRY(keyring_subject(t, SECRET_CONTACT, id.v, &k));
	k = key_purpose(&k, "password");
	*sealed_r = seal(a, &k, place(t, id.v), pack_text(a, hash));
	return (RC_OK);
}

RC
contact_login_set(struct tenant *t, struct arena *a, contact_id id,
    const char *hash)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes sealed;

	TRY(contact_generation(t, id.v));
	TRY(sealed_hash(t, a, id, hash, &sealed));
	TRY(stmt_tenant(&st, t, &Q_CONTACT_LOGIN_SET));
	bind_u64(st, id.v);
	bind_bytes(st, sealed);
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

RC
contact_login_renew(struct tenant *t, struct arena *a, contact_id id,
    const char *password)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	char hash[PASSWORD_HASH_MAX];
	struct bytes sealed;

	TRY(password_hash(password, hash));
	TRY(sealed_hash(t, a, id, hash, &sealed));
	TRY(stmt_tenant(&st, t, &Q_CONTACT_LOGIN_RENEW));
	bind_bytes(st, sealed);
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}
