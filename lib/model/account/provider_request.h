/*
 * Acts of the provider's programs, each done once: who asks names the act, and the
 * same name again gets the same answer for PROVIDER_REQUEST_DAYS.  The name's row is
 * the transaction's first, so of two at once the second waits for the first one's
 * answer.  Tenant: the provider's own account.
 */
#ifndef MODEL_PROVIDER_REQUEST_H
#define MODEL_PROVIDER_REQUEST_H

#include "crypto/vault.h"
#include "db/db.h"

#define PROVIDER_REQUEST_DAYS	30
#define PROVIDER_REQUEST_NAME	64	/* letters */

struct provider_answer {
	int		 status;	/* of HTTP */
	const char	*text;		/* JSON */
	bool		 repeated;	/* it was asked for before */
};

/*
 * door: whose names they are ("api", "billing"); name: 1 to
 * PROVIDER_REQUEST_NAME letters; asked: all that says what is wanted.  act runs in
 * the transaction; what it returns but RC_OK undoes all, the name too.
 * RC_CONFLICT: that name was another act's (*other_r), or act says so.
 * RC_RETRY: run the whole request again.
 */
struct provider_once {
	const char	*door, *name, *asked;
	enum rc		(*act)(void *arg, struct provider_answer *n_r);
	void		*arg;
};
RC	provider_once(struct tenant *, struct arena *,
	    const struct provider_once *, struct provider_answer *n_r,
	    bool *other_r);

#endif
