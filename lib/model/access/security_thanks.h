/* Changing the list of those who are thanked: the panel only. */
#ifndef MODEL_SECURITY_THANKS_H
#define MODEL_SECURITY_THANKS_H

#include "db/db.h"

/*
 * Thanks the requester of a ticket by the name he gave for it.  Own transaction,
 * logged.  RC_NOTFOUND: no such ticket; RC_GONE: he was forgotten.
 */
RC	thanks_add(struct tenant *, struct arena *, ticket_id,
	    const char *name);
/* Takes one back: the name is removed. RC_NOTFOUND: none. */
RC	thanks_remove(struct tenant *, uint64_t id);

#endif
