/* Acts, each once, and refused ones (provider.h). */
#include "core/str.h"
#include "model/log/audit.h"
#include "provider.h"

/* rq->kept, while an act goes on. */
struct doing {
	struct req	*rq;
	RC		(*act)(struct req *, struct provider_answer *);
	int		 status;	/* refused: the answer */
	const char	*code;
};

static enum rc
run(void *arg, struct provider_answer *n_r)
{
	struct doing *d = arg;

	return (d->act(d->rq, n_r));
}

RC
refuse(struct req *rq, int status, const char *code)
{
	struct doing *d = rq->kept;

	d->status = status;
	d->code = code;
	return (RC_DENIED);
}

/* All that says what is wanted, but the name. */
static const char *
asked(struct req *rq)
{
	struct buf b = BUF_INIT(rq->a);
	const struct param *p = rq->route->param;

	buf_str(&b, rq->route->path);
	if (strstr(rq->route->path, "{account}") != NULL)
		buf_printf(&b, " %llu", (unsigned long long)req_path_id(rq,
		    "account"));
	if (strstr(rq->route->path, "{domain}") != NULL)
		buf_printf(&b, " %llu", (unsigned long long)req_path_id(rq,
		    "domain"));
	for (size_t i = 0; i < ROUTE_PARAMS && p[i].type != P_END; i++)
		if (!str_eq(p[i].name, "request"))
			buf_printf(&b, "\n%s=%s", p[i].name, req_text(rq,
			    p[i].name));
	return (buf_cstr(&b));
}

RC
once(struct req *rq, RC (*act)(struct req *, struct provider_answer *))
{
	struct doing d = { .rq = rq, .act = act };
	struct provider_once o = { .door = "api", .act = run, .arg = &d,
		.name = req_text(rq, "request"), .asked = asked(rq) };
	struct provider_answer n;
	bool other;
	enum rc rc;

	rq->kept = &d;
	rc = provider_once(rq->t, rq->a, &o, &n, &other);
	rq->kept = NULL;
	if (d.code != NULL)
		return (program_problem(rq, d.status, d.code));
	if (other)
		return (program_problem(rq, 409, "Used"));
	TRY(rc);
	return (json_reply_text(rq, n.status, n.text, n.repeated
	    ? "Olvido-Repeated: true\r\n" : NULL));
}

RC
acted(struct req *rq, account_id id, uint64_t what)
{
	return (audit_add(rq->t, &(struct audit_row){
	    .verb = AUDIT_PROVIDER_ACT, .object = ON_CUSTOMER, .id = id.v,
	    .value = what }));
}

/* In its own log it was the provider: no agent of theirs. */
RC
other_open(struct req *rq, account_id id, struct tenant **t_r,
    enum account_state *state_r)
{
	struct actor *who = ARENA_NEW(rq->a, struct actor);

	TRY(account_for_job(rq->t->db, rq->t->vault, rq->a, id, t_r,
	    state_r));
	*who = (struct actor){ .kind = ACTOR_PROVIDER, .prefix = "",
		.request_id = rq->request_id };
	(*t_r)->actor = who;
	return (RC_OK);
}

RC
other_get(struct req *rq, struct tenant **t_r, enum account_state *state_r)
{
	account_id id = { req_path_id(rq, "account") };

	if (id.v == rq->t->id.v)
		return (refuse(rq, 409, "Own"));
	return (other_open(rq, id, t_r, state_r));
}
