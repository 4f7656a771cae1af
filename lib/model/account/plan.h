/*
 * Plans: every number of an account's life (model/account/lifecycle.h) and what an
 * account may use.  They are the provider's, over all accounts.
 */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include "db/db.h"

#define PLAN_STANDARD	1	/* the one that is there from the first */
#define WARNINGS	3

struct plan {
	uint64_t	 id;
	const char	*name;
	/* Days in a state until the next step; at least 1 each. */
	unsigned	 trial, past_due, suspended, terminated, deleted;
	unsigned	 warn[WARNINGS];	/* days before, fewer each time */
	/* 0: any number. */
	uint64_t	 agents, storage_bytes, mails_per_hour,
			 api_calls_per_hour;
};

struct plan_list { struct plan *v; size_t n; };
RC	plan_list(struct db *, struct arena *, struct plan_list *l_r);
RC	plan_get(struct db *, struct arena *, uint64_t id, struct plan *p_r);
RC	plan_by_name(struct db *, struct arena *, const char *name,
	    struct plan *p_r);
/* id 0: a new one, id is set.  Steps that are counted already keep their day.
   RC_CONFLICT: the name is taken; RC_INVALID: numbers that plan_wrong() names. */
RC	plan_put(struct db *, struct plan *);
/* What is wrong with its numbers, for people, or NULL. */
const char *plan_wrong(const struct plan *);

#endif
