/*
 * Passkeys of people, and the challenges they sign (SECURITY.md 5.7).  A passkey
 * belongs to the host name it was made on.
 */
#ifndef MODEL_PASSKEY_H
#define MODEL_PASSKEY_H

#include "crypto/passkey.h"
#include "model/access/factor.h"

#define PASSKEYS_MAX	20	/* of one person */

struct passkey {
	passkey_id	 id;
	struct person	 person;	/* kind and id only */
	const char	*name;		/* as its owner calls it */
	struct passkey_key key;
	int64_t		 created_at, used_at;
};
struct passkey_list { struct passkey *v; size_t n; };

RC	passkey_list(struct tenant *, struct arena *, struct person,
	    struct passkey_list *l_r);
/* By the id that its authenticator sent. RC_NOTFOUND; RC_GONE: forgotten. */
RC	passkey_find(struct tenant *, struct arena *, struct bytes credential,
	    struct passkey *k_r);
/*
 * It signed with this count.  RC_DENIED: the count did not grow although it is
 * one that grows: there are two of it.  One statement.
 */
RC	passkey_used(struct tenant *, const struct passkey *);

/*
 * Changes: one transaction each, as those of factor.h.  recovery: ten new codes
 * when this is his first factor, else NULL.  RC_CONFLICT: it is known already;
 * RC_LIMIT: he has too many.
 */
RC	passkey_add(struct tenant *, struct arena *, struct person,
	    struct passkey *, const struct digest *recovery);
RC	passkey_remove(struct tenant *, struct arena *, struct person,
	    passkey_id);

/* ---- challenges ------------------------------------------------------------ */

enum challenge_purpose { FOR_REGISTER = 1, FOR_SECOND = 2, FOR_PROOF = 3,
	FOR_SIGN_IN = 4 };
#define CHALLENGE_S	300

/*
 * A new one, 32 random bytes as base64url, to be signed within five minutes;
 * bound: what only the asking browser has.
 */
RC	challenge_add(struct tenant *, enum challenge_purpose,
	    const struct digest *bound, struct token *challenge_r);
/* Takes it, once. RC_DENIED: none such, another's, for something else, too old. */
RC	challenge_take(struct tenant *, enum challenge_purpose,
	    const struct digest *bound, const struct digest *challenge);

#endif
