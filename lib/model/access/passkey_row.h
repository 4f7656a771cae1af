/* A passkey's row, for passkey.c and passkey_change.c only. */
#ifndef MODEL_PASSKEY_ROW_H
#define MODEL_PASSKEY_ROW_H

#include "model/access/passkey.h"

/* The sealed column. Never renumber. ALG: a COSE number without its minus. */
enum { F_PASSKEY_NAME = 1, F_PASSKEY_ID = 2, F_PASSKEY_KEY = 3,
	F_PASSKEY_ALG = 4 };

struct digest	passkey_digest(struct tenant *, struct bytes credential);
RC	passkey_seal_key(struct tenant *, struct person, struct key *k_r);

#endif
