/* olvido account, agent, settings, nginx sync. */
#include <unistd.h>

#include "cli.h"
#include "core/buf.h"
#include "core/conf.h"
#include "core/json.h"
#include "core/str.h"
#include "model/access/allow_list.h"
#include "model/account/lifecycle.h"
#include "model/account/signup.h"
#include "text/fold.h"

/* What stands behind NAME and HOST. */
static RC
create_options(struct cli *c, struct account_new *n, bool *json_r)
{
	struct plan p = { .id = PLAN_STANDARD };
	const char *s;
	enum rc rc = RC_OK;

	for (int i = 2; i < c->argc && rc == RC_OK; i++) {
		s = c->argv[i];
		if (str_eq(s, "en") || str_eq(s, "es"))
			n->language = s;
		else if (str_eq(s, "--trial"))
			n->state = ACCOUNT_TRIAL;
		else if (str_eq(s, "--json"))
			*json_r = true;
		else if (str_starts(s, "--plan="))
			rc = plan_by_name(c->db, c->a, s + 7, &p);
		else {
			fprintf(stderr, "olvido: '%s' is not understood; "
			    "language is en or es, else try --help\n", s);
			rc = RC_INVALID;
		}
	}
	if (rc == RC_NOTFOUND)
		fprintf(stderr, "olvido: there is no such plan; see 'olvido "
		    "plan list'\n");
	n->plan = p.id;
	return (rc);
}

static RC
cmd_account_create(struct cli *c)
{
	struct account_new n = { .name = c->argv[0], .host = c->argv[1],
		.language = "en", .state = ACCOUNT_ACTIVE };
	bool json = false;
	struct tenant *t;
	enum rc rc;

	TRY(create_options(c, &n, &json));
	rc = signup_host_free(c->db, n.host);
	if (rc == RC_OK)
		rc = account_open(c->db, cli_vault(c), c->a, &n, &t);
	if (rc == RC_CONFLICT)
		fprintf(stderr, "olvido: %s is taken; choose another host\n",
		    c->argv[1]);
	TRY(rc);
	printf(json ? "{\"account\":\"%llu\",\"host\":\"%s\"}\n"
	    : "account %llu %s\n", (unsigned long long)t->id.v, t->host);
	return (RC_OK);
}

static void
list_json(struct cli *c, const struct tenant *t, bool first)
{
	struct buf b = BUF_INIT(c->a);

	buf_printf(&b, "%s{\"account\":\"%llu\",\"state\":\"%s\",\"host\":",
	    first ? "[" : ",\n", (unsigned long long)t->id.v,
	    life_state_name((enum account_state)t->state));
	json_str(&b, t->host);
	buf_str(&b, ",\"name\":");
	json_str(&b, t->name);
	printf("%s}", buf_cstr(&b));
}

static RC
cmd_account_list(struct cli *c)
{
	bool json = c->argc == 1 && str_eq(c->argv[0], "--json");
	enum account_state state;
	struct account_list l;
	struct tenant *t;

	if (c->argc == 1 && !json)
		return (RC_INVALID);
	TRY(account_list(c->db, c->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		TRY(account_for_job(c->db, cli_vault(c), c->a, l.v[i], &t,
		    &state));
		if (json)
			list_json(c, t, i == 0);
		else
			printf("%llu\t%d\t%s\t%s\n",
			    (unsigned long long)t->id.v, (int)state, t->host,
			    t->name);
	}
	if (json)
		printf(l.n == 0 ? "[]\n" : "]\n");
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

/* A program of its own, beside this one: see bin/olvido-nginx. */
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

RC
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

const struct command account_commands[] = {
	{ "account create", "NAME HOST [en|es] [--trial] [--plan=PLAN]",
	  "a new company's help desk",
	  "NAME is shown to customers; HOST is its host name. Makes a department "
	  "with the\nmailbox support@HOST. Prints the account's number, with "
	  "--json as JSON. It is active, with\n--trial on trial for its plan's "
	  "days.\n", 2, 6, cmd_account_create },
	{ "account allow-list", "HOST [--clear]", "its networks; --clear: back "
	  "in",
	  "Prints from which networks panel, API and portal of the account open. "
	  "--clear empties\nits lists at once, for an owner who locked himself "
	  "out; limits of the provider's own\n(nginx/provider.conf) stay. HOST "
	  "is any of its host names.\n", 1, 2, cmd_account_allow_list },
	{ "account list", "[--json]", "id, state, host, name of each account",
	  "States: 1 trial, 2 active, 3 past due, 4 suspended, 5 terminated, 6 "
	  "deleted, 7 gone.\n", 0, 1, cmd_account_list },
	{ "agent add", "HOST ROLE EMAIL NAME", "a new agent",
	  "ROLE is owner, admin or agent. The password (12 to 512 bytes) is the "
	  "first line of\nstandard input, never an argument.\n",
	  4, 4, cmd_agent_add },
	{ "nginx sync", "", "give nginx the accounts' allow-lists",
	  "Writes Nginx.Generated and reloads nginx, when a list has changed. "
	  "Run it every minute\n(cron, a timer) or keep 'olvido-nginx watch' "
	  "running.\n", 0, 0, cmd_nginx_sync },
	{ "settings", "[HOST [NAME VALUE]]", "settings, of all or one account",
	  "Alone: every setting of the configuration file with its default and "
	  "meaning; the\nfile has lines 'Name = value'. With HOST: what that "
	  "account has set; with NAME\n(language, time-zone) and VALUE: sets it, "
	  "from the next page on.\n", 0, 3, cmd_settings },
	{ 0 }
};
