/* Passkeys: finding, listing, using them; challenges (passkey.h). */
#include "model/access/passkey.h"

#include "core/pack.h"
#include "core/time.h"
#include "model/access/passkey_row.h"
#include "model/key/keyring.h"

#define PASSKEY_COLS							\
	"SELECT passkey_id, kind, subject_id, counter, created_at,"	\
	" used_at, sealed FROM passkey"

QUERY(Q_PASSKEY_LIST, Q_TENANT, PASSKEY_COLS
    " WHERE account_id = ? AND kind = ? AND subject_id = ?"
    " ORDER BY passkey_id LIMIT 100");
QUERY(Q_PASSKEY_FIND, Q_TENANT, PASSKEY_COLS
    " WHERE account_id = ? AND digest = ?");
QUERY(Q_PASSKEY_USED, Q_TENANT,
    "UPDATE passkey SET counter = ?, used_at = GREATEST(used_at + 1, ?)"
    " WHERE account_id = ? AND passkey_id = ?"
    "   AND counter < IF(counter = 0, 1, ?)");
QUERY(Q_CHALLENGE_ADD, Q_TENANT,
    "INSERT INTO challenge (account_id, digest, bound, purpose, expires_at)"
    " VALUES (?, ?, ?, ?, ?)");
QUERY(Q_CHALLENGE_PURGE, Q_TENANT,
    "DELETE FROM challenge WHERE account_id = ? AND expires_at < ?");
QUERY(Q_CHALLENGE_TAKE, Q_TENANT,
    "DELETE FROM challenge WHERE account_id = ? AND digest = ?"
    " AND bound = ? AND purpose = ? AND expires_at >= ?");

struct digest
passkey_digest(struct tenant *t, struct bytes credential)
{
	struct key k = key_purpose(t->key, "passkey");

	return (digest_keyed(&k, "credential", credential));
}

RC
passkey_seal_key(struct tenant *t, struct person p, struct key *k_r)
{
	struct key k;

	TRY(keyring_subject(t, p.kind, p.id, &k));
	*k_r = key_purpose(&k, "passkey");
	return (RC_OK);
}

static RC
passkey_row(struct tenant *t, struct arena *a, struct stmt *st,
    struct passkey *k_r)
{
	struct bytes plain;
	struct key k;

	*k_r = (struct passkey){
		.id = { col_u64(st, 0) },
		.person = { (enum secret_kind)col_u64(st, 1), col_u64(st, 2),
		    NULL },
		.key = { .counter = (uint32_t)col_u64(st, 3) },
		.created_at = col_i64(st, 4), .used_at = col_i64(st, 5),
	};
	TRY(passkey_seal_key(t, k_r->person, &k));
	TRY(seal_open(a, &k, (struct seal_place){ t->id, "passkey.sealed",
	    k_r->id.v }, col_bytes(st, 6), &plain));
	k_r->name = unpack_str(a, plain, F_PASSKEY_NAME);
	k_r->key.id = unpack_bytes(plain, F_PASSKEY_ID);
	k_r->key.key = unpack_bytes(plain, F_PASSKEY_KEY);
	k_r->key.alg = -(int)unpack_u64(plain, F_PASSKEY_ALG);
	return (RC_OK);
}

RC
passkey_list(struct tenant *t, struct arena *a, struct person p,
    struct passkey_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc, opened;

	*l_r = (struct passkey_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_PASSKEY_LIST));
	bind_u64(st, p.kind);
	bind_u64(st, p.id);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(struct passkey));
		opened = passkey_row(t, a, st, &l_r->v[l_r->n]);
		/* One that does not open any more is none. */
		if (opened == RC_GONE)
			continue;
		TRY(opened);
		l_r->n++;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
passkey_find(struct tenant *t, struct arena *a, struct bytes credential,
    struct passkey *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d = passkey_digest(t, credential);

	TRY(stmt_tenant(&st, t, &Q_PASSKEY_FIND));
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	TRY(stmt_row(st));
	return (passkey_row(t, a, st, k_r));
}

RC
passkey_used(struct tenant *t, const struct passkey *k)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_PASSKEY_USED));
	bind_u64(st, k->key.counter);
	bind_i64(st, now_s());
	bind_u64(st, k->id.v);
	bind_u64(st, k->key.counter);
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_DENIED);
}

/* ---- challenges -------------------------------------------------------------- */

static RC
purge(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_CHALLENGE_PURGE));
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

RC
challenge_add(struct tenant *t, enum challenge_purpose purpose,
    const struct digest *bound, struct token *challenge_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(purge(t));
	*challenge_r = token_new();
	TRY(stmt_tenant(&st, t, &Q_CHALLENGE_ADD));
	bind_bytes(st, (struct bytes){ challenge_r->digest.b, DIGEST_LEN });
	bind_bytes(st, (struct bytes){ bound->b, DIGEST_LEN });
	bind_u64(st, purpose);
	bind_i64(st, now_s() + CHALLENGE_S);
	return (stmt_exec(st, NULL));
}

RC
challenge_take(struct tenant *t, enum challenge_purpose purpose,
    const struct digest *bound, const struct digest *challenge)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_CHALLENGE_TAKE));
	bind_bytes(st, (struct bytes){ challenge->b, DIGEST_LEN });
	bind_bytes(st, (struct bytes){ bound->b, DIGEST_LEN });
	bind_u64(st, purpose);
	bind_i64(st, now_s());
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_DENIED);
}
