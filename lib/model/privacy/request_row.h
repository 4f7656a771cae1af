/* lib/model only: what reading and changing a request share. */
#ifndef MODEL_REQUEST_ROW_H
#define MODEL_REQUEST_ROW_H

#include "crypto/vault.h"
#include "model/privacy/request.h"

/* The key of what names the person; make: of who is not in our records, now. */
RC	request_key(struct tenant *, const struct request *, bool make,
	    struct key *k_r);
struct bytes request_seal(struct tenant *, struct arena *,
	    const struct key *, const struct request *);

#endif
