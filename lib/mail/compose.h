/* A mail of ours as bytes (GMime): RFC 5322, UTF-8, 7-bit transport. */
#ifndef MAIL_COMPOSE_H
#define MAIL_COMPOSE_H

#include "mail/parse.h"

struct compose {
	struct mail_addr  from;		/* account's name, support address */
	struct mail_addr  to;
	const char	 *reply_to;	/* keyed reply address, or NULL */
	const char	 *subject;
	const char	 *message_id;	/* without <> */
	const char	 *in_reply_to;	/* without <>, or NULL */
	const char	**references;
	size_t		  nreferences;
	const char	 *text;		/* plain body */
	const char	 *html;		/* or NULL: multipart/alternative */
	struct mail_file *files;	/* attachments */
	size_t		  nfiles;
	int64_t		  date;
	bool		  automatic;	/* Auto-Submitted: auto-replied,
					   X-Auto-Response-Suppress: All */
};

/* RC_INVALID when an address or header holds CR, LF or NUL. CRLF line ends. */
RC	mail_compose(struct arena *, const struct compose *, struct bytes *raw_r);

#endif
