/*
 * Contacts whose erasure has begun while their tickets, which stay, are still being
 * sealed anew (erasure.h, ERASURE_PARTING): their secret is there for that alone.
 * Agents and programs are given no key of theirs (withheld.h), no mail goes to
 * them, no copy is made, no hold is set.
 */
#ifndef MODEL_PARTING_H
#define MODEL_PARTING_H

#include "db/db.h"

/* RC_OK: he is not; RC_GONE: he is. */
RC	parting_not(struct tenant *, contact_id);
/* Inside the erasure's transactions. parting_change.c */
RC	parting_add(struct tenant *, contact_id);
RC	parting_end(struct tenant *, contact_id);

#endif
