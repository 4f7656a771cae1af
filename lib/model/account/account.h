/* An account: one company's help desk. The only maker of tenants. */
#ifndef MODEL_ACCOUNT_H
#define MODEL_ACCOUNT_H

#include "crypto/vault.h"
#include "db/db.h"

enum account_state {
	ACCOUNT_TRIAL = 1, ACCOUNT_ACTIVE = 2, ACCOUNT_PAST_DUE = 3,
	ACCOUNT_SUSPENDED = 4, ACCOUNT_TERMINATED = 5, ACCOUNT_DELETED = 6,
	ACCOUNT_GONE = 7,
};

/*
 * The tenant of a host name, in the arena; its account key is opened once per
 * process and kept in a small cache.  RC_NOTFOUND: unknown host, terminated or
 * later, or its owner wants it gone by now.  *state_r says trial, active, past due or suspended.
 */
RC	account_by_host(struct db *, struct vault *, struct arena *,
	    const char *host, struct tenant **t_r, enum account_state *state_r);
/* What is kept of keys goes after a minute; who waits long calls this. */
void	account_keys_expire(void);
/* The same by id: mail intake, outbox, command line. */
RC	account_by_id(struct db *, struct vault *, struct arena *, account_id,
	    struct tenant **t_r, enum account_state *state_r);
/*
 * In any state: life cycle, erasures that go on, the command line.  Its key is
 * NULL, its host "", where they are away already.
 */
RC	account_for_job(struct db *, struct vault *, struct arena *, account_id,
	    struct tenant **t_r, enum account_state *state_r);
/* Whose host it is, in any state. */
RC	account_id_of(struct db *, const char *host, account_id *id_r);
/* The provider's own account while it is served. RC_NOTFOUND: none is marked. */
RC	account_provider(struct db *, struct vault *, struct arena *,
	    struct tenant **t_r);
/* RC_NOTFOUND: this is another one. */
RC	account_is_provider(struct tenant *, struct arena *);
/* By mailbox address (the recipient of a mail), with its department. */
RC	account_by_mailbox(struct db *, struct vault *, struct arena *,
	    const char *address, struct tenant **t_r,
	    enum account_state *state_r, department_id *d_r);
/* By the domain of a reply address. */
RC	account_by_mail_domain(struct db *, struct vault *, struct arena *,
	    const char *domain, struct tenant **t_r,
	    enum account_state *state_r);
struct account_list { account_id *v; size_t n; };
RC	account_list(struct db *, struct arena *, struct account_list *l_r);

/* Settings of an account; RC_INVALID: no such language or zone (core/zone.h). */
RC	account_set_language(struct tenant *, const char *language);
RC	account_set_zone(struct tenant *, const char *zone);

/* A new account with its key, host, first department and mailbox
   support@HOST; active. RC_CONFLICT: the host is taken. */
RC	account_add(struct db *, struct vault *, struct arena *,
	    const char *name, const char *host, const char *language,
	    struct tenant **t_r);
/* The same of a plan, ACCOUNT_ACTIVE or ACCOUNT_TRIAL for the plan's days.  Inside
   the caller's transaction, if there is one. RC_NOTFOUND: no such plan. */
struct account_new {
	const char	*name, *host, *language;
	uint64_t	 plan;
	enum account_state state;
	bool		 first_steps;	/* its owner is led (first_steps.h) */
	bool		 by_program;	/* of the provider's: LIFE_API */
};
RC	account_open(struct db *, struct vault *, struct arena *,
	    const struct account_new *, struct tenant **t_r);

#endif
