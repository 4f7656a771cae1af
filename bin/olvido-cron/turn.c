/*
 * How long an action may take, and that what is slow in one account does not starve
 * the others (cron.h): each has its share of what time is left, and what one leaves
 * goes to the next; who was cut short comes again while there is time.
 */
#include <string.h>

#include "core/log.h"
#include "core/rand.h"
#include "core/time.h"
#include "cron.h"

#define ARENA	((size_t)256 << 20)
#define LEAST	200000		/* microseconds: a batch or two */

static int64_t action_end, turn_end;
static bool cut;

void
cron_begin(uint64_t seconds)
{
	action_end = turn_end = mono_us() + (int64_t)seconds * 1000000;
	cut = false;
}

bool
cron_over(void)
{
	return (mono_us() >= action_end);
}

bool
cron_turn(size_t left)
{
	int64_t now = mono_us(), share = (action_end - now) / (int64_t)left;

	cut = false;
	if (cron_signalled() || now >= action_end)
		return (false);
	turn_end = now + (share < LEAST ? LEAST : share);
	if (turn_end > action_end)
		turn_end = action_end;
	return (true);
}

bool
cron_stopped(void)
{
	if (cron_signalled())
		return (true);
	if (mono_us() < turn_end)
		return (false);
	cut = true;
	return (true);
}

static RC
account_turn(struct cron *c, account_id id, struct arena *a,
    enum rc (*fn)(struct cron *, struct tenant *, enum account_state,
    struct arena *a))
{
	enum account_state state;
	struct tenant *t;
	enum rc rc = account_by_id(c->db, c->v, a, id, &t, &state);

	if (rc == RC_OK)
		rc = fn(c, t, state, a);
	else if (rc == RC_NOTFOUND)
		rc = RC_OK;	/* terminated or later */
	if (rc != RC_OK)
		log_warn("%s: account %llu: %s", c->action,
		    (unsigned long long)id.v, rc_name(rc));
	return (rc);
}

/* They begin anywhere: a run that does not come to its end leaves no one out for ever. */
static void
rotate(struct account_list *l, struct arena *a)
{
	account_id *v = arena_array(a, l->n + 1, sizeof(*v));
	uint32_t at;

	rand_bytes(&at, sizeof(at));
	for (size_t i = 0; i < l->n; i++)
		v[i] = l->v[(at + i) % l->n];
	l->v = v;
}

RC
cron_accounts(struct cron *c, enum rc (*fn)(struct cron *, struct tenant *,
    enum account_state, struct arena *a))
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	enum rc rc = RC_OK, one;
	struct account_list l;
	size_t again;

	TRY(account_list(c->db, c->a, &l));
	rotate(&l, c->a);
	/* In each round those that the round before cut short. */
	for (; l.n > 0; l.n = again) {
		again = 0;
		for (size_t i = 0; i < l.n; i++) {
			if (!cron_turn(l.n - i))
				return (rc);
			one = account_turn(c, l.v[i], a, fn);
			rc = rc == RC_OK ? one : rc;
			if (cut)
				l.v[again++] = l.v[i];
			arena_reset(a);
		}
	}
	return (rc);
}
