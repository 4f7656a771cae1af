/* Domains of an account's own, by the provider's programs. */
#include "model/log/audit.h"
#include "provider.h"

/* GET /api/v1/provider/accounts/{account}/domains */
RC
domains_show(struct req *rq)
{
	account_id id = { req_path_id(rq, "account") };
	struct json *j = json_new(rq), *list = json_array(j, "domains");
	enum account_state state;
	struct domain_list l;
	struct tenant *t;

	TRY(other_open(rq, id, &t, &state));
	TRY(domain_list(t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++)
		view_domain(rq, json_row(list), &l.v[i]);
	return (json_reply(rq, 200, j));
}

/* One that is served, or will be again. */
static RC
living(struct req *rq, struct tenant **t_r)
{
	enum account_state state;

	TRY(other_get(rq, t_r, &state));
	if (life_serves(state) == LIFE_ABSENT)
		return (refuse(rq, 409, "State"));
	return (RC_OK);
}

static RC
add(struct req *rq, struct provider_answer *n_r)
{
	struct json *j = json_new(rq);
	struct tenant *t;
	struct domain d;
	enum rc rc;

	TRY(living(rq, &t));
	rc = domain_add(t, rq->a, req_text(rq, "domain"), &d);
	if (rc == RC_INVALID || rc == RC_DENIED)
		return (refuse(rq, 422, "Host"));
	if (rc == RC_CONFLICT)
		return (refuse(rq, 409, "HostTaken"));
	if (rc == RC_LIMIT)
		return (refuse(rq, 409, "Domains"));
	TRY(rc);
	TRY(acted(rq, t->id, PROVIDER_DOMAIN_ADDED));
	view_domain(rq, j, &d);
	*n_r = (struct provider_answer){ .status = 201,
		.text = json_string(rq, j) };
	return (RC_OK);
}

/* POST /api/v1/provider/accounts/{account}/domains: waits for its proof */
RC
domain_create(struct req *rq)
{
	return (once(rq, add));
}

static RC
away(struct req *rq, struct provider_answer *n_r)
{
	struct json *j = json_new(rq);
	struct tenant *t;

	TRY(living(rq, &t));
	TRY(domain_remove(t, req_path_id(rq, "domain")));
	TRY(acted(rq, t->id, PROVIDER_DOMAIN_REMOVED));
	json_id(j, "id", req_path_id(rq, "domain"));
	json_text(j, "state", "leaving");
	*n_r = (struct provider_answer){ .status = 200,
		.text = json_string(rq, j) };
	return (RC_OK);
}

/* POST /api/v1/provider/accounts/{account}/domains/{domain}/remove */
RC
domain_away(struct req *rq)
{
	return (once(rq, away));
}
