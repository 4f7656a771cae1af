/* Forgotten passwords of agents: asking for a link. */
#ifndef AUTH_RESET_H
#define AUTH_RESET_H

#include "db/db.h"

/*
 * A mail with a link to this (normalised) address when it is an active agent's.
 * RC_OK whatever happens to it: unknown, or asked for more than 3 times an hour
 * (SECURITY 5.8, 5.9).
 */
RC	reset_ask(struct tenant *, struct arena *, const char *email);

#endif
