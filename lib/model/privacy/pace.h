/*
 * Long work in many short transactions, so that nobody waits for it: how many rows
 * the next one takes follows how long the last one was; between two it rests half
 * as long as it worked, and as long as the server has more to write behind (its
 * checkpoint is far, or old rows wait to be purged): when the log is full everybody
 * stands still.
 */
#ifndef MODEL_PACE_H
#define MODEL_PACE_H

#include "db/db.h"

struct pace {			/* begin with zeroes */
	unsigned	batch;		/* rows of the next transaction */
	int64_t		whole, longest;	/* microseconds, the commit included */
	unsigned	since;		/* rests, since the server was asked */
};
/*
 * This process gives way: processor and disk are others' first.  Not by much: what it
 * has locked in the database others wait for.
 */
void	pace_give_way(void);
/* Of other rows now: what a batch costs is not known yet. */
void	pace_anew(struct pace *);
/*
 * The last transaction worked so long, and with its commit so long in all.  What it
 * takes to sync a commit is the same for few rows and for many: fewer would not
 * make it shorter.
 */
void	pace_took(struct pace *, int64_t work_us, int64_t whole_us);
/* Outside a transaction. The server's state is asked for now and then; when it
   does not say, the rest is a short one. */
void	pace_rest(struct db *, struct pace *);

#endif
