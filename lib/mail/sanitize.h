/*
 * HTML from strangers, rebuilt from a libxml2 tree by an allow-list (never
 * passed through): SECURITY.md 5.4.  Runs inside the parser's child.  Even its
 * failure must be harmless: the result is shown in a sandboxed frame under a
 * policy without scripts and network.
 */
#ifndef MAIL_SANITIZE_H
#define MAIL_SANITIZE_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/html.h"

/*
 * remote_r: whether remote images were found; they are kept as
 * data-remote-src and shown only by sanitize_show_remote().  cid: images keep
 * src="cid:X".
 */
struct safe_html sanitize_html(struct arena *, struct bytes html, bool *remote_r);

struct cid_file { const char *cid, *type; struct bytes data; };
/*
 * For showing: cid: images become data: URLs (png, jpeg, gif, webp by magic, at
 * most 256 KB each), others a gap; remote: data-remote-src becomes src.
 */
struct safe_html sanitize_show(struct arena *, struct safe_html stored,
	    const struct cid_file *files, size_t nfiles, bool remote);
/* Readable plain text of an HTML body. */
char	*html_to_text(struct arena *, struct bytes html);

#endif
