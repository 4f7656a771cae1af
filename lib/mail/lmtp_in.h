/* The two halves of the LMTP server, for each other and for fuzzing. */
#ifndef MAIL_LMTP_IN_H
#define MAIL_LMTP_IN_H

#include <stdbool.h>

#include "core/buf.h"

#define LMTP_LINE	1024	/* a command with its CRLF (RFC 5321: 512) */
#define LMTP_RCPTS	100

/* A path with its parameters: "<a@b> SIZE=10 BODY=8BITMIME". */
struct lmtp_path {
	const char	*address;	/* without <>, "" is the null path */
	uint64_t	 size;		/* SIZE=, else 0 */
	bool		 utf8;		/* SMTPUTF8 */
	const char	*error;		/* the reply when it is not one, or NULL */
};

/* s follows "MAIL FROM:" (mail) or "RCPT TO:". */
struct lmtp_path lmtp_path(struct arena *, const char *s, bool mail);

/*
 * The content after DATA (RFC 5321 4.5.2): only CRLF "." CRLF ends it, a dot at
 * the start of a line is taken off, a bare CR or LF is content like any other.
 */
struct lmtp_data {
	struct buf	 body;
	size_t		 max;
	int		 state;
	bool		 too_big;	/* more than max: not kept */
	bool		 done;
};

/* Takes bytes; how many were used (fewer than n only when done). */
size_t	 lmtp_data_take(struct lmtp_data *, const char *p, size_t n);

#endif
