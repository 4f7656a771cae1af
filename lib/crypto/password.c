/* Argon2id (password.h). */
#include "crypto/password.h"

#include <sodium.h>
#include <string.h>

#define OPS	crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE
#define MEM	crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE

/* A hash of nothing anybody has: an unknown name costs the same work. */
static const char dummy[crypto_pwhash_STRBYTES] =
    "$argon2id$v=19$m=65536,t=2,p=1$"
    "c29tZXNhbHRzb21lc2FsdA$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

_Static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_STRBYTES,
    "a hash must fit");

RC
password_hash(const char *password, char hash_r[PASSWORD_HASH_MAX])
{
	if (crypto_pwhash_argon2id_str(hash_r, password, strlen(password),
	    OPS, MEM) != 0)
		return (RC_FAILED);
	return (RC_OK);
}

RC
password_check(const char *hash, const char *password)
{
	const char *h = hash != NULL ? hash : dummy;
	int bad = crypto_pwhash_argon2id_str_verify(h, password,
	    strlen(password));

	return (hash != NULL && bad == 0 ? RC_OK : RC_DENIED);
}
