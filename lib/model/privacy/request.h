/*
 * The register of what data subjects ask for (GDPR art. 15-21): access,
 * rectification, erasure, restriction, portability, objection.  An answer is due
 * one calendar month after receipt, two more when that is said with a reason
 * within the first (art. 12(3); core/month.h counts).
 *
 * What names or quotes the person is sealed under his own key and goes with it;
 * kind, dates, state and decision stay: that somebody asked and was answered must
 * be shown later.  Who is not in our records has a secret of the request's own,
 * which is forgotten REQUEST_KEPT after the decision.
 *
 * An agent reads the requests of contacts he sees (sight.h); admins read all,
 * and decide: the model asks the actor's role again.
 */
#ifndef MODEL_REQUEST_H
#define MODEL_REQUEST_H

#include "db/db.h"

enum request_kind {
	REQUEST_ACCESS = 1, REQUEST_RECTIFICATION = 2, REQUEST_ERASURE = 3,
	REQUEST_RESTRICTION = 4, REQUEST_PORTABILITY = 5,
	REQUEST_OBJECTION = 6,
};
enum request_state {
	REQUEST_OPEN = 1, REQUEST_EXTENDED = 2, REQUEST_DONE = 3,
	REQUEST_REFUSED = 4, REQUEST_WITHDRAWN = 5,
};
enum request_door { DOOR_PORTAL = 1, DOOR_PANEL = 2, DOOR_API = 3 };
enum request_proof {
	PROOF_NONE = 0,		/* not yet */
	PROOF_SESSION = 1,	/* he was signed in */
	PROOF_LINK = 2,		/* by a link mailed to his address */
	PROOF_AGENT = 3,	/* an agent asked him; a note says how */
	PROOF_API = 4,		/* the account's own program did; likewise */
};
/* Why it was refused; a text always stands beside it. */
enum request_ground {
	GROUND_UNPROVED = 1,	/* who he is could not be proved, art. 12(2) */
	GROUND_EXCESSIVE = 2,	/* unfounded or excessive, art. 12(5) */
	GROUND_LAW = 3,		/* a law says that it must be kept, 17(3)(b) */
	GROUND_CLAIM = 4,	/* legal claims, 17(3)(e) */
	GROUND_RIGHTS = 5,	/* rights of others, 15(4) */
	GROUND_NOTHING = 6,	/* we have nothing of him */
	GROUND_OTHER = 7,
};

#define REQUEST_KEPT	(3 * 366 * 86400)	/* seconds */

struct request {
	uint64_t	   id;		/* the case number */
	enum request_kind  kind;
	enum request_state state;
	enum request_door  door;
	enum request_proof proof;
	enum request_ground ground;
	contact_id	   contact;	/* 0: not in our records */
	agent_id	   made_by, handler;
	int64_t		   received_at, due_at, closed_at;
	bool		   alive;	/* it waits for a decision */
	/* Opened; "" and gone when the person was forgotten. */
	const char	  *name, *address;	/* of who is not in our records */
	const char	  *text;	/* what he asks, in his words */
	const char	  *how;		/* how he proved who he is */
	const char	  *extension;	/* why it takes longer: he is told */
	const char	  *answer;	/* what was done, or why not: he is told */
	const char	  *notes;	/* among us */
	bool		   gone;
};

/* "access", "rectification" ... as in URLs, forms, JSON and Lang.Request.Kind.*;
   NULL / 0 when unknown. */
const char	*request_kind_name(enum request_kind);
enum request_kind request_kind_of(const char *name);
const char	*request_state_name(enum request_state);
enum request_state request_state_of(const char *name);

/*
 * r: kind, door, proof, contact or name and address, made_by, received_at (0:
 * now), text, how are read; id, due_at, state are set.  A contact is told that
 * it came, and until when he has an answer.  Own transaction.  RC_INVALID: it
 * says neither who nor what, or came in the future or too long ago.  RC_LIMIT:
 * REQUEST_ALIVE_MAX of that contact wait already.
 */
#define REQUEST_ALIVE_MAX	20
RC	request_add(struct tenant *, struct arena *, struct request *r);
RC	request_get(struct tenant *, struct arena *, uint64_t id,
	    struct request *r_r);
/* (lib/model only) The same whoever reads. */
RC	request_find(struct tenant *, struct arena *, uint64_t id, bool lock,
	    struct request *r_r);

struct request_list { struct request *v; size_t n; bool more; };
#define REQUEST_PAGE	50
/*
 * What waits, due soonest first: all of it (state 0), or what is due before
 * `due`; of one state: what waits likewise, what is closed by its date, newest
 * first.  Keyset: rows after (after_due, after); both 0 for the first page.
 */
struct request_page {
	enum request_state state;
	int64_t		   due;		/* 0: no bound */
	int64_t		   after_due;
	uint64_t	   after;
};
RC	request_list(struct tenant *, struct arena *,
	    const struct request_page *, struct request_list *l_r);
/* A contact's, newest first, at most REQUEST_PAGE; behind that one, NULL. */
RC	request_list_of(struct tenant *, struct arena *, contact_id,
	    const struct request *behind, struct request_list *l_r);
/* What is overdue, counted up to 100; agents: of all, whoever they see. */
RC	request_overdue(struct tenant *, unsigned *n_r);

/* ---- request_change.c: each in its own transaction, logged ----------------- */

/* RC_CONFLICT: it is decided.  text: added to its notes. */
RC	request_note(struct tenant *, struct arena *, uint64_t id,
	    const char *text);
/* Who answers for it; 0: nobody. RC_INVALID: no active agent. */
RC	request_take(struct tenant *, struct arena *, uint64_t id, agent_id,
	    agent_id by);
/* RC_DENIED: by is no admin.  RC_CONFLICT: decided or extended already, or its
   month is over.  The contact is told why and until when. */
RC	request_extend(struct tenant *, struct arena *, uint64_t id,
	    const char *reason, agent_id by);
/* Done (ground 0) or refused; the contact is told. RC_DENIED, RC_CONFLICT. */
RC	request_decide(struct tenant *, struct arena *, uint64_t id,
	    enum request_ground, const char *answer, agent_id by);
/* By himself (request_withdraw.c). RC_NOTFOUND: not his. */
RC	request_withdraw(struct tenant *, struct arena *, uint64_t id,
	    contact_id);

/* ---- request_remind.c: olvido-cron ----------------------------------------- */

/*
 * Mails to the handler, or to admins where there is none (left), a week before, a
 * day before, and when it is overdue; each once, whoever runs at once.  n_r: how
 * many were due; dry: only counted.
 */
RC	request_remind(struct tenant *, struct arena *, int64_t now, bool dry,
	    unsigned *n_r);
/* request_expire.c: forgets the secrets of requests decided REQUEST_KEPT ago. */
RC	request_expire(struct tenant *, int64_t now, bool dry, unsigned *n_r);

#endif
