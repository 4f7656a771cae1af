/*
 * What a billing system tells the provider's own account about others: paid, failed,
 * cancelled.  Its messages are signed with a secret (billing_secret_*): two are good
 * while one takes the other's place.  Every message with a good signature is
 * written down with what came of it, ids only.  Tenant: the provider's own account.
 */
#ifndef MODEL_BILLING_H
#define MODEL_BILLING_H

#include "model/account/lifecycle.h"

#define BILLING_DAYS	400	/* a message's row is kept so long */

/* Never renumber. */
enum billing_kind {
	BILLING_OTHER = 0,	/* of no account's life */
	BILLING_PAID = 1, BILLING_FAILED = 2, BILLING_CANCELLED = 3,
};
enum billing_outcome {
	BILLING_APPLIED = 1,
	BILLING_SAME = 2,	/* recorded, the account stands where it stood */
	BILLING_OLDER = 3,	/* than what billing said last: not applied */
	BILLING_UNKNOWN = 4,	/* there is no such account */
	BILLING_FUTURE = 5,	/* it has not happened yet: not applied */
	BILLING_IMPOSSIBLE = 6,	/* from the account's state: not applied */
	BILLING_IGNORED = 7,	/* BILLING_OTHER */
	BILLING_REPEATED = 8,	/* it came before */
	BILLING_OTHERS = 9,	/* its name was another message's */
};
const char *billing_kind_name(enum billing_kind);
const char *billing_outcome_name(enum billing_outcome);

struct billing_event {
	uint64_t	 id;
	account_id	 target;
	enum billing_kind kind;
	enum billing_outcome outcome;
	int64_t		 at, received_at;
	struct digest	 mac;		/* billing_note: of what was signed */
};
struct billing_list { struct billing_event *v; size_t n; bool more; };

/* Logged.  RC_CONFLICT: this very message was taken before.  One transaction, the
   caller's if there is one. */
RC	billing_note(struct tenant *, const struct billing_event *);
/* Newest first, 50 of those before that id (0: from the first). */
RC	billing_list(struct tenant *, struct arena *, uint64_t before,
	    struct billing_list *l_r);
/*
 * Inside a transaction: the account it is about (account_for_job) moves, or not:
 * e->outcome.  *r_r: where it stands.
 */
RC	billing_apply(struct tenant *target, struct arena *,
	    struct billing_event *e, struct life_result *r_r);

/* ---- billing_secret.c -------------------------------------------------------- */

#define BILLING_SECRETS	2	/* good at once */

struct billing_secret {
	uint64_t	 id;
	int64_t		 made_at, ends_at;
	const char	*text;
};
struct billing_secrets { struct billing_secret v[BILLING_SECRETS]; size_t n; };
/* Those that are good now, newest first. */
RC	billing_secrets(struct tenant *, struct arena *,
	    struct billing_secrets *l_r);
/* A new one; the former is good for that many seconds more, any other not. Own
   transaction, logged. */
RC	billing_secret_make(struct tenant *, struct arena *, int64_t overlap,
	    struct billing_secret *s_r);
/* Only the newest is good from now on. RC_NOTFOUND: so it is. The same. */
RC	billing_secret_end(struct tenant *);

#endif
