/* Contacts at a company's end (company_end.c): linked by what erases. */
#ifndef MODEL_COMPANY_END_H
#define MODEL_COMPANY_END_H

#include "db/db.h"

/* RC_NOTFOUND: it has no contact any more. */
RC	company_next(struct tenant *, company_id, contact_id *id_r);
/* He is of no company. */
RC	company_leave(struct tenant *, contact_id);

#endif
