/*
 * The rows that say where an account stands on its way out (lib/privacy/cold.h
 * walks it).
 */
#ifndef MODEL_COLD_H
#define MODEL_COLD_H

#include "model/account/account_any.h"
#include "model/privacy/erasure.h"

/* Never renumber: cold_backup.state. */
enum cold_state {
	COLD_MAKING = 1,	/* the account is as it was */
	COLD_PURGING = 2,	/* the backup is whole; live rows go */
	COLD_KEPT = 3,		/* nothing but the backup is left */
	COLD_RESTORING = 4,	/* rows come back */
};

struct cold {
	account_id	 account;
	enum cold_state	 state;
	enum account_state was;
	int64_t		 began_at, made_at, removed_at, held_until;
	uint64_t	 size, files;
};
struct cold_list { struct cold *v; size_t n; };

/* RC_NOTFOUND: it has none. */
RC	cold_get(struct db *, account_id, struct cold *c_r);
RC	cold_list(struct db *, struct arena *, struct cold_list *l_r);
/* Those that were stopped on their way: PURGING; at most 100. */
RC	cold_unfinished(struct db *, account_id v_r[100], size_t *n_r);
RC	cold_begin(struct db *, account_id, enum account_state was);
/* The backup is whole: the key into the cold slot, the account deleted.
   RC_CONFLICT: as account_move(); nothing happened. */
RC	cold_made(struct tenant *, struct arena *, const struct cold *,
	    const struct account_move *);
RC	cold_set_state(struct db *, account_id, enum cold_state);
/* The key back, the account in that state, no cold backup any more; sessions
   and mailed links of before are over. */
RC	cold_back(struct tenant *, struct arena *,
	    const struct account_move *);
/* One that was not whole is given up: the account is as it was. */
RC	cold_drop(struct db *, account_id);

/* ---- over the installation (account_gone.c) ------------------------------------ */

/* Accounts whose owner wants them gone by now; at most 100. */
struct end_due { account_id account; uint64_t by; int64_t asked_at; };
RC	account_ends_due(struct db *, struct end_due v_r[100], size_t *n_r);
/* A hold came after it was asked: it waits for that, unless it was taken back. */
RC	account_end_wait(struct tenant *, int64_t until);
/* Accounts whose key is destroyed and whose rows are not gone yet. */
RC	account_gone_unfinished(struct db *, account_id v_r[100], size_t *n_r);
/*
 * The one transaction: the gate and the keys go, the erasure is written, the
 * account is gone.  e: id and who asked.  RC_CONFLICT: it was done before, or as
 * account_move(); RC_DENIED: a legal hold, which one that was gone before (not led,
 * from anywhere) is not asked about; RC_RETRY: nothing happened.  Settles its keys in
 * any case.
 */
RC	account_gone_begin(struct tenant *, struct arena *, struct erasure *e,
	    const struct account_move *);
/* The last: name and counts; then it waits for its certificate. */
RC	account_gone_end(struct tenant *, uint64_t erasure);
/* The erasure of an account that is gone. RC_NOTFOUND: it is not. */
RC	account_gone_erasure(struct tenant *, struct erasure *e_r);

#endif
