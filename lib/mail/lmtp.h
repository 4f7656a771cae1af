/*
 * An LMTP server (RFC 2033) on a unix socket: pre-forked children, one
 * connection each at a time.  250 only after the callback returned RC_OK.
 */
#ifndef MAIL_LMTP_H
#define MAIL_LMTP_H

#include "core/arena.h"

struct lmtp_calls {
	/* RCPT: RC_OK, RC_NOTFOUND (550), RC_FAILED (451). */
	enum rc (*recipient)(void *arg, struct arena *, const char *address);
	/* One message for one recipient; sender "" is null. RC_OK: 250;
	   RC_INVALID: 554; RC_LIMIT: 552; RC_FAILED, RC_RETRY: 451. */
	enum rc (*deliver)(void *arg, struct arena *, const char *sender,
	    const char *recipient, struct bytes raw);
	void	 *arg;
	size_t	  max_message;		/* SIZE; more is 552 */
};

/*
 * Serve one accepted connection until QUIT, EOF, idle of 5 min, or *stop (looked
 * at between commands: a message whose DATA came in is answered).  Does not
 * close fd.  The callbacks' arena has room for four times max_message and 64 MB;
 * it is reset after each call.
 */
void	lmtp_serve(int fd, const struct lmtp_calls *,
	    const volatile int *stop);

#endif
