/*
 * olvido-cron: what is due by the clock.  An action is a function and one row of
 * the table in main.c; its database user is 'olvido-cron' (sql/grants.sql).
 *
 * An action does its work in short batches, may be killed anywhere and is run
 * again from the start: what is done already must stay done.  Between batches
 * it asks cron_stopped().  It writes one line for each thing done by cron_say(),
 * ids and counts only.
 */
#ifndef OLVIDO_CRON_CRON_H
#define OLVIDO_CRON_CRON_H

#include "crypto/vault.h"
#include "model/account/account.h"

struct cron {
	struct arena	*a;		/* of the action: reset after each */
	struct db	*db;
	struct vault	*v;		/* writable: keyring_recover() was run */
	int		 files_dir;	/* Files.Dir */
	bool		 dry_run;	/* say what would be done, change nothing */
	const char	*action;	/* its name */
	unsigned	 lines;		/* cron_say() since it began */
	bool		 settled;	/* domains, in this run */
};

/* "NAME: text", or "NAME (dry run): text" */
void	cron_say(struct cron *, const char *, ...) PRINTF(2, 3);
/* SIGTERM came, or the time of this turn is over: end between two batches with
   RC_OK. */
bool	cron_stopped(void);
bool	cron_signalled(void);		/* only SIGTERM */
/* turn.c: the action may take so long; is that over? */
void	cron_begin(uint64_t seconds);
bool	cron_over(void);
/* The next of `left` things begins, with its share of the time; false: no more. */
bool	cron_turn(size_t left);
/*
 * Runs fn for each account that is not terminated, in an arena of its own (`a`
 * is reset between), in turns: one that cron_stopped() cut short comes again.
 * Goes on after trouble and returns the first.
 */
RC	cron_accounts(struct cron *, enum rc (*fn)(struct cron *,
	    struct tenant *, enum account_state, struct arena *a));

/* nginx.c. Before root is given up: who runs olvido-nginx for the action. */
void	cron_helper(const char *conf);
/* After it: this process connects to nothing but sockets of this machine. */
void	cron_stay_home(void);

/* The actions. */
RC	cron_nginx(struct cron *);
RC	cron_domains(struct cron *);
RC	cron_signup(struct cron *);
RC	cron_purge(struct cron *);
RC	cron_audit(struct cron *);
RC	cron_files(struct cron *);
RC	cron_erase(struct cron *);
RC	cron_lifecycle(struct cron *);
RC	cron_requests(struct cron *);
RC	cron_digest(struct cron *);
RC	cron_retention(struct cron *);
RC	cron_export(struct cron *);
RC	cron_mirror(struct cron *);
RC	cron_metrics(struct cron *);
RC	cron_usage(struct cron *);
RC	cron_accounts_end(struct cron *);
RC	cron_farewell(struct cron *);

/* Whether the clock may be believed (lifecycle.c): nothing that cannot be taken
   back is begun otherwise. It says why not. */
RC	cron_clock(struct cron *, bool *good_r);

#endif
