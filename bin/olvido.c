/*
 * olvido: the provider's command line. A table of commands given to a skeleton;
 * run as root on the machine, connects to MariaDB as root.
 */
#include <fcntl.h>
#include <unistd.h>

#include "auth/apitoken.h"
#include "core/conf.h"
#include "core/log.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/password.h"
#include "crypto/vault.h"
#include "db/migrate.h"
#include "model/account.h"
#include "model/agent.h"
#include "model/allow_list.h"
#include "model/audit.h"
#include "model/index.h"
#include "model/keyring.h"
#include "model/sample.h"
#include "model/sweep.h"
#include "model/ticket.h"
#include "privacy/anchor.h"
#include "text/fold.h"

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
	const char	*name;
	const char	*args;
	const char	*help;		/* one line */
	const char	*more;		/* the rest of --help */
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
	rc = keyring_recover(c->db, c->v, &risen);
	if (rc == RC_DENIED)
		fprintf(stderr, "olvido: the key store in the database and the "
		    "slot file %s are not of the same time; put the one back "
		    "that belongs to the other\n", conf_str("Keys.Slots"));
	TRY(rc);
	if (risen > 0)
		printf("destroyed %llu secrets again that an old copy of the "
		    "key store had brought back\n", (unsigned long long)risen);
	return (RC_OK);
}

/* Everything that must be there is; changes nothing. */
static RC
cmd_keys_check(struct cli *c)
{
	uint64_t missing, broken;

	(void)cli_vault(c);		/* dies when its files are not right */
	TRY(keyring_missing(c->db, &missing));
	TRY(keyring_chains(c->db, &broken));
	printf("missing %llu\nbroken-chain %llu\n",
	    (unsigned long long)missing, (unsigned long long)broken);
	if (missing + broken == 0)
		return (RC_OK);
	fprintf(stderr, "olvido: ALARM: keys are missing that nobody destroyed "
	    "on purpose, or tombstones were changed; nothing was removed. Put "
	    "the newest copy of the key store back.\n");
	return (RC_DENIED);
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

/* The way back for who locked himself out: his own lists, not the provider's. */
static RC
cmd_account_allow_list(struct cli *c)
{
	static const char *const place[PLACES] = { "panel", "api", "portal" };
	struct allow_list l[PLACES];
	enum account_state state;
	struct tenant *t;

	if (c->argc > 1 && !str_eq(c->argv[1], "--clear"))
		return (RC_INVALID);
	TRY(account_by_host(c->db, cli_vault(c), c->a, c->argv[0], &t,
	    &state));
	TRY(allow_list_get(t, c->a, l));
	if (c->argc > 1) {
		for (size_t i = 0; i < PLACES; i++)
			l[i] = (struct allow_list){ .ranges = "",
			    .typed = "" };
		TRY(allow_list_change(t, c->a, (agent_id){ 0 }, l));
	}
	for (size_t i = 0; i < PLACES; i++)
		printf("%s:%s\n%s", place[i], *l[i].ranges == '\0'
		    ? " everybody" : "", l[i].ranges);
	return (RC_OK);
}

/* A program of its own, beside this one: see bin/olvido-nginx.c. */
static RC
cmd_nginx_sync(struct cli *c)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 16);
	char *argv[] = { path, (char[]){ "--conf" },
		arena_strdup(c->a, c->conf), (char[]){ "sync" }, NULL };

	if (n <= 0)
		return (RC_FAILED);
	memcpy(path + n, "-nginx", sizeof("-nginx"));
	execv(path, argv);
	fprintf(stderr, "olvido: %s is missing\n", path);
	return (RC_NOTFOUND);
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
	struct agent g = { .role = role, .name = name, .signature = "",
		.zone = "", .all_departments = true };

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
		fprintf(stderr, role == ROLE_OWNER ? "olvido: the account has "
		    "an owner already, or the address is in use; the owner "
		    "hands over in the panel\n"
		    : "olvido: that address is in use already\n");
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

