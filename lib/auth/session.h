/* Sessions as people meet them: how long they last, what they are called. */
#ifndef AUTH_SESSION_H
#define AUTH_SESSION_H

#include "model/access/session.h"

#define HALF_S		300	/* to give the second factor */
#define STEP_UP_S	300	/* how long a fresh proof counts (SECURITY 5.1) */

/* Seconds a session of this kind may lie idle, and last at most. */
int64_t	 session_idle(enum session_kind);
int64_t	 session_longest(enum session_kind);

/*
 * A new session and its token, which is shown once.  ss: kind, subject_id and
 * ticket are the caller's.
 */
RC	 session_open(struct tenant *, struct arena *, struct session *ss,
	    unsigned generation, const char *addr, const char *user_agent,
	    struct token *token_r);

/* "192.0.2.0/24", "2001:db8:1::/48"; "" for what is no address. */
const char *session_ip_prefix(struct arena *, const char *addr);
/* "Firefox / Linux": families only, nothing that singles a person out. */
const char *session_label(struct arena *, const char *user_agent);

#endif
