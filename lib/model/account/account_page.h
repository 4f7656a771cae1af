/* Accounts as the provider lists them: keyset pages, newest numbers first. */
#ifndef MODEL_ACCOUNT_PAGE_H
#define MODEL_ACCOUNT_PAGE_H

#include "model/account/account_life.h"

#define ACCOUNT_PAGE	50

struct account_line {
	account_id	 id;
	const char	*name, *host, *language, *plan;
	enum account_state state;
	bool		 held;
	int64_t		 created_at, since, until, delete_at;
};
struct account_ask {
	uint64_t	 before;	/* 0: from the first */
	enum account_state state;	/* 0: any */
	uint64_t	 plan;		/* 0: any */
};
struct account_lines { struct account_line *v; size_t n; bool more; };

RC	account_page(struct db *, struct arena *, const struct account_ask *,
	    struct account_lines *l_r);
/* RC_NOTFOUND: there never was such an account. */
RC	account_line(struct db *, struct arena *, account_id,
	    struct account_line *x_r);

#endif
