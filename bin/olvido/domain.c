/* olvido domain: domains of accounts' own. */
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "core/str.h"
#include "model/account/domain.h"

static const char *const states[] = { [DOMAIN_WAITING] = "waiting",
	[DOMAIN_PROVED] = "proved", [DOMAIN_LOST] = "lost",
	[DOMAIN_OFF] = "off", [DOMAIN_LEAVING] = "leaving",
	[DOMAIN_TAKEN] = "taken" };
static const char *const proofs[] = { [PROOF_NO] = "not looked yet",
	[PROOF_TXT] = "TXT record", [PROOF_FILE] = "file",
	[PROOF_ABSENT] = "no proof", [PROOF_OTHER] = "another token",
	[PROOF_SILENT] = "no answer",
	[PROOF_INSIDE] = "no public address" };

static RC
account_of(struct cli *c, const char *host, struct tenant **t_r)
{
	enum account_state state;
	enum rc rc = account_by_host(c->db, cli_vault(c), c->a, host, t_r,
	    &state);

	if (rc == RC_NOTFOUND)
		fprintf(stderr, "olvido: no account has that host; see "
		    "'olvido account list'\n");
	return (rc);
}

static void
say_how(const struct domain *d)
{
	printf("%s is %s (%s)\n", d->host, states[d->state], proofs[d->proof]);
	if (d->state == DOMAIN_PROVED || d->state == DOMAIN_LEAVING)
		return;
	printf("publish one of these, then 'olvido domain check':\n"
	    "  " DOMAIN_RECORD "%s.  TXT  \"olvido=%s\"\n"
	    "  http://%s" DOMAIN_FILE "  with the text %s\n", d->host,
	    d->token, d->host, d->token);
}

static RC
cmd_domain_add(struct cli *c)
{
	struct tenant *t;
	struct domain d;
	enum rc rc;

	TRY(account_of(c, c->argv[0], &t));
	rc = domain_add(t, c->a, c->argv[1], &d);
	if (rc == RC_OK)
		say_how(&d);
	else if (rc == RC_INVALID)
		fprintf(stderr, "olvido: %s is no host name\n", c->argv[1]);
	else if (rc == RC_DENIED)
		fprintf(stderr, "olvido: names below the base domain are not "
		    "added; they are given at sign-up\n");
	else if (rc == RC_CONFLICT)
		fprintf(stderr, "olvido: %s is in use already\n", c->argv[1]);
	else if (rc == RC_LIMIT)
		fprintf(stderr, "olvido: an account has %d domains at most\n",
		    DOMAIN_MAX);
	return (rc);
}

static RC
find(struct cli *c, struct tenant *t, const char *host, struct domain *d_r)
{
	struct domain_list l;

	TRY(domain_list(t, c->a, &l));
	for (size_t i = 0; i < l.n; i++)
		if (str_eqi(l.v[i].host, host)) {
			*d_r = l.v[i];
			return (RC_OK);
		}
	fprintf(stderr, "olvido: that account has no domain %s\n", host);
	return (RC_NOTFOUND);
}

/* A program without keys asks strangers: bin/olvido-nginx/look.c. */
static RC
look(struct cli *c)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 16);
	char *argv[] = { path, (char[]){ "--conf" },
		arena_strdup(c->a, c->conf), (char[]){ "look" }, NULL };
	int status;
	pid_t pid;

	if (n <= 0)
		return (RC_FAILED);
	memcpy(path + n, "-nginx", sizeof("-nginx"));
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		execv(path, argv);
		_exit(127);
	}
	return (pid > 0 && waitpid(pid, &status, 0) == pid &&
	    WIFEXITED(status) && WEXITSTATUS(status) == 0 ? RC_OK : RC_FAILED);
}

static RC
settle_all(struct cli *c, struct tenant *t)
{
	unsigned n;

	return (domain_settle(t, c->a, false, &n));
}

