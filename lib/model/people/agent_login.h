/* Passwords of agents: a table of its own that only panel may read. */
#ifndef MODEL_AGENT_LOGIN_H
#define MODEL_AGENT_LOGIN_H

#include "model/people/agent.h"

/* What signing in needs to know of a name; of agents and of contacts. */
struct login_row {
	uint64_t	 id;
	const char	*hash;		/* opened Argon2id text */
	unsigned	 generation;
	bool		 active;
};

/* By the normalised address, one query whatever is found.  RC_NOTFOUND: no such
   address, or no password; RC_GONE: forgotten. */
RC	agent_login_find(struct tenant *, struct arena *, const char *email,
	    struct login_row *row_r);
/* Hashes, seals, stores; bumps the generation (ends all sessions); tells him. */
RC	agent_login_set(struct tenant *, struct arena *, agent_id,
	    const char *password);
/* The same password hashed with today's parameters; ends nothing. */
RC	agent_login_renew(struct tenant *, struct arena *, agent_id,
	    const char *password);

/* All that he is signed in with ends: sessions, tokens, links. */
RC	agent_end_sessions(struct tenant *, agent_id);

#endif
