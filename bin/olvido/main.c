/*
 * olvido: the provider's command line. Tables of commands given to a skeleton;
 * run as root on the machine, connects to MariaDB as root.
 */
#include <unistd.h>

#include "cli.h"
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/password.h"
#include "model/log/audit.h"

static const struct command *const tables[] = {
	upkeep_commands, keys_commands, backup_commands, account_commands,
	life_commands, cold_commands, usage_commands, account_export_commands,
	scrub_commands, doctor_commands, domain_commands,
	signup_commands, provider_commands,
	audit_commands, erase_commands, certificate_commands, demo_commands,
};
#define NTABLES	(sizeof(tables) / sizeof(tables[0]))

struct vault *
cli_vault(struct cli *c)
{
	if (c->v == NULL)
		c->v = vault_open(conf_str("Keys.Master"),
		    conf_str("Keys.Slots"), true);
	return (c->v);
}

RC
each_account(struct cli *c, const char *only, enum rc (*run)(struct cli *,
    struct tenant *))
{
	enum account_state state;
	struct account_list l;
	enum rc rc = RC_OK, one;
	uint64_t id = 0;
	account_id one_id;
	struct tenant *t;

	if (only != NULL && str_u64(only, &id) != RC_OK) {
		fprintf(stderr, "olvido: give an account's number; see "
		    "'olvido account list'\n");
		return (RC_INVALID);
	}
	TRY(account_list(c->db, c->a, &l));
	one_id.v = id;
	if (id != 0)
		l = (struct account_list){ .v = &one_id, .n = 1 };
	for (size_t i = 0; i < l.n; i++) {
		one = account_by_id(c->db, cli_vault(c), c->a, l.v[i], &t,
		    &state);
		if (one == RC_OK)
			one = run(c, t);
		else if (one == RC_NOTFOUND && id == 0)
			continue;	/* terminated or later */
		rc = rc == RC_OK ? one : rc;
	}
	return (rc);
}

/* Where 'make install' puts the settings. */
#define INSTALLED	"/etc/olvido/olvido.hdf"

static void
usage(FILE *f)
{
	fprintf(f, "olvido: the provider's command line; runs as root\n\n"
	    "usage: olvido [--conf FILE] [--sql DIR] COMMAND ...\n"
	    "       olvido COMMAND --help\n\n");
	for (size_t i = 0; i < NTABLES; i++)
		for (const struct command *k = tables[i]; k->name != NULL; k++)
			fprintf(f, "  %-18s %-25s %s\n", k->name, k->args,
			    k->help);
	fprintf(f, "\n  --conf FILE     the configuration (default: " INSTALLED
	    ")\n"
	    "  --sql DIR       folder of schema/ and grants.sql (setting "
	    "Sql.Dir)\n"
	    "  --json          at every command: one JSON document on the "
	    "standard output;\n"
	    "                  after a failure with \"error\", \"do\" and "
	    "\"exit\"\n"
	    "  --queries       print every query of this program\n"
	    "\nexit: 0 done, 64 wrong use, 75 try later, 1 refused\n");
}

static void
usage_command(const struct command *k)
{
	printf("olvido %s: %s\n\nusage: olvido --conf FILE %s %s\n\n%s",
	    k->name, k->help, k->name, k->args, k->more);
}

static bool
command_is(const struct command *k, char **argv, int argc, int *n_r)
{
	char two[64];

	*n_r = strchr(k->name, ' ') != NULL ? 2 : 1;
	if (argc < *n_r)
		return (false);
	snprintf(two, sizeof(two), *n_r == 2 ? "%s %s" : "%s", argv[0],
	    argv[*n_r - 1]);
	return (str_eq(two, k->name));
}

/* The command whose words begin argv; *n_r: how many words it has. */
static const struct command *
command_find(char **argv, int argc, int *n_r)
{
	for (size_t i = 0; i < NTABLES; i++)
		for (const struct command *k = tables[i]; k->name != NULL; k++)
			if (command_is(k, argv, argc, n_r))
				return (k);
	return (NULL);
}

/* Commands that know the word make a document themselves; the others are not told. */
static void
json_wanted(struct cli *c, const struct command *k, bool given)
{
	static char word[] = "--json";
	bool own = k != NULL && strstr(k->args, word) != NULL;
	char **v = arena_array(arena_boot(), (size_t)c->argc + 1, sizeof(*v));
	int n = 0;

	for (int i = 0; i < c->argc; i++)
		if (str_eq(c->argv[i], word))
			given = true;
		else
			v[n++] = c->argv[i];
	if (!given)
		return;
	if (own)
		v[n++] = word;
	c->argc = n;
	c->argv = v;
	cli_json(k, own);
}

static int
run(const struct command *k, struct cli *c, const char *conf)
{
	enum rc rc;

	conf_load(conf);
	c->conf = conf;
	if (c->sql == NULL)
		c->sql = conf_str("Sql.Dir");
	password_parameters((uint64_t)conf_int("Password.Passes"),
	    (uint64_t)conf_int("Password.Memory"));
	c->db = db_new(conf_str("Db.Socket"), "root");
	if (db_check_queries() != RC_OK)
		bug("a query of this program is not bound to one account");
	rc = k->run(c);
	if (rc == RC_FAILED && db_refused(c->db))
		rc = RC_DENIED;		/* of another version */
	vault_close(&c->v);
	db_free(&c->db);
	if (rc == RC_FAILED || rc == RC_RETRY)
		fprintf(stderr, "olvido: %s: the database or the disk is not "
		    "available; see the lines above and try again\n", k->name);
	else if (rc != RC_OK)
		fprintf(stderr, "olvido: %s: %s\n", k->name, rc_name(rc));
	return (rc == RC_OK ? 0 : rc == RC_FAILED || rc == RC_RETRY ? 75 : 1);
}

int
main(int argc, char **argv)
{
	struct cli c = { 0 };
	const struct command *k;
	const char *conf = NULL;
	bool json = false;
	int i = 1, words = 1;

	log_open("olvido");
	audit_process(ACTOR_PROVIDER);
	crypto_init();
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (str_eq(argv[i], "--help")) {
			usage(stdout);
			return (0);
		}
		if (str_eq(argv[i], "--queries")) {
			return (db_print_queries(stdout) == RC_OK ? 0 : 1);
		}
		json |= str_eq(argv[i], "--json");
		if (i + 1 < argc && str_eq(argv[i], "--conf"))
			conf = argv[++i];
		else if (i + 1 < argc && str_eq(argv[i], "--sql"))
			c.sql = argv[++i];
	}
	if (conf == NULL && access(INSTALLED, R_OK) == 0)
		conf = INSTALLED;
	k = command_find(argv + i, argc - i, &words);
	c.argc = argc - i - words;
	c.argv = argv + i + words;
	json_wanted(&c, k, json);
	for (int j = 0; k != NULL && j < c.argc; j++)
		if (str_eq(c.argv[j], "--help")) {
			usage_command(k);
			return (0);
		}
	if (k == NULL || conf == NULL || c.argc < k->min || c.argc > k->max) {
		usage(stderr);
		return (64);
	}
	c.a = arena_new(64U << 20);
	return (run(k, &c, conf));
}
