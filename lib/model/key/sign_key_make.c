/* Makes the installation's key for certificates, once (sign_key.h). */
#include "model/key/sign_key.h"

QUERY(Q_SIGN_KEY_ADD, Q_INSTALLATION,
    "INSERT INTO olvido_keys.account_key (account_id, wrapped) VALUES (1, ?)");

RC
sign_key_make(struct db *db, struct vault *v)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint8_t wrapped[WRAPPED_LEN];
	struct key k;
	enum rc rc = sign_key(db, v, &k);

	explicit_bzero(&k, sizeof(k));
	if (rc != RC_NOTFOUND)
		return (rc);
	vault_account_new(v, (account_id){ 1 }, wrapped);
	TRY(stmt_installation(&st, db, &Q_SIGN_KEY_ADD));
	bind_bytes(st, (struct bytes){ wrapped, sizeof(wrapped) });
	rc = stmt_exec(st, NULL);
	return (rc == RC_CONFLICT ? RC_OK : rc);	/* another made it */
}
