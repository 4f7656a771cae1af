/* What the files about links share (lib/model only). Sealed: 1 carried. */
#ifndef MODEL_LINK_ROW_H
#define MODEL_LINK_ROW_H

#include "model/access/link.h"
#include "model/key/keyring.h"

enum { LINK_CARRIED = 1 };

/* The subject's key for what his links carry, and a link's place. */
RC	link_key(struct tenant *, const struct link *, struct key *k_r);
struct seal_place link_place(struct tenant *, const struct digest *);

#endif
