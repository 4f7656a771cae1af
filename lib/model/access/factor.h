/*
 * Second factors: what a person has besides a password (SECURITY.md 5.7).  Keyed
 * by kind and id, so that agents and contacts have the same ones.  Each change
 * bumps the person's generation in its transaction: all his sessions end.
 */
#ifndef MODEL_FACTOR_H
#define MODEL_FACTOR_H

#include "crypto/totp.h"
#include "crypto/vault.h"
#include "db/db.h"
#include "model/log/audit.h"

/*
 * SECRET_AGENT or SECRET_CONTACT, his id, and what ends his sessions.  Made by
 * factor_agent() or factor_contact() where something is to be changed: a program
 * links, and is granted, only the one that it needs.
 */
struct person {
	enum secret_kind kind;
	uint64_t	 id;
	enum rc		(*bump)(struct tenant *, uint64_t id);
};
struct person	factor_agent(uint64_t id);
struct person	factor_contact(uint64_t id);

/* Bits of factor.methods. */
enum { FACTOR_CODES = 1, FACTOR_PASSKEYS = 2 };

/* Never renumber: the sealed column. */
enum { F_SEED = 1 };

struct factor_state {
	unsigned	 methods;
	unsigned	 recovery_left;	/* codes; only by factor_state() */
	int64_t		 changed_at;
	bool		 has_seed;
	uint8_t		 seed[TOTP_SEED_LEN];
};

/* Which factors there are; 0 when none. Cheap: no key is opened. */
RC	factor_methods(struct tenant *, struct person, unsigned *methods_r);
/* All of it, the seed opened. */
RC	factor_state(struct tenant *, struct arena *, struct person,
	    struct factor_state *s_r);

/* Those of all agents who have any. */
struct factor_list { struct factor_row { agent_id agent; unsigned methods; } *v;
	size_t n; };
RC	factor_list(struct tenant *, struct arena *, struct factor_list *l_r);

/* ---- taking what is valid once (factor_take.c) ---------------------------- */

/*
 * The step of a right code, once: RC_DENIED when that step or a later one was
 * taken before.  One statement, so that of many at once one wins.
 */
RC	factor_take_step(struct tenant *, struct person, int64_t step);
/*
 * A recovery code, once: RC_DENIED when there is none such (any more).  Own
 * transaction, with a notice by mail and its line in the audit log.
 */
RC	factor_take_recovery(struct tenant *, struct arena *, struct person,
	    const struct digest *);
/* He proved his second factor at that time or later; to a minute. */
RC	factor_came(struct tenant *, struct person, int64_t since,
	    bool *came_r);
/* The stored form of a recovery code (25 letters, normalised). */
RC	factor_recovery_digest(struct tenant *, struct person,
	    const char *code, struct digest *d_r);

/*
 * ---- changes (factor_change.c) ----------------------------------------------
 * Each is one transaction with the bump, a notice by mail, and its line in the
 * audit log.
 */

#define RECOVERY_CODES	10

/*
 * Codes by this seed from now on; step: of the code that proved it was taken
 * over.  recovery: digests of ten new codes; the old ones are gone.
 */
RC	factor_set_codes(struct tenant *, struct arena *, struct person,
	    const uint8_t seed[TOTP_SEED_LEN], int64_t step,
	    const struct digest recovery[RECOVERY_CODES]);
/* No codes any more; recovery codes go with the last factor. */
RC	factor_drop_codes(struct tenant *, struct arena *, struct person);
RC	factor_set_recovery(struct tenant *, struct arena *, struct person,
	    const struct digest recovery[RECOVERY_CODES]);
/* All of it: codes, recovery codes, passkeys. RC_NOTFOUND: he had none. */
RC	factor_reset(struct tenant *, struct arena *, struct person);
/* lib/model only: pieces of such transactions. */
RC	factor_recovery_drop(struct tenant *, struct person);
RC	factor_recovery_add(struct tenant *, struct person,
	    const struct digest recovery[RECOVERY_CODES]);
/* lib/model only: the end of such a transaction, before its commit. */
RC	factor_changed(struct tenant *, struct arena *, struct person,
	    enum audit_verb, enum audit_way);

/* ---- who must have one (factor_policy.c) ----------------------------------- */

enum factor_need { NEED_NOBODY = 1, NEED_ADMINS = 2, NEED_ALL = 3 };
#define GRACE_DAYS_MAX	90
#define GRACE_DAYS	14	/* when nothing was set */

struct factor_policy {
	enum factor_need need;
	unsigned	 grace_days;
	int64_t		 since;		/* the grace counts from here */
};
RC	factor_policy_get(struct tenant *, struct factor_policy *p_r);
/* since: set here when the need grew, else it stays. */
RC	factor_policy_set(struct tenant *, struct factor_policy *);
/*
 * When an agent of this role, there since created_at, must have a factor at
 * last; 0: he need not.
 */
int64_t	factor_due(const struct factor_policy *, int role,
	    int64_t created_at);

#endif
