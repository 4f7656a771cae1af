/* Messages of a billing system: signed, taken once, each written down. */
#include "auth/session.h"
#include "auth/signature.h"
#include "core/str.h"
#include "model/access/throttle.h"
#include "model/account/billing.h"
#include "model/log/audit.h"
#include "provider.h"

#define WRONG_MOST	30	/* of a network */
#define WRONG_WINDOW	600
#define NAME_LONGEST	200

/* GET /api/v1/provider/billing: newest first */
RC
billing_show(struct req *rq)
{
	struct json *j = json_new(rq), *list = json_array(j, "messages"), *row;
	struct billing_list l;

	TRY(billing_list(rq->t, rq->a, req_u64(rq, "before"), &l));
	for (size_t i = 0; i < l.n; i++) {
		row = json_row(list);
		json_id(row, "id", l.v[i].id);
		json_id(row, "account", l.v[i].target.v);
		json_text(row, "type", billing_kind_name(l.v[i].kind));
		json_text(row, "outcome", billing_outcome_name(
		    l.v[i].outcome));
		json_time(rq, row, "at", l.v[i].at);
		json_time(rq, row, "received_at", l.v[i].received_at);
	}
	json_id(j, "next", l.more ? l.v[l.n - 1].id : 0);
	return (json_reply(rq, 200, j));
}

/* ---- whose it is --------------------------------------------------------------- */

/* Counted, and logged while it is not too much. */
static RC
wrong(struct req *rq, const struct digest *net, const char *code)
{
	enum rc rc = throttle_hit(rq->t->db, net, WRONG_MOST, WRONG_WINDOW);

	if (rc != RC_LIMIT) {
		TRY(rc);
		TRY(audit_add(rq->t, &(struct audit_row){
		    .verb = AUDIT_API_REFUSED, .result = AUDIT_FAILED }));
	}
	return (program_problem(rq, 403, code));
}

