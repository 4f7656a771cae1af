/*
 * One-purpose links in mails (SECURITY.md 5.10): a 256-bit token whose digest
 * is stored, for one contact or one agent.  GET shows a page with one button
 * and asks link_get(), which uses nothing up (mail scanners follow links); POST
 * calls link_take() inside the transaction of what it does.  A link dies when its
 * subject's generation moves on.
 */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include "crypto/digest.h"
#include "db/db.h"

enum link_purpose {
	LINK_TICKET = 1,	/* guest: opens one ticket, 30 days */
	LINK_INVITE = 2,	/* agent: first password, 72 hours */
	LINK_RESET = 3,		/* new password, 30 minutes */
	LINK_MAGIC = 4,		/* contact: signs in, 10 minutes */
	LINK_CONFIRM = 5,	/* an address is his, 72 hours; carries it */
	LINK_UNDO = 6,		/* takes a changed address back, 7 days;
				   carries the old one */
	LINK_EXPORT = 32,	/* contact: the page of his copy, 7 days; asks
				   him to sign in, used as often as he likes */
};

struct link {
	enum link_purpose purpose;
	contact_id	  contact;	/* one of these */
	agent_id	  agent;
	ticket_id	  ticket;	/* LINK_TICKET only */
	int64_t		  expires_at;
	unsigned	  generation;	/* the subject's, when made */
	const char	 *carried;	/* "" when nothing; stored sealed */
};

/* Seconds a link of that purpose lives. */
int64_t	link_lifetime(enum link_purpose);
/* l: everything is the caller's; carried may be NULL. */
RC	link_add(struct tenant *, struct arena *, const struct link *,
	    struct token *token_r);
/*
 * Changes nothing.  RC_NOTFOUND: unknown, other purpose or account, or its
 * subject moved on.  RC_GONE: expired or used.
 */
RC	link_get(struct tenant *, struct arena *, const struct digest *,
	    enum link_purpose, struct link *l_r);
/*
 * The same, and marks it used: of two at once one gets it, the other RC_GONE.
 * Call it inside the transaction of the act, so that an act that fails leaves
 * the link as it was.
 */
RC	link_take(struct tenant *, struct arena *, const struct digest *,
	    enum link_purpose, struct link *l_r);
/*
 * A guest comes in by a ticket's link: it is taken, his address and the ticket
 * are proved.  Own transaction.
 */
RC	link_enter(struct tenant *, struct arena *, const struct digest *,
	    struct link *l_r);
/* Whose a ticket's link was, be it used or expired; RC_NOTFOUND as above. */
RC	link_whose(struct tenant *, struct arena *, const struct digest *,
	    struct link *l_r);
/*
 * The links of a ticket to this contact that are out are used up, and his
 * sessions of that ticket end, but for one ({0}: none is kept).  for_good: the
 * rows go too, so that none can be asked for by an old one.  Own transaction.
 */
RC	link_end(struct tenant *, ticket_id, contact_id, session_id keep,
	    bool for_good);

#endif
