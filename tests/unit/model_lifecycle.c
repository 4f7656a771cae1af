/*
 * The diagram of an account's life (model/account/lifecycle.h): every event in every
 * state, and random orders of events with a clock that jumps: no state outside
 * the diagram, no step before its day or unwarned, never two at once.
 */
#include "../support/unit.h"

#include "model/account/lifecycle.h"

#define DAY	((int64_t)86400)
#define START	(1000 * DAY)
#define STATES	8	/* 0: not there yet, to ACCOUNT_GONE */
#define EVENTS	13

static const struct plan standard = { .id = 1, .name = "standard",
	.trial = 14, .past_due = 7, .suspended = 60, .terminated = 30,
	.deleted = 30, .warn = { 7, 3, 1 } };

static struct life
in_state(enum account_state s)
{
	return ((struct life){ .state = s, .since = START, .event = 1,
		.plan = standard });
}

/* What the drawing of ARCHITECTURE.md 9 says, written down once more by hand. */
static bool
drawn(enum account_state from, enum account_state to)
{
	static const bool line[STATES][STATES] = {
		[0] = { [ACCOUNT_TRIAL] = 1, [ACCOUNT_ACTIVE] = 1 },
		[ACCOUNT_TRIAL] = { [ACCOUNT_ACTIVE] = 1,
		    [ACCOUNT_SUSPENDED] = 1, [ACCOUNT_TERMINATED] = 1,
		    [ACCOUNT_GONE] = 1 },
		[ACCOUNT_ACTIVE] = { [ACCOUNT_PAST_DUE] = 1,
		    [ACCOUNT_SUSPENDED] = 1, [ACCOUNT_TERMINATED] = 1,
		    [ACCOUNT_GONE] = 1 },
		[ACCOUNT_PAST_DUE] = { [ACCOUNT_ACTIVE] = 1,
		    [ACCOUNT_SUSPENDED] = 1, [ACCOUNT_TERMINATED] = 1,
		    [ACCOUNT_GONE] = 1 },
		[ACCOUNT_SUSPENDED] = { [ACCOUNT_ACTIVE] = 1,
		    [ACCOUNT_TERMINATED] = 1, [ACCOUNT_GONE] = 1 },
		[ACCOUNT_TERMINATED] = { [ACCOUNT_ACTIVE] = 1,
		    [ACCOUNT_DELETED] = 1, [ACCOUNT_GONE] = 1 },
		[ACCOUNT_DELETED] = { [ACCOUNT_ACTIVE] = 1,
		    [ACCOUNT_GONE] = 1 },
	};

	return (from == to || line[from][to]);
}

static void
as_drawn(void **state)
{
	int n = 0;

	(void)state;
	for (const struct life_edge *e = life_edges; e->event != 0; e++, n++) {
		assert_true(drawn(e->from, e->to));
		for (const struct life_edge *f = life_edges; f < e; f++)
			assert_false(f->from == e->from &&
			    f->event == e->event);
	}
	assert_true(n > 30);
}

/* Nothing leaves gone; nothing but the clock leads to deleted or gone, and its
   owner's wish to gone at once. */
static void
ends(void **state)
{
	(void)state;
	for (const struct life_edge *e = life_edges; e->event != 0; e++) {
		assert_int_not_equal(e->from, ACCOUNT_GONE);
		if (e->to == ACCOUNT_GONE && e->from != ACCOUNT_GONE)
			assert_true(e->guard == LIFE_DUE ||
			    e->guard == LIFE_WISHED);
		if (e->to == ACCOUNT_DELETED && e->from != ACCOUNT_DELETED)
			assert_int_equal(e->guard, LIFE_DUE);
	}
}

static void
every_pair(void **state)
{
	struct life l, next;
	enum rc rc;
	bool named;

	(void)state;
	for (int s = 0; s < STATES; s++)
		for (int e = 1; e < EVENTS; e++) {
			struct life_ask ask = { .event = (enum life_event)e,
				.until = START + 100 * DAY };

			l = in_state((enum account_state)s);
			rc = life_next(&l, &ask, START + DAY, &next);
			named = false;
			for (const struct life_edge *x = life_edges;
			    x->event != 0; x++)
				named |= (int)x->from == s &&
				    (int)x->event == e;
			if (!named)
				assert_int_equal(rc, RC_DENIED);
			if (rc != RC_OK)
				assert_int_equal(next.state, s);
			assert_true(drawn(l.state, next.state));
		}
}

