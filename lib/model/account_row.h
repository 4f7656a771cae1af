/* An account's columns in a query, and the tenant made of them (lib/model only). */
#ifndef MODEL_ACCOUNT_ROW_H
#define MODEL_ACCOUNT_ROW_H

#include "model/account.h"

/* Of an account `a` and what ACCOUNT_JOIN adds to it. */
#define ACCOUNT_COLS							\
	"a.account_id, a.name, a.language, a.state, h.host, k.wrapped,"	\
	" a.time_zone, a.allow_version, r.version, a.state_until,"	\
	" a.sessions_from, a.state_event"
#define ACCOUNT_NCOLS	12
#define ACCOUNT_JOIN							\
	"  JOIN host h ON h.account_id = a.account_id AND h.is_primary = 1"\
	"  JOIN olvido_keys.account_key k ON k.account_id = a.account_id"\
	"  LEFT JOIN roster r ON r.account_id = a.account_id"

/* The current row, its account's columns from `first` on; RC as account_by_host(). */
RC	account_row(struct stmt *, unsigned first, struct db *, struct vault *,
	    struct arena *, struct tenant **t_r, enum account_state *state_r);

#endif
