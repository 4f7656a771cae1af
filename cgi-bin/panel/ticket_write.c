/* Replies to the customer and notes for the team. */
#include "core/str.h"
#include "model/account/usage.h"
#include "model/spam/spam.h"
#include "panel.h"
#include "view.h"

static ticket_id
path_ticket(struct req *rq)
{
	return ((ticket_id){ req_path_id(rq, "ticket") });
}

/* The page again with what was typed; which: the form it belongs to. */
static RC
write_again(struct req *rq, const char *which, int status)
{
	req_form_view(rq);
	node_str(rq->v, "Form.Which", which);
	return (ticket_page_status(rq, path_ticket(rq), status));
}

static RC
write_done(struct req *rq, const char *notice)
{
	flash(rq, notice);
	return (redirect(rq, "/panel/tickets/%llu",
	    (unsigned long long)path_ticket(rq).v));
}

static void
take_files(struct req *rq, struct message *m)
{
	const struct req_file *in;
	size_t n = req_files(rq, "files", &in);

	m->files = arena_array(rq->a, n, sizeof(*m->files));
	m->nfiles = n;
	for (size_t i = 0; i < n; i++) {
		m->files[i].name = in[i].name;
		m->files[i].type = in[i].type;
		m->files[i].cid = "";
		m->files[i].size = in[i].data.n;
		m->files[i].data = in[i].data;
	}
}

static struct message
written(struct req *rq, enum message_kind kind)
{
	return ((struct message){
		.kind = kind, .author_kind = AUTHOR_AGENT,
		.author = panel_me(rq).v, .channel = CHANNEL_AGENT,
		.text = req_text(rq, "body"), .mail_message_id = "",
	});
}

/* Its files do not fit into what the account may store: nothing was sent. */
static RC
files_full(struct req *rq, const char *which)
{
	TRY(usage_refused(rq->t, LIMIT_STORAGE));
	req_mistake(rq, "files", "StorageFull");
	return (write_again(rq, which, 422));
}

/* POST /panel/tickets/{ticket}/reply */
RC
ticket_answer(struct req *rq)
{
	struct message m = written(rq, MESSAGE_OUTGOING);
	const char *name = req_text(rq, "status");
	enum ticket_status status = TICKET_ANSWERED;
	bool newer;
	enum rc rc;

	if (*name != '\0')
		status = ticket_status_of(name);
	if (status != TICKET_ANSWERED && status != TICKET_RESOLVED &&
	    status != TICKET_OPEN)
		return (RC_INVALID);
	if (req_bad(rq))
		return (write_again(rq, "reply", 422));
	take_files(rq, &m);
	rc = ticket_write(rq->t, rq->a, app_files_dir(), path_ticket(rq), &m,
	    status, (int64_t)req_u64(rq, "seen"), &newer);
	if (rc == RC_LIMIT)
		return (files_full(rq, "reply"));
	TRY(rc);
	if (newer) {
		/* Read what came meanwhile, then send it again. */
		req_mistake(rq, "body", "Newer");
		return (write_again(rq, "reply", 409));
	}
	/* Whoever is answered did not send spam. */
	TRY(spam_answered(rq->t, path_ticket(rq)));
	return (write_done(rq, "Sent"));
}

/* POST /panel/tickets/{ticket}/note */
RC
ticket_note(struct req *rq)
{
	struct message m = written(rq, MESSAGE_NOTE);
	bool newer;
	enum rc rc;

	if (req_bad(rq))
		return (write_again(rq, "note", 422));
	take_files(rq, &m);
	rc = ticket_write(rq->t, rq->a, app_files_dir(), path_ticket(rq), &m,
	    0, (int64_t)req_u64(rq, "seen"), &newer);
	if (rc == RC_LIMIT)
		return (files_full(rq, "note"));
	TRY(rc);
	return (write_done(rq, "Noted"));
}
