/* olvido account usage: what accounts use of what their plans allow (usage.h). */
#include "cli.h"
#include "core/buf.h"
#include "core/json.h"
#include "core/str.h"
#include "core/time.h"
#include "model/account/account_life.h"
#include "model/account/plan.h"
#include "model/account/usage.h"

#define PARTS	4

struct part { const char *name; uint64_t used, limit; };

static void
parts_of(const struct tenant *t, const struct usage *u,
    struct part p[PARTS])
{
	const struct part all[PARTS] = {
		{ "agents", u->agents, t->limits.agents },
		{ "storage-bytes", u->bytes, t->limits.bytes },
		{ "mails-this-hour", u->mails, t->limits.mails },
		{ "api-calls-this-hour", u->api, t->limits.api },
	};

	memcpy(p, all, sizeof(all));
}

static void
line(const struct part *p)
{
	printf("  %-20s %llu", p->name, (unsigned long long)p->used);
	if (p->limit == 0)
		printf(", no limit\n");
	else
		printf(" of %llu (%u %%)%s\n", (unsigned long long)p->limit,
		    usage_percent(p->used, p->limit), p->used > p->limit
		    ? ", above its plan" : "");
}

static void
sums(const struct usage_hours *h, uint64_t *mails_r, uint64_t *api_r)
{
	*mails_r = *api_r = 0;
	for (size_t i = 0; i < h->n; i++) {
		*mails_r += h->v[i].mails;
		*api_r += h->v[i].api;
	}
}

static void
say_json(struct cli *c, struct tenant *t, const struct part p[PARTS],
    const struct usage_hours *h)
{
	struct buf b = BUF_INIT(c->a);

	buf_printf(&b, "{\"account\":\"%llu\",\"host\":",
	    (unsigned long long)t->id.v);
	json_str(&b, t->host);
	for (size_t i = 0; i < PARTS; i++) {
		buf_printf(&b, ",\"%s\":{\"used\":%llu,\"limit\":", p[i].name,
		    (unsigned long long)p[i].used);
		if (p[i].limit == 0)
			buf_str(&b, "null}");
		else
			buf_printf(&b, "%llu}",
			    (unsigned long long)p[i].limit);
	}
	buf_str(&b, ",\"hours\":[");
	for (size_t i = 0; i < h->n; i++) {
		buf_printf(&b, "%s{\"at\":", i == 0 ? "" : ",");
		json_str(&b, time_iso(c->a, h->v[i].at));
		buf_printf(&b, ",\"mails\":%llu,\"api-calls\":%llu}",
		    (unsigned long long)h->v[i].mails,
		    (unsigned long long)h->v[i].api);
	}
	printf("%s]}", buf_cstr(&b));
}

static RC
usage_of(struct cli *c, struct tenant *t, bool json)
{
	struct part p[PARTS];
	struct usage_hours h;
	struct usage u;
	uint64_t mails, api;

	TRY(usage_get(t, &u));
	TRY(usage_hours(t, c->a, now_s() - USAGE_DAYS * 86400, &h));
	parts_of(t, &u, p);
	if (json) {
		say_json(c, t, p, &h);
		return (RC_OK);
	}
	sums(&h, &mails, &api);
	printf("account %llu %s\n", (unsigned long long)t->id.v, t->host);
	for (size_t i = 0; i < PARTS; i++)
		line(&p[i]);
	printf("  %-20s %llu mails, %llu API calls\n", "last 30 days",
	    (unsigned long long)mails, (unsigned long long)api);
	return (RC_OK);
}

/* Of all that have not ended, each in memory of its own. */
static RC
usage_of_all(struct cli *c, bool json)
{
	struct arena *a = c->a, *one = arena_new(16U << 20);
	enum account_state state;
	struct account_list l;
	struct tenant *t;
	bool first = true;
	enum rc rc = account_list(c->db, a, &l);

	c->a = one;
	for (size_t i = 0; rc == RC_OK && i < l.n; i++) {
		arena_reset(one);
		rc = account_for_job(c->db, cli_vault(c), one, l.v[i], &t,
		    &state);
		if (rc != RC_OK || state >= ACCOUNT_DELETED)
			continue;
		if (json)
			printf(first ? "[" : ",\n");
		first = false;
		rc = usage_of(c, t, json);
	}
	c->a = a;
	arena_free(&one);
	if (json && rc == RC_OK)
		printf(first ? "[]\n" : "]\n");
	return (rc);
}

static RC
cmd_usage(struct cli *c)
{
	const char *host = NULL;
	bool json = false;
	struct tenant *t;

	for (int i = 0; i < c->argc; i++) {
		if (str_eq(c->argv[i], "--json"))
			json = true;
		else if (host == NULL && c->argv[i][0] != '-')
			host = c->argv[i];
		else {
			fprintf(stderr, "olvido: '%s' is not understood; try "
			    "--help\n", c->argv[i]);
			return (RC_INVALID);
		}
	}
	if (host == NULL)
		return (usage_of_all(c, json));
	TRY(cli_account(c, host, &t));
	TRY(usage_of(c, t, json));
	if (json)
		printf("\n");
	return (RC_OK);
}

void
cli_above(struct tenant *t, const struct plan *p)
{
	struct part v[PARTS];
	struct usage u;

	if (usage_get(t, &u) != RC_OK)
		return;
	t->limits = (struct limits){ .agents = p->agents,
		.bytes = p->storage_bytes };
	parts_of(t, &u, v);
	for (size_t i = 0; i < 2; i++)
		if (v[i].limit != 0 && v[i].used > v[i].limit)
			fprintf(stderr, "olvido: note: it uses %llu %s, the "
			    "plan allows %llu; nothing is taken away, nothing "
			    "is added\n", (unsigned long long)v[i].used,
			    v[i].name, (unsigned long long)v[i].limit);
}

const struct command usage_commands[] = {
	{ "account usage", "[HOST] [--json]", "what it uses of what its plan "
	  "allows",
	  "Without HOST: all that have not ended. Storage is that of attachments. "
	  "Mails are those\nabout tickets; others are not limited. With --json the "
	  "hours of the last 30 days in\nwhich something was counted. What happens "
	  "at a limit is said under Settings, Usage.\n", 0, 2, cmd_usage },
	{ 0 }
};
