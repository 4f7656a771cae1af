/*
 * What the provider asks new customers to agree to: terms, and the agreement on
 * processing personal data (GDPR art. 28).  Versioned; a text that was in force
 * never changes.
 */
#ifndef MODEL_LEGAL_H
#define MODEL_LEGAL_H

#include "db/db.h"

enum legal_kind { LEGAL_TERMS = 1, LEGAL_PROCESSING = 2 };

struct legal_text {
	const char	*version, *body;
	int64_t		 set_at;	/* 0: as shipped */
};

/* "terms", "processing"; 0 and NULL when unknown. */
const char	*legal_kind_name(enum legal_kind);
enum legal_kind	 legal_kind_of(const char *name);
/* The one in force, in that language. RC_NOTFOUND: none. */
RC	legal_now(struct db *, struct arena *, enum legal_kind,
	    const char *language, struct legal_text *l_r);
/*
 * From now on this one, in both languages.  RC_INVALID: an empty text, or a
 * version that is not 1 to 40 of A-Z a-z 0-9 . - _; RC_CONFLICT: there was such a
 * version.  Own transaction.  (Command line.)
 */
RC	legal_set(struct db *, enum legal_kind, const char *version,
	    const char *en, const char *es);
/* Every version, newest first. */
struct legal_row { enum legal_kind kind; const char *version; int64_t set_at; };
struct legal_list { struct legal_row *v; size_t n; };
RC	legal_list(struct db *, struct arena *, struct legal_list *l_r);

/* What an account agreed to. */
struct agreement {
	enum legal_kind	 kind;
	const char	*version, *language;
	agent_id	 agent;
	int64_t		 at;
};
struct agreement_list { struct agreement *v; size_t n; };
RC	agreement_list(struct tenant *, struct arena *,
	    struct agreement_list *l_r);
/* Inside a transaction. */
RC	agreement_add(struct tenant *, const struct agreement *);

#endif
