/* What agents see of the filter and say to it (spam.h): the panel only. */
#include "core/pack.h"
#include "core/str.h"
#include "model/access/withheld.h"
#include "model/spam/spam_row.h"
#include "model/ticket/message.h"

QUERY(Q_SPAM_STATE, Q_TENANT,
    "SELECT verdict, label, score, sealed, message_id FROM spam_ticket"
    " WHERE account_id = ? AND ticket_id = ? LIMIT 1000");
/* Of the ticket, and with it of answers that nobody spoke of. */
QUERY(Q_SPAM_SAY, Q_TENANT,
    "UPDATE spam_ticket SET label = ? WHERE account_id = ? AND ticket_id = ?"
    " AND (message_id = 0 OR label = 0)");
QUERY(Q_SPAM_SAY_ANSWER, Q_TENANT,
    "UPDATE spam_ticket SET label = ?"
    " WHERE account_id = ? AND ticket_id = ? AND message_id = ?");
QUERY(Q_SPAM_ANSWERED, Q_TENANT,
    "UPDATE spam_ticket SET label = 1"
    " WHERE account_id = ? AND ticket_id = ? AND label = 0");
QUERY(Q_SPAM_UNSURE, Q_TENANT,
    "SELECT ticket_id FROM spam_ticket WHERE account_id = ? AND label = 0"
    " AND verdict = 1 ORDER BY ticket_id DESC LIMIT 500");

static void
state_row(struct tenant *t, struct arena *a, ticket_id id,
    const struct key *k, struct stmt *st, struct spam_state *s_r)
{
	struct bytes plain;

	*s_r = (struct spam_state){
		.verdict = (enum spam_label)col_u64(st, 0),
		.said = (enum spam_said)col_u64(st, 1),
		.score = (int)col_i64(st, 2), .reasons = "",
		.answer = { col_u64(st, 4) },
	};
	if (spam_row_open(t, a, id, s_r->answer, k, col_bytes(st, 3),
	    &plain) == RC_OK)
		s_r->reasons = unpack_str(a, plain, F_SPAM_WHY);
}

RC
spam_states(struct tenant *t, struct arena *a, ticket_id id,
    const struct key *k, struct spam_state_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct spam_state_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_SPAM_STATE));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		state_row(t, a, id, k, st, &l_r->v[l_r->n++]);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
is_judged(struct tenant *t, ticket_id id, bool *yes_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*yes_r = false;
	TRY(stmt_tenant(&st, t, &Q_SPAM_STATE));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK)
		*yes_r |= col_u64(st, 4) == 0;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* From before the filter was there: its words as a form's. */
static RC
judge_late(struct tenant *t, struct arena *a, ticket_id id)
{
	struct spam_verdict v = { .label = SPAM_HAM, .reasons = "" };
	const char *from, *text = "";
	struct message_list l;
	struct ticket tk;
	struct key k;

	TRY(ticket_get(t, a, id, &tk, &k));
	TRY(message_list(t, a, &tk, &k, false, &l));
	for (size_t i = l.n; i > 0; i--)
		if (l.v[i - 1].kind == MESSAGE_INCOMING)
			text = l.v[i - 1].text;
	from = arena_printf(a, "%s <%s>", tk.contact_name, tk.contact_email);
	spam_form(a, (const char *const[][2]){ { "from", from },
	    { "subject", tk.subject }, { NULL, NULL } }, text, &v.text);
	return (spam_ticket_add(t, a, id, (message_id){ 0 }, &k, &v));
}

static RC
say(struct tenant *t, ticket_id id, enum spam_said s)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SPAM_SAY));
	bind_u64(st, s);
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}

RC
spam_say(struct tenant *t, struct arena *a, ticket_id id, enum spam_said s)
{
	bool judged;
	enum rc rc;

	TRY(is_judged(t, id, &judged));
	if (!judged) {
		rc = judge_late(t, a, id);
		if (rc == RC_GONE)	/* nothing of it can be learnt */
			return (RC_OK);
		if (rc != RC_CONFLICT)	/* another was faster */
			TRY(rc);
	}
	return (say(t, id, s));
}

RC
spam_move(struct tenant *t, struct arena *a, ticket_id id, enum spam_said s,
    agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct ticket tk;
	struct key k;
	enum rc rc;

	TRY(tx_begin(&tx, t->db));
	rc = ticket_get_locked(t, a, id, &tk, &k);
	if (rc == RC_NOTFOUND || rc == RC_GONE || rc == RC_DENIED)
		return (RC_OK);
	TRY(rc);
	TRY(spam_say(t, a, id, s));
	if (s == SAID_SPAM || tk.status == TICKET_SPAM)
		TRY(ticket_put_status(t, a, &tk, &k, s == SAID_SPAM
		    ? TICKET_SPAM : TICKET_NEW, 0, by));
	return (tx_commit(&tx));
}

RC
spam_say_answer(struct tenant *t, const struct ticket *tk, message_id answer,
    enum spam_said s)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	contact_id who;
	uint64_t n;

	TRY(spam_author(t, answer, &who));
	if (who.v != tk->contact.v && withheld_has(t->withheld, who, NULL))
		return (RC_DENIED);
	TRY(stmt_tenant(&st, t, &Q_SPAM_SAY_ANSWER));
	bind_u64(st, s);
	bind_u64(st, tk->id.v);
	bind_u64(st, answer.v);
	TRY(stmt_exec(st, &n));
	return (n > 0 ? RC_OK : RC_NOTFOUND);
}

RC
spam_answered(struct tenant *t, ticket_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SPAM_ANSWERED));
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}

RC
spam_unsure_ahead(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SPAM_UNSURE));
	stmt_ahead(&st);
	return (RC_OK);
}

RC
spam_state_ahead(struct tenant *t, ticket_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SPAM_STATE));
	bind_u64(st, id.v);
	stmt_ahead(&st);
	return (RC_OK);
}

RC
spam_unsure(struct tenant *t, ticket_id *v_r, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc = RC_OK;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_SPAM_UNSURE));
	while (*n_r < SPAM_UNSURE_MAX && (rc = stmt_row(st)) == RC_OK)
		v_r[(*n_r)++].v = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
