/* What agents may see (view.h). */
#include "core/str.h"
#include "mail/parse.h"
#include "tmpl/tmpl.h"
#include "web/app.h"
#include "view.h"

#define US	1000000		/* microseconds of a second */

RC
names_get(struct req *rq, struct names *n_r)
{
	struct names *n = rq->kept;

	if (n == NULL) {
		n = ARENA_NEW(rq->a, struct names);
		TRY(agent_list(rq->t, rq->a, &n->agents));
		TRY(department_list(rq->t, rq->a, &n->departments));
		rq->kept = n;
	}
	*n_r = *n;
	return (RC_OK);
}

const char *
names_agent(const struct names *n, uint64_t id)
{
	for (size_t i = 0; i < n->agents.n; i++)
		if (n->agents.v[i].id.v == id)
			return (n->agents.v[i].name);
	return (NULL);
}

const char *
names_department(const struct names *n, uint64_t id)
{
	for (size_t i = 0; i < n->departments.n; i++)
		if (n->departments.v[i].id.v == id)
			return (n->departments.v[i].name);
	return (NULL);
}

static const char *
channel_name(enum channel c)
{
	switch (c) {
	case CHANNEL_WEB:
		return ("web");
	case CHANNEL_MAIL:
		return ("mail");
	case CHANNEL_API:
		return ("api");
	case CHANNEL_AGENT:
		return ("agent");
	}
	return ("");
}

void
view_ticket(struct node *v, const struct ticket *tk, const struct names *n)
{
	node_u64(v, "Id", tk->id.v);
	node_str(v, "Code", tk->code);
	node_str(v, "Status", ticket_status_name(tk->status));
	node_str(v, "Channel", channel_name(tk->channel));
	node_u64(v, "Messages", tk->messages);
	node_i64(v, "Created", tk->created_at);
	node_i64(v, "Activity", tk->activity_at / US);
	if (tk->postponed_until != 0)
		node_i64(v, "Until", tk->postponed_until);
	if (tk->agent.v != 0) {
		node_u64(v, "AgentId", tk->agent.v);
		node_str(v, "Agent", names_agent(n, tk->agent.v));
	}
	node_u64(v, "DepartmentId", tk->department.v);
	node_str(v, "Department", names_department(n, tk->department.v));
	node_u64(v, "ContactId", tk->contact.v);
	if (tk->linked.v != 0)
		node_u64(v, "Linked", tk->linked.v);
	node_bool(v, "Gone", tk->gone);
	if (tk->restricted)
		node_bool(v, "Restricted", true);
	node_bool(v, "Unproved", !tk->proved);
	node_str(v, "Language", tk->language);
	node_str(v, "Subject", tk->subject);
	node_str(v, "From", str_empty(tk->contact_name) ? tk->contact_email
	    : tk->contact_name);
	node_str(v, "Email", tk->contact_email);
}

/*
 * What a list says of a ticket.  At most ten names: with more ClearSilver makes
 * a table of hashes for each row, which costs more than the rest of it.
 */
void
view_ticket_row(struct node *v, const struct ticket *tk,
    const struct names *n)
{
	node_u64(v, "Id", tk->id.v);
	node_str(v, "Status", ticket_status_name(tk->status));
	node_u64(v, "Messages", tk->messages);
	node_i64(v, "Activity", tk->activity_at / US);
	if (tk->postponed_until != 0)
		node_i64(v, "Until", tk->postponed_until);
	if (tk->agent.v != 0)
		node_str(v, "Agent", names_agent(n, tk->agent.v));
	node_str(v, "Department", names_department(n, tk->department.v));
	node_bool(v, "Gone", tk->gone);
	if (tk->restricted)
		node_bool(v, "Restricted", true);
	if (tk->unsure)
		node_bool(v, "Unsure", true);
	if (tk->unsure || tk->postponed_until != 0)
		node_bool(v, "Marked", true);
	if (str_empty(tk->subject))
		node_str(v, "Code", tk->code);
	node_str(v, "Subject", tk->subject);
	node_str(v, "From", str_empty(tk->contact_name) ? tk->contact_email
	    : tk->contact_name);
}

