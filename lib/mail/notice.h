/*
 * Mails about a login, to an agent or a contact, and short notices to agents
 * about tickets: fixed texts of ours and a link, nothing that anybody wrote
 * (SECURITY 5.10, 5.13).
 */
#ifndef MAIL_NOTICE_H
#define MAIL_NOTICE_H

#include "mail/compose.h"
#include "mail/notify.h"

/* Is a mail of this kind made here? */
bool	notice_kind(enum outbox_kind);
/*
 * Inside a transaction: its link is made and the mail composed in c_r, whose
 * recipient is c_r->to.  RC_GONE: not to be sent (nobody, forgotten, no longer
 * active, its link would be over).
 */
RC	notice_make(struct notify *, struct arena *, const struct outbox *,
	    struct tenant *, struct compose *c_r);

#endif
