/*
 * Sessions live in the database: the digest of a 256-bit token, never the
 * token.  A session ends by sign-out, idle or absolute limit, or when its
 * subject's generation moved on (password, role or state changed).
 */
#ifndef MODEL_SESSION_H
#define MODEL_SESSION_H

#include "crypto/digest.h"
#include "model/account/account.h"
#include "model/log/audit.h"

enum session_kind {
	SESSION_AGENT = 1,
	SESSION_CONTACT = 2,	/* a proved customer: all his tickets */
	SESSION_TICKET = 3,	/* a mailed link: one ticket */
	/* The password was right, the second factor is missing: opens nothing
	   but the page that asks for it. */
	SESSION_AGENT_HALF = 4,
	SESSION_CONTACT_HALF = 5,
};
#define SESSION_OF_AGENT(k)	((k) == SESSION_AGENT || (k) == SESSION_AGENT_HALF)
#define SESSION_HALF(k)							\
	((k) == SESSION_AGENT_HALF || (k) == SESSION_CONTACT_HALF)

struct session {
	session_id	  id;
	enum session_kind kind;
	uint64_t	  subject_id;	/* agent or contact */
	ticket_id	  ticket;	/* SESSION_TICKET only */
	unsigned	  generation;	/* the subject's, when it was made */
	int		  role;		/* agents: enum role; else 0 */
	bool		  narrow;	/* agents: sight_load() for him */
	/* session_by_host: an agent's own language and time zone; or NULL */
	const char	 *language, *zone;
	int64_t		  created_at, seen_at, expires_at;
	int64_t		  step_up_until;	/* he proved himself: SECURITY 5.1 */
	/* session_get, agents: from when on he may do nothing but set up a
	   second factor; 0: he has one, or need not. */
	int64_t		  factor_due;
	/* Opened by session_list(), else "". */
	const char	 *label;	/* "Firefox on Linux" */
	const char	 *ip_prefix;	/* "192.0.2.0/24" */
	struct digest	  digest;	/* of the token: key of the CSRF token */
	enum audit_way	  way;		/* how he proved himself */
	bool		  sign_in;	/* session_add: log it */
};

/* id, created_at, seen_at are set here. ss: kind, subject, ticket, expires,
   step_up_until, label, ip_prefix, digest, sign_in, way are the caller's.
   Own transaction. */
RC	session_add(struct tenant *, struct session *ss, unsigned generation);
/*
 * The tenant of a host name and in it the live session of that digest, by one
 * question: what every request with a cookie begins with.  RC as
 * account_by_host().  ss_r->kind is 0 when there is no such session: it has
 * expired, was idle for `idle` seconds, or its subject is not active or of
 * another generation.
 */
struct session_ask {
	const char		*host;
	const struct digest	*digest;
	int64_t			 idle;
};
RC	session_by_host(struct db *, struct vault *, struct arena *,
	    const struct session_ask *, struct tenant **t_r,
	    enum account_state *state_r, struct session *ss_r);
/* Note that it was used; writes at most once a minute. */
RC	session_touch(struct tenant *, const struct session *);
/*
 * The session under another token from now on, stepped up until then; the old
 * token is dead.  RC_NOTFOUND: it has ended meanwhile, or was renewed.  Own
 * transaction; logged.
 */
RC	session_renew(struct tenant *, struct session *ss,
	    const struct digest *next, int64_t step_up_until);
RC	session_end(struct tenant *, session_id);
/* Ended by the one whose it is (t->actor); logged. Own transaction. */
RC	session_sign_out(struct tenant *, session_id);
/* One of the subject's own sessions; RC_NOTFOUND when it is another's. Own
   transaction. */
RC	session_revoke(struct tenant *, enum session_kind, uint64_t subject_id,
	    session_id);
/* All of the subject's but one. Own transaction; logged, as is the one above. */
RC	session_end_others(struct tenant *, enum session_kind,
	    uint64_t subject_id, session_id keep);
struct session_list { struct session *v; size_t n; };
RC	session_list(struct tenant *, struct arena *, enum session_kind,
	    uint64_t subject_id, struct session_list *l_r);
/* Housekeeping: remove what ended. */
RC	session_purge(struct tenant *, int64_t before);

#endif
