/*
 * Bytes of a declared, missing or wrong character set as UTF-8.  Inside
 * lib/mail only: the parser's child uses it.
 */
#ifndef MAIL_CHARSET_H
#define MAIL_CHARSET_H

#include "core/buf.h"

/*
 * Open what the child will need: after the fence no file can be opened, and
 * iconv(3) loads each character set from one.  Once a process; cheap later.
 */
void	 charset_warm(void);
/*
 * Valid UTF-8 whatever comes in: labels that lie are noticed, what cannot be
 * decoded becomes U+FFFD.  charset may be NULL.  The result may be in itself.
 */
struct bytes	 charset_utf8(struct arena *, struct bytes in,
		    const char *charset);

#endif
