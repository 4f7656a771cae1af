/* What customers may see of a ticket: listed here, field by field. */
#include "core/str.h"
#include "mail/parse.h"
#include "portal.h"
#include "tmpl/tmpl.h"
#include "web/app.h"

void
view_ticket(struct node *n, const struct ticket *tk)
{
	node_u64(n, "Id", tk->id.v);
	node_str(n, "Code", tk->code);
	node_str(n, "Subject", tk->subject);
	node_str(n, "Status", ticket_status_name(tk->status));
	node_i64(n, "Created", tk->created_at);
	node_bool(n, "Closed", tk->status == TICKET_CLOSED ||
	    tk->status == TICKET_RESOLVED);
}

static void
view_files(struct req *rq, struct node *n, const struct ticket *tk,
    const struct message *m)
{
	struct node *row, *list = node_sub(n, "Files");

	node_str(n, "Base", arena_printf(rq->a, "/ticket/%llu",
	    (unsigned long long)tk->id.v));
	for (size_t i = 0; i < m->nfiles; i++) {
		row = node_row(list);
		node_u64(row, "Id", m->files[i].id.v);
		node_str(row, "Name", m->files[i].name);
		node_u64(row, "Size", m->files[i].size);
	}
}

/* A mail without what it quotes; the whole is one click away. */
static void
view_text(struct req *rq, struct node *n, const struct message *m)
{
	const char *whole = m->text, *s;

	if (m->part_removed)
		whole = str_replace(rq->a, whole, TEXT_REMOVED, tmpl_text(
		    app_tmpl(), rq->language, "Redact.Mark"));
	s = whole;
	if (m->kind == MESSAGE_INCOMING && m->channel == CHANNEL_MAIL)
		s = reply_trim(rq->a, whole);
	node_html(n, "Body", text_to_html(rq->a, s));
	if (strlen(s) < strlen(str_trim(rq->a, whole)))
		node_html(n, "Whole", text_to_html(rq->a, whole));
}

/*
 * Only his own messages and agents' public answers: what another wrote into the
 * ticket is not shown, whoever he is (SECURITY 5.12).
 */
void
view_messages(struct req *rq, const struct ticket *tk,
    const struct message_list *l)
{
	struct node *n, *list = node_sub(rq->v, "Messages");
	const struct message *m;

	for (size_t i = 0; i < l->n; i++) {
		m = &l->v[i];
		if (!message_visible(m, (contact_id){ rq->session.subject_id }))
			continue;
		n = node_row(list);
		node_u64(n, "Id", m->id.v);
		node_bool(n, "Mine", m->author_kind == AUTHOR_CONTACT);
		node_str(n, "Author", m->author_name);
		node_i64(n, "At", m->created_at / 1000000);
		node_bool(n, "Gone", m->gone);
		node_bool(n, "Removed", m->removed);
		view_text(rq, n, m);
		view_files(rq, n, tk, m);
	}
}

void
message_take_files(struct req *rq, struct message *m)
{
	const struct req_file *f;
	size_t n = req_files(rq, "files", &f);

	m->files = arena_array(rq->a, n, sizeof(*m->files));
	m->nfiles = n;
	for (size_t i = 0; i < n; i++)
		m->files[i] = (struct attachment){
			.name = f[i].name, .type = f[i].type, .cid = "",
			.data = f[i].data,
		};
}