static RC
cmd_domain_check(struct cli *c)
{
	struct tenant *t;
	struct domain d;

	TRY(account_of(c, c->argv[0], &t));
	TRY(find(c, t, c->argv[1], &d));
	TRY(domain_look_now(t, d.id));
	TRY(look(c));
	TRY(settle_all(c, t));
	TRY(find(c, t, c->argv[1], &d));
	say_how(&d);
	return (RC_OK);
}

static RC
cmd_domain_remove(struct cli *c)
{
	struct tenant *t;
	struct domain d;

	TRY(account_of(c, c->argv[0], &t));
	TRY(find(c, t, c->argv[1], &d));
	TRY(domain_remove(t, d.id));
	TRY(settle_all(c, t));
	printf("%s is removed; nginx lets go of it with the next 'olvido nginx "
	    "sync'\n", d.host);
	return (RC_OK);
}

static unsigned printed;	/* documents, of the list */

static void
print_one(struct tenant *t, const struct domain *d, bool json)
{
	/* Host names, tokens and words of ours: nothing that JSON escapes. */
	if (json)
		printf("%s{\"account\":%llu,\"domain\":\"%s\",\"state\":\"%s\","
		    "\"found\":\"%s\",\"looked_at\":%lld,\"token\":\"%s\"}",
		    printed++ == 0 ? "" : ",\n", (unsigned long long)t->id.v, d->host, states[d->state],
		    proofs[d->proof], (long long)d->looked_at, d->token);
	else
		printf("%llu\t%s\t%s\t%s\n", (unsigned long long)t->id.v,
		    d->host, states[d->state], proofs[d->proof]);
}

static RC
list_one(struct cli *c, struct tenant *t)
{
	bool json = false, proved = false;
	struct domain_list l;

	for (int i = 0; i < c->argc; i++) {
		json |= str_eq(c->argv[i], "--json");
		proved |= str_eq(c->argv[i], "--proved");
	}
	TRY(domain_list(t, c->a, &l));
	for (size_t i = 0; i < l.n; i++)
		if (proved && (l.v[i].state == DOMAIN_PROVED ||
		    l.v[i].state == DOMAIN_LOST))
			printf("%s\n", l.v[i].host);
		else if (!proved)
			print_one(t, &l.v[i], json);
	return (RC_OK);
}

static RC
list_all(struct cli *c)
{
	struct tenant *t;

	if (c->argc == 0 || c->argv[0][0] == '-')
		return (each_account(c, NULL, list_one));
	TRY(account_of(c, c->argv[0], &t));
	return (list_one(c, t));
}

static RC
cmd_domain_list(struct cli *c)
{
	bool json = false;

	for (int i = 0; i < c->argc; i++) {
		if (str_eq(c->argv[i], "--proved")) {
			json = false;
			break;
		}
		json |= str_eq(c->argv[i], "--json");
	}
	if (!json)
		return (list_all(c));
	printf("[");
	TRY(list_all(c));
	printf("]\n");
	return (RC_OK);
}

const struct command domain_commands[] = {
	{ "domain add", "HOST DOMAIN", "a domain of an account's own",
	  "HOST is any host of the account. Prints what its owner publishes to "
	  "prove that it is\nhis: a TXT record, or a file on plain HTTP.\n",
	  2, 2, cmd_domain_add },
	{ "domain check", "HOST DOMAIN", "look for its proof now",
	  "Asks the DNS, then the web server, and says what was found. "
	  "'olvido-nginx watch' and\n'olvido-cron nginx' look by themselves.\n",
	  2, 2, cmd_domain_check },
	{ "domain list", "[HOST] [--proved] [--json]", "domains and their states",
	  "Account, domain, state, what the last look found. --proved: names "
	  "alone, of those that\nare served: each needs a certificate "
	  "(nginx/domains.inc says how). --json: one array.\n",
	  0, 3, cmd_domain_list },
	{ "domain remove", "HOST DOMAIN", "let go of a domain",
	  "It is not served any more from the next 'olvido nginx sync' on.\n",
	  2, 2, cmd_domain_remove },
	{ 0 }
};
