/* Plain text of HTML, for the parser. Inside lib/mail only. */
#ifndef MAIL_HTML_TEXT_H
#define MAIL_HTML_TEXT_H

#include <stdbool.h>

#include "core/arena.h"

/* A line that reply_trim() cuts at; written where mail programs quote. */
#define QUOTE_MARK	"##- quoted -##"

/*
 * As html_to_text() of mail/sanitize.h; marks: QUOTE_MARK lines are added where
 * the markup of a mail program says that the quoted message begins.
 */
char	*html_text(struct arena *, struct bytes html, bool marks);

#endif
