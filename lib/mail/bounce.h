/* What could not be delivered, told to the agents as a note on its ticket. */
#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include "mail/parse.h"
#include "model/ticket/message.h"
#include "tmpl/tmpl.h"

/*
 * A note "could not be delivered" with status (RFC 3463 or an SMTP code, or "")
 * and, for the agent to look at, files; the ticket's status stays.  RC_GONE,
 * RC_NOTFOUND: the ticket is no more.
 */
RC	bounce_note(struct tenant *, struct arena *, struct tmpl *,
	    int files_dir, ticket_id, const char *status,
	    struct attachment *files, size_t nfiles);
/*
 * A note that the reply written at that moment was not sent at all; why: a key
 * under Lang.Mail.  The rest as above.
 */
RC	bounce_unsent(struct tenant *, struct arena *, struct tmpl *,
	    int files_dir, ticket_id, int64_t written_at, const char *why);
/* "5.1.1" out of a delivery report's text; "" when there is none. */
const char *bounce_status(struct arena *, const char *text);

#endif
