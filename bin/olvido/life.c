/* olvido account paid, suspend ...; olvido plan: an account's life (lifecycle.h). */
#include "cli.h"
#include "core/buf.h"
#include "core/conf.h"
#include "core/json.h"
#include "core/str.h"
#include "core/time.h"
#include "model/account/lifecycle.h"

#define DELETE_DAYS	7	/* an owner has so long to think again */
#define DELETE_DAYS_MAX	90
#define OPTIONS	"[--request-id=ID] [--at=TIME] [--json]"

struct life_options {
	const char	*request_id;
	int64_t		 at;
	uint64_t	 days;		/* account delete */
	bool		 json, cancel, yes, off;
};

RC
cli_account(struct cli *c, const char *host, struct tenant **t_r)
{
	enum account_state state;
	account_id id;
	enum rc rc;

	rc = str_u64(host, &id.v);
	if (rc != RC_OK)
		rc = account_id_of(c->db, host, &id);
	if (rc == RC_OK)
		rc = account_for_job(c->db, cli_vault(c), c->a, id, t_r,
		    &state);
	if (rc == RC_NOTFOUND)
		fprintf(stderr, "olvido: no account has that host or number; "
		    "see 'olvido account list'\n");
	return (rc);
}

/* Those behind the `from`th argument. */
static RC
options(struct cli *c, int from, struct life_options *o_r)
{
	uint64_t at;
	const char *s;

	*o_r = (struct life_options){ .days = DELETE_DAYS };
	for (int i = from; i < c->argc; i++) {
		s = c->argv[i];
		if (str_eq(s, "--json"))
			o_r->json = true;
		else if (str_starts(s, "--request-id="))
			o_r->request_id = s + 13;
		else if (str_starts(s, "--now="))
			TRY(time_pretend_text("olvido", s + 6));
		else if (str_eq(s, "--cancel"))
			o_r->cancel = true;
		else if (str_eq(s, "--off"))
			o_r->off = true;
		else if (str_eq(s, "--yes"))
			o_r->yes = true;
		else if (str_starts(s, "--days=") && str_u64(s + 7,
		    &o_r->days) == RC_OK && o_r->days <= DELETE_DAYS_MAX)
			continue;
		else if (str_starts(s, "--at=") && str_u64(s + 5, &at) ==
		    RC_OK && at < 1ULL << 40)
			o_r->at = (int64_t)at;
		else if (!str_starts(s, "--at=") ||
		    time_from_date(s + 5, &o_r->at) != RC_OK) {
			fprintf(stderr, "olvido: '%s' is not understood; try "
			    "--help\n", s);
			return (RC_INVALID);
		}
	}
	return (RC_OK);
}

static void
json_time_s(struct buf *b, struct arena *a, int64_t s)
{
	if (s == 0)
		buf_str(b, "null");
	else
		json_str(b, time_iso(a, s));
}

static void
say_result(struct cli *c, const struct tenant *t, enum life_event event,
    const struct life_result *r, bool json)
{
	struct buf b = BUF_INIT(c->a);

	if (!json) {
		printf("account %llu: %s: %s -> %s%s\n",
		    (unsigned long long)t->id.v, life_event_name(event),
		    life_state_name(r->from), life_state_name(r->to),
		    r->repeated ? " (that request was carried out before)"
		    : r->from == r->to ? " (recorded, nothing moved)" : "");
		return;
	}
	buf_printf(&b, "{\"account\":\"%llu\",\"event\":\"%s\","
	    "\"from\":\"%s\",\"to\":\"%s\",\"until\":",
	    (unsigned long long)t->id.v, life_event_name(event),
	    life_state_name(r->from), life_state_name(r->to));
	json_time_s(&b, c->a, r->until);
	buf_printf(&b, ",\"repeated\":%s}", r->repeated ? "true" : "false");
	printf("%s\n", buf_cstr(&b));
}

static RC
ask_of(struct cli *c, enum life_event event, const struct life_options *o)
{
	struct life_result r;
	struct tenant *t;
	enum rc rc;

	TRY(cli_account(c, c->argv[0], &t));
	rc = lifecycle_event(t, c->a, &(struct life_ask){ .event = event,
	    .at = o->at, .until = now_s() + (int64_t)o->days * 86400,
	    .door = LIFE_CONSOLE, .request_id = o->request_id }, &r);
	if (rc == RC_DENIED)
		fprintf(stderr, "olvido: an account that is %s cannot be "
		    "asked that (%s)%s\n", life_state_name(
		    (enum account_state)t->state), life_event_name(event),
		    t->state == ACCOUNT_DELETED ? "; 'olvido cold restore' "
		    "brings it back" : "");
	if (rc == RC_CONFLICT)
		fprintf(stderr, "olvido: that request id belongs to another "
		    "act on this account\n");
	if (rc == RC_INVALID)
		fprintf(stderr, "olvido: --at lies in the future, or "
		    "--request-id is not 1 to %d of A-Z a-z 0-9 . _ : -\n",
		    LIFE_REQUEST_MAX);
	TRY(rc);
	say_result(c, t, event, &r, o->json);
	return (RC_OK);
}

