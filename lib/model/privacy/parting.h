/*
 * Contacts whose erasure an earlier version began, with his tickets to stay: their
 * secret is there until those are sealed anew (erasure.h).  Agents and programs are
 * given no key of theirs (withheld.h), no mail goes to them, no copy is made, no
 * hold is set.  Since then the secret goes first (erasure_job.h).
 */
#ifndef MODEL_PARTING_H
#define MODEL_PARTING_H

#include "db/db.h"

/* RC_OK: he is not; RC_GONE: he is. */
RC	parting_not(struct tenant *, contact_id);
/* Inside the erasure's last transaction. parting_change.c */
RC	parting_end(struct tenant *, contact_id);

#endif
