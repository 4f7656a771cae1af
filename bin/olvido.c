/*
 * olvido: the provider's command line. A table of commands given to a skeleton;
 * run as root on the machine, connects to MariaDB as root.
 */
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/rand.h"
#include "core/str.h"
#include "crypto/vault.h"
#include "db/migrate.h"
#include "model/account.h"
#include "model/agent.h"
#include "model/keyring.h"
#include "text/fold.h"

struct cli {
	struct arena	*a;
	struct db	*db;
	struct vault	*v;	/* opened on demand: cli_vault() */
	const char	*sql;	/* folder of schema/ and grants.sql */
	int		 argc;	/* of the command's own arguments */
	char	       **argv;
};

struct command {
	const char	*name;
	const char	*args;
	const char	*help;
	int		 min, max;	/* how many arguments */
	enum rc		(*run)(struct cli *);
};

static struct vault *
cli_vault(struct cli *c)
{
	if (c->v == NULL)
		c->v = vault_open(conf_str("Keys.Master"),
		    conf_str("Keys.Slots"), true);
	return (c->v);
}

static RC
cmd_migrate(struct cli *c)
{
	return (migrate_run(c->db, c->sql));
}

/* Make the master key and slot file once; finish what a crash left half done. */
static RC
cmd_keys_init(struct cli *c)
{
	uint64_t risen = 0;
	enum rc rc;

	rc = vault_create(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    (uint32_t)conf_int("Keys.Buckets"));
	if (rc == RC_OK)
		printf("made a master key: %s (keep a copy offline)\n",
		    conf_str("Keys.Master"));
	else if (rc != RC_CONFLICT)
		return (rc);
	TRY(keyring_create_buckets(c->db, cli_vault(c)));
	TRY(keyring_recover(c->db, c->v, &risen));
	if (risen > 0)
		printf("destroyed %llu secrets again that an old copy of the "
		    "key store had brought back\n", (unsigned long long)risen);
	return (RC_OK);
}

static RC
cmd_account_create(struct cli *c)
{
	const char *language = c->argc > 2 ? c->argv[2] : "en";
	struct tenant *t;
	enum rc rc;

	if (!str_eq(language, "en") && !str_eq(language, "es")) {
		fprintf(stderr, "olvido: language is en or es\n");
		return (RC_INVALID);
	}
	rc = account_add(c->db, cli_vault(c), c->a, c->argv[0], c->argv[1],
	    language, &t);
	if (rc == RC_CONFLICT)
		fprintf(stderr, "olvido: %s is taken; choose another host\n",
		    c->argv[1]);
	TRY(rc);
	printf("account %llu %s\n", (unsigned long long)t->id.v, t->host);
	return (RC_OK);
}

