/*
 * What a retention rule takes and what it passes over (retention.h): the panel
 * asks, cron too.
 */
#include "core/time.h"
#include "model/privacy/erasure.h"
#include "model/privacy/hold.h"
#include "model/privacy/restriction.h"
#include "privacy/retention.h"

/* Whether anything of the account is held at all, or anybody restricted: then each
   is asked about. */
struct spared { bool held, restricted; };

static RC
spared_any(struct tenant *t, struct spared *any)
{
	enum rc rc = hold_stops(t, HOLD_ACCOUNT, 0, NULL);

	any->held = rc == RC_DENIED;
	if (rc != RC_DENIED)
		TRY(rc);
	return (restriction_any(t, &any->restricted));
}

static RC
is_restricted(struct tenant *t, bool contacts, uint64_t id, bool *yes_r)
{
	return (contacts ? restriction_of(t, (contact_id){ id }, yes_r)
	    : restriction_in(t, id, yes_r));
}

/* *takes_r: nothing speaks against it. */
static RC
one(struct tenant *t, const struct spared *any, bool contacts, uint64_t id,
    struct retention_counts *n, bool *takes_r)
{
	bool restricted = false;
	enum rc rc = RC_OK;

	*takes_r = false;
	if (any->held)
		rc = hold_stops(t, contacts ? HOLD_CONTACT : HOLD_TICKET, id,
		    NULL);
	n->held += rc == RC_DENIED;
	if (rc != RC_OK)
		return (rc == RC_DENIED ? RC_OK : rc);
	if (any->restricted)
		TRY(is_restricted(t, contacts, id, &restricted));
	n->restricted += restricted;
	*takes_r = !restricted;
	return (RC_OK);
}

/* Nobody's already, and then it is as old as before. */
static RC
anonymous(struct tenant *t, const struct rule *r, uint64_t id, bool *yes_r)
{
	struct erasure e;
	enum rc rc = r->act != RULE_ANONYMISE ? RC_NOTFOUND
	    : erasure_of(t, ERASE_REQUESTER, id, &e);

	*yes_r = rc == RC_OK && e.state >= ERASURE_ROWS_GONE;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
retention_leave(struct tenant *t, const struct rule *r, struct rule_row *v,
    size_t *n_r, struct retention_counts *c)
{
	struct spared any;
	bool takes, done;
	size_t n = 0;

	TRY(spared_any(t, &any));
	for (size_t i = 0; i < *n_r; i++) {
		TRY(anonymous(t, r, v[i].id, &done));
		if (done)
			continue;
		TRY(one(t, &any, r->subject == RULE_CONTACTS, v[i].id, c,
		    &takes));
		if (takes)
			v[n++] = v[i];
	}
	*n_r = n;
	return (RC_OK);
}

RC
retention_takes(struct tenant *t, uint64_t ticket,
    struct retention_counts *c, bool *takes_r)
{
	struct spared any;

	TRY(spared_any(t, &any));
	return (one(t, &any, false, ticket, c, takes_r));
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
		TRY(retention_leave(t, r, v, &n, n_r));
		n_r->done += n;
		for (size_t i = 0; i < n && *examples_r < RETENTION_EXAMPLES;
		    i++)
			v_r[(*examples_r)++] = v[i];
	}
	return (RC_OK);
}
