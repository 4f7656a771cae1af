/* A parsed mail as one line of JSON, for `olvido-mail parse --json`. */
#ifndef MAIL_PARSE_JSON_H
#define MAIL_PARSE_JSON_H

#include "core/buf.h"
#include "mail/parse.h"

/*
 * Adds one object and a line end: file, from, to, cc, reply_to ([[name,
 * address]]), subject, date, message_id, in_reply_to, references, text, html,
 * reply_text, attachments ([{filename, content_type, size, sha256}]), and the
 * flags automatic, bounce, remote, broken.
 */
void	mail_json(struct buf *, const struct mail *, const char *file);

#endif
