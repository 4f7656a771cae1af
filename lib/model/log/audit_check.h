/*
 * Checking, anchoring and expiring the audit log: the command line only.
 *
 * A chain alone does not show that its end was cut off and the head set back.
 * An anchor does: (account, n, h) of one day, kept outside the database, in a
 * file of ours and in the owner's mailbox.  Anchors and checkpoints carry a MAC
 * under a key of the whole installation, so that nobody makes one up.
 */
#ifndef MODEL_AUDIT_CHECK_H
#define MODEL_AUDIT_CHECK_H

#include "crypto/digest.h"
#include "model/log/audit.h"

struct anchor {
	account_id	account;
	uint64_t	n;		/* of the last row; 0: no row yet */
	int64_t		at;		/* when the anchor was made */
	struct digest	chain;
};

/* What is wrong with one account's log. */
struct audit_report {
	uint64_t	rows;		/* that were read */
	uint64_t	changed;	/* changed, moved, put in, another's */
	uint64_t	missing;
	uint64_t	cut;		/* the end is not what head or anchor say */
	uint64_t	forged;		/* the checkpoint is not ours */
};

/*
 * Follows the chain of one account.  anchors: all that is kept of it, may be
 * none.  Logs each trouble by its row, up to twenty of a kind.  Takes
 * no lock: rows may come in meanwhile.
 */
RC	audit_verify(struct tenant *, const struct anchor *, size_t n,
	    struct audit_report *r_r);

/* The log as it ends now. */
RC	audit_anchor(struct tenant *, struct anchor *x_r);
/* "audit 1024 57 1795522800 CHAIN MAC", hex; in the arena. */
const char *anchor_text(struct tenant *, struct arena *,
	    const struct anchor *);
/* RC_INVALID: not of that form; RC_DENIED: its MAC is not ours. */
RC	anchor_parse(struct vault *, struct arena *, const char *line,
	    struct anchor *x_r);

/*
 * Removes rows older than before, from the beginning, and writes the checkpoint
 * from which the chain goes on.  RC_DENIED: a row that should go is not right;
 * then nothing is removed.
 */
RC	audit_expire(struct tenant *, int64_t before, uint64_t *n_r);

/* The account's checkpoint under another master key; *had_r: there is one.  One
   that is not ours stays as it is. */
RC	audit_start_resign(struct tenant *, struct vault *to, bool *had_r);

#endif
