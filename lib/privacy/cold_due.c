/* Accounts whose end is due, or was stopped in the middle (cold.h). */
#include "core/log.h"
#include "privacy/cold.h"

typedef void say_fn(void *, account_id, const char *what);

/* One that makes trouble does not hold up the others. */
static void
worse(struct cold_run *r, account_id id, enum rc one, enum rc *rc)
{
	if (one == RC_OK || (one == RC_RETRY && cold_stopped(r)))
		return;
	log_warn("account %llu: its end: %s%s%s", (unsigned long long)id.v,
	    rc_name(one), r->why != NULL ? ", " : "", r->why != NULL ? r->why
	    : "");
	if (*rc == RC_OK)
		*rc = one;
}

/* A hold that came since: the account goes on until that has ended. */
static RC
wait_for_hold(struct cold_run *r, account_id id)
{
	struct tenant t = { .db = r->db, .vault = r->vault, .id = id };

	return (account_end_wait(&t, r->until));
}

static RC
asked(struct cold_run *r, say_fn *say, void *arg)
{
	struct end_due due[100];
	enum rc rc = RC_OK, one;
	size_t n;

	TRY(account_ends_due(r->db, due, &n));
	for (size_t i = 0; i < n && !cold_stopped(r); i++) {
		one = cold_destroy(r, due[i].account, &(struct cold_order){
		    .door = due[i].by != 0 ? DOOR_PANEL : DOOR_CONSOLE,
		    .by_kind = due[i].by != 0 ? ACTOR_AGENT
		    : ACTOR_PROVIDER, .by = due[i].by,
		    .event = LIFE_DELETE_DUE,
		    .asked_at = due[i].asked_at * 1000000 });
		if (one == RC_DENIED && r->until != 0) {
			one = wait_for_hold(r, due[i].account);
			say(arg, due[i].account, "a legal hold stops its end");
		} else if (one == RC_CONFLICT && r->why != NULL) {
			one = RC_OK;
			say(arg, due[i].account, r->why);
		} else if (one == RC_OK)
			say(arg, due[i].account, "gone, as its owner asked");
		worse(r, due[i].account, one, &rc);
	}
	return (rc);
}

/* Who began it is still at it. */
static enum rc
at_work(const struct cold_run *r, account_id id, enum rc rc, say_fn *say,
    void *arg)
{
	if (rc != RC_CONFLICT || r->why == NULL)
		return (rc);
	say(arg, id, r->why);
	return (RC_OK);
}

static RC
unfinished(struct cold_run *r, say_fn *say, void *arg)
{
	static const struct cold_order none = { .door = DOOR_RULE,
		.event = LIFE_TIME_PASSED };
	account_id v[100];
	enum rc rc = RC_OK, one;
	size_t n;

	TRY(account_gone_unfinished(r->db, v, &n));
	for (size_t i = 0; i < n && !cold_stopped(r); i++) {
		one = cold_destroy(r, v[i], &none);
		if (one == RC_OK)
			say(arg, v[i], "gone, begun before");
		one = at_work(r, v[i], one, say, arg);
		worse(r, v[i], one, &rc);
	}
	TRY(cold_unfinished(r->db, v, &n));
	for (size_t i = 0; i < n && !cold_stopped(r); i++) {
		one = cold_delete(r, v[i], LIFE_CLOCK);
		if (one == RC_OK)
			say(arg, v[i], "live rows removed, begun before");
		one = at_work(r, v[i], one, say, arg);
		worse(r, v[i], one, &rc);
	}
	return (rc);
}

RC
cold_due(struct cold_run *r, say_fn *say, void *arg)
{
	enum rc rc = unfinished(r, say, arg), one = RC_OK;

	if (!r->begun_only)
		one = asked(r, say, arg);
	return (rc != RC_OK ? rc : one);
}
