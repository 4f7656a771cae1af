/* One ticket: the conversation and everything around it. */
#include "core/str.h"
#include "model/ticket/bin.h"
#include "model/ticket/ticket_whole.h"
#include "model/spam/spam.h"
#include "panel.h"
#include "view.h"

#define OTHERS_MAX	8

/* His other tickets, without this one. */
static RC
put_contact(struct req *rq, const struct ticket_whole *w,
    const struct names *n)
{
	struct node *list = node_sub(rq->v, "Others");
	struct ticket_list l;
	size_t shown = 0;

	view_contact(node_sub(rq->v, "Contact"), &w->contact);
	TRY(ticket_others(rq->t, rq->a, w, OTHERS_MAX + 2, &l));
	for (size_t i = 0; i < l.n && shown < OTHERS_MAX; i++) {
		if (l.v[i].id.v == w->tk.id.v)
			continue;
		view_ticket_row(node_row(list), &l.v[i], n);
		shown++;
	}
	node_bool(rq->v, "OthersMore", l.n > shown + 1);
	return (RC_OK);
}

/* The ticket a mail only suggested; it may be gone by now. */
static RC
put_linked(struct req *rq, const struct ticket *tk, const struct names *n)
{
	struct ticket other;
	enum rc rc;

	if (tk->linked.v == 0)
		return (RC_OK);
	rc = ticket_get(rq->t, rq->a, tk->linked, &other, NULL);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	view_ticket(node_sub(rq->v, "Linked"), &other, n);
	return (RC_OK);
}

static RC
put_messages(struct req *rq, const struct ticket *tk, const struct key *k,
    const struct names *n)
{
	struct message_list l;

	TRY(message_list(rq->t, rq->a, tk, k, true, &l));
	/* What a reply of this page has read (ticket_write). */
	if (l.n > 0)
		node_i64(rq->v, "Ticket.Seen", l.v[l.n - 1].created_at);
	view_messages(rq, node_sub(rq->v, "Messages"), &l, n);
	return (RC_OK);
}

/* Whether it may be deleted, and when it will be. */
static RC
put_keeping(struct req *rq, const struct ticket_whole *w, struct node *v)
{
	struct bin_place p;
	enum rc rc;

	if (w->held_until > rq->now)
		node_i64(v, "HeldUntil", w->held_until);
	if (w->tk.status != TICKET_DELETED)
		return (RC_OK);
	rc = bin_place(rq->t, w->tk.id, &p);
	if (rc == RC_NOTFOUND)
		return (RC_OK);		/* restored meanwhile */
	TRY(rc);
	node_i64(v, "Bin.At", p.deleted_at);
	node_i64(v, "Bin.Ends", p.ends_at);
	node_bool(v, "Bin.Rule", p.rule != 0);
	return (RC_OK);
}

/* "w cheap": one reason a row, words of a kind in one. */
static void
put_reasons(struct req *rq, struct node *v, const char *s)
{
	const char *names[] = { [WHY_SPAM_WORD] = "SpamWords",
		[WHY_HAM_WORD] = "HamWords", [WHY_LINK] = "Link",
		[WHY_SPF] = "Spf", [WHY_DMARC] = "Dmarc",
		[WHY_STRANGER] = "Stranger", [WHY_BLOCKED] = "Blocked",
		[WHY_ALLOWED] = "Allowed", [WHY_TRAP] = "Trap" };
	unsigned char kind;
	const char *list;
	size_t n;

	for (; s[0] != '\0' && s[1] == ' '; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		kind = (unsigned char)s[0];
		if (kind >= sizeof(names) / sizeof(names[0]) ||
		    names[kind] == NULL)
			continue;
		list = names[kind];
		if (kind == WHY_SPAM_WORD || kind == WHY_HAM_WORD)
			node_str(node_row(node_sub(v, list)), "Word",
			    arena_strndup(rq->a, s + 2, n - 2));
		else
			node_str(node_row(node_sub(v, "Why")), "Key", list);
	}
}

static void
put_state(struct req *rq, struct node *v, const struct spam_state *s)
{
	static const char *const verdict[] = { "ham", "unsure", "spam" };

	node_str(v, "Verdict", s->verdict <= SPAM_SPAM ? verdict[s->verdict]
	    : "");
	node_str(v, "Score", arena_printf(rq->a, "%s%d.%d", s->score < 0 ? "-"
	    : "", abs(s->score) / 1000, abs(s->score) % 1000 / 100));
	if (s->said != SAID_NOTHING)
		node_str(v, "Said", s->said == SAID_SPAM ? "spam" : "ham");
	put_reasons(rq, v, s->reasons);
}

/* What the filter said of it and its answers and why, and what agents said. */
static RC
put_spam(struct req *rq, struct node *v, const struct ticket_whole *w)
{
	struct spam_state_list l;
	struct node *row;

	node_bool(v, "Can", !w->tk.gone);
	if (w->tk.gone)
		return (RC_OK);
	TRY(spam_states(rq->t, rq->a, w->tk.id, &w->key, &l));
	for (size_t i = 0; i < l.n; i++) {
		if (l.v[i].answer.v == 0) {
			put_state(rq, v, &l.v[i]);
			continue;
		}
		row = node_row(node_sub(v, "Answers"));
		node_u64(row, "Message", l.v[i].answer.v);
		put_state(rq, row, &l.v[i]);
	}
	return (RC_OK);
}

RC
ticket_page_status(struct req *rq, ticket_id id, int status)
{
	struct node *v = node_sub(rq->v, "Ticket");
	struct ticket_whole w;
	struct viewer_list who;
	struct names n;

	TRY(ticket_whole_ahead(rq->t, id, OTHERS_MAX + 2));
	TRY(message_list_ahead(rq->t, id));
	TRY(spam_state_ahead(rq->t, id));
	TRY(ticket_counts_ahead(rq->t, panel_me(rq)));
	TRY(spam_counts_ahead(rq->t));
	TRY(ticket_whole(rq->t, rq->a, id, &w));
	TRY(names_get(rq, &n));
	view_ticket(v, &w.tk, &n);
	TRY(sight_viewers(rq->t, rq->a, w.tk.department, &who));
	view_choices(v, &w.tk, &n, &who, panel_me(rq));
	if (!w.tk.gone)
		TRY(put_messages(rq, &w.tk, &w.key, &n));
	view_tags(v, &w.tags);
	TRY(put_keeping(rq, &w, v));
	TRY(put_spam(rq, node_sub(rq->v, "Spam"), &w));
	TRY(put_contact(rq, &w, &n));
	TRY(put_linked(rq, &w.tk, &n));
	return (page_status(rq, status, "panel/ticket_show"));
}

/* GET /panel/tickets/{ticket} */
RC
ticket_show(struct req *rq)
{
	return (ticket_page_status(rq, (ticket_id){ req_path_id(rq,
	    "ticket") }, 200));
}
