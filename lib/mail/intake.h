/*
 * Mail in (SECURITY.md 5.12, 5.13).  Only a keyed reply address used by the
 * person it was made for speaks in a ticket; Message-ID, References or a code in
 * the subject only suggest one.  Nothing is lost: what cannot be parsed becomes
 * a ticket with what could be read.
 */
#ifndef MAIL_INTAKE_H
#define MAIL_INTAKE_H

#include "db/db.h"
#include "tmpl/tmpl.h"

/* Domain of Message-IDs that we give to mails without one (RFC 2606). */
#define MAIL_ID_MADE	"made.invalid"

struct place;	/* intake.c: where a mail goes */

struct intake {
	struct db	*db;
	struct vault	*vault;
	struct tmpl	*tmpl;
	int		 files_dir;
	/* of the last RCPT, for the DATA that follows */
	struct arena	*kept;
	struct place	*place;
	const char	*recipient;
	int64_t		 until;		/* mono_us */
};

/* RC_OK: an address of ours. RC_NOTFOUND: nobody's. RC_FAILED: try later. */
RC	intake_recipient(struct intake *, struct arena *, const char *address);
/*
 * Take one message for one recipient.  RC_OK: stored and committed, or a copy
 * of one that was.  RC_NOTFOUND: unknown recipient; RC_INVALID: empty;
 * RC_FAILED: try later, nothing was stored.  sender "" is the null sender, NULL
 * an unknown one (a pipe that does not tell it): then who From names.
 */
RC	intake_deliver(struct intake *, struct arena *, const char *sender,
	    const char *recipient, struct bytes raw);

#endif
