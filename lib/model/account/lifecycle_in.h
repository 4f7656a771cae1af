/* What the files about an account's life share (lib/model only). */
#ifndef MODEL_LIFECYCLE_IN_H
#define MODEL_LIFECYCLE_IN_H

#include "model/account/lifecycle.h"
#include "model/ticket/outbox.h"

/* Inside a transaction, to whom the account belongs: where nobody is any more,
   nobody. */
RC	lifecycle_tell(struct tenant *, enum outbox_kind, uint64_t event);

#endif
