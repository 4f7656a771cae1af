/*
 * API tokens as text, and coming in with one or with a password.
 *
 *	olv1_ | 32 letters of base62 (190 bits) | 6 letters: CRC-32 of all before
 *	olvp1_ | ...			the provider's, for accounts (SCOPE_PROVIDER)
 *
 * so that scanners find leaked ones, and a typing mistake costs no look-up.
 */
#ifndef AUTH_APITOKEN_H
#define AUTH_APITOKEN_H

#include <stdbool.h>

#include "model/access/api_token.h"

#define APITOKEN_LEN	43
#define APITOKEN_LEN_P	44		/* of a provider's */

struct apitoken {
	char		text[APITOKEN_LEN_P + 1];
	char		tail[5];
	struct digest	digest;
};
/* A new one; the text is shown once. */
struct apitoken apitoken_new(void);
struct apitoken apitoken_provider_new(void);
/* RC_INVALID unless its form and checksum are right. */
RC	apitoken_parse(const char *text, struct digest *d_r);
RC	apitoken_provider_parse(const char *text, struct digest *d_r);

/* A request's credentials, as they came in. */
struct api_ask {
	const char	*authorization;	/* "Basic ...", or NULL */
	const char	*apikey;	/* or NULL */
	const char	*addr;
	bool		 provider;	/* provider's tokens, and nothing else */
};
struct api_who {
	agent_id	 agent;
	int		 role;
	unsigned	 scopes;
	uint64_t	 token;		/* 0: by password */
	int64_t		 wait;		/* RC_LIMIT: seconds */
};
/*
 * RC_OK.  RC_DENIED: nothing that fits, told apart by nothing.  RC_CONFLICT: a
 * good token, from a network it may not come from.  RC_LIMIT: too many wrong
 * ones of this network or token; nothing was looked up.
 */
RC	api_sign_in(struct tenant *, struct arena *, const struct api_ask *,
	    struct api_who *w_r);

#endif