/* A year, everything: the demo's programs come in with it. */
static RC
demo_token(struct cli *c, const char *host, const char *email)
{
	struct apitoken text = apitoken_new();
	struct api_token k = { .scopes = SCOPES_ALL, .name = "Demo",
		.networks = "", .expires_at = now_s() + 365 * 86400 };
	enum account_state state;
	struct agent_list l;
	struct tenant *t;

	TRY(account_by_host(c->db, cli_vault(c), c->a, host, &t, &state));
	TRY(agent_list(t, c->a, &l));
	for (size_t i = 0; i < l.n; i++)
		if (str_eq(l.v[i].email, email)) {
			k.agent = l.v[i].id;
			k.generation = l.v[i].generation;
		}
	memcpy(k.tail, text.tail, sizeof(k.tail));
	TRY(api_token_add(t, c->a, &k, &text.digest));
	printf("API_USER=%s\nAPI_TOKEN=%s\n", email, text.text);
	return (RC_OK);
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
	static const char *const second[] = { "Orders", "Pedidos" };
	const char *owner = random_password(c), *agent = random_password(c);
	struct tenant *t;
	department_id d;
	char *email;

	for (size_t i = 0; i < 2; i++) {
		TRY(account_add(c->db, cli_vault(c), c->a, company[i],
		    host[i], language[i], &t));
		TRY(department_add(t, second[i], arena_printf(c->a,
		    "orders@%s", host[i]), &d));
		email = arena_printf(c->a, "owner@%s", host[i]);
		TRY(agent_make(c, host[i], ROLE_OWNER, email,
		    "Olivia Owner", owner));
		email = arena_printf(c->a, "agent@%s", host[i]);
		TRY(agent_make(c, host[i], ROLE_AGENT, email,
		    "Alex Agent", agent));
	}
	printf("OWNER_EMAIL=owner@%s\nOWNER_PASSWORD=%s\n", host[0], owner);
	printf("AGENT_EMAIL=agent@%s\nAGENT_PASSWORD=%s\n", host[0], agent);
	return (demo_token(c, host[0], arena_printf(c->a, "owner@%s",
	    host[0])));
}

static RC
cmd_demo_tickets(struct cli *c)
{
	size_t n = 0;

	TRY(sample_tickets(c->db, cli_vault(c), c->a, arena_printf(c->a,
	    "%s/seed/demo.txt", c->sql), &n));
	printf("%zu tickets\n", n);
	return (RC_OK);
}

/* What an account may set for itself; its own file once there are more. */
static const struct {
	const char	*name, *form;
	enum rc		(*set)(struct tenant *, const char *value);
} account_settings[] = {
	{ "language", "en or es", account_set_language },
	{ "time-zone", "a name like Europe/Madrid, see /usr/share/zoneinfo",
	  account_set_zone },
};

static RC
set_account(struct tenant *t, const char *name, const char *value)
{
	size_t n = sizeof(account_settings) / sizeof(account_settings[0]), i;
	enum rc rc;

	for (i = 0; i < n && !str_eq(account_settings[i].name, name);)
		i++;
	if (i == n) {
		fprintf(stderr, "olvido: an account has language, time-zone\n");
		return (RC_INVALID);
	}
	rc = account_settings[i].set(t, value);
	if (rc == RC_INVALID)
		fprintf(stderr, "olvido: %s is %s\n", name,
		    account_settings[i].form);
	return (rc);
}

/* Of the installation (a table), or of one account. */
/* Runs for the account of the argument, or for each; goes on after trouble. */
static RC
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

static RC
verify_one(struct cli *c, struct tenant *t)
{
	struct anchor *mine = arena_array(c->a, c->nanchors + 1,
	    sizeof(*mine));
	struct audit_report r;
	size_t n = 0;

	for (size_t i = 0; i < c->nanchors; i++)
		if (c->anchors[i].account.v == t->id.v)
			mine[n++] = c->anchors[i];
	TRY(audit_verify(t, mine, n, &r));
	printf("account %llu: %llu rows, %llu changed, %llu missing, "
	    "%llu at the end, %llu anchors\n", (unsigned long long)t->id.v,
	    (unsigned long long)r.rows, (unsigned long long)(r.changed +
	    r.forged), (unsigned long long)r.missing,
	    (unsigned long long)r.cut, (unsigned long long)n);
	return (r.changed + r.missing + r.cut + r.forged == 0 ? RC_OK
	    : RC_DENIED);
}

static RC
cmd_audit_verify(struct cli *c)
{
	const char *only = NULL, *path = NULL;
	size_t line;
	enum rc rc;

	for (int i = 0; i < c->argc; i++) {
		if (str_eq(c->argv[i], "--anchor") && i + 1 < c->argc)
			path = c->argv[++i];
		else if (only == NULL)
			only = c->argv[i];
		else
			return (RC_INVALID);
	}
	if (path != NULL) {
		rc = anchors_read(cli_vault(c), c->a, path, &c->anchors,
		    &c->nanchors, &line);
		if (rc == RC_NOTFOUND)
			fprintf(stderr, "olvido: cannot read %s\n", path);
		if (rc == RC_DENIED)
			fprintf(stderr, "olvido: %s: line %zu is no anchor "
			    "that this installation made\n", path, line);
		TRY(rc);
	}
	return (each_account(c, only, verify_one));
}

