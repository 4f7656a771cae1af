/* Columns of a token, for api_token.c and api_token_change.c. */
#ifndef MODEL_API_TOKEN_ROW_H
#define MODEL_API_TOKEN_ROW_H

#include "model/access/api_token.h"

/* Never renumber: the sealed column. */
enum { F_TOKEN_NAME = 1, F_TOKEN_NETWORKS = 2 };

#define API_TOKEN_COLS							\
	"SELECT k.token_id, k.agent_id, k.scopes, k.created_at,"	\
	" k.expires_at, k.revoked_at, k.used_day, k.tail, k.sealed,"	\
	" k.generation, g.generation, g.state, g.role, s.generation,"	\
	" s.wrapped FROM api_token k"					\
	"  JOIN agent g ON g.account_id = k.account_id"			\
	"   AND g.agent_id = k.agent_id"				\
	"  LEFT JOIN olvido_keys.secret s ON s.account_id = k.account_id"\
	"   AND s.kind = 2 AND s.id = k.agent_id"

void	api_token_row(struct tenant *, struct arena *, struct stmt *,
	    struct api_token *k_r);
struct key api_token_key(const struct key *agent);

#endif
