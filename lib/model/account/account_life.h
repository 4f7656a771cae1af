/*
 * Where an account stands in its life, and what brought it there: the rows behind
 * model/account/lifecycle.h, which alone decides what may change.
 */
#ifndef MODEL_ACCOUNT_LIFE_H
#define MODEL_ACCOUNT_LIFE_H

#include "model/account/account.h"
#include "model/account/plan.h"

/* Never renumber. */
enum life_event {
	LIFE_SIGNED_UP = 1,	/* for a trial */
	LIFE_PAID = 2,
	LIFE_BILLING_FAILED = 3,
	LIFE_TIME_PASSED = 4,	/* its days are over: olvido-cron */
	LIFE_SUSPEND = 5,	/* by the provider's hand */
	LIFE_LIFT = 6,		/* the same */
	LIFE_TERMINATE = 7,	/* the same */
	LIFE_DELETE_ASKED = 8,	/* by its owner: at `until` */
	LIFE_DELETE_CANCELLED = 9,
	LIFE_DELETE_DUE = 10,	/* that moment came: olvido-cron */
	LIFE_RESTORED = 11,	/* out of its cold backup */
	LIFE_OPENED = 12,	/* made by the provider, no trial */
};

enum life_door {
	LIFE_CLOCK = 1, LIFE_CONSOLE = 2, LIFE_PANEL = 3, LIFE_API = 4,
	LIFE_SIGNUP = 5,
};

struct life {
	enum account_state state;	/* 0: not there yet */
	bool		 held;	/* suspended by hand: paying does not lift it */
	int64_t		 since, until;	/* until: the next step, 0: none */
	int64_t		 delete_at;	/* 0: nobody asked for it */
	uint64_t	 event;		/* that brought it here */
	/* Read with it. */
	int64_t		 warned;	/* last warning of this step, 0: none */
	int64_t		 billed;	/* when billing last said something */
	bool		 is_provider;
	struct plan	 plan;
};

/* Its life now; lock: inside a transaction, nobody else changes it until the
   end.  RC_NOTFOUND: there is no such account. */
RC	account_life(struct tenant *, struct arena *, bool lock,
	    struct life *l_r);

struct life_record {
	uint64_t	 id;
	const char	*request_id;
	enum life_event	 event;
	enum account_state from, to;
	int64_t		 at, recorded_at;
	enum life_door	 door;
	uint64_t	 by;
};

/* Inside a transaction: the account stands so from now on. */
RC	account_life_set(struct tenant *, const struct life *);
/* The same: sessions from before now are over. */
RC	account_sessions_over(struct tenant *);
/* Inside a transaction. RC_CONFLICT: that request was recorded before. */
RC	account_event_add(struct tenant *, const struct life_record *);
/* RC_NOTFOUND: that request is new. */
RC	account_event_find(struct tenant *, struct arena *,
	    const char *request_id, struct life_record *r_r);
RC	account_event_get(struct tenant *, struct arena *, uint64_t id,
	    struct life_record *r_r);
struct life_records { struct life_record *v; size_t n; };
/* Newest first, at most 100. */
RC	account_event_list(struct tenant *, struct arena *,
	    struct life_records *l_r);

/* Inside a transaction. RC_CONFLICT: it went out before. */
RC	account_warning_add(struct tenant *, uint64_t event, unsigned days,
	    int64_t at);
/* Fewest days of a warning that went out, 0: none. */
RC	account_warning_least(struct tenant *, uint64_t event, unsigned *n_r);
/* Those that a clock which was ahead sent: they say a wrong day. */
RC	account_warnings_undo(struct tenant *, int64_t after, uint64_t *n_r);

/* The owner, while he is active. RC_NOTFOUND: nobody. */
RC	account_owner(struct tenant *, agent_id *id_r);
RC	account_set_plan(struct tenant *, uint64_t plan);
/* The provider's own, or not any more. */
RC	account_set_provider(struct tenant *, bool);
/* Accounts of which a step comes within their plan's warnings, or is due, or whose
   owner's wish is. */
RC	account_due(struct db *, struct arena *, int64_t now,
	    struct account_list *l_r);

#endif
