/* What the provider's programs ask of an account's life (lifecycle.h). */
#include "core/str.h"
#include "model/log/audit.h"
#include "provider.h"

#define DELETE_DAYS	7	/* an owner has so long to think again */
#define DELETE_DAYS_MAX	90

static enum life_event
event_of(const char *path)
{
	static const struct { const char *end; enum life_event event; } v[] = {
		{ "/paid", LIFE_PAID },
		{ "/billing-failed", LIFE_BILLING_FAILED },
		{ "/suspend", LIFE_SUSPEND }, { "/lift", LIFE_LIFT },
		{ "/terminate", LIFE_TERMINATE },
		{ "/delete", LIFE_DELETE_ASKED },
		{ "/delete/cancel", LIFE_DELETE_CANCELLED },
	};

	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		if (str_ends(path, v[i].end))
			return (v[i].event);
	return (0);
}

/* Only what its row declares. */
static RC
wanted(struct req *rq, struct life_ask *ask)
{
	uint64_t days = DELETE_DAYS;

	*ask = (struct life_ask){ .event = event_of(rq->route->path),
		.door = LIFE_API, .by = rq->token };
	if (ask->event == LIFE_PAID || ask->event == LIFE_BILLING_FAILED) {
		if (req_u64(rq, "at") > (uint64_t)rq->now + SKEW)
			return (refuse(rq, 422, "Future"));
		ask->at = (int64_t)req_u64(rq, "at");
	}
	if (ask->event == LIFE_DELETE_ASKED) {
		if (*req_text(rq, "days") != '\0')
			days = req_u64(rq, "days");
		if (days > DELETE_DAYS_MAX)
			return (RC_INVALID);
		ask->until = rq->now + (int64_t)days * 86400 + 1;
	}
	return (RC_OK);
}

static RC
change(struct req *rq, struct provider_answer *n_r)
{
	struct json *j = json_new(rq);
	enum account_state state;
	struct life_result r;
	struct life_ask ask;
	struct tenant *t;
	enum rc rc;

	TRY(wanted(rq, &ask));
	TRY(other_get(rq, &t, &state));
	rc = lifecycle_event(t, rq->a, &ask, &r);
	if (rc == RC_DENIED)
		return (refuse(rq, 409, "State"));
	TRY(rc);
	TRY(acted(rq, t->id, ask.event));
	json_text(j, "event", life_event_name(ask.event));
	view_life(rq, j, t->id, &r);
	json_flag(j, "applied", !r.older && (r.from != r.to ||
	    ask.event == LIFE_DELETE_ASKED ||
	    ask.event == LIFE_DELETE_CANCELLED));
	json_flag(j, "older", r.older);
	*n_r = (struct provider_answer){ .status = 200,
		.text = json_string(rq, j) };
	return (RC_OK);
}

/* POST /api/v1/provider/accounts/{account}/paid, ... */
RC
life_act(struct req *rq)
{
	return (once(rq, change));
}

static RC
move(struct req *rq, struct provider_answer *n_r)
{
	struct json *j = json_new(rq);
	enum account_state state;
	struct account_line x;
	struct tenant *t;
	struct plan p;
	enum rc rc;

	TRY(other_get(rq, &t, &state));
	if (state >= ACCOUNT_DELETED)
		return (refuse(rq, 409, "State"));
	rc = plan_by_name(rq->t->db, rq->a, req_text(rq, "plan"), &p);
	if (rc == RC_NOTFOUND)
		return (refuse(rq, 422, "Plan"));
	TRY(rc);
	TRY(account_set_plan(t, p.id));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_ACCOUNT_CHANGED,
	    .object = ON_ACCOUNT, .id = t->id.v, .value = state }));
	TRY(acted(rq, t->id, PROVIDER_PLAN));
	TRY(account_line(rq->t->db, rq->a, t->id, &x));
	view_account(rq, j, &x);
	*n_r = (struct provider_answer){ .status = 200,
		.text = json_string(rq, j) };
	return (RC_OK);
}

/* POST /api/v1/provider/accounts/{account}/plan */
RC
plan_act(struct req *rq)
{
	return (once(rq, move));
}