static RC
life_act(struct cli *c, enum life_event event)
{
	struct life_options o;

	TRY(options(c, 1, &o));
	return (ask_of(c, event, &o));
}

/* What its owner asked for by mail; olvido-cron carries it out. */
static RC
cmd_delete(struct cli *c)
{
	struct life_options o;

	TRY(options(c, 1, &o));
	if (!o.cancel && !o.yes) {
		fprintf(stderr, "olvido: everything of that account will be "
		    "destroyed in %llu days, without a backup; say --yes\n",
		    (unsigned long long)o.days);
		return (RC_INVALID);
	}
	return (ask_of(c, o.cancel ? LIFE_DELETE_CANCELLED
	    : LIFE_DELETE_ASKED, &o));
}

static RC
cmd_paid(struct cli *c)
{
	return (life_act(c, LIFE_PAID));
}

static RC
cmd_billing_failed(struct cli *c)
{
	return (life_act(c, LIFE_BILLING_FAILED));
}

static RC
cmd_suspend(struct cli *c)
{
	return (life_act(c, LIFE_SUSPEND));
}

static RC
cmd_lift(struct cli *c)
{
	return (life_act(c, LIFE_LIFT));
}

static RC
cmd_terminate(struct cli *c)
{
	return (life_act(c, LIFE_TERMINATE));
}

/* ---- what is there ---------------------------------------------------------- */

static void
show_events(struct cli *c, const struct life_records *l)
{
	for (size_t i = 0; i < l->n; i++)
		printf("  %s %s: %s -> %s  %s\n", time_iso(c->a,
		    l->v[i].recorded_at), life_event_name(l->v[i].event),
		    life_state_name(l->v[i].from), life_state_name(l->v[i].to),
		    l->v[i].request_id);
}

static void
show_json(struct cli *c, const struct tenant *t, const struct life *l,
    const struct life_records *r)
{
	struct buf b = BUF_INIT(c->a);

	buf_printf(&b, "{\"account\":\"%llu\",\"name\":",
	    (unsigned long long)t->id.v);
	json_str(&b, t->name);
	buf_str(&b, ",\"host\":");
	json_str(&b, t->host);
	buf_printf(&b, ",\"state\":\"%s\",\"held\":%s,\"provider\":%s,"
	    "\"plan\":", life_state_name(l->state), l->held ? "true"
	    : "false", l->is_provider ? "true" : "false");
	json_str(&b, l->plan.name);
	buf_str(&b, ",\"since\":");
	json_time_s(&b, c->a, l->since);
	buf_str(&b, ",\"until\":");
	json_time_s(&b, c->a, l->until);
	buf_str(&b, ",\"delete_at\":");
	json_time_s(&b, c->a, l->delete_at);
	buf_str(&b, ",\"events\":[");
	for (size_t i = 0; i < r->n; i++) {
		buf_printf(&b, "%s{\"event\":\"%s\",\"from\":\"%s\","
		    "\"to\":\"%s\",\"request_id\":", i == 0 ? "" : ",",
		    life_event_name(r->v[i].event),
		    life_state_name(r->v[i].from),
		    life_state_name(r->v[i].to));
		json_str(&b, r->v[i].request_id);
		buf_str(&b, ",\"at\":");
		json_time_s(&b, c->a, r->v[i].at);
		buf_chr(&b, '}');
	}
	printf("%s]}\n", buf_cstr(&b));
}

static RC
cmd_show(struct cli *c)
{
	struct life_options o;
	struct life_records r;
	struct tenant *t;
	struct life l;

	TRY(options(c, 1, &o));
	TRY(cli_account(c, c->argv[0], &t));
	TRY(account_life(t, c->a, false, &l));
	TRY(account_event_list(t, c->a, &r));
	if (o.json) {
		show_json(c, t, &l, &r);
		return (RC_OK);
	}
	printf("account %llu %s\nname   %s\nstate  %s%s, since %s\nplan   %s\n",
	    (unsigned long long)t->id.v, t->host, t->name,
	    life_state_name(l.state), l.held ? " by the provider's hand" : "",
	    time_iso(c->a, l.since), l.plan.name);
	if (l.until != 0)
		printf("next   step on %s\n", time_iso(c->a, l.until));
	if (l.delete_at != 0)
		printf("delete on %s, as its owner asked\n", time_iso(c->a,
		    l.delete_at));
	if (l.is_provider)
		printf("the provider's own\n");
	show_events(c, &r);
	return (RC_OK);
}

