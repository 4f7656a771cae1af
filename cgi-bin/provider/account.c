/* Accounts and plans as the provider's programs read them. */
#include "core/str.h"
#include "provider.h"

/* GET /api/v1/provider/plans */
RC
plans_show(struct req *rq)
{
	struct json *j = json_new(rq), *list = json_array(j, "plans"), *row;
	struct plan_list l;

	TRY(plan_list(rq->t->db, rq->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		row = json_row(list);
		json_text(row, "name", l.v[i].name);
		json_count(row, "trial_days", l.v[i].trial);
		json_count(row, "past_due_days", l.v[i].past_due);
		json_count(row, "suspended_days", l.v[i].suspended);
		json_count(row, "terminated_days", l.v[i].terminated);
		json_count(row, "deleted_days", l.v[i].deleted);
		json_count(row, "agents", (int64_t)l.v[i].agents);
		json_count(row, "storage_bytes",
		    (int64_t)l.v[i].storage_bytes);
		json_count(row, "mails_per_hour",
		    (int64_t)l.v[i].mails_per_hour);
		json_count(row, "api_calls_per_hour",
		    (int64_t)l.v[i].api_calls_per_hour);
	}
	return (json_reply(rq, 200, j));
}

/* A domain is one account's, or nobody's. */
static RC
by_domain(struct req *rq, const struct account_ask *ask,
    const char *plan, struct account_lines *l_r)
{
	account_id id;
	enum rc rc;

	*l_r = (struct account_lines){ .v = ARENA_NEW(rq->a,
	    struct account_line) };
	rc = account_id_of(rq->t->db, str_lower(rq->a, req_text(rq,
	    "domain")), &id);
	if (rc == RC_OK)
		rc = account_line(rq->t->db, rq->a, id, l_r->v);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	l_r->n = (ask->before == 0 || id.v < ask->before) &&
	    (ask->state == 0 || ask->state == l_r->v->state) &&
	    (*plan == '\0' || str_eq(plan, l_r->v->plan));
	return (RC_OK);
}

static RC
find(struct req *rq, struct account_lines *l_r)
{
	struct account_ask ask = { .before = req_u64(rq, "before"),
		.state = life_state_of(req_text(rq, "state")) };
	const char *plan = req_text(rq, "plan");
	struct plan p;
	enum rc rc;

	if (ask.state == 0 && *req_text(rq, "state") != '\0')
		return (RC_INVALID);
	if (*plan != '\0') {
		rc = plan_by_name(rq->t->db, rq->a, plan, &p);
		TRY(rc == RC_NOTFOUND ? RC_INVALID : rc);
		ask.plan = p.id;
	}
	if (*req_text(rq, "domain") != '\0')
		return (by_domain(rq, &ask, plan, l_r));
	return (account_page(rq->t->db, rq->a, &ask, l_r));
}

/* GET /api/v1/provider/accounts: newest first */
RC
accounts_show(struct req *rq)
{
	struct json *j = json_new(rq), *list = json_array(j, "accounts");
	struct account_lines l;
	struct json *row;

	TRY(find(rq, &l));
	for (size_t i = 0; i < l.n; i++) {
		row = json_row(list);
		view_account(rq, row, &l.v[i]);
		json_text(row, "name", l.v[i].name);
	}
	json_id(j, "next", l.more ? l.v[l.n - 1].id.v : 0);
	return (json_reply(rq, 200, j));
}

/* GET /api/v1/provider/accounts/{account}: with what happened to it lately */
RC
account_show(struct req *rq)
{
	account_id id = { req_path_id(rq, "account") };
	struct json *j = json_new(rq), *list, *row;
	enum account_state state;
	struct account_line x;
	struct life_records l;
	struct tenant *t;

	TRY(account_line(rq->t->db, rq->a, id, &x));
	TRY(other_open(rq, id, &t, &state));
	TRY(account_event_list(t, rq->a, &l));
	view_account(rq, j, &x);
	json_text(j, "name", x.name);
	list = json_array(j, "events");
	for (size_t i = 0; i < l.n; i++) {
		row = json_row(list);
		json_text(row, "event", life_event_name(l.v[i].event));
		json_text(row, "from", life_state_name(l.v[i].from));
		json_text(row, "to", life_state_name(l.v[i].to));
		json_time(rq, row, "at", l.v[i].at);
		json_time(rq, row, "recorded_at", l.v[i].recorded_at);
	}
	return (json_reply(rq, 200, j));
}
