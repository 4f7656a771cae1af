/*
 * What an account uses of what its plan allows (plan.h).  0 is no limit.  What is
 * at its limit stops at its own door and nowhere else:
 *
 *   agents   no more are invited or made active again; those there are stay
 *   storage  agents attach no more files; what customers send is always taken
 *   mails    of tickets: those beyond wait for the next hour.  Others (logins,
 *            requests, the account's life) go at once and are not counted
 *   API      429 until the next hour
 *
 * A plan smaller than what is used takes nothing away.
 */
#ifndef MODEL_USAGE_H
#define MODEL_USAGE_H

#include "db/db.h"

enum usage_kind { USAGE_MAILS = 1, USAGE_API = 2 };
#define USAGE_DAYS	30
#define USAGE_ALMOST	90	/* percent */
#define USAGE_FULL	100

struct usage {
	uint64_t	agents;		/* active and invited */
	uint64_t	files, bytes;
	uint64_t	mails, api;	/* in this hour */
};
RC	usage_get(struct tenant *, struct usage *u_r);
/* Used of a limit, rounded down; 100: it is reached or passed; 0: no limit. */
unsigned usage_percent(uint64_t used, uint64_t limit);
/* Tickets' mails that wait to be sent. */
RC	usage_waiting(struct tenant *, uint64_t *n_r);

/*
 * One more agent, inside the caller's transaction and before it locks any other
 * agent's row: whoever else adds one waits.  RC_LIMIT: there are as many as may be.
 */
RC	usage_seat(struct tenant *);
/* So many bytes of files more, the same way. RC_LIMIT: they do not fit. */
RC	usage_room(struct tenant *, uint64_t bytes);
/* Refused for it: into the log, once an hour for each limit. */
enum usage_limit { LIMIT_AGENTS = 1, LIMIT_STORAGE = 2 };
RC	usage_refused(struct tenant *, enum usage_limit);
/* One more in this hour.  RC_LIMIT: not counted, *wait_r seconds until the next. */
RC	usage_take(struct tenant *, enum usage_kind, uint64_t limit,
	    int64_t *wait_r);

/*
 * The owner gets a mail when the storage is at USAGE_ALMOST and when it is full,
 * each once until it was below 80.  *percent_r: of which he is told now, or 0.
 */
RC	usage_tell(struct tenant *, struct arena *, bool dry_run,
	    unsigned *percent_r);

/* Hours in which something was counted since then, oldest first. */
struct usage_hour { int64_t at; uint64_t mails, api; };
struct usage_hours { struct usage_hour *v; size_t n; };
RC	usage_hours(struct tenant *, struct arena *, int64_t since,
	    struct usage_hours *l_r);

#endif