static RC
anchor_one(struct cli *c, struct tenant *t)
{
	struct anchor x;
	const char *line;

	TRY(audit_anchor(t, &x));
	line = anchor_text(t, c->a, &x);
	printf("%s\n", line);
	return (anchor_keep(c->a, arena_printf(c->a, "%s/anchors",
	    conf_str("Var")), line));
}

static RC
cmd_audit_anchor(struct cli *c)
{
	return (each_account(c, c->argc > 0 ? c->argv[0] : NULL, anchor_one));
}

static RC
expire_one(struct cli *c, struct tenant *t)
{
	uint64_t n;

	TRY(audit_expire(t, c->before, &n));
	printf("account %llu: %llu rows removed\n",
	    (unsigned long long)t->id.v, (unsigned long long)n);
	return (RC_OK);
}

static RC
cmd_audit_expire(struct cli *c)
{
	uint64_t days = (uint64_t)conf_int("Audit.Days");
	uint64_t now = (uint64_t)now_s();

	for (int i = 0; i < c->argc; i++)
		if (str_starts(c->argv[i], "--now="))
			TRY(str_u64(c->argv[i] + 6, &now));
		else
			TRY(str_u64(c->argv[i], &days));
	if (days < 30 || days > 36500 || now > INT64_MAX) {
		fprintf(stderr, "olvido: DAYS is 30 to 36500\n");
		return (RC_INVALID);
	}
	c->before = (int64_t)now - (int64_t)days * 86400;
	return (each_account(c, NULL, expire_one));
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
cmd_settings(struct cli *c)
{
	enum account_state state;
	struct tenant *t;
	enum rc rc;

	if (c->argc == 0) {
		conf_print();
		return (RC_OK);
	}
	rc = account_by_host(c->db, cli_vault(c), c->a, c->argv[0], &t,
	    &state);
	if (rc == RC_NOTFOUND)
		fprintf(stderr, "olvido: no account has that host; see "
		    "'olvido account list'\n");
	TRY(rc);
	if (c->argc == 3)
		return (set_account(t, c->argv[1], c->argv[2]));
	printf("language %s\ntime-zone %s\n", t->language,
	    str_empty(t->zone) ? "UTC" : t->zone);
	return (RC_OK);
}

static const struct command commands[] = {
	{ "migrate", "", "make or update the database schema and grants",
	  "Runs each file of DIR/schema that was not run yet, in order, then "
	  "DIR/grants.sql.\nSafe to run again; two at once wait for each other."
	  "\n", 0, 0, cmd_migrate },
	{ "keys init", "", "make or mend the keys: at each start",
	  "Makes the master key and the slot file once (never overwrites), ends "
	  "what a crash\nleft half done, and destroys again any secret of a "
	  "forgotten person that an old\ncopy of the key store brought back. "
	  "Keep a copy of the master key offline: without\nit all data is lost."
	  "\n", 0, 0, cmd_keys_init },
	{ "keys check", "", "are all keys there that must be",
	  "Looks for every person, ticket and file whose secret is missing "
	  "though it was not\ndestroyed on purpose, and follows the chains of "
	  "tombstones. Changes nothing.\nPrints two counts; exit 1 when one is "
	  "not 0.\n", 0, 0, cmd_keys_check },
	{ "index rebuild", "[ACCOUNT]", "look-ups and search words anew",
	  "Makes olvido_index from the sealed data: after a restore, which "
	  "brings none.\nMay run beside the programs, but until it is through a "
	  "known address is taken for a\nnew one: after a restore run it before "
	  "they start.\n", 0, 1, cmd_index_rebuild },
	{ "account create", "NAME HOST [en|es]", "a new company's help desk",
	  "NAME is shown to customers; HOST is its host name. Makes a department "
	  "with the\nmailbox support@HOST. Prints the account's number.\n",
	  2, 3, cmd_account_create },
	{ "account allow-list", "HOST [--clear]", "its networks; --clear: back "
	  "in",
	  "Prints from which networks panel, API and portal of the account open. "
	  "--clear empties\nits lists at once, for an owner who locked himself "
	  "out; limits of the provider's own\n(nginx/provider.conf) stay. HOST "
	  "is any of its host names.\n", 1, 2, cmd_account_allow_list },
	{ "nginx sync", "", "give nginx the accounts' allow-lists",
	  "Writes Nginx.Generated and reloads nginx, when a list has changed. "
	  "Run it every minute\n(cron, a timer) or keep 'olvido-nginx watch' "
	  "running.\n", 0, 0, cmd_nginx_sync },
	{ "account list", "", "id, state, host, name of each account",
	  "States: 1 trial, 2 active, 3 past due, 4 suspended.\n",
	  0, 0, cmd_account_list },
	{ "agent add", "HOST ROLE EMAIL NAME", "a new agent",
	  "ROLE is owner, admin or agent. The password (12 to 512 bytes) is the "
	  "first line of\nstandard input, never an argument.\n",
	  4, 4, cmd_agent_add },
	{ "demo tickets", "", "sample tickets in the demo accounts",
	  "Makes the tickets of DIR/seed/demo.txt in accounts that have none.\n",
	  0, 0, cmd_demo_tickets },
	{ "demo", "", "two demo accounts; prints their logins",
	  "Makes demo.localhost and second.localhost, each with an owner and an "
	  "agent, and\nprints KEY=value lines with fresh passwords.\n",
	  0, 0, cmd_demo },
	{ "audit verify", "[ACCOUNT] [--anchor FILE]", "is the audit log whole",
	  "Follows each account's chain and tells every row that was changed, "
	  "moved, put in, or\nis missing. FILE: anchors kept outside (see "
	  "'audit anchor'), which also show a cut\nend. Changes nothing. Exit 1 "
	  "when anything is not right.\n", 0, 3, cmd_audit_verify },
	{ "audit anchor", "[ACCOUNT]", "where the audit log ends: once a day",
	  "Prints a line for each account and adds it to Var/anchors/DATE.txt. "
	  "Copy the lines\nto another machine: they prove later that nothing "
	  "before them was cut off.\n", 0, 1, cmd_audit_anchor },
	{ "audit expire", "[DAYS]", "old lines of the audit log go: once a day",
	  "Removes rows older than DAYS (default: setting Audit.Days) and writes "
	  "a signed\ncheckpoint where the chain goes on. Refuses, exit 1, where "
	  "the chain is not whole. --now=SECONDS: as if it were then.\n",
	  0, 2, cmd_audit_expire },
	{ "files sweep", "[ACCOUNT]", "files that no row names go: once a day",
	  "Removes sealed files older than an hour that no attachment names: what "
	  "an act that was\nrolled back, or a crash, left. Nobody can open them. "
	  "May be stopped and run again, and\nrun beside the programs. After a "
	  "restore: not before the database is of the same time\nas the files.\n",
	  0, 1, cmd_files_sweep },
	{ "settings", "[HOST [NAME VALUE]]", "settings, of all or one account",
	  "Alone: every setting of the configuration file with its default and "
	  "meaning; the\nfile has lines 'Name = value'. With HOST: what that "
	  "account has set; with NAME\n(language, time-zone) and VALUE: sets it, "
	  "from the next page on.\n", 0, 3, cmd_settings },
	{ 0 }
};

static void
usage(FILE *f)
{
	fprintf(f, "olvido: the provider's command line; runs as root\n\n"
	    "usage: olvido --conf FILE [--sql DIR] COMMAND ...\n"
	    "       olvido COMMAND --help\n\n");
	for (const struct command *k = commands; k->name != NULL; k++)
		fprintf(f, "  %-18s %-25s %s\n", k->name, k->args, k->help);
	fprintf(f, "\n  --conf FILE     the configuration\n"
	    "  --sql DIR       folder of schema/ and grants.sql (default: sql)\n"
	    "  --queries       print every query of this program\n"
	    "\nexit: 0 done, 64 wrong use, 75 try later, 1 refused\n");
}

static void
usage_command(const struct command *k)
{
	printf("olvido %s: %s\n\nusage: olvido --conf FILE %s %s\n\n%s",
	    k->name, k->help, k->name, k->args, k->more);
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
	c->conf = conf;
	password_parameters((uint64_t)conf_int("Password.Passes"),
	    (uint64_t)conf_int("Password.Memory"));
	c->db = db_new(conf_str("Db.Socket"), "root");
	if (db_check_queries() != RC_OK)
		bug("a query of this program is not bound to one account");
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
		if (i + 1 < argc && str_eq(argv[i], "--conf"))
			conf = argv[++i];
		else if (i + 1 < argc && str_eq(argv[i], "--sql"))
			c.sql = argv[++i];
	}
	k = command_find(argv + i, argc - i, &words);
	c.argc = argc - i - words;
	c.argv = argv + i + words;
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
