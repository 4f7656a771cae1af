/*
 * An account whatever its state, for the jobs that end or restore one: terminated,
 * in its cold backup, gone.  Only what may read olvido_keys.cold_key links it.
 */
#ifndef MODEL_ACCOUNT_ANY_H
#define MODEL_ACCOUNT_ANY_H

#include "model/account/account_life.h"

/*
 * The tenant; its key is NULL when there is none any more, or it does not open.
 * *cold_r (may be NULL): the key lies in the cold slot.  RC_NOTFOUND: there never
 * was one.
 */
RC	account_any(struct db *, struct vault *, struct arena *, account_id,
	    struct tenant **t_r, enum account_state *state_r, bool *cold_r);
/*
 * Inside a transaction that moves its key as well: it stands so from now on, by
 * that event of its life.  Whatever was asked before is asked again, under the
 * lock.  RC_CONFLICT: it does not stand where it stood any more, or is not led
 * there any more; nothing was changed.
 */
struct account_move {
	enum account_state to;
	enum life_event	 event;
	enum life_door	 door;
	uint64_t	 by;
	const struct life *from;	/* where it stood; NULL: anywhere */
	bool		 led;	/* by life_next(), whose guards hold */
};
RC	account_move(struct tenant *, struct arena *,
	    const struct account_move *);
/* The key of one that was made before there were gates gets its own (vault.h). */
RC	account_gate(struct tenant *);
/* All that have none yet. */
RC	account_gates(struct db *, struct vault *, uint64_t *n_r);
/* Inside a transaction: the key into the cold slot, or out of it. */
RC	account_key_cool(struct db *, account_id, bool cold);
/* Inside a transaction: gone from both places. */
RC	account_key_drop(struct db *, account_id);

#endif
