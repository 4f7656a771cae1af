/* A ticket with its requester and its tags: what its page in the panel begins with. */
#ifndef MODEL_TICKET_WHOLE_H
#define MODEL_TICKET_WHOLE_H

#include "model/people/contact.h"
#include "model/ticket/ticket.h"

struct ticket_whole {
	struct ticket	 tk;
	struct key	 key;		/* unless tk.gone */
	struct contact	 contact;
	struct key	 contact_key;	/* unless contact.gone */
	struct tag_list	 tags;		/* names only */
	int64_t		 held_until;	/* a legal hold's end, perhaps past */
};
/* All by one question. A forgotten one is RC_OK, and tk.gone says so. */
RC	ticket_whole(struct tenant *, struct arena *, ticket_id,
	    struct ticket_whole *w_r);
/* Its requester's tickets, this one among them, newest activity first, at most
   max; not deleted ones. */
RC	ticket_others(struct tenant *, struct arena *,
	    const struct ticket_whole *, size_t max, struct ticket_list *l_r);

/* Sent ahead (stmt_ahead()): both will be asked. */
RC	ticket_whole_ahead(struct tenant *, ticket_id, size_t max);

#endif
