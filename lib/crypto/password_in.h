/* Between password.c and password_pool.c. */
#ifndef CRYPTO_PASSWORD_IN_H
#define CRYPTO_PASSWORD_IN_H

#include "crypto/password.h"

bool	password_is_pooled(void);
/* Have the hashers do it: RC_OK: *answer is theirs; RC_LIMIT, RC_FAILED. */
RC	password_over(const struct password_ask *, struct password_answer *);

#endif
