/*
 * Signing up for a help desk of one's own, at the provider's own account, whose
 * tenant comes first in each call.  A sign-up reserves its
 * address, waits for the link in a mail, and is then installed by olvido-cron:
 * account, host, first department, its owner as an invited agent with a mail to
 * choose a password.  Company, name and address are sealed under a secret of the
 * sign-up's own; whether it is installed or nobody confirms it, that secret and
 * the row go, at the latest SIGNUP_LIVES after it came.
 */
#ifndef MODEL_SIGNUP_H
#define MODEL_SIGNUP_H

#include "crypto/digest.h"
#include "db/db.h"

enum signup_state {
	SIGNUP_WAITING = 1,	/* for its confirmation */
	SIGNUP_CONFIRMED = 2,	/* to be installed */
	SIGNUP_INSTALLED = 3,	/* to be destroyed */
};

#define SIGNUP_LIVES	(48 * 3600)	/* seconds */

struct signup {
	uint64_t	  id;
	enum signup_state state;
	const char	 *host, *language;
	int64_t		  created_at, expires_at;
	const char	 *terms, *processing;	/* versions agreed to */
	/* Opened. */
	const char	 *company, *name, *email;
};

/* RC_NOTFOUND: this is not the provider's account; elsewhere nobody signs up. */
RC	signup_here(struct tenant *, struct arena *);
/* "LABEL.base", in the arena. */
const char *signup_host(struct arena *, const char *label);
/* RC_CONFLICT: an account or another sign-up has it. */
RC	signup_host_free(struct db *, const char *host);
/*
 * s: host, language, versions, company, name, email; the rest is set.  mailed: a
 * mail with a link goes to the address (without it the same is stored and
 * nothing is said, so that nobody learns how often an address was tried).
 * RC_CONFLICT: somebody has the host, also one who came in this instant.  Own
 * transaction.
 */
RC	signup_add(struct tenant *, struct arena *, struct signup *s,
	    bool mailed);
/* RC_NOTFOUND: unknown; RC_GONE: over, or installed already. */
RC	signup_by_token(struct tenant *, struct arena *, const struct digest *,
	    struct signup *s_r);
/* The same, and it will be installed; again: RC_OK. Own transaction. */
RC	signup_confirm(struct tenant *, struct arena *, const struct digest *);

/* ---- for the sender of its mail -------------------------------------------- */

/* RC_GONE: nothing to say (any more). Its link is made; former ones are dead. */
RC	signup_mail(struct tenant *, struct arena *, uint64_t id,
	    struct signup *s_r, struct token *token_r);

/* ---- signup_install.c: olvido-cron ----------------------------------------- */

struct signup_counts { unsigned installed, expired, refused; };
/*
 * Installs what was confirmed; destroys what is installed or over.  refused:
 * hosts that an account has got meanwhile.  dry: only counted.
 */
RC	signup_work(struct tenant *, struct arena *, int64_t now, bool dry,
	    struct signup_counts *n_r);

/* signup.c (lib/model only) */
RC	signup_get(struct tenant *, struct arena *, uint64_t id,
	    struct signup *s_r);

#endif
