/* The diagram of an account's life (lifecycle.h): pure. */
#include "model/account/lifecycle.h"

#include "core/str.h"

#define DAY	86400
#define SKEW	300	/* seconds by which another machine's clock may differ */

#define TRIAL		ACCOUNT_TRIAL
#define ACTIVE		ACCOUNT_ACTIVE
#define PAST_DUE	ACCOUNT_PAST_DUE
#define SUSPENDED	ACCOUNT_SUSPENDED
#define TERMINATED	ACCOUNT_TERMINATED
#define DELETED		ACCOUNT_DELETED
#define GONE		ACCOUNT_GONE

const struct life_edge life_edges[] = {
	{ 0, LIFE_SIGNED_UP, TRIAL, LIFE_ALWAYS },
	{ 0, LIFE_OPENED, ACTIVE, LIFE_ALWAYS },

	{ TRIAL, LIFE_PAID, ACTIVE, LIFE_ALWAYS },
	{ TRIAL, LIFE_BILLING_FAILED, TRIAL, LIFE_ALWAYS },
	{ TRIAL, LIFE_TIME_PASSED, SUSPENDED, LIFE_DUE },
	{ TRIAL, LIFE_SUSPEND, SUSPENDED, LIFE_ALWAYS },
	{ TRIAL, LIFE_TERMINATE, TERMINATED, LIFE_ALWAYS },

	{ ACTIVE, LIFE_PAID, ACTIVE, LIFE_ALWAYS },
	{ ACTIVE, LIFE_BILLING_FAILED, PAST_DUE, LIFE_ALWAYS },
	{ ACTIVE, LIFE_SUSPEND, SUSPENDED, LIFE_ALWAYS },
	{ ACTIVE, LIFE_TERMINATE, TERMINATED, LIFE_ALWAYS },

	{ PAST_DUE, LIFE_PAID, ACTIVE, LIFE_ALWAYS },
	{ PAST_DUE, LIFE_BILLING_FAILED, PAST_DUE, LIFE_ALWAYS },
	{ PAST_DUE, LIFE_TIME_PASSED, SUSPENDED, LIFE_DUE },
	{ PAST_DUE, LIFE_SUSPEND, SUSPENDED, LIFE_ALWAYS },
	{ PAST_DUE, LIFE_TERMINATE, TERMINATED, LIFE_ALWAYS },

	{ SUSPENDED, LIFE_PAID, ACTIVE, LIFE_NOT_HELD },
	{ SUSPENDED, LIFE_LIFT, ACTIVE, LIFE_ALWAYS },
	{ SUSPENDED, LIFE_BILLING_FAILED, SUSPENDED, LIFE_ALWAYS },
	{ SUSPENDED, LIFE_SUSPEND, SUSPENDED, LIFE_ALWAYS },
	{ SUSPENDED, LIFE_TIME_PASSED, TERMINATED, LIFE_DUE },
	{ SUSPENDED, LIFE_TERMINATE, TERMINATED, LIFE_ALWAYS },

	{ TERMINATED, LIFE_LIFT, ACTIVE, LIFE_ALWAYS },
	{ TERMINATED, LIFE_PAID, TERMINATED, LIFE_ALWAYS },
	{ TERMINATED, LIFE_BILLING_FAILED, TERMINATED, LIFE_ALWAYS },
	{ TERMINATED, LIFE_TIME_PASSED, DELETED, LIFE_DUE },

	{ DELETED, LIFE_RESTORED, ACTIVE, LIFE_ALWAYS },
	{ DELETED, LIFE_PAID, DELETED, LIFE_ALWAYS },
	{ DELETED, LIFE_BILLING_FAILED, DELETED, LIFE_ALWAYS },
	{ DELETED, LIFE_TIME_PASSED, GONE, LIFE_DUE },

	/* Its owner's wish, wherever it stands. */
	{ TRIAL, LIFE_DELETE_ASKED, TRIAL, LIFE_ALWAYS },
	{ ACTIVE, LIFE_DELETE_ASKED, ACTIVE, LIFE_ALWAYS },
	{ PAST_DUE, LIFE_DELETE_ASKED, PAST_DUE, LIFE_ALWAYS },
	{ SUSPENDED, LIFE_DELETE_ASKED, SUSPENDED, LIFE_ALWAYS },
	{ TERMINATED, LIFE_DELETE_ASKED, TERMINATED, LIFE_ALWAYS },
	{ TRIAL, LIFE_DELETE_CANCELLED, TRIAL, LIFE_ALWAYS },
	{ ACTIVE, LIFE_DELETE_CANCELLED, ACTIVE, LIFE_ALWAYS },
	{ PAST_DUE, LIFE_DELETE_CANCELLED, PAST_DUE, LIFE_ALWAYS },
	{ SUSPENDED, LIFE_DELETE_CANCELLED, SUSPENDED, LIFE_ALWAYS },
	{ TERMINATED, LIFE_DELETE_CANCELLED, TERMINATED, LIFE_ALWAYS },
	{ TRIAL, LIFE_DELETE_DUE, GONE, LIFE_WISHED },
	{ ACTIVE, LIFE_DELETE_DUE, GONE, LIFE_WISHED },
	{ PAST_DUE, LIFE_DELETE_DUE, GONE, LIFE_WISHED },
	{ SUSPENDED, LIFE_DELETE_DUE, GONE, LIFE_WISHED },
	{ TERMINATED, LIFE_DELETE_DUE, GONE, LIFE_WISHED },
	{ 0 }
};

