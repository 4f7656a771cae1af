/*
 * API tokens: what programs come in with.  The digest is stored, never the
 * token.  A token acts for one agent and ends with him: by its day, by being
 * revoked, and when his generation moves on (password, role, factor, state).
 */
#ifndef MODEL_API_TOKEN_H
#define MODEL_API_TOKEN_H

#include "crypto/digest.h"
#include "crypto/vault.h"
#include "db/db.h"

/* Bits of api_token.scopes. Never renumber. */
enum api_scope { SCOPE_TICKETS_READ = 1, SCOPE_PRIVACY = 2, SCOPE_ERASE = 4,
	/* Of a provider's token alone, which is good for nothing else. */
	SCOPE_PROVIDER = 8,
	SCOPE_TICKETS_WRITE = 16,	/* in customers' names */
	SCOPE_TRUSTED = 32,	/* what it writes the spam filter does not judge */
};
#define SCOPES_ALL	63U
/* What an agent gives his own token, and a password opens: the rest is an
   admin's to give (api_token_let()). */
#define SCOPES_OWN	3U
/* "tickets.read" of the i-th; NULL at the end. *bit_r: its bit. */
const char *api_scope_at(size_t i, unsigned *bit_r);

struct api_token {
	uint64_t	 id;
	agent_id	 agent;
	unsigned	 generation;	/* api_token_add: his, when he came in */
	unsigned	 scopes;
	int64_t		 created_at, expires_at, revoked_at;
	unsigned	 used_day;	/* days since 1970, 0: never */
	char		 tail[5];
	bool		 alive;		/* it would be taken now */
	/* Opened; "" when the agent is forgotten. */
	const char	*name, *networks;
	int		 role;		/* api_token_find: the agent's */
};
struct api_token_list { struct api_token *v; size_t n; };

/* RC_NOTFOUND: there is none such, or it has ended. */
RC	api_token_find(struct tenant *, struct arena *, const struct digest *,
	    struct api_token *k_r);
/* Note the day it was used, once a day. */
RC	api_token_used(struct tenant *, const struct api_token *);

/* ---- api_token_change.c: panel and command line --------------------------- */

/* k: agent, scopes, expires_at, tail, name, networks are read; id is set.  Own
   transaction, with its line in the audit log. */
RC	api_token_add(struct tenant *, struct arena *, struct api_token *k,
	    const struct digest *);
/* Newest first, at most 200; of all agents when agent is 0. */
RC	api_token_list(struct tenant *, struct arena *, agent_id,
	    struct api_token_list *l_r);
/* Of that agent, or of anybody when agent is 0.  RC_NOTFOUND: not his, or ended
   already.  Own transaction; logged. */
RC	api_token_revoke(struct tenant *, agent_id, uint64_t token_id);
/* It may do so from now on: by t->actor, an admin or the owner.  RC_NOTFOUND: none
   such, it has ended, or it may already. */
RC	api_token_let(struct tenant *, uint64_t token_id, enum api_scope);

#endif
