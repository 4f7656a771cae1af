/* A new account with its owner, who gets a mail to choose his password. */
#include "core/conf.h"
#include "core/hostname.h"
#include "core/str.h"
#include "model/account/signup.h"
#include "model/people/agent_admin.h"
#include "provider.h"

/* Below the base domain as at sign-up, elsewhere any host name. */
static bool
host_good(struct req *rq, const char *host)
{
	const char *tail = arena_printf(rq->a, ".%s", conf_str("Base.Domain"));
	size_t n = strlen(host), m = strlen(tail);

	if (!hostname_good(host) || str_eq(host, tail + 1))
		return (false);
	return (n <= m || !str_ends(host, tail) || hostname_wish_fault(
	    arena_strndup(rq->a, host, n - m)) == NULL);
}

static RC
account_wanted(struct req *rq, struct account_new *n)
{
	const char *language = req_text(rq, "language");
	const char *plan = req_text(rq, "plan"), *trial = req_text(rq,
	    "trial");
	struct plan p = { .id = PLAN_STANDARD };
	enum rc rc = RC_OK;

	*n = (struct account_new){ .name = req_text(rq, "name"),
		.host = str_lower(rq->a, req_text(rq, "host")),
		.language = *language != '\0' ? language : "en",
		.state = str_eq(trial, "true") ? ACCOUNT_TRIAL
		    : ACCOUNT_ACTIVE,
		.first_steps = true, .by_program = true };
	if (!str_eq(n->language, "en") && !str_eq(n->language, "es"))
		return (refuse(rq, 422, "Language"));
	if (*trial != '\0' && !str_eq(trial, "true") &&
	    !str_eq(trial, "false"))
		return (RC_INVALID);
	if (*plan != '\0')
		rc = plan_by_name(rq->t->db, rq->a, plan, &p);
	if (rc == RC_NOTFOUND)
		return (refuse(rq, 422, "Plan"));
	TRY(rc);
	n->plan = p.id;
	if (!host_good(rq, n->host))
		return (refuse(rq, 422, "Host"));
	return (RC_OK);
}

static RC
create(struct req *rq, struct provider_answer *n_r)
{
	struct json *j = json_new(rq);
	struct account_line x;
	struct account_new n;
	struct tenant *t;
	agent_id owner;
	enum rc rc;

	TRY(account_wanted(rq, &n));
	rc = signup_host_free(rq->t->db, n.host);
	if (rc == RC_OK)
		rc = account_open(rq->t->db, rq->t->vault, rq->a, &n, &t);
	if (rc == RC_CONFLICT)
		return (refuse(rq, 409, "HostTaken"));
	TRY(rc);
	t->actor = &(struct actor){ .kind = ACTOR_PROVIDER, .prefix = "",
		.request_id = rq->request_id };
	TRY(agent_owner_add(t, rq->a, req_text(rq, "owner_name"),
	    req_text(rq, "owner_email"), n.language, &owner));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_SIGNUP_INSTALLED,
	    .object = ON_AGENT, .id = owner.v }));
	TRY(acted(rq, t->id, n.state == ACCOUNT_TRIAL ? LIFE_SIGNED_UP
	    : LIFE_OPENED));
	TRY(account_line(rq->t->db, rq->a, t->id, &x));
	view_account(rq, j, &x);
	*n_r = (struct provider_answer){ .status = 201,
		.text = json_string(rq, j) };
	return (RC_OK);
}

/* POST /api/v1/provider/accounts */
RC
account_create(struct req *rq)
{
	return (once(rq, create));
}