void
view_tickets(struct node *list, const struct ticket_list *l,
    const struct names *n)
{
	for (size_t i = 0; i < l->n; i++)
		view_ticket_row(node_row(list), &l->v[i], n);
}

void
view_contact(struct node *v, const struct contact *c)
{
	node_u64(v, "Id", c->id.v);
	node_i64(v, "Created", c->created_at);
	if (c->proved_at != 0)
		node_i64(v, "Proved", c->proved_at);
	node_bool(v, "Gone", c->gone);
	node_bool(v, "Restricted", c->restricted);
	node_str(v, "Name", c->name);
	node_str(v, "Email", c->email);
	node_str(v, "Phone", c->phone);
	node_str(v, "Language", c->language);
}

/* Images that browsers show; the reply looks at their first bytes again. */
static bool
is_image(const char *type)
{
	return (str_eq(type, "image/png") || str_eq(type, "image/jpeg") ||
	    str_eq(type, "image/gif") || str_eq(type, "image/webp"));
}

static void
view_files(struct node *list, const struct message *m)
{
	struct node *row;

	for (size_t i = 0; i < m->nfiles; i++) {
		if (m->files[i].is_inline && m->has_html)
			continue;
		row = node_row(list);
		node_u64(row, "Id", m->files[i].id.v);
		node_u64(row, "Size", m->files[i].size);
		node_str(row, "Name", m->files[i].name);
		node_bool(row, "Gone", str_empty(m->files[i].name));
		node_bool(row, "Image", is_image(m->files[i].type));
	}
}

/* "set the status to X": the template has the words. */
static void
view_event(struct node *v, const struct message *m, const struct names *n)
{
	node_u64(v, "Event", m->event);
	switch (m->event) {
	case EVENT_STATUS:
		node_str(v, "ToStatus", ticket_status_name(
		    (enum ticket_status)m->event_value));
		break;
	case EVENT_ASSIGNED:
		node_bool(v, "ToNobody", m->event_value == 0);
		node_str(v, "To", names_agent(n, m->event_value));
		node_u64(v, "ToId", m->event_value);
		break;
	case EVENT_DEPARTMENT:
		node_str(v, "To", names_department(n, m->event_value));
		break;
	}
}

/* What was removed, in the reader's language. */
static const char *
with_marks(struct req *rq, const struct message *m)
{
	if (!m->part_removed)
		return (m->text);
	return (str_replace(rq->a, m->text, TEXT_REMOVED, tmpl_text(
	    app_tmpl(), rq->language, "Redact.Mark")));
}

static void
view_redacted(struct node *v, const struct message *m, const struct names *n)
{
	if (m->redacted_at == 0)
		return;
	node_bool(v, "Removed", m->removed);
	node_i64(v, "RedactedAt", m->redacted_at);
	node_bool(v, "RedactedByAgent", m->redacted_by.v != 0);
	node_str(v, "RedactedBy", names_agent(n, m->redacted_by.v));
}

/* A mail without what it quotes; the whole is one click away. */
static void
view_text(struct req *rq, struct node *v, const struct message *m)
{
	const char *whole = with_marks(rq, m), *s = whole;

	if (m->kind == MESSAGE_INCOMING && m->channel == CHANNEL_MAIL)
		s = reply_trim(rq->a, whole);
	node_html(v, "Body", text_to_html(rq->a, s));
	if (strlen(s) < strlen(str_trim(rq->a, whole)))
		node_html(v, "Whole", text_to_html(rq->a, whole));
}

