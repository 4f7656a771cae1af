/*
 * Passwords: Argon2id, t=2, m=64 MiB, p=1 (libsodium INTERACTIVE; above OWASP's
 * minimum).  The text form carries its parameters.  One call costs about 90 ms.
 */
#ifndef CRYPTO_PASSWORD_H
#define CRYPTO_PASSWORD_H

#include "core/arena.h"

#define PASSWORD_HASH_MAX 128

/* hash_r: NUL-terminated. RC_FAILED when 64 MiB cannot be had. */
RC	password_hash(const char *password, char hash_r[PASSWORD_HASH_MAX]);
/* RC_OK when it fits, RC_DENIED when not. A NULL hash costs the same time. */
RC	password_check(const char *hash, const char *password);

#endif
