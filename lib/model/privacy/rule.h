/*
 * Retention rules (GDPR Art. 5(1)(e)): which tickets or contacts go after how
 * many days without activity, and how.  A rule is made switched off; it is
 * switched on only after an admin saw what it would do now.
 */
#ifndef MODEL_RULE_H
#define MODEL_RULE_H

#include "model/ticket/ticket.h"

enum rule_subject {
	RULE_TICKETS = 1,
	RULE_CONTACTS = 2,	/* who asked nothing and wrote nowhere */
};
enum rule_act {
	RULE_BIN = 1, RULE_ERASE = 2,
	RULE_ANONYMISE = 3,	/* a ticket stays and says not whose it was */
};

#define RULE_DAYS_MIN	1
#define RULE_DAYS_MAX	7300
#define RULES_MAX	50		/* of an account */
#define RULE_LOOK	3600		/* seconds a look at it counts */

struct rule {
	uint64_t	   id;
	enum rule_subject  subject;
	department_id	   department;	/* 0: any, and so on */
	tag_id		   tag;
	enum channel	   channel;
	enum ticket_status status;	/* 0: any but postponed and deleted */
	unsigned	   days;
	enum rule_act	   act;
	bool		   on;
	int64_t		   looked_at, ran_at, changed_at;	/* 0: never */
	uint64_t	   looked_n;
};
struct rule_list { struct rule *v; size_t n; };

RC	rule_list(struct tenant *, struct arena *, struct rule_list *l_r);
RC	rule_get(struct tenant *, uint64_t id, struct rule *r_r);

/* ---- what a rule takes (rule_walk.c; rule_takes(): rule.c) ------------- */

struct rule_row {
	uint64_t	   id;		/* of a ticket or contact */
	char		   code[13];	/* of a ticket */
	int64_t		   activity;	/* seconds */
	department_id	   department;
	enum channel	   channel;
	enum ticket_status status;
	bool		   busy;	/* a contact who asked or wrote */
};
/* Whether it is taken by a rule whose days ended at `before`. Its tag is not
   looked at. */
bool	rule_takes(const struct rule *, const struct rule_row *,
	    int64_t before);

#define RULE_BATCH	500
/* A walk over what is old enough, by an index, RULE_BATCH rows a step. */
struct rule_walk {
	const struct rule	*rule;
	int64_t			 before;	/* seconds */
	int64_t			 activity;	/* where it came to */
	uint64_t		 after;
	bool			 done;
};
void	rule_walk(struct rule_walk *, const struct rule *, int64_t now);
/* Those of the next step that the rule takes: none is no sign of its end, which
   is w->done. */
RC	rule_step(struct tenant *, struct rule_walk *,
	    struct rule_row v_r[RULE_BATCH], size_t *n_r);
/* Whether one that a step gave is taken still: activity may have come. */
RC	rule_still(struct tenant *, const struct rule_walk *,
	    const struct rule_row *, bool *still_r);
/*
 * At most 50 tickets of a step into the bin, in one transaction with the audit
 * log's line; activity since then keeps a ticket out. *n_r: how many went.
 */
RC	rule_bin(struct tenant *, const struct rule_walk *,
	    const uint64_t *ids, size_t n, uint64_t *n_r);
RC	rule_ran(struct tenant *, uint64_t id);

/* ---- rule_change.c: the panel; t->actor is an admin or the owner ------------- */

/* id is set. RC_INVALID: days or a choice out of range; RC_LIMIT: too many. */
RC	rule_add(struct tenant *, struct rule *);
/* All but its id; it is off, and was not looked at. */
RC	rule_change(struct tenant *, const struct rule *);
RC	rule_remove(struct tenant *, uint64_t id);
/* An admin saw that it would take n now. */
RC	rule_looked(struct tenant *, uint64_t id, uint64_t n);
/* RC_CONFLICT: nobody looked within RULE_LOOK. */
RC	rule_switch(struct tenant *, uint64_t id, bool on);

#endif
