/*
 * One-purpose links in mails (SECURITY.md 5.10): a 256-bit token whose digest
 * is stored.  GET shows a page with one button, POST uses it.
 */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include "crypto/digest.h"
#include "db/db.h"

enum link_purpose { LINK_TICKET = 1 };	/* guest: opens one ticket, 30 days */

struct link {
	enum link_purpose purpose;
	contact_id	  contact;
	ticket_id	  ticket;
	int64_t		  expires_at;
	unsigned	  generation;	/* the contact's, when made */
};

RC	link_add(struct tenant *, const struct link *, struct token *token_r);
/* RC_NOTFOUND: unknown, other purpose or account; RC_GONE: expired. */
RC	link_get(struct tenant *, const struct digest *, enum link_purpose,
	    struct link *l_r);

#endif
