/*
 * Does every sealed value open?  Walks all sealed columns of the schema and the
 * sealed files of one account; tests/schema/sealed_walk.sh holds the list against
 * information_schema.  A new sealed column: its row in sealed.c.
 */
#ifndef MODEL_SEALED_H
#define MODEL_SEALED_H

#include "db/db.h"

struct sealed_counts {
	uint64_t	opened;
	uint64_t	gone;		/* of somebody who was forgotten */
	uint64_t	resealed;	/* tickets whose older text is dead */
	uint64_t	files;		/* opened to their ends */
	uint64_t	broken;		/* neither: told in the log, up to 20 */
	uint64_t	missing;	/* files that are not there */
};

/* files_dir: -1 leaves files out. */
RC	sealed_walk(struct tenant *, int files_dir,
	    struct sealed_counts *n_r);
/*
 * The same, and sees each value as it opens: whose key opened it (kind 0 is the
 * account's; a ticket's and its messages' are the ticket's), and where it stands.
 * A file's content is "attachment.file".  For the tests that prove what is where.
 */
struct sealed_seen {
	const char	*column;
	unsigned	 kind;		/* enum secret_kind */
	uint64_t	 owner, place;
	struct bytes	 plain, sealed;	/* sealed: empty of a file */
};
struct sealed_see {
	void	(*see)(void *arg, const struct sealed_seen *);
	void	*arg;
};
RC	sealed_walk_see(struct tenant *, int files_dir,
	    const struct sealed_see *, struct sealed_counts *n_r);
/* "table.column", NULL at the end. */
const char *sealed_column(size_t i);

#endif
