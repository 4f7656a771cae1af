/* Signing in with a password: who may try, how often, and whether it fits. */
#ifndef AUTH_LOGIN_H
#define AUTH_LOGIN_H

#include "model/people/agent_login.h"

/* Agents or contacts: a program links only what its database user may read. */
struct whose {
	int	kind;		/* enum session_kind */
	enum rc	(*find)(struct tenant *, struct arena *, const char *email,
		    struct login_row *);
	enum rc	(*renew)(struct tenant *, struct arena *, uint64_t id,
		    const char *password);
};
extern const struct whose login_agents, login_contacts;

/*
 * One attempt.  What it was is told by nothing but the result: an unknown name,
 * a wrong password and a person who may not come in cost the same work and
 * wait the same (SECURITY 5.8, 5.9).
 */
struct login {
	const struct whose *whose;
	const char	*addr;		/* the client's */
	const char	*email, *password;	/* as typed */
	const char	*device;	/* the device cookie, or NULL */

	uint64_t	 id;		/* RC_OK; RC_DENIED: whose it was, or 0 */
	unsigned	 generation;
	const char	*name;		/* the address, normalised; "" */
	enum login_limit {
		LIMIT_NAME = 1,		/* wait seconds, for this name */
		LIMIT_NETWORK,		/* wait seconds, in this network */
		LIMIT_LINK,		/* this name comes in by a mailed link */
		LIMIT_BUSY,		/* too many at once: wait seconds */
	}		 limit;		/* RC_LIMIT */
	int64_t		 wait;
	bool		 locks;		/* RC_DENIED: from now on it waits */
};

/*
 * RC_OK; RC_DENIED; RC_LIMIT: nothing was tried.  Counted before the work is
 * done: per name (5 free, then 1, 2, 4 ... 900 s, 100 at most), a known device
 * apart, and per network (/24, /56: 50 in ten minutes) for all but those.
 */
RC	login_password(struct tenant *, struct arena *, struct login *);
/* That person came in by a mailed link: his name's wrong ones are forgotten. */
RC	login_unlock(struct tenant *, const struct whose *, const char *email);

/*
 * Of somebody who is signed in: his password again, counted apart from those of
 * strangers.  addr and device are not looked at.  RC_OK, RC_DENIED, RC_LIMIT.
 */
RC	login_again(struct tenant *, struct arena *, struct login *);
/* The same of an agent, in one call. */
RC	login_agent(struct tenant *, struct arena *, const char *addr,
	    const char *email, const char *password, agent_id *id_r,
	    unsigned *generation_r);

#endif
