/*
 * Applying retention rules (model/privacy/rule.h) and emptying the bin (model/ticket/bin.h): in
 * batches, each short; ended anywhere it goes on at the next call, because what
 * went is not found again.  What is under a legal hold stays, and so does what a
 * person asked or wrote whose data is restricted: it is stored and not used, and
 * to erase it would be a use that he did not ask for (GDPR art. 18(2)).
 */
#ifndef PRIVACY_RETENTION_H
#define PRIVACY_RETENTION_H

#include "model/privacy/rule.h"

struct retention_counts {
	uint64_t	done;	/* into the bin, or erased; dry: would be */
	uint64_t	held;	/* under a legal hold */
	uint64_t	restricted;	/* of somebody restricted */
};

#define RETENTION_EXAMPLES	10

/* retention_look.c: those of a step that nothing speaks against, to the front;
   *n_r: how many are left, *c counts the others. */
RC	retention_leave(struct tenant *, const struct rule *,
	    struct rule_row *v, size_t *n_r, struct retention_counts *c);
/* The same of one ticket. */
RC	retention_takes(struct tenant *, uint64_t ticket,
	    struct retention_counts *c, bool *takes_r);
/* What the rule would do now; changes nothing. v_r: the first of them. */
RC	retention_look(struct tenant *, const struct rule *,
	    struct retention_counts *n_r,
	    struct rule_row v_r[RETENTION_EXAMPLES], size_t *examples_r);
/*
 * Does it.  stop() is asked between batches; when it says so the rest is for the
 * next call.  *n_r counts what was done whatever is returned.
 */
RC	retention_run(struct tenant *, int files_dir, const struct rule *,
	    bool (*stop)(void), struct retention_counts *n_r);
/* Erases what has been in the bin for the account's days; dry: only counts. */
RC	retention_bin(struct tenant *, int files_dir, bool dry,
	    bool (*stop)(void), struct retention_counts *n_r);

#endif
