/* olvido token, billing-secret: what the provider's programs come in with. */
#include "auth/apitoken.h"
#include "auth/iprange.h"
#include "cli.h"
#include "core/buf.h"
#include "core/json.h"
#include "core/str.h"
#include "core/time.h"
#include "model/account/account_life.h"
#include "model/account/billing.h"

#define DAYS		365
#define DAYS_MAX	730
#define OVERLAP_DAYS	7
#define OVERLAP_MAX	90

/* Only the account that is marked. */
static RC
provider_of(struct cli *c, const char *host, struct tenant **t_r)
{
	enum rc rc;

	TRY(cli_account(c, host, t_r));
	rc = account_is_provider(*t_r, c->a);
	if (rc == RC_NOTFOUND)
		fprintf(stderr, "olvido: %s is not the provider's own account; "
		    "see 'olvido account provider'\n", host);
	return (rc);
}

static void
not_understood(const char *s)
{
	fprintf(stderr, "olvido: '%s' is not understood; try --help\n", s);
}

/* ---- tokens ------------------------------------------------------------------ */

static RC
token_options(struct cli *c, struct api_token *k, bool *json_r)
{
	uint64_t days = DAYS;
	struct iprange_mistake m;
	struct iprange_list l;
	const char *s;

	for (int i = 2; i < c->argc; i++) {
		s = c->argv[i];
		if (str_eq(s, "--json"))
			*json_r = true;
		else if (str_starts(s, "--network="))
			k->networks = arena_printf(c->a, "%s%s\n",
			    k->networks, s + 10);
		else if (!str_starts(s, "--days=") || str_u64(s + 7, &days) !=
		    RC_OK || days < 1 || days > DAYS_MAX) {
			not_understood(s);
			return (RC_INVALID);
		}
	}
	if (iprange_parse(c->a, k->networks, &l, &m) != RC_OK) {
		fprintf(stderr, "olvido: --network is an address or a "
		    "network\n");
		return (RC_INVALID);
	}
	k->expires_at = now_s() + (int64_t)days * 86400;
	return (RC_OK);
}

static RC
cmd_token_provider(struct cli *c)
{
	struct apitoken text = apitoken_provider_new();
	struct api_token k = { .scopes = SCOPE_PROVIDER, .networks = "",
		.name = c->argv[1] };
	bool json = false;
	struct tenant *t;
	struct agent g;
	enum rc rc;

	TRY(token_options(c, &k, &json));
	TRY(provider_of(c, c->argv[0], &t));
	rc = account_owner(t, &k.agent);
	if (rc == RC_NOTFOUND)
		fprintf(stderr, "olvido: the account has no active owner, whose "
		    "token it would be\n");
	TRY(rc);
	TRY(agent_get(t, c->a, k.agent, &g));
	k.generation = g.generation;
	memcpy(k.tail, text.tail, sizeof(k.tail));
	TRY(api_token_add(t, c->a, &k, &text.digest));
	printf(json ? "{\"token\":\"%s\",\"id\":\"%llu\",\"expires_at\":"
	    "\"%s\"}\n" : "%s\ntoken %llu, good until %s; it is not shown "
	    "again\n", text.text, (unsigned long long)k.id, time_iso(c->a,
	    k.expires_at));
	explicit_bzero(&text, sizeof(text));
	return (RC_OK);
}

/* ---- secrets of billing ---------------------------------------------------------- */

static RC
cmd_secret_new(struct cli *c)
{
	uint64_t days = OVERLAP_DAYS;
	struct billing_secret s;
	struct tenant *t;
	bool json = false;

	for (int i = 1; i < c->argc; i++)
		if (str_eq(c->argv[i], "--json"))
			json = true;
		else if (!str_starts(c->argv[i], "--overlap=") || str_u64(
		    c->argv[i] + 10, &days) != RC_OK || days > OVERLAP_MAX) {
			not_understood(c->argv[i]);
			return (RC_INVALID);
		}
	TRY(provider_of(c, c->argv[0], &t));
	TRY(billing_secret_make(t, c->a, (int64_t)days * 86400, &s));
	printf(json ? "{\"secret\":\"%s\",\"former_days\":%llu}\n"
	    : "%s\nit is not shown again; a former one is good for %llu days "
	    "more\n", s.text, (unsigned long long)days);
	return (RC_OK);
}

static RC
cmd_secret_list(struct cli *c)
{
	struct billing_secrets l;
	struct tenant *t;
	bool json = c->argc == 2 && str_eq(c->argv[1], "--json");

	if (c->argc == 2 && !json)
		return (RC_INVALID);
	TRY(provider_of(c, c->argv[0], &t));
	TRY(billing_secrets(t, c->a, &l));
	for (size_t i = 0; i < l.n; i++)
		printf(json ? "{\"secret\":\"%llu\",\"made_at\":\"%s\","
		    "\"ends_at\":%s}\n" : "secret %llu, made %s, good "
		    "until %s\n", (unsigned long long)l.v[i].id, time_iso(c->a,
		    l.v[i].made_at), l.v[i].ends_at != 0 ? arena_printf(c->a,
		    json ? "\"%s\"" : "%s", time_iso(c->a, l.v[i].ends_at))
		    : json ? "null" : "replaced");
	return (RC_OK);
}

static RC
cmd_secret_end(struct cli *c)
{
	struct tenant *t;
	enum rc rc;

	TRY(provider_of(c, c->argv[0], &t));
	rc = billing_secret_end(t);
	if (rc == RC_NOTFOUND)
		fprintf(stderr, "olvido: no former secret is good any more\n");
	TRY(rc);
	printf("only the newest secret is good now\n");
	return (RC_OK);
}

const struct command provider_commands[] = {
	{ "token provider", "HOST NAME [--days=N] [--network=NET]... [--json]",
	  "a token for your own programs",
	  "HOST is the provider's own account (olvido account provider). With the "
	  "token a program\nmakes accounts and leads them on: /api/v1/provider/. It "
	  "acts for the account's owner and\nends with him, after N days (365 unless "
	  "given, at most 730), or in the panel.\n", 2, 12, cmd_token_provider },
	{ "billing-secret new", "HOST [--overlap=DAYS] [--json]",
	  "what billing signs with",
	  "Prints a new secret, once. The former one is good for DAYS more (7 unless "
	  "given, at most\n90), one before it not any longer.\n", 1, 3,
	  cmd_secret_new },
	{ "billing-secret list", "HOST [--json]", "which are good now", "", 1,
	  2, cmd_secret_list },
	{ "billing-secret end", "HOST", "the former one at once",
	  "From now on only the newest is good.\n", 1, 1, cmd_secret_end },
	{ 0 }
};
