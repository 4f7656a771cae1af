/*
 * Erasures: the rows that say what was asked to be forgotten, how far it is, and
 * what goes when (lib/privacy/erase.h runs them).  Ids, times and counts only.
 */
#ifndef MODEL_ERASURE_H
#define MODEL_ERASURE_H

#include "crypto/digest.h"
#include "db/db.h"
#include "model/log/audit.h"

/* Never renumber: erasure.scope. */
enum erase_scope {
	ERASE_CONTACT = 1, ERASE_AGENT = 2, ERASE_TICKET = 3,
	ERASE_MESSAGE = 4, ERASE_ATTACHMENT = 5, ERASE_COMPANY = 6,
	ERASE_ACCOUNT = 7,
	ERASE_REQUESTER = 8,	/* who asked, out of a ticket that stays */
};

/* By which door it was asked. */
enum erase_door {
	DOOR_PORTAL = 1, DOOR_PANEL = 2, DOOR_API = 3, DOOR_CONSOLE = 4,
	DOOR_RULE = 5,		/* retention */
};

/* What becomes of a contact in other people's tickets. Never renumber:
   erasure_job.way. */
enum mention_way {
	MENTIONS_REDACT = 1,	/* they go: what needs no look, or all (names) */
	MENTIONS_KEEP = 2,	/* they stay and are counted; a reason says why */
	/* Besides: so does what others say of him in tickets of his own that stay. */
	MENTIONS_OWN = 4,
};
#define MENTIONS_WAY	3

enum erasure_state {
	/* A contact's secret is destroyed, and his words are looked for in other
	   people's tickets by what the erasure alone still has (erasure_job.h);
	   then his tickets that stay are made nobody's. */
	ERASURE_PARTING = 1,
	ERASURE_UNREADABLE = 2,	/* and no secret is left that opens it */
	ERASURE_ROWS_GONE = 3,	/* and rows and files are removed; the mirrors
				   of the keys have yet to confirm it */
	ERASURE_CERTIFIED = 4,	/* each mirror has forgotten it as well */
};

struct erasure {
	uint64_t	  id;
	enum erase_scope  scope;
	uint64_t	  subject;
	bool		  keep_tickets;	/* ERASE_COMPANY: its contacts stay */
	bool		  keep_others;	/* then of them only what others wrote */
	/* What stands of it elsewhere by name, phone or unmarked words goes too,
	   unlooked at: who asks said so in so many words. */
	bool		  names;
	uint64_t	  parent;	/* it is a part of; 0; erasure_add() only */
	enum actor_kind	  by_kind;
	uint64_t	  by;
	enum erase_door	  door;
	enum erasure_state state;
	/* microseconds, 0: not yet */
	int64_t		  asked_at, unreadable_at, rows_gone_at, bytes_gone_at,
			  certified_at;
	int64_t		  let_go_at;	/* the erasure's own secret as well; 0: it
					   has none, or not yet */
	unsigned	  total, done;	/* tickets and messages to go, gone */
	struct digest	  receipt;	/* erasure_add() only; not all zero */
	enum mention_way  way;		/* ERASE_CONTACT */
	bool		  self;		/* erasure_begin() only: he asks himself */
	struct erasure_sums *sums;	/* NULL: what goes is counted at once */
};
/* What one transaction counts, written at its end. */
#define ERASURE_SUMS	32
struct erasure_sums {
	struct { const char *name; uint64_t n; } v[ERASURE_SUMS];
	size_t		  n;
	unsigned	  done;
};
struct erasure_list { struct erasure *v; size_t n; bool more; };

/* Inside the caller's transaction; id is set before. */
RC	erasure_add(struct tenant *, const struct erasure *);
RC	erasure_get(struct tenant *, uint64_t id, struct erasure *e_r);
/* The same, its row locked to the transaction's end. */
RC	erasure_lock(struct tenant *, uint64_t id, struct erasure *e_r);
RC	erasure_by_receipt(struct tenant *, const struct digest *,
	    struct erasure *e_r);
/* One of this that was begun already; RC_NOTFOUND: none. */
RC	erasure_of(struct tenant *, enum erase_scope, uint64_t subject,
	    struct erasure *e_r);
#define ERASURE_PAGE	50
/* Newest first, with ids below `before` (0: the newest). */
RC	erasure_list(struct tenant *, struct arena *, uint64_t before,
	    struct erasure_list *l_r);
/* Into a later state, with its time (PARTING: when it was unreadable); inside or
   outside a transaction. */
RC	erasure_set_state(struct tenant *, uint64_t id, enum erasure_state,
	    int64_t at);
/*
 * ROWS_GONE becomes CERTIFIED, with the mirrors that confirmed it (n may be 0);
 * one that is certified already stays as it is.
 */
struct erasure_mirror { unsigned number; const char *name; int64_t confirmed_at; };
struct erasure_mirrors { struct erasure_mirror *v; size_t n; };
RC	erasure_certify(struct tenant *, uint64_t id,
	    const struct erasure_mirrors *);
RC	erasure_mirrors(struct tenant *, struct arena *, uint64_t id,
	    struct erasure_mirrors *m_r);
RC	erasure_progress(struct tenant *, uint64_t id, unsigned done);
/* From PARTING to UNREADABLE: its own secret went now. */
RC	erasure_let_go(struct tenant *, uint64_t id);

/*
 * One process works on it at a time: a lock of this connection, which ends with it,
 * however the process ends.  RC_CONFLICT: another has it, so many seconds on.  Taken
 * twice it is left twice.
 */
RC	erasure_take(struct tenant *, uint64_t id, unsigned seconds);
void	erasure_leave(struct tenant *, uint64_t id);

