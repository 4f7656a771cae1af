/*
 * Companies: organisations that contacts belong to, each contact to one or none.
 * Its name is sealed under a key of its own; when that is destroyed (erasure.h) the
 * contacts stay and lose it, or go with it.
 */
#ifndef MODEL_COMPANY_H
#define MODEL_COMPANY_H

#include "db/db.h"

#define COMPANY_NAME_MAX	200	/* letters */

struct company {
	company_id	 id;
	const char	*name;		/* opened; "" when forgotten */
	int64_t		 created_at;
	bool		 gone;
};
struct company_list { struct company *v; size_t n; bool more; };

RC	company_get(struct tenant *, struct arena *, company_id,
	    struct company *c_r);
#define COMPANY_PAGE	100
/* Newest first, with ids below `before` (0: the newest). */
RC	company_list(struct tenant *, struct arena *, uint64_t before,
	    struct company_list *l_r);
/* A contact's; {0}: none. */
RC	company_of(struct tenant *, contact_id, company_id *id_r);
/* Contacts of one that this reader sees (sight.h), ids above `after`; at most
   COMPANY_PAGE are looked at.  *after_r: where to go on; 0: the end. */
RC	company_people(struct tenant *, company_id, uint64_t after,
	    contact_id v_r[COMPANY_PAGE], size_t *n_r, uint64_t *after_r);

/* ---- company_change.c: the panel. Own transactions, logged. ----------------- */

/* RC_INVALID: no name, or too long. */
RC	company_add(struct tenant *, struct arena *, const char *name,
	    company_id *id_r);
RC	company_set(struct tenant *, struct arena *, const struct company *);
/*
 * A contact is of this company from now on ({0}: of none). RC_NOTFOUND: no such
 * contact that is seen, or no such company.
 */
RC	company_put(struct tenant *, contact_id, company_id);

#endif
