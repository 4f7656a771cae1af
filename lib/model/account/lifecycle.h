/*
 * The life of an account (ARCHITECTURE.md 9), every change of it:
 *
 *	(none) -> trial -> active <-> past due -> suspended -> terminated ->
 *	deleted -> gone
 *
 * life_edges is the diagram: which event leads from which state to which, and
 * what must be so.  Whatever it does not name is refused.  Nobody but
 * lifecycle_event() changes an account's state, and lib/privacy/cold.h, which moves
 * its key in the same transaction: deleted, gone, and back (account_move(), which
 * asks here again).
 *
 * A step that the clock takes needs its day to have come and its last warning to
 * have gone out as long before as the plan says: an account is never led on
 * without having been told, whatever the clock does, and one step at a time.
 * From terminated on `lift` gives back what is there still; from deleted it takes
 * the cold backup (LIFE_RESTORED).
 */
#ifndef MODEL_LIFECYCLE_H
#define MODEL_LIFECYCLE_H

#include "model/account/account_life.h"

#define LIFE_WARN_SLACK	10800	/* seconds a warning may be late: cron's round */
#define LIFE_REQUEST_MAX 64

enum life_guard {
	LIFE_ALWAYS,
	LIFE_DUE,	/* its day has come, and it was warned in time */
	LIFE_NOT_HELD,	/* not suspended by the provider's hand */
	LIFE_WISHED,	/* the owner's waiting time is over */
};

struct life_edge {
	enum account_state from;	/* 0: not there yet */
	enum life_event	 event;
	enum account_state to;		/* the same: recorded, nothing moves */
	enum life_guard	 guard;
};
/* Ends with event 0. */
extern const struct life_edge life_edges[];

/* What an account is to those outside, by its state. */
enum life_door_state { LIFE_SERVED, LIFE_PAUSED, LIFE_ABSENT };
enum life_door_state life_serves(enum account_state);
/* "trial", "suspended" ...: for people at the command line, and JSON. */
const char *life_state_name(enum account_state);
/* "paid", "billing-failed", "time-passed" ... */
const char *life_event_name(enum life_event);
enum account_state life_state_of(const char *name);	/* 0: unknown */

struct life_ask {
	enum life_event	 event;
	int64_t		 at;	/* when it happened; 0: now */
	int64_t		 until;	/* LIFE_DELETE_ASKED: carried out when */
	enum life_door	 door;
	uint64_t	 by;	/* agent or token; 0: the provider, the clock */
	const char	*request_id;	/* NULL: one of its own */
};

/*
 * Where it leads: pure, for tests and dry runs.  next_r is `l` itself when the
 * event is recorded and moves nothing: billing that says the same again, or
 * something older than what it said last.  RC_DENIED: not in the diagram, or its
 * guard says no; RC_INVALID: a time in the future, no waiting time.
 */
RC	life_next(const struct life *, const struct life_ask *, int64_t now,
	    struct life *next_r);
/* When the next step may be taken at the soonest, as things are; 0: never. */
int64_t	life_step_at(const struct life *);
/* Days of the warning that is due now, 0: none; sent: fewest days of one that
   went out for this step, 0: none. */
unsigned life_warning_due(const struct life *, unsigned sent, int64_t now);

struct life_result {
	enum account_state from, to;
	int64_t		 until;		/* of the next step, or 0 */
	bool		 repeated;	/* that request was here before */
	bool		 older;		/* than what billing said last */
};
/* What billing says is older than what it said last: nothing moves. */
bool	life_older(const struct life *, const struct life_ask *, int64_t now);
/*
 * One transaction, the caller's if there is one: the state, its event, an audit
 * row, the owner's mail.
 * t may be of an account in any state (account_for_job).  Safe to run again: a
 * request id that was here before changes nothing and gives the same answer;
 * RC_CONFLICT: it was another act's.  RC_DENIED, RC_INVALID: as life_next(), or a
 * request id that is none.
 */
RC	lifecycle_event(struct tenant *, struct arena *,
	    const struct life_ask *, struct life_result *r_r);
/*
 * The warning that is due, if one is, with its mail in one transaction; *days_r:
 * which, 0: none was.  dry: only says.
 */
RC	lifecycle_warn(struct tenant *, struct arena *, bool dry,
	    unsigned *days_r);

#endif