static RC
cmd_account_list(struct cli *c)
{
	enum account_state state;
	struct account_list l;
	struct tenant *t;

	TRY(account_list(c->db, c->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		if (account_by_id(c->db, cli_vault(c), c->a, l.v[i], &t,
		    &state) != RC_OK)
			continue;
		printf("%llu\t%d\t%s\t%s\n", (unsigned long long)t->id.v,
		    (int)state, t->host, t->name);
	}
	return (RC_OK);
}

/* A password never comes in an argument: first line of standard input. */
static RC
read_password(struct cli *c, const char **password_r)
{
	char line[600];
	size_t n;

	if (isatty(0))
		fprintf(stderr, "password: ");
	if (fgets(line, sizeof(line), stdin) == NULL)
		line[0] = '\0';
	n = strcspn(line, "\n");
	if (n < 12 || n > 512) {
		fprintf(stderr, "olvido: give a password of 12 to 512 bytes on "
		    "standard input\n");
		return (RC_INVALID);
	}
	*password_r = arena_strndup(c->a, line, n);
	explicit_bzero(line, sizeof(line));
	return (RC_OK);
}

static enum role
role_of(const char *name)
{
	return (str_eq(name, "owner") ? ROLE_OWNER : str_eq(name, "admin") ?
	    ROLE_ADMIN : str_eq(name, "agent") ? ROLE_AGENT : 0);
}

static RC
agent_make(struct cli *c, const char *host, enum role role,
    const char *email, const char *name, const char *password)
{
	enum account_state state;
	struct tenant *t;
	struct agent g = { .role = role, .name = name, .signature = "" };

	TRY(text_email(c->a, email, &g.email));
	TRY(account_by_host(c->db, cli_vault(c), c->a, host, &t, &state));
	return (agent_add(t, c->a, &g, password));
}

static RC
cmd_agent_add(struct cli *c)
{
	enum role role = role_of(c->argv[1]);
	const char *password;
	enum rc rc;

	if (role == 0) {
		fprintf(stderr, "olvido: role is owner, admin or agent\n");
		return (RC_INVALID);
	}
	TRY(read_password(c, &password));
	rc = agent_make(c, c->argv[0], role, c->argv[2], c->argv[3],
	    password);
	if (rc == RC_CONFLICT)
		fprintf(stderr, "olvido: that address is in use already\n");
	if (rc == RC_NOTFOUND)
		fprintf(stderr, "olvido: no account has that host; see "
		    "'olvido account list'\n");
	return (rc);
}

static const char *
random_password(struct cli *c)
{
	uint8_t r[15];

	rand_bytes(r, sizeof(r));
	return (arena_printf(c->a, "%s", b64url_encode(c->a, r, sizeof(r))));
}

/* Two accounts to try things with; prints the logins as KEY=value. */
static RC
cmd_demo(struct cli *c)
{
	static const char *const host[] = { "demo.localhost",
		"second.localhost" };
	static const char *const company[] = { "Demo Company",
		"Segunda Empresa" };
	static const char *const language[] = { "en", "es" };
	const char *owner = random_password(c), *agent = random_password(c);
	struct tenant *t;
	char *email;

	for (size_t i = 0; i < 2; i++) {
		TRY(account_add(c->db, cli_vault(c), c->a, company[i],
		    host[i], language[i], &t));
		email = arena_printf(c->a, "owner@%s", host[i]);
		TRY(agent_make(c, host[i], ROLE_OWNER, email,
		    "Olivia Owner", owner));
		email = arena_printf(c->a, "agent@%s", host[i]);
		TRY(agent_make(c, host[i], ROLE_AGENT, email,
		    "Alex Agent", agent));
	}
	printf("OWNER_EMAIL=owner@%s\nOWNER_PASSWORD=%s\n", host[0], owner);
	printf("AGENT_EMAIL=agent@%s\nAGENT_PASSWORD=%s\n", host[0], agent);
	return (RC_OK);
}

static RC
cmd_settings(struct cli *c)
{
	(void)c;
	conf_print();
	return (RC_OK);
}

static const struct command commands[] = {
	{ "migrate", "", "make or update the database schema and grants",
	  0, 0, cmd_migrate },
	{ "keys init", "", "make the master key and the slot file, once",
	  0, 0, cmd_keys_init },
	{ "account create", "NAME HOST [en|es]", "a new company's help desk",
	  2, 3, cmd_account_create },
	{ "account list", "", "id, state, host, name of each account",
	  0, 0, cmd_account_list },
	{ "agent add", "HOST ROLE EMAIL NAME", "a new agent (owner, admin, "
	  "agent); password on standard input", 4, 4, cmd_agent_add },
	{ "demo", "", "two demo accounts; prints their logins",
	  0, 0, cmd_demo },
	{ "settings", "", "every setting with its default and meaning",
	  0, 0, cmd_settings },
	{ 0 }
};

static void
usage(FILE *f)
{
	fprintf(f, "olvido: the provider's command line\n\n"
	    "usage: olvido --conf FILE [--sql DIR] COMMAND ...\n\n");
	for (const struct command *k = commands; k->name != NULL; k++)
		fprintf(f, "  %-15s %-22s %s\n", k->name, k->args, k->help);
	fprintf(f, "\nexit: 0 done, 64 wrong use, 75 try later, 1 refused\n");
}

/* The command whose words begin argv; *n_r: how many words it has. */
static const struct command *
command_find(char **argv, int argc, int *n_r)
{
	char two[64];

	for (const struct command *k = commands; k->name != NULL; k++) {
		*n_r = strchr(k->name, ' ') != NULL ? 2 : 1;
		if (argc < *n_r)
			continue;
		snprintf(two, sizeof(two), *n_r == 2 ? "%s %s" : "%s",
		    argv[0], argv[*n_r - 1]);
		if (str_eq(two, k->name))
			return (k);
	}
	return (NULL);
}

static int
run(const struct command *k, struct cli *c, const char *conf)
{
	enum rc rc;

	conf_load(conf);
	c->db = db_new(conf_str("Db.Socket"), "root");
	rc = k->run(c);
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
	struct cli c = { .sql = "sql" };
	const struct command *k;
	const char *conf = NULL;
	int i = 1, words = 1;

	log_open("olvido");
	crypto_init();
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (str_eq(argv[i], "--help")) {
			usage(stdout);
			return (0);
		}
		if (i + 1 < argc && str_eq(argv[i], "--conf"))
			conf = argv[++i];
		else if (i + 1 < argc && str_eq(argv[i], "--sql"))
			c.sql = argv[++i];
	}
	k = command_find(argv + i, argc - i, &words);
	c.argc = argc - i - words;
	c.argv = argv + i + words;
	if (k == NULL || conf == NULL || c.argc < k->min || c.argc > k->max) {
		usage(stderr);
		return (64);
	}
	c.a = arena_new(64U << 20);
	return (run(k, &c, conf));
}
