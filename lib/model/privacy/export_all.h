/* What an export of a whole account walks (privacy/export_all.h). */
#ifndef MODEL_EXPORT_ALL_H
#define MODEL_EXPORT_ALL_H

#include "model/privacy/export_read.h"

/* Every ticket, by id. */
RC	export_all_tickets(struct tenant *, struct arena *,
	    struct export_tickets *l_r);
/* A page of contacts behind `after`. */
RC	export_all_contacts(struct tenant *, uint64_t after,
	    uint64_t v_r[EXPORT_PAGE], size_t *n_r);

#endif
