/*
 * index.html of an export: one page that needs nothing else and runs nothing.  The
 * templates escape; the head, with its styles, is a constant of ours.
 */
#include "core/str.h"
#include "model/access/session.h"
#include "model/privacy/request.h"
#include "model/ticket/outbox.h"
#include "privacy/export_in.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
    "'none'; style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, "
    "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">"
    "\n<style>\n"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem "
    "auto;padding:0 1rem}\n"
    "h1{line-height:1.2}dl{display:grid;grid-template-columns:max-content "
    "1fr;gap:.2rem 1rem}dd{margin:0;overflow-wrap:anywhere}\n"
    "details{border:1px solid #8888;border-radius:6px;margin:.6rem 0;"
    "padding:.5rem .8rem}summary{cursor:pointer;font-weight:600;"
    "overflow-wrap:anywhere}\n"
    "article{border-top:1px solid #8884;margin-top:.8rem;padding-top:.6rem}\n"
    ".text{white-space:pre-wrap;overflow-wrap:anywhere}\n"
    ".dim{opacity:.75;font-weight:400;font-size:.9rem}\n"
    ".warn{border-left:4px solid #b45309;padding-left:.8rem}\n"
    "table{border-collapse:collapse;width:100%%}th,td{text-align:left;"
    "padding:.2rem .6rem .2rem 0;vertical-align:top}\n"
    "</style>\n";

static RC
render(struct build *b, struct view *v, const char *name)
{
	struct buf out = BUF_INIT(b->s);
	struct node *root = view_root(v);

	node_str(root, "Page.Language", b->language);
	node_str(root, "Page.Zone", b->t->zone);
	tmpl_render(b->x->tmpl, name, v, b->language, &out);
	view_free(&v);
	return (export_put(b, &out));
}

static RC
self(struct build *b, struct node *v)
{
	static const enum session_kind kinds[] = { SESSION_CONTACT,
		SESSION_TICKET, SESSION_CONTACT_HALF };
	struct session_list l;
	struct node *row;

	node_str(v, "Account", b->t->name);
	node_str(v, "Host", b->t->host);
	node_i64(v, "Made", b->until / 1000000);
	node_bool(v, "Notes", b->e->notes);
	node_str(v, "Me.Name", b->me.name);
	node_str(v, "Me.Email", b->me.email);
	node_str(v, "Me.Phone", b->me.phone);
	node_str(v, "Me.Language", b->me.language);
	node_i64(v, "Me.Since", b->me.created_at);
	node_i64(v, "Me.Proved", b->me.proved_at);
	for (struct problem *p = b->problems; p != NULL; p = p->next)
		node_str(node_row(node_sub(v, "Problems")), "Code", p->code);
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		TRY(session_list(b->t, b->s, kinds[k], b->me.id.v, &l));
		for (size_t i = 0; i < l.n; i++) {
			row = node_row(node_sub(v, "Sessions"));
			node_str(row, "Label", l.v[i].label);
			node_str(row, "Network", l.v[i].ip_prefix);
			node_i64(row, "Begun", l.v[i].created_at);
			node_i64(row, "Seen", l.v[i].seen_at);
		}
	}
	return (RC_OK);
}

static RC
consents(struct build *b, struct node *v)
{
	struct export_consents l;
	struct node *row;

	TRY(export_consents(b->t, b->s, b->me.id, &l));
	for (size_t i = 0; i < l.n; i++) {
		row = node_row(node_sub(v, "Consents"));
		node_str(row, "Name", l.v[i].name);
		node_str(row, "Body", l.v[i].body);
		node_i64(row, "Given", l.v[i].given_at);
		node_i64(row, "Withdrawn", l.v[i].withdrawn_at);
	}
	return (RC_OK);
}

static RC
requests(struct build *b, struct node *v)
{
	struct request_list l = { 0 };
	struct node *row;

	do {
		TRY(request_list_of(b->t, b->s, b->me.id, l.n > 0
		    ? &l.v[l.n - 1] : NULL, &l));
		for (size_t i = 0; i < l.n; i++) {
			row = node_row(node_sub(v, "Requests"));
			node_u64(row, "Id", l.v[i].id);
			node_str(row, "Kind", request_kind_name(l.v[i].kind));
			node_str(row, "State", request_state_name(
			    l.v[i].state));
			node_i64(row, "Received", l.v[i].received_at);
			node_i64(row, "Closed", l.v[i].closed_at);
			node_str(row, "Text", l.v[i].text);
			node_str(row, "Answer", l.v[i].answer);
		}
	} while (l.n == REQUEST_PAGE);
	return (RC_OK);
}

