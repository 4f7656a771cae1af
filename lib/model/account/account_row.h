/* An account's columns in a query, and the tenant made of them (lib/model only). */
#ifndef MODEL_ACCOUNT_ROW_H
#define MODEL_ACCOUNT_ROW_H

#include "model/account/account.h"
#include "model/key/keyring.h"

/* Of an account `a` and what ACCOUNT_JOIN adds to it. */
#define ACCOUNT_COLS							\
	"a.account_id, a.name, a.language, a.state, h.host, k.wrapped,"	\
	" a.time_zone, a.allow_version, r.version, a.state_until,"	\
	" a.sessions_from, a.state_event, gate.generation,"	\
	" gate.wrapped, a.delete_at, a.first_steps, pl.agents,"		\
	" pl.storage_bytes, pl.mails_per_hour, pl.api_calls_per_hour"
#define ACCOUNT_NCOLS	20
#define GATE_JOIN							\
	"  LEFT JOIN olvido_keys.secret gate ON gate.account_id = a.account_id"\
	"   AND gate.kind = 6 AND gate.id = 0"
#define PLAN_JOIN							\
	"  JOIN plan pl ON pl.plan_id = a.plan_id"
#define ACCOUNT_JOIN							\
	"  JOIN host h ON h.account_id = a.account_id AND h.is_primary = 1"\
	"  JOIN olvido_keys.account_key k ON k.account_id = a.account_id"\
	"  LEFT JOIN roster r ON r.account_id = a.account_id" GATE_JOIN PLAN_JOIN

/* The key of account_key's wrapped bytes and its gate's row (vault.h), opened at
   most once in a minute.  RC_FAILED: it does not open. */
RC	account_key_of(struct vault *, account_id, struct bytes wrapped,
	    struct wrapped gate, struct key *k_r);
/* The current row, its account's columns from `first` on; RC as account_by_host(). */
RC	account_row(struct stmt *, unsigned first, struct db *, struct vault *,
	    struct arena *, struct tenant **t_r, enum account_state *state_r);

/* What a host name says at once: its account and where that one's roster is. */
#define PLACE_COLS	"n.account_id, r.version"
#define PLACE_JOIN							\
	"  FROM host n LEFT JOIN roster r ON r.account_id = n.account_id"
/*
 * The rest of an account changes seldom, and triggers move the roster with it
 * (0040_roster_account.sql): its row is kept by the process (stmt_tenant_kept).  The
 * handle to ask for it, of PLACE_COLS from `first` on; no key yet.
 */
struct tenant account_place(struct stmt *, unsigned first, struct db *,
	    struct vault *);
/* The tenant at a place. RC as account_by_host(). */
RC	account_at(struct tenant *place, struct arena *, struct tenant **t_r,
	    enum account_state *state_r);
/* account_row() of a row that was asked for at a place. */
RC	account_row_at(struct stmt *, unsigned first, const struct tenant *place,
	    struct arena *, struct tenant **t_r, enum account_state *state_r);

#endif
