/*
 * The second factor as people meet it: codes they type, the seed they are
 * offered, recovery codes (SECURITY.md 1.3, 5.7).  For agents and contacts alike.
 */
#ifndef AUTH_SECOND_H
#define AUTH_SECOND_H

#include "model/access/factor.h"

/* Of one person's codes, whoever types them where (SECURITY 5.8). */
#define CODES_PER_WINDOW	5
#define CODES_WINDOW_S		300

/*
 * What was typed where a code is asked for: six digits, or a recovery code; blanks
 * and dashes do not count.  RC_OK: it was right, and is used now; *way_r says
 * which it was.  RC_DENIED: it was not, or was used before.  RC_LIMIT: too many;
 * it was not even looked at.
 */
RC	second_check(struct tenant *, struct arena *, struct person,
	    const char *typed, enum audit_way *way_r);

/* A new seed, offered to be set up within a quarter of an hour. */
struct second_offer {
	const char	*key;		/* base32 in fours, to be typed */
	const char	*uri;		/* otpauth://, to be scanned */
	const char	*sealed;	/* the form's hidden field */
};
/* name: whose it is, as the authenticator shows it; session: binds the offer. */
RC	second_offer(struct tenant *, struct arena *, struct person,
	    const char *name, session_id session, struct second_offer *o_r);
/* The same again, when the code typed for it was wrong. RC_GONE: too old. */
RC	second_offer_again(struct tenant *, struct arena *, struct person,
	    const char *name, session_id session, const char *sealed,
	    struct second_offer *o_r);
/*
 * A code of the offered seed: codes are on from now, recovery_r holds ten new
 * recovery codes as text, never shown again.  RC_DENIED: wrong code; RC_GONE: the
 * offer is too old or another's.
 */
RC	second_confirm(struct tenant *, struct arena *, struct person,
	    session_id session, const char *sealed, const char *code,
	    const char *recovery_r[RECOVERY_CODES]);
/* Ten new recovery codes as text and as digests; nothing is stored. */
RC	second_recovery_make(struct tenant *, struct arena *, struct person,
	    const char *text_r[RECOVERY_CODES],
	    struct digest d_r[RECOVERY_CODES]);
/* Ten new recovery codes instead of the old ones. */
RC	second_recovery(struct tenant *, struct arena *, struct person,
	    const char *recovery_r[RECOVERY_CODES]);

#endif
