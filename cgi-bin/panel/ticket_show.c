/* One ticket: the conversation and everything around it. */
#include "core/str.h"
#include "panel.h"
#include "view.h"

#define OTHERS_MAX	8

/* His other tickets, without this one. */
static RC
put_contact(struct req *rq, const struct ticket *tk, const struct names *n)
{
	struct node *list = node_sub(rq->v, "Others");
	struct contact c;
	struct ticket_list l;
	size_t shown = 0;

	TRY(contact_get(rq->t, rq->a, tk->contact, &c, NULL));
	view_contact(node_sub(rq->v, "Contact"), &c);
	TRY(ticket_list_contact(rq->t, rq->a, tk->contact, OTHERS_MAX + 2,
	    &l));
	for (size_t i = 0; i < l.n && shown < OTHERS_MAX; i++) {
		if (l.v[i].id.v == tk->id.v)
			continue;
		view_ticket(node_row(list), &l.v[i], n);
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

RC
ticket_page_status(struct req *rq, ticket_id id, int status)
{
	struct node *v = node_sub(rq->v, "Ticket");
	struct ticket tk;
	struct viewer_list who;
	struct tag_list tags;
	struct names n;
	struct key k;
	enum rc rc;

	rc = ticket_get(rq->t, rq->a, id, &tk, &k);
	if (rc == RC_GONE)
		TRY(ticket_get(rq->t, rq->a, id, &tk, NULL));
	else
		TRY(rc);
	TRY(names_get(rq, &n));
	view_ticket(v, &tk, &n);
	TRY(sight_viewers(rq->t, rq->a, tk.department, &who));
	view_choices(v, &tk, &n, &who, panel_me(rq));
	if (rc == RC_OK)
		TRY(put_messages(rq, &tk, &k, &n));
	TRY(ticket_tags(rq->t, rq->a, id, &tags));
	view_tags(v, &tags);
	TRY(put_contact(rq, &tk, &n));
	TRY(put_linked(rq, &tk, &n));
	return (page_status(rq, status, "panel/ticket_show"));
}

/* GET /panel/tickets/{ticket} */
RC
ticket_show(struct req *rq)
{
	return (ticket_page_status(rq, (ticket_id){ req_path_id(rq,
	    "ticket") }, 200));
}
