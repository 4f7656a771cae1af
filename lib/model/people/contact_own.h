/* What a signed-in contact does with his own: the portal only. */
#ifndef MODEL_CONTACT_OWN_H
#define MODEL_CONTACT_OWN_H

#include "model/people/contact.h"
#include "model/ticket/ticket.h"

/* Name and language; logged. Own transaction. */
RC	contact_set_profile(struct tenant *, struct arena *,
	    const struct contact *);
/* All his sessions and links end, everywhere; logged. Own transaction. */
RC	contact_sign_out(struct tenant *, contact_id);

#define OWN_PAGE	20
/* His tickets but deleted ones, newest activity first; before: as ticket_page. */
RC	ticket_list_own(struct tenant *, struct arena *, contact_id,
	    int64_t before_activity, ticket_id before, struct ticket_list *l_r);

#endif
