/*
 * What people of an account typed about somebody beside tickets: reasons and notes
 * of the registers, each sealed in its row.  For finding a person there before he is
 * forgotten, and for cutting him out (privacy/mention_typed.c).
 *
 * Their keys: the account's (holds, reviews of mentions), the contact's whom the row
 * is about (consents, restrictions, requests), or the row's own (requests of who is
 * not in the records).  Only the last gets a new secret; of the others an older copy
 * opens as long as its key lives.
 */
#ifndef MODEL_TYPED_H
#define MODEL_TYPED_H

#include "db/db.h"

enum typed_kind {
	TYPED_HOLD = 1,		/* why something is held */
	TYPED_REQUEST = 2,	/* what is asked, answered, noted; who asks */
	TYPED_CONSENT = 3,	/* how it was given */
	TYPED_RESTRICTION = 4,	/* why */
	TYPED_REVIEW = 5,	/* why mentions of another person stay */
};
#define TYPED_KINDS	5
#define TYPED_TEXTS	7

struct typed {
	enum typed_kind	 kind;
	uint64_t	 id;		/* the row's */
	contact_id	 about;		/* {0}: nobody of the records */
	const char	*text[TYPED_TEXTS];
	size_t		 n;
	bool		 damaged;	/* it does not open though its key is there */
};

#define TYPED_PAGE	100
/*
 * The rows after `after` in the order of their ids; those that do not open (their
 * person is forgotten) have no texts.  about of a hold: its contact, {0} for a
 * ticket's.
 */
RC	typed_page(struct tenant *, struct arena *, enum typed_kind,
	    uint64_t after, struct typed v_r[TYPED_PAGE], size_t *n_r);

/* *text is what stays; true: it changed. */
typedef bool	typed_cut(void *arg, struct arena *, const char **text);
/*
 * One row sealed anew with its texts cut, in a transaction of its own, with a line
 * in the audit log.  *changed_r: something was cut; *alive_r: under a key that
 * lives on.  RC_NOTFOUND, RC_GONE: it went.
 */
RC	typed_edit(struct tenant *, enum typed_kind, uint64_t id,
	    typed_cut *, void *arg, bool *changed_r, bool *alive_r);

#endif
