/* lib/model only: what reading and changing a consent share. */
#ifndef MODEL_CONSENT_ROW_H
#define MODEL_CONSENT_ROW_H

#include "crypto/vault.h"
#include "model/privacy/consent.h"

struct seal_place consent_place(struct tenant *, uint64_t id);

#endif
