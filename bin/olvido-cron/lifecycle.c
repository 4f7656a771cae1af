/*
 * The life of accounts by the clock (model/account/lifecycle.h): warnings, then one step.
 *
 * The clock may be wrong.  When it is more than a day ahead of the last round, or
 * was behind it, nothing is done: ahead, for a day, so that somebody can mend
 * it; and what a clock that was ahead had warned of is no warning.
 */
#include "core/time.h"
#include "cron.h"
#include "model/account/lifecycle.h"
#include "model/log/job.h"
#include "privacy/cold.h"

#define NAME		"lifecycle"
#define LEPT		"lifecycle.lept"
#define DAY		86400
#define LEAP		(DAY + 7200)	/* a daily crontab may be late */
#define SKEW		300

/* The two that move its key (privacy/cold.h). */
static RC
end_step(struct cron *c, account_id id, enum account_state from)
{
	struct cold_run r = { .db = c->db, .vault = c->v,
		.files_dir = c->files_dir, .user = "olvido-cron",
		.stopped = cron_stopped };
	enum rc rc;

	rc = from == ACCOUNT_TERMINATED ? cold_delete(&r, id, LIFE_CLOCK)
	    : cold_destroy(&r, id, &(struct cold_order){ .door = DOOR_RULE,
	    .event = LIFE_TIME_PASSED, .by_kind = ACTOR_SYSTEM,
	    .asked_at = now_us() });
	if (rc == RC_DENIED && r.until != 0) {
		cron_say(c, "account %llu: a legal hold in it stops its end "
		    "until %s", (unsigned long long)id.v, time_iso(c->a,
		    r.until));
		return (RC_CONFLICT);
	}
	if (rc != RC_OK && r.why != NULL)
		cron_say(c, "account %llu: %s", (unsigned long long)id.v,
		    r.why);
	return (rc);
}

static RC
step(struct cron *c, struct tenant *t, struct arena *a,
    const struct life *l)
{
	struct life_ask ask = { .event = LIFE_TIME_PASSED,
		.door = LIFE_CLOCK,
		.request_id = arena_printf(a, "time-%llu",
		    (unsigned long long)l->event) };
	struct life_result r;
	struct life next;

	enum rc rc;

	if (life_next(l, &ask, now_s(), &next) != RC_OK)
		return (RC_OK);
	r = (struct life_result){ .from = l->state, .to = next.state };
	if (!c->dry_run && next.state >= ACCOUNT_DELETED) {
		rc = end_step(c, t->id, l->state);
		if (rc == RC_CONFLICT || (rc == RC_RETRY && cron_stopped()))
			return (RC_OK);
		TRY(rc);
	} else if (!c->dry_run)
		TRY(lifecycle_event(t, a, &ask, &r));
	cron_say(c, "account %llu: %s -> %s", (unsigned long long)t->id.v,
	    life_state_name(r.from), life_state_name(r.to));
	return (RC_OK);
}

static RC
undo_warnings(struct cron *c, struct tenant *t, const struct life *l)
{
	uint64_t n;

	if (l->warned <= now_s() + SKEW || c->dry_run)
		return (RC_OK);
	TRY(account_warnings_undo(t, now_s() + SKEW, &n));
	if (n > 0)
		cron_say(c, "account %llu: %llu warnings of a clock that was "
		    "ahead do not count", (unsigned long long)t->id.v,
		    (unsigned long long)n);
	return (RC_OK);
}

static RC
account_one(struct cron *c, struct arena *a, account_id id)
{
	enum account_state state;
	struct tenant *t;
	struct life l;
	unsigned days;

	TRY(account_for_job(c->db, c->v, a, id, &t, &state));
	TRY(account_life(t, a, false, &l));
	if (l.since > now_s() + SKEW) {
		cron_say(c, "account %llu: is %s since a time that is still "
		    "to come: left alone", (unsigned long long)id.v,
		    life_state_name(l.state));
		return (RC_OK);
	}
	TRY(undo_warnings(c, t, &l));
	TRY(lifecycle_warn(t, a, c->dry_run, &days));
	if (days == 0)
		return (step(c, t, a, &l));
	cron_say(c, "account %llu: warned that %s ends on %s (%u days)",
	    (unsigned long long)id.v, life_state_name(l.state),
	    time_iso(a, l.until), days);
	return (RC_OK);
}

RC
cron_clock(struct cron *c, bool *good_r)
{
	int64_t ran, lept, now = now_s();

	*good_r = false;
	TRY(job_ran_at(c->db, NAME, &ran));
	TRY(job_ran_at(c->db, LEPT, &lept));
	if (ran != 0 && now < ran - SKEW) {
		cron_say(c, "the clock went back by %lld s: nothing is done "
		    "in this round", (long long)(ran - now));
		return (RC_OK);
	}
	if (ran != 0 && now > ran + LEAP) {
		cron_say(c, "the clock is %lld days past the last round: "
		    "nothing is done for a day, in case it is wrong",
		    (long long)((now - ran) / DAY));
		return (c->dry_run ? RC_OK : job_ran(c->db, LEPT));
	}
	*good_r = lept == 0 || lept > now + SKEW || now >= lept + DAY;
	if (!*good_r)
		cron_say(c, "the clock leapt less than a day ago: nothing is "
		    "done until %s", time_iso(c->a, lept + DAY));
	return (RC_OK);
}

RC
cron_lifecycle(struct cron *c)
{
	CLEANUP(arena_free) struct arena *a = arena_new((size_t)64 << 20);
	struct account_list l;
	enum rc rc = RC_OK, one;
	bool good;

	TRY(cron_clock(c, &good));
	if (!good)
		return (RC_OK);
	TRY(account_due(c->db, c->a, now_s(), &l));
	for (size_t i = 0; i < l.n && !cron_stopped(); i++) {
		one = account_one(c, a, l.v[i]);
		if (one != RC_OK)
			cron_say(c, "account %llu: %s",
			    (unsigned long long)l.v[i].v, rc_name(one));
		rc = rc == RC_OK ? one : rc;
		arena_reset(a);
	}
	return (rc);
}
