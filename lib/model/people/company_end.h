/* Contacts at a company's end (company_end.c): linked by what erases. */
#ifndef MODEL_COMPANY_END_H
#define MODEL_COMPANY_END_H

#include "db/db.h"

/* RC_NOTFOUND: it has no contact any more. */
RC	company_next(struct tenant *, company_id, contact_id *id_r);
/* One who is held does not go with it: he is of no company, and counted in the
   company's erasure. Own transaction. */
RC	company_leave_held(struct tenant *, contact_id, uint64_t erasure);

#endif
