/*
 * Mails that lead people into their login.  Whoever asks for one gets the same
 * answer for any address; how often they go is counted here (SECURITY 5.8, 5.9).
 */
#ifndef AUTH_LOGIN_MAIL_H
#define AUTH_LOGIN_MAIL_H

#include "model/ticket/outbox.h"

/*
 * Queue it: for nobody (neither contact nor agent), or when that (normalised)
 * address had three in this hour, a mail that is never sent takes its place.
 * RC_LIMIT: this network asked for 20 in ten minutes, whatever addresses.
 */
RC	login_mail(struct tenant *, struct arena *, const char *addr,
	    const char *address, struct outbox_login);

#endif
