/* Reading the audit log: the newest first, filtered, page by page. */
#ifndef MODEL_AUDIT_LIST_H
#define MODEL_AUDIT_LIST_H

#include "crypto/digest.h"
#include "model/log/audit.h"

struct audit_filter {
	unsigned	family;		/* verb / 100; 0: all */
	uint64_t	agent;		/* who acted; 0: anybody */
	int64_t		from, to;	/* seconds, to is not in it; 0: open */
	uint64_t	before;		/* rows older than this n; 0: all */
};

struct audit_line {
	struct audit_row row;		/* actor.prefix: "" when forgotten */
	struct digest	 chain;
};

struct audit_list {
	struct audit_line *v;
	size_t		   n;
	bool		   more;	/* older ones follow */
};

/* At most max lines, in the arena. */
RC	audit_list(struct tenant *, struct arena *, const struct audit_filter *,
	    size_t max, struct audit_list *l_r);

#endif
