/* lib/model only: what reading and changing a restriction share. */
#ifndef MODEL_RESTRICTION_ROW_H
#define MODEL_RESTRICTION_ROW_H

#include "crypto/vault.h"
#include "model/privacy/restriction.h"

struct seal_place restriction_place(struct tenant *, contact_id);

#endif
