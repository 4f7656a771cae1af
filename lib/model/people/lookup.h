/*
 * olvido_index.lookup: keyed digests of normalised values to ids.  Derived: can
 * be rebuilt from the sealed rows; never in a backup.
 */
#ifndef MODEL_LOOKUP_H
#define MODEL_LOOKUP_H

#include "crypto/digest.h"
#include "db/db.h"

enum lookup_kind {
	LOOKUP_CONTACT_EMAIL = 1,	/* id: contact */
	LOOKUP_AGENT_EMAIL = 2,		/* id: agent */
	LOOKUP_MESSAGE_ID = 3,		/* id: ticket, id2: message */
	LOOKUP_REPLY_CODE = 4,		/* id: ticket, id2: contact */
	LOOKUP_CONTACT_PHONE = 5,
};

struct digest lookup_digest(struct tenant *, enum lookup_kind,
	    const char *normalised);
/* RC_CONFLICT: the value is another's. */
RC	lookup_add(struct tenant *, enum lookup_kind, const char *normalised,
	    uint64_t id, uint64_t id2);
/* id2_r may be NULL. */
RC	lookup_get(struct tenant *, enum lookup_kind, const char *normalised,
	    uint64_t *id_r, uint64_t *id2_r);

#endif