static void
view_message(struct req *rq, struct node *v, const struct message *m,
    const struct names *n)
{
	static const char *const kind[] = {
		"", "incoming", "outgoing", "note", "event",
	};
	static const char *const by[] = { "", "contact", "agent", "system" };

	node_u64(v, "Id", m->id.v);
	node_str(v, "Kind", kind[m->kind]);
	node_str(v, "By", by[m->author_kind]);
	node_str(v, "Author", m->author_name);
	node_u64(v, "AuthorId", m->author);
	node_i64(v, "At", m->created_at / US);
	node_bool(v, "Gone", m->gone);
	node_bool(v, "Restricted", m->restricted);
	if (m->kind == MESSAGE_EVENT) {
		view_event(v, m, n);
		return;
	}
	node_str(v, "Channel", channel_name(m->channel));
	node_bool(v, "Unverified", m->unverified);
	node_bool(v, "Broken", m->broken);
	if (m->gone)
		return;
	node_bool(v, "HasHtml", m->has_html);
	node_bool(v, "Remote", m->has_html && m->remote);
	view_redacted(v, m, n);
	view_text(rq, v, m);
	view_files(node_sub(v, "Files"), m);
}

void
view_messages(struct req *rq, struct node *list, const struct message_list *l,
    const struct names *n)
{
	for (size_t i = 0; i < l->n; i++)
		view_message(rq, node_row(list), &l->v[i], n);
}

void
view_tags(struct node *v, const struct tag_list *l)
{
	struct node *row;

	for (size_t i = 0; i < l->n; i++) {
		row = node_row(node_sub(v, "Tags"));
		node_str(row, "Name", l->v[i].name);
	}
}

void
view_departments(struct node *list, const struct department_list *l,
    department_id selected)
{
	struct node *row;

	for (size_t i = 0; i < l->n; i++) {
		row = node_row(list);
		node_u64(row, "Id", l->v[i].id.v);
		node_str(row, "Name", l->v[i].name);
		node_bool(row, "Selected", l->v[i].id.v == selected.v);
	}
}

void
view_choices(struct node *v, const struct ticket *tk, const struct names *n,
    const struct viewer_list *who, agent_id me)
{
	struct node *row;

	for (int s = TICKET_NEW; s <= TICKET_DELETED; s++) {
		row = node_row(node_sub(v, "Statuses"));
		node_str(row, "Name",
		    ticket_status_name((enum ticket_status)s));
		node_bool(row, "Selected", s == (int)tk->status);
	}
	for (size_t i = 0; i < n->agents.n; i++) {
		if (!viewer_has(who, n->agents.v[i].id) &&
		    n->agents.v[i].id.v != tk->agent.v)
			continue;
		row = node_row(node_sub(v, "Agents"));
		node_u64(row, "Id", n->agents.v[i].id.v);
		node_str(row, "Name", n->agents.v[i].name);
		node_bool(row, "Selected", n->agents.v[i].id.v == tk->agent.v);
		node_bool(row, "Me", n->agents.v[i].id.v == me.v);
	}
	view_departments(node_sub(v, "Departments"), &n->departments,
	    tk->department);
}

/* The first letters of the first and the last word of a name. */
static const char *
initials(const char *name, char out[9])
{
	const char *last = strrchr(name, ' ');
	size_t n = 0, k;

	for (const char *p = name; p != NULL && n < 8;
	    p = p == name && last != NULL ? last + 1 : NULL) {
		for (k = 1; (p[k] & 0xC0) == 0x80 && k < 4; k++)
			;
		if (*p == '\0')
			break;
		memcpy(out + n, p, k);
		n += k;
	}
	out[n] = '\0';
	return (out);
}

void
view_face(struct node *v, const struct agent *g)
{
	char letters[9];

	node_u64(v, "Id", g->id.v);
	node_i64(v, "Avatar", g->avatar);
	node_str(v, "Initials", initials(g->name, letters));
}

void
view_session(struct node *v, const struct session *ss, bool this_one)
{
	node_u64(v, "Id", ss->id.v);
	node_str(v, "Label", ss->label);
	node_str(v, "Prefix", ss->ip_prefix);
	node_i64(v, "Created", ss->created_at);
	node_i64(v, "Seen", ss->seen_at);
	node_bool(v, "This", this_one);
}
