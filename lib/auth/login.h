/* Signing in with a password. */
#ifndef AUTH_LOGIN_H
#define AUTH_LOGIN_H

#include "model/agent.h"

/*
 * RC_OK and the agent, or RC_DENIED: no such address, wrong password, or not
 * active, told apart by nothing (each costs one Argon2id hash).  RC_LIMIT: too
 * many wrong ones from this network (addr: the client's), for this name or
 * altogether; a stranger elsewhere cannot lock anyone out.
 */
RC	login_agent(struct tenant *, struct arena *, const char *addr,
	    const char *email, const char *password, agent_id *id_r,
	    unsigned *generation_r);

#endif
