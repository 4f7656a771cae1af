/* olvido migrate, index rebuild, files sweep. */
#include <fcntl.h>
#include <unistd.h>

#include "cli.h"
#include "core/conf.h"
#include "core/fault.h"
#include "core/str.h"
#include "core/time.h"
#include "db/migrate.h"
#include "model/search/index.h"
#include "model/ticket/sweep.h"

static RC
cmd_migrate(struct cli *c)
{
	bool stopped = c->argc > 0 && str_eq(c->argv[0], "--stopped");

	if (c->argc > 0 && !stopped) {
		fprintf(stderr, "olvido: migrate takes --stopped, or nothing\n");
		return (RC_INVALID);
	}
	return (migrate_run(c->db, c->sql, stopped));
}

static RC
rebuild_one(struct cli *c, account_id id)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	enum account_state state;
	struct index_counts n;
	struct tenant *t;
	enum rc rc = account_by_id(c->db, cli_vault(c), a, id, &t, &state);

	if (rc == RC_NOTFOUND)
		return (RC_OK);		/* terminated or later: no index */
	TRY(rc);
	TRY(index_rebuild(t, &n));
	printf("account %llu: %llu contacts, %llu agents, %llu tickets, "
	    "%llu of them forgotten\n", (unsigned long long)id.v,
	    (unsigned long long)n.contacts, (unsigned long long)n.agents,
	    (unsigned long long)n.tickets, (unsigned long long)n.gone);
	fflush(stdout);
	return (RC_OK);
}

static RC
cmd_index_rebuild(struct cli *c)
{
	struct account_list l;
	uint64_t only = 0;

	if (c->argc > 0 && str_u64(c->argv[0], &only) != RC_OK) {
		fprintf(stderr, "olvido: give an account's number; see "
		    "'olvido account list'\n");
		return (RC_INVALID);
	}
	TRY(account_list(c->db, c->a, &l));
	for (size_t i = 0; i < l.n; i++)
		if (only == 0 || l.v[i].v == only)
			TRY(rebuild_one(c, l.v[i]));
	return (RC_OK);
}

static RC
sweep_one(struct cli *c, struct tenant *t)
{
	struct sweep_counts n;
	enum rc rc;
	int dir;

	(void)c;
	dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return (RC_FAILED);
	rc = files_sweep(t, dir, now_s() - 3600, &n);
	close(dir);
	printf("account %llu: %llu kept, %llu young, %llu without a row removed,"
	    " %llu unfinished removed\n", (unsigned long long)t->id.v,
	    (unsigned long long)n.kept, (unsigned long long)n.young,
	    (unsigned long long)n.removed, (unsigned long long)n.unfinished);
	return (rc);
}

static RC
cmd_files_sweep(struct cli *c)
{
	return (each_account(c, c->argc > 0 ? c->argv[0] : NULL, sweep_one));
}

static RC
cmd_faults(struct cli *c)
{
	const struct fault *f;

	(void)c;
	for (unsigned i = 0; (f = fault_at(i)) != NULL; i++)
		printf("%s\n", f->name);
	return (RC_OK);
}

const struct command upkeep_commands[] = {
	{ "migrate", "[--stopped]", "make or update the database schema and grants",
	  "Runs each file of DIR/schema that was not run yet, in order, then "
	  "DIR/grants.sql.\nSafe to run again; two at once wait for each other. "
	  "Programs of the version before go on\nmeanwhile and may come back, "
	  "until it is run for the next version: from then on they do\nnot "
	  "start. By the files of a version before nothing is changed.\n\n"
	  "--stopped: no program is running on any machine. Only after it was "
	  "refused: when versions\nbetween were left out, files may take away "
	  "what running programs use.\n", 0, 1, cmd_migrate },
	{ "index rebuild", "[ACCOUNT]", "look-ups and search words anew",
	  "Makes olvido_index from the sealed data: after a restore, which "
	  "brings none.\nMay run beside the programs, but until it is through a "
	  "known address is taken for a\nnew one: after a restore run it before "
	  "they start.\n", 0, 1, cmd_index_rebuild },
	{ "files sweep", "[ACCOUNT]", "files that no row names go: once a day",
	  "Removes sealed files older than an hour that no attachment names: what "
	  "an act that was\nrolled back, or a crash, left. Nobody can open them. "
	  "May be stopped and run again, and\nrun beside the programs. After a "
	  "restore: not before the database is of the same time\nas the files.\n",
	  0, 1, cmd_files_sweep },
	{ "faults", "", "places at which a test may let it die",
	  "For tests: a process of an installation with Test.Installation = 1 "
	  "ends, as if killed,\nat the place that Test.Fault names.\n", 0, 0,
	  cmd_faults },
	{ 0 }
};
