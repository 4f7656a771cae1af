/*
 * Rows whose secret is neither there nor destroyed on purpose: each an alarm
 * (ARCHITECTURE.md 7).  lost.c has every kind of secret, and does not compile without
 * a new one.  Reads all, changes nothing; linked only by the command line.
 */
#ifndef MODEL_LOST_H
#define MODEL_LOST_H

#include "crypto/vault.h"
#include "db/db.h"

#define LOST_TOLD	20
struct lost {
	const char	*what;		/* "contacts", ...; NULL: nothing has one */
	uint64_t	 n;
	struct { uint64_t account, id; } some[LOST_TOLD];
};
/* By enum secret_kind; at 0 the account keys. */
#define LOST_KINDS	64
RC	lost_find(struct db *, struct lost l_r[LOST_KINDS]);

#endif