static RC
html_mails(struct build *b, const struct export_mails *l)
{
	struct view *v = view_new();
	struct node *row;

	for (size_t i = 0; i < l->n; i++) {
		row = node_row(node_sub(view_root(v), "Mails"));
		node_str(row, "Kind", export_mail_name(l->v[i].kind));
		node_i64(row, "State", l->v[i].state);
		node_i64(row, "Made", l->v[i].created_at);
		node_i64(row, "Done", l->v[i].done_at);
	}
	return (render(b, v, "export/mails"));
}

/* The top; mails, however many; the head of the tickets. */
static RC
html_begin(struct build *b)
{
	struct buf top = BUF_INIT(b->s);
	struct view *v;
	enum rc rc;

	TRY(zip_entry(b->zip, "index.html"));
	buf_printf(&top, head, b->language);
	TRY(export_put(b, &top));
	v = view_new();
	rc = self(b, view_root(v));
	if (rc == RC_OK)
		rc = consents(b, view_root(v));
	if (rc == RC_OK)
		rc = requests(b, view_root(v));
	if (rc != RC_OK) {
		view_free(&v);
		return (rc);
	}
	TRY(render(b, v, "export/top"));
	TRY(export_each_mails(b, html_mails));
	v = view_new();
	node_u64(view_root(v), "Tickets", b->tickets.n);
	return (render(b, v, "export/tickets"));
}

static RC
html_ticket(struct build *b, const struct piece *p)
{
	struct view *v = view_new();
	struct node *n = view_root(v);

	node_str(n, "Ticket.Code", p->tk.code);
	node_bool(n, "Ticket.Own", p->own);
	if (p->own) {
		node_str(n, "Ticket.Subject", p->tk.subject);
		node_str(n, "Ticket.Status", ticket_status_name(
		    p->tk.status));
		node_i64(n, "Ticket.Created", p->tk.created_at);
		for (size_t i = 0; i < p->tags.n; i++)
			node_str(node_row(node_sub(n, "Tags")), "Name",
			    p->tags.v[i]);
	}
	return (render(b, v, "export/ticket"));
}

static void
message_node(struct build *b, struct node *row, const struct piece *p,
    const struct message *m)
{
	struct node *file;

	node_i64(row, "At", m->created_at / 1000000);
	node_str(row, "Author", export_author(b, m));
	node_bool(row, "Note", m->kind == MESSAGE_NOTE);
	node_bool(row, "Event", m->kind == MESSAGE_EVENT);
	node_bool(row, "Gone", m->gone && m->kind != MESSAGE_EVENT);
	node_bool(row, "Unproved", m->unverified && export_by_other(b, m));
	if (m->author_kind == AUTHOR_AGENT)
		node_str(row, "Agent", m->author_name);
	node_str(row, "Text", export_text(b, p, m));
	for (size_t i = 0; i < m->nfiles; i++) {
		file = node_row(node_sub(row, "Files"));
		node_str(file, "Name", export_file_name(b, p, m,
		    &m->files[i]));
		node_str(file, "Path", export_file_path(b, m, &m->files[i]));
		node_u64(file, "Size", m->files[i].size);
		node_bool(file, "Lost", export_is_lost(b, m->files[i].id));
	}
}

static RC
html_messages(struct build *b, const struct piece *p,
    const struct message_list *l)
{
	struct view *v = view_new();
	struct node *list = node_sub(view_root(v), "Messages");

	for (size_t i = 0; i < l->n; i++)
		message_node(b, node_row(list), p, &l->v[i]);
	return (render(b, v, "export/messages"));
}

static RC
html_ticket_end(struct build *b, const struct piece *p)
{
	struct buf out = BUF_INIT(b->s);

	(void)p;
	buf_str(&out, "</details>\n");
	return (export_put(b, &out));
}

static RC
html_end(struct build *b)
{
	struct buf out = BUF_INIT(b->s);

	buf_str(&out, "</main>\n</body>\n</html>\n");
	return (export_put(b, &out));
}

const struct format export_html = {
	.begin = html_begin, .ticket = html_ticket,
	.messages = html_messages, .ticket_end = html_ticket_end,
	.end = html_end,
};
