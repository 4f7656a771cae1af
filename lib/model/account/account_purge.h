/*
 * All rows of one account, wherever they stand: walked table by table in the order
 * of their foreign keys, a short batch each.  tests/schema/purge.sh holds the list
 * against information_schema: a new table with an account_id has its place here,
 * or is said to stay.
 */
#ifndef MODEL_ACCOUNT_PURGE_H
#define MODEL_ACCOUNT_PURGE_H

#include <stdbool.h>

#include "model/privacy/pace.h"

enum purge_kind {
	PURGE_ROWS = 1,		/* in the cold backup, and removed */
	PURGE_DERIVED,		/* removed; made anew by a restore, or short lived */
	PURGE_LAST,		/* when the account is gone: its keys, its name */
	PURGE_STAYS,		/* the proof: ids, times, counts */
};
struct purge_table {
	const char	*name;		/* "olvido.ticket" */
	enum purge_kind	 kind;
};
/* In the order they are removed; NULL at the end. */
const struct purge_table *purge_table_at(unsigned i);

/* Where it is; begin with zeroes. A run that was stopped begins anew: what is
   gone costs one look a table. */
struct account_purge {
	bool		 last;		/* PURGE_LAST as well */
	bool		 uncounted;	/* what a restore put back in vain: it was
					   counted when it went */
	unsigned	 table;
	struct pace	 pace;
	uint64_t	 rows;		/* removed in this run */
};
/*
 * The next batch, a transaction of its own: its size follows how long the last
 * took (model/privacy/pace.h): whoever calls rests between two.  How many rows of which
 * table went is added to account_count (unless uncounted).  RC_RETRY: another was in the way, call
 * again.
 */
RC	account_purge_step(struct tenant *, struct account_purge *,
	    bool *done_r);
/* Files and the like, counted by who removed them. */
RC	account_count_add(struct tenant *, const char *name, uint64_t n);

#endif
