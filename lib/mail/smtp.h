/* Handing one mail to the smarthost (libcurl, RFC 5321). */
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include "core/arena.h"

struct smtp;		/* keeps its connection */

struct smtp	*smtp_new(const char *url);	/* "smtp://127.0.0.1:2525" */
void		 smtp_free(struct smtp **);
/*
 * envelope_from "" is the null sender.  RC_OK: taken. RC_INVALID: refused for
 * good (5xx). RC_FAILED: try later. *status_r: SMTP code or 0.
 */
RC		 smtp_send(struct smtp *, const char *envelope_from,
		    const char *to, struct bytes raw, int *status_r);

#endif
