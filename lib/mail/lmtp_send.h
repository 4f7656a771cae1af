/* A small LMTP client: a pipe without root hands its message to `serve`. */
#ifndef MAIL_LMTP_SEND_H
#define MAIL_LMTP_SEND_H

#include "core/arena.h"

/*
 * Hand one message to the LMTP server at a unix socket.  RC_OK: it answered 250;
 * RC_NOTFOUND: no such recipient; RC_LIMIT: too large; RC_INVALID: refused for
 * good; RC_FAILED: try later.
 */
RC	lmtp_send(struct arena *, const char *socket_path, const char *sender,
	    const char *recipient, struct bytes raw);

#endif