/* Over the installation: those that are not at their end; at most 100. */
struct erasure_due { account_id account; uint64_t id; };
RC	erasures_due(struct db *, struct erasure_due v_r[100], size_t *n_r);
/* One of the account that is not in ROWS_GONE yet; RC_NOTFOUND: none. */
RC	erasure_begun(struct tenant *, uint64_t *id_r);

/* Of the installation, those in ROWS_GONE, with ids above `after`, in their order. */
RC	erasures_unconfirmed(struct db *, uint64_t after,
	    struct erasure_due v_r[100], size_t *n_r);
/* When the last of those went whose certificate waits; microseconds, 0: none does. */
RC	erasures_latest(struct db *, int64_t *at_r);

/* How many rows of a table (or "files") went; 0 adds nothing. */
RC	erasure_count_add(struct tenant *, uint64_t id, const char *name,
	    uint64_t n);
struct erasure_count { const char *name; uint64_t n; };
struct erasure_counts { struct erasure_count *v; size_t n; };
RC	erasure_counts(struct tenant *, struct arena *, uint64_t id,
	    struct erasure_counts *c_r);

/* ---- what would go (erasure_plan.c) ---------------------------------------- */

struct erasure_plan {
	uint64_t	tickets, messages;	/* messages: all of these */
	uint64_t	elsewhere;	/* written by him in others' tickets */
	uint64_t	others;		/* of messages: written by others, who
					   lose them when his key goes */
	uint64_t	files, waiting, sessions;
	uint64_t	contacts;	/* of a company; the above are theirs */
};
RC	erasure_plan(struct tenant *, enum erase_scope, uint64_t subject,
	    struct erasure_plan *p_r);
/* RC_DENIED: a ticket of his lies where the reader does not see (sight.h). */
RC	erasure_sees_all(struct tenant *, uint64_t contact);
/* How many messages others wrote in his tickets, whose key hangs on his. */
RC	erasure_others(struct tenant *, uint64_t contact, uint64_t *n_r);
/* How many tickets a contact has: what an erasure's progress is told by. */
RC	erasure_tickets(struct tenant *, uint64_t contact, uint64_t *n_r);

/*
 * ---- the first transaction (erasure_first.c) --------------------------------
 * Inside it: everything that leads to the person: sessions, links, logins,
 * second factors, keys of programs, look-ups, mails that wait.  RC_NOTFOUND:
 * there is no such.
 */
RC	erasure_first(struct tenant *, const struct erasure *);
/* Asked before it, of agents; not again of who was erased once (a restore).
   RC_DENIED: not his to do, or the owner of the account. */
RC	erasure_may_go(struct tenant *, const struct erasure *);

/* ---- the beginning (erasure_begin.c) ------------------------------------------ */

/* Scopes that this way erases. */
bool	erasure_here(enum erase_scope);
/*
 * The first transaction: erasure_add(), erasure_first(), the secret destroyed (a
 * contact's goes on under the erasure's own, erasure_job.h), the audit log's line;
 * e: id and what was asked.  RC_RETRY: nothing happened.
 */
RC	erasure_begin(struct tenant *, struct arena *, struct erasure *e);
/* A restore: what has a tombstone and is there again. e: of the tombstone, id 0
   when it does not know it. erasure_again.c */
RC	erasure_again(struct tenant *, struct erasure *e);
/* After a crash: the old bucket key is overwritten. Cheap when it is. */
RC	erasure_settle(struct tenant *, const struct erasure *);

/* What of the messages of a ticket that stays goes (struct reseal's edit). */
struct reseal_message;
struct erasure_cut {
	RC	 (*subject)(void *arg, struct arena *, const char **);
	RC	 (*edit)(void *arg, struct arena *, struct reseal_message *);
	void	*arg;
};
/*
 * ---- his tickets stay (erasure_keep.c, erasure_begin.c) ------------------------
 * One of them made nobody's, in transactions of its own.  *done_r: there is no
 * more, and the erasure's own secret may go: erasure_forget().  RC_DENIED: a hold came
 * meanwhile, and it waits: of ERASE_REQUESTER, and of contacts whose secret is
 * there, as they were begun by an earlier version (parting.h).  ERASE_REQUESTER: that ticket, and no secret but the
 * ticket's own goes.
 */
RC	erasure_part(struct tenant *, struct arena *, int files_dir,
	    const struct erasure *, const struct erasure_cut *, bool *done_r);
RC	erasure_forget(struct tenant *, struct arena *, struct erasure *);

/*
 * ---- the rest (erasure_rows.c) ----------------------------------------------
 * One short transaction: up to so many rows and files.  *done_r: nothing is
 * left of it.
 */
RC	erasure_rows(struct tenant *, struct arena *, int files_dir,
	    const struct erasure *, bool *done_r);

/* ---- lib/model only ---------------------------------------------------------- */

/* DELETE ... WHERE account_id = ? [AND kind = ?] AND some id = ? */
struct wipe {
	const struct query	*q;
	const char		*name;	/* of the table */
	unsigned		 kind;	/* bound before the id, unless 0 */
};
/* *most_r (may be NULL): the greatest number of rows that one of them took. */
RC	wipe_rows(struct tenant *, const struct erasure *, const struct wipe *,
	    size_t n, uint64_t id, uint64_t *most_r);
/* The same of one to IDS_MOST ids at once: the texts say IN " IDS_LIST ". */
RC	wipe_many(struct tenant *, const struct erasure *, const struct wipe *,
	    size_t n, const uint64_t *id, size_t nid, uint64_t *most_r);

#endif
