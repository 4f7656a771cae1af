/* What the provider's programs may see: nothing of anybody's. */
#include "provider.h"

/* Without its name: answers of acts are kept, and may outlive an account. */
void
view_account(struct req *rq, struct json *j, const struct account_line *x)
{
	json_id(j, "id", x->id.v);
	json_text(j, "host", x->host);
	json_text(j, "language", x->language);
	json_text(j, "plan", x->plan);
	json_text(j, "state", life_state_name(x->state));
	json_flag(j, "held", x->held);
	json_time(rq, j, "created_at", x->created_at);
	json_time(rq, j, "since", x->since);
	json_time(rq, j, "until", x->until);
	json_time(rq, j, "delete_at", x->delete_at);
}

void
view_life(struct req *rq, struct json *j, account_id id,
    const struct life_result *r)
{
	json_id(j, "account", id.v);
	json_text(j, "from", life_state_name(r->from));
	json_text(j, "to", life_state_name(r->to));
	json_time(rq, j, "until", r->until);
}

void
view_domain(struct req *rq, struct json *j, const struct domain *d)
{
	static const char *const states[] = { "", "waiting", "proved", "lost",
		"off", "leaving", "taken" };
	static const char *const found[] = { "nothing-yet", "txt-record",
		"file", "no-proof", "another-token", "no-answer",
		"no-public-address" };

	json_id(j, "id", d->id);
	json_text(j, "domain", d->host);
	json_text(j, "state", states[d->state]);
	json_text(j, "found", found[d->proof]);
	json_text(j, "record", arena_printf(rq->a, DOMAIN_RECORD "%s",
	    d->host));
	json_text(j, "token", d->token);
	json_time(rq, j, "added_at", d->added_at);
	json_time(rq, j, "looked_at", d->looked_at);
}
