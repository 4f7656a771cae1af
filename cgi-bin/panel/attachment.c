/* Files of messages, and the body of a mail in its frame. */
#include "core/buf.h"
#include "core/str.h"
#include "mail/sanitize.h"
#include "panel.h"
#include "view.h"

static enum rc
read_file(void *arg, uint64_t offset, void *out, size_t n, size_t *got_r)
{
	return (sealedfile_read(arg, offset, out, n, got_r));
}

/* GET /panel/tickets/{ticket}/attachments/{attachment} */
RC
attachment_get(struct req *rq)
{
	CLEANUP(sealedfile_close) struct sealedfile *file = NULL;
	struct ticket tk;
	struct attachment f;
	struct key k;
	struct reply_source src;

	TRY(ticket_get(rq->t, rq->a, (ticket_id){ req_path_id(rq, "ticket") },
	    &tk, &k));
	TRY(attachment_open(rq->t, rq->a, app_files_dir(), &tk, &k,
	    (attachment_id){ req_path_id(rq, "attachment") },
	    (contact_id){ 0 }, &f, &file));
	src = (struct reply_source){
		.read = read_file, .arg = file,
		.size = sealedfile_size(file), .name = f.name,
		.type = f.type, .inline_image = req_flag(rq, "inline"),
	};
	return (reply_download(rq, &src));
}

/* The frame's own policy: nothing runs, nothing is fetched unasked. */
static const char *
frame_policy(struct req *rq, bool remote)
{
	return (arena_printf(rq->a,
	    "sandbox allow-popups allow-popups-to-escape-sandbox;"
	    " default-src 'none'; style-src 'unsafe-inline';"
	    " img-src data:%s; form-action 'none'; base-uri 'none';"
	    " frame-ancestors 'self'", remote ? " https:" : ""));
}

/*
 * Browsers say what they ask for: only a frame of ours gets a stranger's page,
 * never a tab, a script or another site.  Old ones say nothing.
 */
static bool
asked_by_frame(struct req *rq)
{
	const char *dest = req_header(rq, "SEC_FETCH_DEST");
	const char *site = req_header(rq, "SEC_FETCH_SITE");

	return ((dest == NULL || str_eq(dest, "iframe")) &&
	    (site == NULL || str_eq(site, "same-origin")));
}

/* GET /panel/tickets/{ticket}/messages/{message}/body */
RC
message_body(struct req *rq)
{
	bool remote = req_flag(rq, "remote");
	struct cid_file *files;
	struct ticket tk;
	struct message m;
	struct key k;

	if (!asked_by_frame(rq))
		return (RC_DENIED);
	TRY(ticket_get(rq->t, rq->a, (ticket_id){ req_path_id(rq, "ticket") },
	    &tk, &k));
	TRY(message_html(rq->t, rq->a, app_files_dir(), &tk, &k,
	    (message_id){ req_path_id(rq, "message") }, &m));
	if (!m.has_html)
		return (RC_NOTFOUND);
	files = arena_array(rq->a, m.nfiles, sizeof(*files));
	for (size_t i = 0; i < m.nfiles; i++)
		files[i] = (struct cid_file){ m.files[i].cid,
		    m.files[i].type, m.files[i].data };
	return (reply_html_frame(rq, sanitize_show(rq->a, m.html, files,
	    m.nfiles, remote), frame_policy(rq, remote)));
}
