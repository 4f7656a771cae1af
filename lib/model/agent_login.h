/* Passwords of agents: a table of its own that only panel may read. */
#ifndef MODEL_AGENT_LOGIN_H
#define MODEL_AGENT_LOGIN_H

#include "model/agent.h"

/* hash_r: opened Argon2id text. RC_NOTFOUND: no such address. */
RC	agent_login_get(struct tenant *, struct arena *, const char *email,
	    agent_id *id_r, const char **hash_r, unsigned *generation_r,
	    int *state_r);
/* Hashes, seals, stores; bumps the generation (ends all sessions). */
RC	agent_login_set(struct tenant *, struct arena *, agent_id,
	    const char *password);

#endif