static RC
cmd_plan_of(struct cli *c)
{
	struct life_options o;
	struct tenant *t;
	struct plan p;
	enum rc rc;

	TRY(options(c, 2, &o));
	TRY(cli_account(c, c->argv[0], &t));
	rc = plan_by_name(c->db, c->a, c->argv[1], &p);
	if (rc == RC_NOTFOUND)
		fprintf(stderr, "olvido: there is no such plan; see 'olvido "
		    "plan list'\n");
	TRY(rc);
	TRY(account_set_plan(t, p.id));
	cli_above(t, &p);
	printf(o.json ? "{\"account\":\"%llu\",\"plan\":\"%s\"}\n"
	    : "account %llu: plan %s\n", (unsigned long long)t->id.v,
	    p.name);
	return (RC_OK);
}

static RC
cmd_provider(struct cli *c)
{
	struct life_options o;
	struct tenant *t;

	TRY(options(c, 1, &o));
	TRY(cli_account(c, c->argv[0], &t));
	TRY(account_set_provider(t, !o.off));
	if (o.json)
		printf("{\"account\":\"%llu\",\"provider\":%s}\n",
		    (unsigned long long)t->id.v, o.off ? "false" : "true");
	else
		printf("account %llu is %sthe provider's own\n",
		    (unsigned long long)t->id.v, o.off ? "not " : "");
	return (RC_OK);
}

/* ---- plans ------------------------------------------------------------------ */

struct plan_field { const char *name; unsigned *days; uint64_t *limit; };
#define FIELDS	12

static void
fields_of(struct plan *p, struct plan_field f[FIELDS])
{
	const struct plan_field all[FIELDS] = {
		{ "trial-days", &p->trial, NULL },
		{ "past-due-days", &p->past_due, NULL },
		{ "suspended-days", &p->suspended, NULL },
		{ "terminated-days", &p->terminated, NULL },
		{ "deleted-days", &p->deleted, NULL },
		{ "warn-first", &p->warn[0], NULL },
		{ "warn-second", &p->warn[1], NULL },
		{ "warn-last", &p->warn[2], NULL },
		{ "agents", NULL, &p->agents },
		{ "storage-bytes", NULL, &p->storage_bytes },
		{ "mails-per-hour", NULL, &p->mails_per_hour },
		{ "api-calls-per-hour", NULL, &p->api_calls_per_hour },
	};

	memcpy(f, all, sizeof(all));
}

static void
say_plan(struct cli *c, struct plan *p, bool json)
{
	struct plan_field f[FIELDS];
	struct buf b = BUF_INIT(c->a);
	uint64_t v;

	fields_of(p, f);
	if (json) {
		buf_str(&b, "{\"name\":");
		json_str(&b, p->name);
	} else
		buf_str(&b, p->name);
	for (size_t i = 0; i < FIELDS; i++) {
		v = f[i].days != NULL ? *f[i].days : *f[i].limit;
		buf_printf(&b, json ? ",\"%s\":%llu" : " %s=%llu", f[i].name,
		    (unsigned long long)v);
	}
	printf("%s%s", buf_cstr(&b), json ? "}" : "\n");
}