static struct life
after(struct life l, enum life_event event, int64_t now)
{
	struct life next;

	assert_int_equal(life_next(&l, &(struct life_ask){ .event = event },
	    now, &next), RC_OK);
	return (next);
}

static enum rc
try_step(const struct life *l, int64_t now)
{
	struct life next;

	return (life_next(l, &(struct life_ask){ .event = LIFE_TIME_PASSED },
	    now, &next));
}

static void
days_of_a_trial(void **state)
{
	struct life l = in_state(0);
	int64_t now = START + 14 * DAY;

	(void)state;
	l = after(l, LIFE_SIGNED_UP, START);
	assert_int_equal(l.until, now);
	assert_int_equal(try_step(&l, now), RC_DENIED);	/* nobody warned */
	l.warned = now - DAY;
	assert_int_equal(try_step(&l, now - 1), RC_DENIED);
	assert_int_equal(try_step(&l, now), RC_OK);
	l.warned = now - DAY / 2;			/* not long enough */
	assert_int_equal(try_step(&l, now), RC_DENIED);
	assert_int_equal(try_step(&l, now + DAY / 2), RC_OK);
	l.warned = now + DAY;				/* a clock ahead */
	assert_int_equal(try_step(&l, now), RC_DENIED);
	l.since = now + DAY;
	assert_int_equal(try_step(&l, now), RC_DENIED);
}

/* "More than" seven days, and no warning that the mail of the failure gave. */
static void
days_past_due(void **state)
{
	struct life l = after(in_state(ACCOUNT_ACTIVE), LIFE_BILLING_FAILED,
	    START);

	(void)state;
	assert_int_equal(l.until, START + 7 * DAY + 1);
	assert_int_equal(life_warning_due(&l, 0, START), 0);
	assert_int_equal(life_warning_due(&l, 0, START + 4 * DAY + 1), 3);
	assert_int_equal(life_warning_due(&l, 3, START + 5 * DAY), 0);
	assert_int_equal(life_warning_due(&l, 3, START + 6 * DAY + 1), 1);
	assert_int_equal(life_warning_due(&l, 1, START + 9 * DAY), 0);
	/* One that is late is the only one. */
	assert_int_equal(life_warning_due(&l, 0, START + 300 * DAY), 1);
}

static void
billing(void **state)
{
	struct life next, l = in_state(ACCOUNT_ACTIVE);

	(void)state;
	l.billed = START + 5 * DAY;
	assert_int_equal(life_next(&l, &(struct life_ask){
	    .event = LIFE_BILLING_FAILED, .at = START + 4 * DAY },
	    START + 6 * DAY, &next), RC_OK);
	assert_int_equal(next.state, ACCOUNT_ACTIVE);
	assert_int_equal(life_next(&l, &(struct life_ask){
	    .event = LIFE_BILLING_FAILED, .at = START + 6 * DAY },
	    START + 6 * DAY, &next), RC_OK);
	assert_int_equal(next.state, ACCOUNT_PAST_DUE);
	assert_int_equal(life_next(&l, &(struct life_ask){
	    .event = LIFE_PAID, .at = START + 9 * DAY }, START + 6 * DAY,
	    &next), RC_INVALID);
}

static void
by_hand(void **state)
{
	struct life l = after(in_state(ACCOUNT_ACTIVE), LIFE_SUSPEND, START);

	(void)state;
	assert_true(l.held);
	l = after(l, LIFE_PAID, START + DAY);
	assert_int_equal(l.state, ACCOUNT_SUSPENDED);
	l = after(l, LIFE_LIFT, START + 2 * DAY);
	assert_int_equal(l.state, ACCOUNT_ACTIVE);
	assert_false(l.held);
}

