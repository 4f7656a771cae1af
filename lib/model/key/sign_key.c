/* The installation's key for certificates (sign_key.h). */
#include "model/key/sign_key.h"

QUERY(Q_SIGN_KEY, Q_INSTALLATION,
    "SELECT wrapped FROM olvido_keys.account_key WHERE account_id = 1");

RC
sign_key_for(struct db *db, struct vault *v, const char *purpose,
    struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;

	TRY(stmt_installation(&st, db, &Q_SIGN_KEY));
	TRY(stmt_row(st));
	TRY(vault_account_open(v, (account_id){ 1 }, col_bytes(st, 0), &k));
	*k_r = key_purpose(&k, purpose);
	explicit_bzero(&k, sizeof(k));
	return (RC_OK);
}

RC
sign_key(struct db *db, struct vault *v, struct key *seed_r)
{
	return (sign_key_for(db, v, "certificate", seed_r));
}
