/* What a retention rule would do (retention.h): the panel asks, cron too. */
#include "core/time.h"
#include "model/hold.h"
#include "privacy/retention.h"

/* Whether anything of the account is held at all: then each is asked about. */
static RC
any_held(struct tenant *t, bool *held_r)
{
	enum rc rc = hold_stops(t, HOLD_ACCOUNT, 0, NULL);

	*held_r = rc == RC_DENIED;
	return (rc == RC_DENIED ? RC_OK : rc);
}

RC
retention_leave_held(struct tenant *t, const struct rule *r,
    struct rule_row *v, size_t *n_r, uint64_t *held)
{
	enum hold_on on = r->subject == RULE_CONTACTS ? HOLD_CONTACT
	    : HOLD_TICKET;
	size_t n = 0;
	bool any;
	enum rc rc;

	TRY(any_held(t, &any));
	for (size_t i = 0; any && i < *n_r; i++) {
		rc = hold_stops(t, on, v[i].id, NULL);
		if (rc == RC_DENIED)
			(*held)++;
		else if (rc != RC_OK)
			return (rc);
		else
			v[n++] = v[i];
	}
	if (any)
		*n_r = n;
	return (RC_OK);
}

RC
retention_look(struct tenant *t, const struct rule *r,
    struct retention_counts *n_r, struct rule_row v_r[RETENTION_EXAMPLES],
    size_t *examples_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(4U << 20);
	struct rule_row *v = arena_array(a, RULE_BATCH + 1, sizeof(*v));
	struct rule_walk w;
	size_t n;

	*n_r = (struct retention_counts){ 0 };
	*examples_r = 0;
	rule_walk(&w, r, now_s());
	while (!w.done) {
		TRY(rule_step(t, &w, v, &n));
		TRY(retention_leave_held(t, r, v, &n, &n_r->held));
		n_r->done += n;
		for (size_t i = 0; i < n && *examples_r < RETENTION_EXAMPLES;
		    i++)
			v_r[(*examples_r)++] = v[i];
	}
	return (RC_OK);
}