/* *sent_r: an answer went. */
static RC
is_ours(struct req *rq, struct digest *mac_r, bool *sent_r)
{
	struct digest net = throttle_key(rq->t->vault, "billing-network",
	    session_ip_prefix(rq->a, rq->addr));
	struct signed_body s = { .header = req_header(rq, "OLVIDO_SIGNATURE"),
		.body = req_raw(rq, "body"), .now = rq->now };
	struct key k = key_purpose(rq->t->key, "billing-seen");
	struct billing_secrets l;
	struct bytes text;
	int64_t wait;
	enum rc rc;

	*sent_r = true;
	TRY(throttle_full(rq->t->db, &net, WRONG_MOST, &wait));
	TRY(billing_secrets(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++)
		s.secret[i] = l.v[i].text;
	rc = signature_check(rq->a, &s, &text);
	if (rc == RC_DENIED || rc == RC_GONE)
		return (wrong(rq, &net, rc == RC_GONE ? "SignatureOld"
		    : "Signature"));
	TRY(rc);
	*mac_r = digest_keyed(&k, "message", text);
	*sent_r = false;
	return (RC_OK);
}

/* ---- what it says ---------------------------------------------------------------- */

struct message {
	const char	*name, *account;
	struct billing_event e;
	struct tenant	*target;
	bool		 replayed;
	struct req	*rq;
};

static enum billing_kind
kind_of(const char *type)
{
	for (int k = BILLING_PAID; k <= BILLING_CANCELLED; k++)
		if (str_eq(type, billing_kind_name((enum billing_kind)k)))
			return ((enum billing_kind)k);
	return (BILLING_OTHER);
}

static RC
read_message(struct req *rq, struct message *m)
{
	struct json_in *j;
	const char *type;

	TRY(json_in_read(rq, req_raw(rq, "body"), &j));
	m->name = json_in_text(rq, j, "id");
	m->account = str_lower(rq->a, json_in_text(rq, j, "account"));
	type = json_in_text(rq, j, "type");
	m->e.kind = kind_of(type);
	m->e.at = json_in_number(j, "created");
	return (*m->name == '\0' || strlen(m->name) > NAME_LONGEST ||
	    *type == '\0' || m->e.at <= 0 || m->e.at >= 1LL << 40
	    ? RC_INVALID : RC_OK);
}

/* By its number or by any of its hosts. */
static RC
find(struct req *rq, struct message *m)
{
	enum account_state state;
	account_id id;

	if (str_u64(m->account, &id.v) != RC_OK)
		TRY(account_id_of(rq->t->db, m->account, &id));
	TRY(other_open(rq, id, &m->target, &state));
	m->e.target = id;
	return (RC_OK);
}

/* What moves nothing is written down all the same. RC_CONFLICT: a replay. */
static RC
only_note(struct req *rq, struct message *m, enum billing_outcome o)
{
	m->e.outcome = o;
	return (billing_note(rq->t, &m->e));
}

static RC
answer_note(struct req *rq, struct message *m, enum billing_outcome o,
    int status, const char *code)
{
	enum rc rc = only_note(rq, m, o);

	if (rc == RC_CONFLICT)
		return (program_problem(rq, 409, "Replayed"));
	TRY(rc);
	return (program_problem(rq, status, code));
}

static RC
answer_ignored(struct req *rq, struct message *m)
{
	struct json *j = json_new(rq);
	enum rc rc = only_note(rq, m, BILLING_IGNORED);

	if (rc == RC_CONFLICT)
		return (program_problem(rq, 409, "Replayed"));
	TRY(rc);
	json_text(j, "outcome", billing_outcome_name(BILLING_IGNORED));
	return (json_reply(rq, 200, j));
}

/* ---- what comes of it -------------------------------------------------------------- */

static enum rc
act(void *arg, struct provider_answer *n_r)
{
	struct message *m = arg;
	struct req *rq = m->rq;
	struct json *j = json_new(rq);
	struct life_result r = { 0 };
	enum rc rc;

	/* The provider's own help desk hangs on nobody's payments. */
	if (m->e.target.v == rq->t->id.v)
		m->e.outcome = BILLING_IMPOSSIBLE;
	else
		TRY(billing_apply(m->target, rq->a, &m->e, &r));
	rc = billing_note(rq->t, &m->e);
	m->replayed = rc == RC_CONFLICT;
	TRY(rc);
	json_text(j, "outcome", billing_outcome_name(m->e.outcome));
	json_flag(j, "applied", m->e.outcome == BILLING_APPLIED);
	view_life(rq, j, m->e.target, &r);
	*n_r = (struct provider_answer){ .status = 200,
		.text = json_string(rq, j) };
	return (RC_OK);
}

static RC
go(struct req *rq, struct message *m)
{
	struct provider_once o = { .door = "billing", .name = m->name,
		.act = act, .arg = m, .asked = arena_printf(rq->a,
		"%d %llu %lld", (int)m->e.kind,
		(unsigned long long)m->e.target.v, (long long)m->e.at) };
	struct provider_answer n;
	bool other;
	enum rc rc;

	rc = provider_once(rq->t, rq->a, &o, &n, &other);
	if (m->replayed)
		return (program_problem(rq, 409, "Replayed"));
	if (other)
		return (answer_note(rq, m, BILLING_OTHERS, 409, "Used"));
	TRY(rc);
	if (n.repeated) {
		rc = only_note(rq, m, BILLING_REPEATED);
		if (rc == RC_CONFLICT)
			return (program_problem(rq, 409, "Replayed"));
		TRY(rc);
	}
	return (json_reply_text(rq, n.status, n.text, n.repeated
	    ? "Olvido-Repeated: true\r\n" : NULL));
}

/* POST /api/v1/provider/billing */
RC
billing_take(struct req *rq)
{
	struct message m = { .rq = rq };
	bool sent;
	enum rc rc;

	TRY(is_ours(rq, &m.e.mac, &sent));
	if (sent)
		return (RC_OK);
	TRY(read_message(rq, &m));
	if (m.e.kind == BILLING_OTHER)
		return (answer_ignored(rq, &m));
	rc = find(rq, &m);
	if (rc == RC_NOTFOUND)
		return (answer_note(rq, &m, BILLING_UNKNOWN, 404, "Account"));
	TRY(rc);
	if (m.e.at > rq->now + SKEW)
		return (answer_note(rq, &m, BILLING_FUTURE, 422, "Future"));
	return (go(rq, &m));
}