static RC
cmd_plan_list(struct cli *c)
{
	struct life_options o;
	struct plan_list l;

	TRY(options(c, 0, &o));
	TRY(plan_list(c->db, c->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		if (o.json)
			printf("%s", i == 0 ? "[" : ",\n");
		say_plan(c, &l.v[i], o.json);
	}
	if (o.json)
		printf("]\n");
	return (RC_OK);
}

static RC
plan_field_set(struct plan *p, const char *text)
{
	struct plan_field f[FIELDS];
	size_t n = strcspn(text, "=");
	uint64_t v;

	fields_of(p, f);
	for (size_t i = 0; i < FIELDS && text[n] == '='; i++) {
		if (strlen(f[i].name) != n || strncmp(f[i].name, text, n) != 0)
			continue;
		if (str_u64(text + n + 1, &v) != RC_OK || v > (f[i].days !=
		    NULL || f[i].limit != &p->storage_bytes ? UINT32_MAX
		    : INT64_MAX))
			break;
		if (f[i].days != NULL)
			*f[i].days = (unsigned)v;
		else
			*f[i].limit = v;
		return (RC_OK);
	}
	fprintf(stderr, "olvido: '%s' is no number of a plan; see 'olvido plan "
	    "set --help'\n", text);
	return (RC_INVALID);
}

static RC
cmd_plan_set(struct cli *c)
{
	struct plan p = { .trial = 14, .past_due = 7, .suspended = 60,
		.terminated = 30, .deleted = 30, .warn = { 7, 3, 1 } };
	bool json = false;
	enum rc rc = plan_by_name(c->db, c->a, c->argv[0], &p);

	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	p.name = c->argv[0];
	for (int i = 1; i < c->argc; i++) {
		if (str_eq(c->argv[i], "--json"))
			json = true;
		else
			TRY(plan_field_set(&p, c->argv[i]));
	}
	if (plan_wrong(&p) != NULL) {
		fprintf(stderr, "olvido: %s\n", plan_wrong(&p));
		return (RC_INVALID);
	}
	TRY(plan_put(c->db, &p));
	say_plan(c, &p, json);
	if (json)
		printf("\n");
	return (RC_OK);
}

#define ACT_HELP							\
	"HOST is any of its host names, or its number. The same request id a "\
	"second time changes\nnothing and answers the same; with another act "\
	"it is refused. --at: when it happened\n(2026-12-24, or seconds), if "\
	"not now: of what billing says the latest counts, in whatever\norder it "\
	"comes. On an installation for tests --now=TIME acts as if it were then.\n"

const struct command life_commands[] = {
	{ "account show", "HOST [--json]", "state, plan, next step, history",
	  "HOST is any of its host names, or its number.\n", 1, 2, cmd_show },
	{ "account plan", "HOST PLAN [--json]", "put it on another plan",
	  "Its next steps are counted by that plan; a step that is counted already "
	  "keeps its day.\nWhat it uses above that plan stays and goes on working; "
	  "nothing is added to it.\n", 2, 3, cmd_plan_of },
	{ "account paid", "HOST " OPTIONS, "billing says that it paid",
	  "A trial, or what is past due or suspended for not paying, becomes "
	  "active.\n" ACT_HELP, 1, 5, cmd_paid },
	{ "account billing-failed", "HOST " OPTIONS, "billing says that it "
	  "did not",
	  "An active account becomes past due, and suspended after its plan's "
	  "days.\n" ACT_HELP, 1, 5, cmd_billing_failed },
	{ "account suspend", "HOST " OPTIONS, "nobody signs in, nothing is "
	  "served",
	  "Incoming mail is taken in still. Paying does not lift it, 'account lift' "
	  "does.\n" ACT_HELP, 1, 5, cmd_suspend },
	{ "account lift", "HOST " OPTIONS, "back from suspended or terminated",
	  "It becomes active.\n" ACT_HELP, 1, 5, cmd_lift },
	{ "account terminate", "HOST " OPTIONS, "its domain is no more, its "
	  "data stays",
	  "After its plan's days the data is deleted; until then 'account lift' "
	  "gives it back.\n" ACT_HELP, 1, 5, cmd_terminate },
	{ "account delete", "HOST --yes [--days=N] " OPTIONS,
	  "its owner wants it gone",
	  "For a wish that came by mail; owners do it themselves in the panel. After "
	  "N days (7 unless\ngiven, at most 90) olvido-cron destroys its key and "
	  "removes everything, without a cold\nbackup, and a certificate says so; "
	  "--cancel instead of --yes takes it back until then.\n" ACT_HELP,
	  1, 6, cmd_delete },
	{ "account provider", "HOST [--off] [--json]", "this one is the provider's own",
	  "Owners of suspended accounts write to it, and warnings come from its "
	  "first mailbox.\n", 1, 3, cmd_provider },
	{ "plan list", "[--json]", "plans and their numbers", "", 0, 1,
	  cmd_plan_list },
	{ "plan set", "NAME [FIELD=NUMBER]... [--json]", "a plan, new or "
	  "changed",
	  "Days: trial-days past-due-days suspended-days terminated-days "
	  "deleted-days. Warnings\ngo out warn-first, warn-second and warn-last "
	  "days before each. Limits, 0 for none:\nagents storage-bytes "
	  "mails-per-hour api-calls-per-hour. What is not named stays.\n",
	  1, 14, cmd_plan_set },
	{ 0 }
};