static const struct {
	const char	*name;
	enum life_door_state door;
} states[] = {
	[TRIAL] = { "trial", LIFE_SERVED },
	[ACTIVE] = { "active", LIFE_SERVED },
	[PAST_DUE] = { "past-due", LIFE_SERVED },
	[SUSPENDED] = { "suspended", LIFE_PAUSED },
	[TERMINATED] = { "terminated", LIFE_ABSENT },
	[DELETED] = { "deleted", LIFE_ABSENT },
	[GONE] = { "gone", LIFE_ABSENT },
};
#define NSTATES	(sizeof(states) / sizeof(states[0]))

enum life_door_state
life_serves(enum account_state s)
{
	return (s > 0 && s < NSTATES ? states[s].door : LIFE_ABSENT);
}

const char *
life_state_name(enum account_state s)
{
	return (s > 0 && s < NSTATES ? states[s].name : "none");
}

enum account_state
life_state_of(const char *name)
{
	for (size_t i = 1; i < NSTATES; i++)
		if (str_eq(states[i].name, name))
			return ((enum account_state)i);
	return (0);
}

const char *
life_event_name(enum life_event e)
{
	static const char *const name[] = {
		[LIFE_SIGNED_UP] = "signed-up", [LIFE_PAID] = "paid",
		[LIFE_BILLING_FAILED] = "billing-failed",
		[LIFE_TIME_PASSED] = "time-passed",
		[LIFE_SUSPEND] = "suspend", [LIFE_LIFT] = "lift",
		[LIFE_TERMINATE] = "terminate",
		[LIFE_DELETE_ASKED] = "delete-asked",
		[LIFE_DELETE_CANCELLED] = "delete-cancelled",
		[LIFE_DELETE_DUE] = "delete-due",
		[LIFE_RESTORED] = "restored", [LIFE_OPENED] = "opened",
	};

	return (e > 0 && e < sizeof(name) / sizeof(name[0]) ? name[e]
	    : "unknown");
}

/* ---- where it leads ------------------------------------------------------- */

static const struct life_edge *
edge_of(enum account_state from, enum life_event event)
{
	for (const struct life_edge *e = life_edges; e->event != 0; e++)
		if (e->from == from && e->event == event)
			return (e);
	return (NULL);
}

/* "More than" so many days past due; as many in the others. */
static int64_t
until_of(const struct plan *p, enum account_state s, int64_t since)
{
	const unsigned days[NSTATES] = { [TRIAL] = p->trial,
		[PAST_DUE] = p->past_due, [SUSPENDED] = p->suspended,
		[TERMINATED] = p->terminated, [DELETED] = p->deleted };

	return (days[s] == 0 ? 0 : since + (int64_t)days[s] * DAY +
	    (s == PAST_DUE));
}

/* A warning that a clock ahead of this one sent is none. */
int64_t
life_step_at(const struct life *l)
{
	int64_t told = l->warned + (int64_t)l->plan.warn[WARNINGS - 1] * DAY -
	    LIFE_WARN_SLACK;

	if (l->until == 0 || l->warned == 0)
		return (0);
	return (told > l->until ? told : l->until);
}

static bool
guard_holds(enum life_guard g, const struct life *l, int64_t now)
{
	switch (g) {
	case LIFE_ALWAYS:
		return (true);
	case LIFE_DUE:
		return (l->since <= now && l->until != 0 && l->warned != 0 &&
		    l->warned <= now && now >= life_step_at(l));
	case LIFE_NOT_HELD:
		return (!l->held);
	case LIFE_WISHED:
		return (l->delete_at != 0 && now >= l->delete_at);
	}
	return (false);
}

static bool
billing(enum life_event e)
{
	return (e == LIFE_PAID || e == LIFE_BILLING_FAILED);
}

bool
life_older(const struct life *l, const struct life_ask *ask, int64_t now)
{
	return (billing(ask->event) && (ask->at != 0 ? ask->at : now) <
	    l->billed);
}

RC
life_next(const struct life *l, const struct life_ask *ask, int64_t now,
    struct life *next_r)
{
	const struct life_edge *e = edge_of(l->state, ask->event);
	int64_t at = ask->at != 0 ? ask->at : now;

	*next_r = *l;
	if (at > now + SKEW || at < 0 ||
	    (ask->event == LIFE_DELETE_ASKED && ask->until < now))
		return (RC_INVALID);
	if (e == NULL)
		return (RC_DENIED);
	/* What billing said last counts, in whatever order it comes. */
	if (life_older(l, ask, now))
		return (RC_OK);
	if (!guard_holds(e->guard, l, now))
		return (e->guard == LIFE_NOT_HELD ? RC_OK : RC_DENIED);
	if (ask->event == LIFE_DELETE_ASKED)
		next_r->delete_at = ask->until;
	if (ask->event == LIFE_DELETE_CANCELLED)
		next_r->delete_at = 0;
	if (ask->event == LIFE_SUSPEND)
		next_r->held = true;
	if (e->to == l->state)
		return (RC_OK);
	next_r->state = e->to;
	next_r->since = now;
	next_r->until = until_of(&l->plan, e->to, now);
	next_r->held = ask->event == LIFE_SUSPEND;
	next_r->warned = 0;
	if (e->to >= DELETED)
		next_r->delete_at = 0;
	return (RC_OK);
}

/* What the mail about the last change said is not said again at once. */
unsigned
life_warning_due(const struct life *l, unsigned sent, int64_t now)
{
	unsigned due = 0, last = l->plan.warn[WARNINGS - 1];
	int64_t days;

	if (l->until == 0 || now < l->since)
		return (0);
	for (size_t i = 0; i < WARNINGS; i++) {
		days = l->plan.warn[i];
		if (now >= l->until - days * DAY && (l->until - l->since >
		    days * DAY + 1 || days == last))
			due = l->plan.warn[i];
	}
	return (sent != 0 && sent <= due ? 0 : due);
}
