/*
 * From which networks an account lets people in: a list for each place, none
 * when it is empty.  The networks lie in the clear, since nginx's files hold
 * them too; what was typed around them is sealed.
 */
#ifndef MODEL_ALLOW_LIST_H
#define MODEL_ALLOW_LIST_H

#include "crypto/vault.h"
#include "db/db.h"

/* The `place` column. Never renumber. */
enum allow_place { PLACE_PANEL = 1, PLACE_API = 2, PLACE_PORTAL = 3 };
#define PLACES	3
#define ALLOW_TYPED_MAX	16384	/* bytes of one list as typed */

struct allow_list {
	const char	*ranges;	/* networks, one a line, as
					   iprange_networks() writes them */
	const char	*typed;		/* with comments */
	agent_id	 by;		/* who changed it last; 0: the provider */
	int64_t		 changed_at;	/* 0: never */
};

/* By place - 1. */
RC	allow_list_get(struct tenant *, struct arena *,
	    struct allow_list l_r[PLACES]);
/* The networks alone: nothing is opened. */
RC	allow_list_ranges(struct tenant *, struct arena *,
	    const char *ranges_r[PLACES]);
/* ranges and typed of all places; counts the account's version. Own
   transaction. */
RC	allow_list_change(struct tenant *, struct arena *, agent_id by,
	    const struct allow_list l[PLACES]);

/* For nginx: all lists of all accounts, once for each host name; in order of
   account, place, host. */
struct allow_row {
	uint64_t	 account;
	enum allow_place	 place;
	const char	*ranges, *host;
};
struct allow_rows { struct allow_row *v; size_t n; };
RC	allow_map(struct db *, struct arena *, struct allow_rows *r_r);

#endif
