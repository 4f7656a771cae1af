/*
 * Mails about data subjects' requests (model/privacy/request.h) and restriction, to the
 * person, and reminders to agents.  Fixed texts, dates, and what the help desk
 * wrote to him as its answer; nothing that he wrote.  Inside lib/mail only.
 */
#ifndef MAIL_NOTICE_PRIVACY_H
#define MAIL_NOTICE_PRIVACY_H

#include "mail/notify.h"

struct privacy_letter {
	const char	*key;	/* Letter.KEY in the texts */
	const char	*kind;	/* of the request: under Lang.Request.Kind, or "" */
	const char	*said;	/* by the help desk, or "" */
	const char	*ground; /* Lang.Request.Ground.N, or "" */
	int64_t		 until;	/* or 0 */
	uint64_t	 number; /* case, or 0 */
	const char	*path;	/* of its page, or NULL */
};

bool	privacy_kind(enum outbox_kind);
/* RC_GONE: nothing to be sent (any more). */
RC	privacy_letter(struct tenant *, struct arena *, const struct outbox *,
	    struct privacy_letter *l_r);

#endif
