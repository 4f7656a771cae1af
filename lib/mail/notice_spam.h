/*
 * The digest of the spam folder (model/spam/spam_digest.h) as a mail: codes, scores
 * and links; subjects, which strangers wrote, only where the account wants them.
 * Inside lib/mail only.
 */
#ifndef MAIL_NOTICE_SPAM_H
#define MAIL_NOTICE_SPAM_H

#include "mail/notify.h"
#include "model/people/agent.h"

/* Its text; panel: the address of the panel, ending in "/".  RC_GONE: there is
   nothing to name any more, or he wants none. */
RC	spam_letter(struct notify *, struct arena *, const struct outbox *,
	    struct tenant *, const char *panel, const char **text_r);

#endif
