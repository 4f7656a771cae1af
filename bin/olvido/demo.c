/* olvido demo: accounts and tickets to try things with. */
#include "auth/apitoken.h"
#include "cli.h"
#include "core/conf.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "model/account/account_life.h"
#include "model/log/sample.h"
#include "model/ticket/ticket.h"

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
	struct api_token k = { .scopes = SCOPES_OWN, .name = "Demo",
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
		    "orders@%s", host[i]), false, &d));
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

/* The provider's own account, where people sign up; made once. */
static RC
cmd_demo_provider(struct cli *c)
{
	const char *host = conf_str("Base.Domain");
	const char *password = random_password(c);
	const char *email = "owner@provider.localhost";
	struct tenant *t;
	enum rc rc = account_add(c->db, cli_vault(c), c->a, "Example Hosting",
	    host, "en", &t);

	if (rc == RC_CONFLICT)
		return (RC_OK);
	TRY(rc);
	TRY(account_set_provider(t, true));
	TRY(agent_make(c, host, ROLE_OWNER, email, "Perla Provider",
	    password));
	printf("PROVIDER_EMAIL=%s\nPROVIDER_PASSWORD=%s\n", email, password);
	return (RC_OK);
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

const struct command demo_commands[] = {
	{ "demo tickets", "", "sample tickets in the demo accounts",
	  "Makes the tickets of DIR/seed/demo.txt in accounts that have none.\n",
	  0, 0, cmd_demo_tickets },
	{ "demo provider", "", "the provider's own demo account",
	  "Makes an account at the base domain itself, where people sign up, and "
	  "prints its\nowner's login; once.\n", 0, 0, cmd_demo_provider },
	{ "demo", "", "two demo accounts; prints their logins",
	  "Makes demo.localhost and second.localhost, each with an owner and an "
	  "agent, and\nprints KEY=value lines with fresh passwords.\n",
	  0, 0, cmd_demo },
	{ 0 }
};
