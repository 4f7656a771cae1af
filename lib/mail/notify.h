/*
 * Mail out: composed from the sealed rows at the moment of sending, so nothing
 * of a forgotten person can still leave.
 */
#ifndef MAIL_NOTIFY_H
#define MAIL_NOTIFY_H

#include "mail/smtp.h"
#include "model/ticket/outbox.h"
#include "tmpl/tmpl.h"

struct notify {
	struct db	*db;
	struct vault	*vault;
	struct tmpl	*tmpl;
	struct smtp	*smtp;
	int		 files_dir;
};

/*
 * Send one taken mail and mark it sent, failed or given up.  A mail whose people
 * or ticket are gone, or past the limit of acknowledgements (3 a day and address
 * over the installation), is marked sent without sending.
 */
RC	notify_send(struct notify *, struct arena *, const struct outbox *);

#endif