/* ---- any order of events, any clock --------------------------------------- */

static uint64_t seed;

static uint64_t
any(uint64_t n)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return ((seed >> 33) % n);
}

struct walk { struct life l; unsigned sent; int64_t now, told; };

/* What olvido-cron does in a round: one warning, or one step. */
static void
round_of_cron(struct walk *w)
{
	unsigned days = life_warning_due(&w->l, w->sent, w->now);
	enum account_state from = w->l.state;
	int64_t since = w->l.since, warned = w->l.warned;
	struct life next;

	if (days != 0) {
		w->sent = days;
		w->l.warned = w->now;
		return;
	}
	if (life_next(&w->l, &(struct life_ask){ .event = LIFE_TIME_PASSED },
	    w->now, &next) != RC_OK || next.state == from)
		return;
	assert_true(w->now >= w->l.until && since <= w->now);
	assert_true(warned != 0 && w->now - warned >= DAY - LIFE_WARN_SLACK);
	assert_int_equal(next.warned, 0);
	assert_true(next.until == 0 || next.until > w->now);
	/* Data goes one step after the other only. */
	assert_true(next.state != ACCOUNT_DELETED ||
	    from == ACCOUNT_TERMINATED);
	assert_true(next.state != ACCOUNT_GONE || from == ACCOUNT_DELETED);
	next.event = w->l.event + 1;
	w->l = next;
	w->sent = 0;
}

static void
event_of_others(struct walk *w)
{
	struct life_ask ask = { .event = (enum life_event)(1 + any(EVENTS)),
		.at = any(3) == 0 ? w->now - (int64_t)any(20) * DAY : 0,
		.until = w->now + (int64_t)any(10) * DAY };
	enum account_state from = w->l.state;
	struct life next;
	enum rc rc;

	if (ask.event == LIFE_TIME_PASSED)
		return;
	rc = life_next(&w->l, &ask, w->now, &next);
	assert_true(drawn(from, next.state));
	if (rc != RC_OK) {
		assert_int_equal(next.state, from);
		return;
	}
	/* Nobody's word but the owner's, and its time, deletes anything. */
	if (next.state == ACCOUNT_GONE)
		assert_true(ask.event == LIFE_DELETE_DUE &&
		    w->l.delete_at != 0 && w->now >= w->l.delete_at);
	assert_true(next.state != ACCOUNT_DELETED || from == ACCOUNT_DELETED);
	if (next.state != from) {
		next.event = w->l.event + 1;
		w->sent = 0;
	}
	if (ask.event == LIFE_PAID || ask.event == LIFE_BILLING_FAILED)
		next.billed = w->now;
	w->l = next;
}

static void
random_lives(void **state)
{
	unsigned seen[STATES] = { 0 };

	(void)state;
	for (uint64_t run = 0; run < 3000; run++) {
		struct walk w = { .l = in_state(0), .now = START };

		seed = run * 7919 + 1;
		w.l = after(w.l, run % 2 ? LIFE_SIGNED_UP : LIFE_OPENED,
		    START);
		for (int i = 0; i < 400 && w.l.state != ACCOUNT_GONE; i++) {
			if (any(4) == 0)
				w.now += (int64_t)any(50) == 0 ? 365 * DAY
				    : (int64_t)any(3) * DAY;
			else if (any(200) == 0)
				w.now -= 365 * DAY;
			else
				w.now += (int64_t)any(90000);
			if (any(12) == 0)
				event_of_others(&w);
			else
				round_of_cron(&w);
			assert_in_range(w.l.state, 1, ACCOUNT_GONE);
			seen[w.l.state]++;
		}
	}
	/* It went everywhere. */
	for (int s = ACCOUNT_TRIAL; s <= ACCOUNT_GONE; s++)
		assert_true(seen[s] > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_drawn), cmocka_unit_test(ends),
		cmocka_unit_test(every_pair),
		cmocka_unit_test(days_of_a_trial),
		cmocka_unit_test(days_past_due), cmocka_unit_test(billing),
		cmocka_unit_test(by_hand), cmocka_unit_test(random_lives),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
