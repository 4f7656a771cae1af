/* A copy of an account, which its owner gets and nobody here (model/privacy/export.h). */
#include "model/log/audit.h"
#include "model/privacy/export.h"
#include "provider.h"

static void
view_copy(struct req *rq, struct json *j, account_id id,
    const struct export *e)
{
	static const char *const states[] = { "none", "waiting", "making",
		"ready", "failed", "over", "over" };

	json_id(j, "account", id.v);
	json_text(j, "copy", states[e->state]);
	json_time(rq, j, "asked_at", e->asked_at);
}

static RC
ask(struct req *rq, struct provider_answer *n_r)
{
	struct json *j = json_new(rq);
	enum account_state state;
	struct export e;
	struct tenant *t;
	struct life l;
	agent_id owner;
	enum rc rc;

	TRY(other_get(rq, &t, &state));
	/* One after the other: the account's row is locked. */
	TRY(account_life(t, rq->a, true, &l));
	if (life_serves(l.state) != LIFE_SERVED || t->key == NULL)
		return (refuse(rq, 409, "State"));
	rc = account_owner(t, &owner);
	if (rc == RC_NOTFOUND)
		return (refuse(rq, 409, "NoOwner"));
	TRY(rc);
	rc = export_ask_for(t, owner, &e);
	if (rc == RC_CONFLICT || rc == RC_LIMIT)
		return (refuse(rq, 409, rc == RC_LIMIT ? "CopyDay"
		    : "CopyMaking"));
	TRY(rc);
	TRY(acted(rq, t->id, PROVIDER_EXPORT));
	view_copy(rq, j, t->id, &e);
	*n_r = (struct provider_answer){ .status = 200,
		.text = json_string(rq, j) };
	return (RC_OK);
}

/* POST /api/v1/provider/accounts/{account}/export */
RC
export_act(struct req *rq)
{
	return (once(rq, ask));
}

/* GET /api/v1/provider/accounts/{account}/export */
RC
export_show(struct req *rq)
{
	account_id id = { req_path_id(rq, "account") };
	struct json *j = json_new(rq);
	enum account_state state;
	struct export e = { .state = 0 };
	struct tenant *t;
	enum rc rc;

	TRY(other_open(rq, id, &t, &state));
	rc = export_state_all(t, &e);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	view_copy(rq, j, id, &e);
	return (json_reply(rq, 200, j));
}
