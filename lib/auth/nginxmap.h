/*
 * What nginx includes of the allow-lists, and the grammar that root holds it to:
 * who writes the text is not trusted by who installs it, since one line of nginx's
 * could load a module or read a file.
 */
#ifndef AUTH_NGINXMAP_H
#define AUTH_NGINXMAP_H

#include "core/buf.h"
#include "model/access/allow_list.h"
#include "model/account/domain.h"

#define NGINXMAP_MAX	(32U << 20)	/* bytes */

/* proxies: those whose X-Forwarded-For counts; parted by blanks, or "none".
   RC_INVALID: what of them is no address or network. */
RC	nginxmap_write(struct buf *, const struct allow_rows *,
	    const char *proxies);
/*
 * Behind it: the account of each host, for the access log, and one server for all
 * proved domains of accounts' own, each with a folder of its name for its
 * certificate (nginx/domains.inc).
 */
RC	nginxmap_hosts(struct buf *, const struct domain_hosts *all,
	    const struct domain_hosts *domains);
/* RC_INVALID and the first line that is not of the grammar. */
RC	nginxmap_check(struct arena *, struct bytes text, unsigned *line_r);

#endif
