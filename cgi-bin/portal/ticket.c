/* A customer's own ticket: read, answered, closed. */
#include "core/str.h"
#include "model/access/link.h"
#include "model/spam/spam.h"
#include "portal.h"

/* The ticket of the path when this session may see it; else as if not there. */
static RC
own_ticket(struct req *rq, struct ticket *tk_r, struct key *k_r)
{
	ticket_id id = { req_path_id(rq, "ticket") };
	enum rc rc;

	if (rq->session.kind == SESSION_TICKET &&
	    rq->session.ticket.v != id.v)
		return (RC_NOTFOUND);
	rc = ticket_get(rq->t, rq->a, id, tk_r, k_r);
	if (rc != RC_OK && rc != RC_GONE)
		return (rc);
	/* That somebody else's was forgotten is not told either. */
	if (tk_r->contact.v != rq->session.subject_id ||
	    tk_r->status == TICKET_DELETED)
		return (RC_NOTFOUND);
	return (rc);
}

static RC
ticket_page(struct req *rq, int status)
{
	struct message_list l;
	struct ticket tk;
	struct key k;

	TRY(own_ticket(rq, &tk, &k));
	TRY(message_list(rq->t, rq->a, &tk, &k, false, &l));
	view_ticket(node_sub(rq->v, "Ticket"), &tk);
	view_messages(rq, &tk, &l);
	node_str(rq->v, "Page.Title", tk.subject);
	return (page_status(rq, status, "portal/ticket"));
}

/* GET /ticket/{ticket} */
enum rc
ticket_show(struct req *rq)
{
	return (ticket_page(rq, 200));
}

/* An answer stays in its ticket, whatever the filter says of it: at most it is
   marked. */
static RC
answer_judge(struct req *rq, const struct ticket *tk, struct message *m)
{
	struct spam_verdict *v = ARENA_NEW(rq->a, struct spam_verdict);
	struct spam_letter l = { tk->contact_name, tk->contact_email,
		tk->subject, m->text };
	struct spam_facts f = { .answer = true };
	enum rc rc = spam_judge_letter(rq->t, rq->a, &l, &f, v);

	if (rc == RC_NOTFOUND)
		return (RC_OK);
	m->spam = v;
	return (rc);
}

/* POST /ticket/{ticket}/reply */
enum rc
ticket_answer(struct req *rq)
{
	struct message m = {
		.kind = MESSAGE_INCOMING, .author_kind = AUTHOR_CONTACT,
		.author = rq->session.subject_id, .channel = CHANNEL_WEB,
		.text = req_text(rq, "body"),
	};
	struct ticket tk;
	struct key k;

	TRY(own_ticket(rq, &tk, &k));
	if (req_bad(rq)) {
		req_form_view(rq);
		return (ticket_page(rq, 422));
	}
	TRY(answer_judge(rq, &tk, &m));
	message_take_files(rq, &m);
	TRY(ticket_reply(rq->t, rq->a, app_files_dir(), tk.id, &m, 0));
	flash(rq, "Received");
	return (redirect(rq, "/ticket/%llu", (unsigned long long)tk.id.v));
}

static RC
set_status(struct req *rq, enum ticket_status status, const char *notice)
{
	struct ticket tk;
	struct key k;

	TRY(own_ticket(rq, &tk, &k));
	/* What agents called spam stays spam, as when he writes. */
	if (tk.status != TICKET_SPAM)
		TRY(ticket_set_status(rq->t, rq->a, tk.id, status, 0,
		    (agent_id){ 0 }));
	/* What is out in mails opens a closed ticket no more. */
	if (status == TICKET_CLOSED)
		TRY(link_end(rq->t, tk.id, tk.contact, rq->session.id, false));
	flash(rq, notice);
	return (redirect(rq, "/ticket/%llu", (unsigned long long)tk.id.v));
}

/* POST /ticket/{ticket}/close */
enum rc
ticket_close(struct req *rq)
{
	return (set_status(rq, TICKET_CLOSED, "Closed"));
}

/* POST /ticket/{ticket}/reopen */
enum rc
ticket_reopen(struct req *rq)
{
	return (set_status(rq, TICKET_OPEN, "Reopened"));
}

static enum rc
read_file(void *arg, uint64_t offset, void *out, size_t n, size_t *got_r)
{
	return (sealedfile_read(arg, offset, out, n, got_r));
}

/* GET /ticket/{ticket}/attachments/{attachment} */
enum rc
attachment_download(struct req *rq)
{
	CLEANUP(sealedfile_close) struct sealedfile *file = NULL;
	attachment_id id = { req_path_id(rq, "attachment") };
	struct attachment f;
	struct ticket tk;
	struct key k;

	TRY(own_ticket(rq, &tk, &k));
	TRY(attachment_open(rq->t, rq->a, app_files_dir(), &tk, &k, id,
	    tk.contact, &f, &file));
	return (reply_download(rq, &(struct reply_source){
		.read = read_file, .arg = file,
		.size = sealedfile_size(file), .name = f.name,
		.type = f.type }));
}
