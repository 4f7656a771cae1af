/* Whether an address may come in: the account's own allow-lists. */
#ifndef AUTH_ALLOWLIST_H
#define AUTH_ALLOWLIST_H

#include "model/access/allow_list.h"

/*
 * RC_OK: there is no list for that place, or the address is on it.  RC_DENIED:
 * it is not, or is no address.  The lists are kept by the process and read again
 * when the account's version has moved: no query of its own otherwise.
 */
RC	allowlist_check(struct tenant *, enum allow_place, const char *addr);

#endif
