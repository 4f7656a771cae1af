/*
 * Tickets and messages that programs write in customers' names: the spam filter
 * judges them as it does forms, unless their token is trusted.
 */
#include "api.h"
#include "core/conf.h"
#include "core/str.h"
#include "model/access/api_token.h"
#include "model/access/sight.h"
#include "model/access/throttle.h"
#include "model/spam/spam.h"
#include "model/ticket/message.h"

/* So many an hour for each agent's programs. */
static RC
often(struct req *rq)
{
	struct digest d = throttle_key(rq->t->vault, "api-write",
	    arena_printf(rq->a, "%llu %llu", (unsigned long long)rq->t->id.v,
	    (unsigned long long)rq->session.subject_id));

	return (throttle_hit(rq->t->db, &d,
	    (unsigned)conf_int("Api.Writes.Hour"), 3600));
}

/* The one that was named, or the first: one that the agent sees. */
static RC
department(struct req *rq, department_id *d_r)
{
	uint64_t named = req_u64(rq, "department");
	struct department_list l;

	TRY(department_list(rq->t, rq->a, &l));
	for (size_t i = 0; i < l.n; i++)
		if (sight_has(rq->t->sight, l.v[i].id) &&
		    (named == 0 || l.v[i].id.v == named)) {
			*d_r = l.v[i].id;
			return (RC_OK);
		}
	return (RC_NOTFOUND);
}

/* What only machines fill in is a reason, trusted or not. */
static RC
judge(struct req *rq, const struct spam_letter *l, struct spam_facts *f,
    struct spam_verdict *v, const struct spam_verdict **v_r)
{
	enum rc rc;

	*v_r = NULL;
	if ((rq->scopes & SCOPE_TRUSTED) != 0 && !f->trap)
		return (RC_OK);
	rc = spam_judge_letter(rq->t, rq->a, l, f, v);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	*v_r = v;
	return (rc);
}

static void
view_verdict(struct json *j, const struct spam_verdict *v)
{
	static const char *const names[] = { "ham", "unsure", "spam" };
	struct json *s;

	if (v == NULL) {
		json_none(j, "spam");
		return;
	}
	s = json_sub(j, "spam");
	json_text(s, "verdict", names[v->label]);
	json_count(s, "score_thousandths", v->score);
}

/* "en", "es", or the account's when nothing was said. */
static RC
language(struct req *rq, const char **l_r)
{
	*l_r = req_text(rq, "language");
	if (str_empty(*l_r))
		*l_r = rq->t->language;
	return (str_eq(*l_r, "en") || str_eq(*l_r, "es") ? RC_OK : RC_INVALID);
}

/* POST /api/v1/tickets */
RC
ticket_make(struct req *rq)
{
	struct spam_facts f = { .trap = !str_empty(req_text(rq, "trap")) };
	struct spam_letter l = { .name = req_text(rq, "name"),
		.email = req_text(rq, "email"),
		.subject = req_text(rq, "subject"),
		.text = req_text(rq, "body") };
	struct message m = {
		.kind = MESSAGE_INCOMING, .author_kind = AUTHOR_CONTACT,
		.channel = CHANNEL_API, .text = l.text, .unverified = true,
	};
	struct ticket tk = { .channel = CHANNEL_API, .subject = l.subject };
	struct json *j = json_new(rq);
	struct spam_verdict v;

	TRY(language(rq, &tk.language));
	TRY(department(rq, &tk.department));
	TRY(often(rq));
	TRY(judge(rq, &l, &f, &v, &tk.spam));
	if (tk.spam != NULL && v.label == SPAM_SPAM)
		tk.status = TICKET_SPAM;
	TRY(ticket_open(rq->t, rq->a, app_files_dir(), l.email, l.name, &tk,
	    &m, req_flag(rq, "acknowledge")));
	view_ticket(rq, j, &tk);
	view_verdict(j, tk.spam);
	return (json_reply(rq, 201, j));
}

/* POST /api/v1/tickets/{ticket}/messages: the requester says so */
RC
message_make(struct req *rq)
{
	ticket_id id = { req_path_id(rq, "ticket") };
	struct spam_facts f = { .answer = true };
	struct message m = {
		.kind = MESSAGE_INCOMING, .author_kind = AUTHOR_CONTACT,
		.channel = CHANNEL_API, .text = req_text(rq, "body"),
		.unverified = true,
	};
	struct json *j = json_new(rq);
	struct spam_verdict v;
	struct spam_letter l;
	struct ticket tk;
	struct key k;
	enum rc rc = ticket_get(rq->t, rq->a, id, &tk, &k);

	TRY(rc == RC_GONE ? RC_NOTFOUND : rc);
	if (tk.status == TICKET_DELETED)
		return (RC_CONFLICT);
	TRY(often(rq));
	l = (struct spam_letter){ tk.contact_name, tk.contact_email,
		tk.subject, m.text };
	TRY(judge(rq, &l, &f, &v, &m.spam));
	m.author = tk.contact.v;
	TRY(ticket_reply(rq->t, rq->a, app_files_dir(), id, &m, 0));
	json_id(j, "id", m.id.v);
	json_id(j, "ticket_id", id.v);
	view_verdict(j, m.spam);
	return (json_reply(rq, 201, j));
}
