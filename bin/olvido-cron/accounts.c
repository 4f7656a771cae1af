/* Accounts that go: their owners' requests, and what a stop left. */
#include "cron.h"
#include "privacy/cold.h"

static void
say(void *arg, account_id id, const char *what)
{
	cron_say(arg, "account %llu: %s", (unsigned long long)id.v, what);
}

static RC
say_due(struct cron *c)
{
	struct end_due due[100];
	account_id v[100];
	size_t n;

	TRY(account_ends_due(c->db, due, &n));
	for (size_t i = 0; i < n; i++)
		say(c, due[i].account, "its owner wants it gone");
	TRY(account_gone_unfinished(c->db, v, &n));
	for (size_t i = 0; i < n; i++)
		say(c, v[i], "its end goes on");
	TRY(cold_unfinished(c->db, v, &n));
	for (size_t i = 0; i < n; i++)
		say(c, v[i], "its live rows go on going");
	return (RC_OK);
}

RC
cron_accounts_end(struct cron *c)
{
	struct cold_run r = { .db = c->db, .vault = c->v,
		.files_dir = c->files_dir, .user = "olvido-cron",
		.stopped = cron_stopped };
	bool good;
	enum rc rc;

	if (c->dry_run)
		return (say_due(c));
	TRY(cron_clock(c, &good));
	r.begun_only = !good;
	rc = cold_due(&r, say, c);
	return (rc == RC_RETRY && cron_stopped() ? RC_OK : rc);
}
