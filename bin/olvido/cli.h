/*
 * The provider's command line: what its commands share.  Each file beside this
 * one has a table of commands; main.c lists the tables.
 */
#ifndef OLVIDO_CLI_H
#define OLVIDO_CLI_H

#include "crypto/vault.h"
#include "db/db.h"
#include "model/account/account.h"
#include "model/people/agent.h"

struct cli {
	struct arena	*a;
	struct db	*db;
	struct vault	*v;	/* opened on demand: cli_vault() */
	const char	*conf;	/* path of the configuration */
	const char	*sql;	/* folder of schema/ and grants.sql */
	struct anchor	*anchors;	/* audit verify */
	size_t		 nanchors;
	int64_t		 before;	/* audit expire */
	int		 argc;	/* of the command's own arguments */
	char	       **argv;
};

struct command {
	const char	*name;		/* one word or two */
	const char	*args;
	const char	*help;		/* one line */
	const char	*more;		/* the rest of --help */
	int		 min, max;	/* how many arguments */
	enum rc		(*run)(struct cli *);
};

/* Tables of commands; an empty row ends each. */
extern const struct command keys_commands[], account_commands[],
    life_commands[],
    demo_commands[], audit_commands[], upkeep_commands[],
    erase_commands[], certificate_commands[], backup_commands[],
    scrub_commands[], doctor_commands[], domain_commands[],
    cold_commands[], usage_commands[], signup_commands[], account_export_commands[],
    provider_commands[];

/*
 * "--json" was given: comes back in a child, which goes on; its parent prints one
 * document and ends as the child did.  {"command":,"exit":,"lines":[]}, after a
 * failure also "error" and "do"; own: the command makes one itself when it is
 * told "--json".
 */
void	cli_json(const struct command *, bool own);

struct vault *cli_vault(struct cli *);
/* Runs for the account of the argument, or for each; goes on after trouble. */
RC	each_account(struct cli *, const char *only,
	    enum rc (*run)(struct cli *, struct tenant *));
/* The key store is in order, knows what the mirrors know, and what has a
   tombstone is destroyed: at each start, and before a restore. */
RC	keys_start(struct cli *);
RC	agent_make(struct cli *, const char *host, enum role, const char *email,
	    const char *name, const char *password);
/* The account of a host, or of a number, in any state; says what is wrong. */
RC	cli_account(struct cli *, const char *host, struct tenant **t_r);

struct plan;
/* Says what an account uses above a plan. */
void	cli_above(struct tenant *, const struct plan *);

#endif
