/*
 * data.json of an export: UTF-8, times in UTC (ISO 8601), ids as text because a
 * number of JSON's loses digits above 2^53.
 */
#include "core/json.h"
#include "core/str.h"
#include "core/time.h"
#include "model/people/agent.h"
#include "model/people/company.h"
#include "model/privacy/export_all.h"
#include "model/access/factor.h"
#include "model/privacy/request.h"
#include "model/privacy/restriction.h"
#include "model/access/session.h"
#include "privacy/export_in.h"

/* Writing into one buffer; more: a comma comes first. */
struct js {
	struct buf	 b;
	struct arena	*a;
	bool		 more;
};

static struct js
js_of(const struct build *b)
{
	return ((struct js){ .b = BUF_INIT(b->s), .a = b->s,
	    .more = b->more });
}

static RC
js_done(struct build *b, struct js *j)
{
	b->more = j->more;
	return (export_put(b, &j->b));
}

/* key NULL: an element of an array. */
static void
js_key(struct js *j, const char *key)
{
	if (j->more)
		buf_chr(&j->b, ',');
	buf_chr(&j->b, '\n');
	j->more = true;
	if (key != NULL) {
		json_str(&j->b, key);
		buf_chr(&j->b, ':');
	}
}

static void
js_open(struct js *j, const char *key, char bracket)
{
	js_key(j, key);
	buf_chr(&j->b, bracket);
	j->more = false;
}

static void
js_close(struct js *j, char bracket)
{
	buf_chr(&j->b, bracket);
	j->more = true;
}

static void
js_text(struct js *j, const char *key, const char *s)
{
	js_key(j, key);
	json_str(&j->b, s);
}

static void
js_id(struct js *j, const char *key, uint64_t id)
{
	js_text(j, key, id == 0 ? NULL : arena_printf(j->a, "%llu",
	    (unsigned long long)id));
}

static void
js_count(struct js *j, const char *key, uint64_t n)
{
	js_key(j, key);
	buf_printf(&j->b, "%llu", (unsigned long long)n);
}

static void
js_flag(struct js *j, const char *key, bool v)
{
	js_key(j, key);
	buf_str(&j->b, v ? "true" : "false");
}

static void
js_time(struct js *j, const char *key, int64_t s)
{
	js_text(j, key, s == 0 ? NULL : time_iso(j->a, s));
}

/* An object for each of n things of a size, in the array that is open. */
typedef void row_fn(void *arg, struct js *, const void *row);

static void
js_rows(struct js *j, const void *v, size_t n, size_t size, row_fn *fn,
    void *arg)
{
	for (size_t i = 0; i < n; i++) {
		js_open(j, NULL, '{');
		fn(arg, j, (const char *)v + i * size);
		js_close(j, '}');
	}
}
#define JS_ROWS(j, l, fn, arg)						\
	js_rows(j, (l).v, (l).n, sizeof((l).v[0]), fn, arg)

/* ---- about himself ----------------------------------------------------------- */

static RC
profile(struct build *b, struct js *j)
{
	struct export_thanks th;
	struct company firm = { .name = "" };
	unsigned methods;
	int64_t password;

	TRY(export_password(b->t, b->me.id, &password));
	TRY(factor_methods(b->t, (struct person){ SECRET_CONTACT,
	    b->me.id.v, NULL }, &methods));
	TRY(export_thanks(b->t, b->s, b->me.id, &th));
	TRY(company_of(b->t, b->me.id, &firm.id));
	if (firm.id.v != 0)
		TRY(company_get(b->t, b->s, firm.id, &firm));
	js_open(j, "profile", '{');
	js_id(j, "id", b->me.id.v);
	js_text(j, "name", b->me.name);
	js_text(j, "email", b->me.email);
	js_text(j, "phone", b->me.phone);
	js_text(j, "company", firm.name);
	js_text(j, "language", b->me.language);
	js_time(j, "known_since", b->me.created_at);
	js_time(j, "address_proved_at", b->me.proved_at);
	js_time(j, "password_set_at", password);
	js_flag(j, "codes", (methods & FACTOR_CODES) != 0);
	js_flag(j, "passkeys", (methods & FACTOR_PASSKEYS) != 0);
	js_open(j, "thanked_as", '[');
	for (size_t i = 0; i < th.n; i++)
		js_text(j, NULL, th.v[i]);
	js_close(j, ']');
	js_close(j, '}');
	return (RC_OK);
}

static void
session_json(void *arg, struct js *j, const void *row)
{
	const struct session *s = row;

	(void)arg;
	js_text(j, "browser", s->label);
	js_text(j, "network", s->ip_prefix);
	js_time(j, "begun_at", s->created_at);
	js_time(j, "seen_at", s->seen_at);
	js_time(j, "ends_at", s->expires_at);
}

static RC
sessions(struct build *b, struct js *j)
{
	static const enum session_kind kinds[] = { SESSION_CONTACT,
		SESSION_TICKET, SESSION_CONTACT_HALF };
	struct session_list l;

	js_open(j, "sessions", '[');
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		TRY(session_list(b->t, b->s, kinds[k], b->me.id.v, &l));
		JS_ROWS(j, l, session_json, NULL);
	}
	js_close(j, ']');
	return (RC_OK);
}

static void
request_json(void *arg, struct js *j, const void *row)
{
	const struct build *b = arg;
	const struct request *r = row;

	js_id(j, "number", r->id);
	js_text(j, "kind", request_kind_name(r->kind));
	js_text(j, "state", request_state_name(r->state));
	js_time(j, "received_at", r->received_at);
	js_time(j, "due_at", r->due_at);
	js_time(j, "closed_at", r->closed_at);
	js_text(j, "text", r->text);
	js_text(j, "identity", r->how);
	js_text(j, "extension", r->extension);
	js_text(j, "answer", r->answer);
	if (b->e->notes)
		js_text(j, "notes", r->notes);
}

/* What he asked for by law, and what became of it. */
static RC
requests(struct build *b)
{
	struct request_list l;
	struct request last;
	size_t n = 0;

	do {
		struct js j = js_of(b);

		TRY(request_list_of(b->t, b->s, b->me.id, n > 0 ? &last : NULL,
		    &l));
		JS_ROWS(&j, l, request_json, b);
		n = l.n;
		if (n > 0)
			last = l.v[n - 1];
		TRY(js_done(b, &j));
		arena_reset(b->s);
	} while (n == REQUEST_PAGE);
	return (RC_OK);
}

static void
consent_json(void *arg, struct js *j, const void *row)
{
	const struct export_consent *c = row;

	(void)arg;
	js_text(j, "purpose", c->name);
	js_text(j, "text", c->body);
	js_count(j, "version", c->version);
	js_text(j, "language", c->language);
	js_time(j, "given_at", c->given_at);
	js_time(j, "withdrawn_at", c->withdrawn_at);
}

static RC
consents(struct build *b, struct js *j)
{
	struct export_consents l;

	TRY(export_consents(b->t, b->s, b->me.id, &l));
	js_open(j, "consents", '[');
	JS_ROWS(j, l, consent_json, NULL);
	js_close(j, ']');
	return (RC_OK);
}

static RC
restriction(struct build *b, struct js *j)
{
	struct restriction r;
	enum rc rc = restriction_get(b->t, b->s, b->me.id, &r);

	if (rc == RC_NOTFOUND) {
		js_text(j, "restricted", NULL);
		return (RC_OK);
	}
	TRY(rc);
	js_open(j, "restricted", '{');
	js_time(j, "since", r.since);
	js_count(j, "ground", r.ground);
	js_time(j, "ends_at", r.lift_at);
	js_text(j, "reason", r.reason);
	js_close(j, '}');
	return (RC_OK);
}

static void
mail_json(void *arg, struct js *j, const void *row)
{
	const struct export_mail *m = row;

	(void)arg;
	js_text(j, "kind", export_mail_name(m->kind));
	js_text(j, "state", export_mail_state(m->state));
	js_id(j, "ticket", m->ticket.v);
	js_time(j, "made_at", m->created_at);
	js_time(j, "done_at", m->done_at);
}

static RC
mails_json(struct build *b, const struct export_mails *l)
{
	struct js j = js_of(b);

	JS_ROWS(&j, *l, mail_json, NULL);
	return (js_done(b, &j));
}

static RC
mails(struct build *b)
{
	return (export_each_mails(b, mails_json));
}

static void
act_json(void *arg, struct js *j, const void *row)
{
	const struct audit_row *r = row;

	(void)arg;
	js_time(j, "at", r->at);
	js_text(j, "what", audit_verb_name(r->verb));
	js_flag(j, "done", r->result == AUDIT_DONE);
	js_text(j, "network", r->actor.prefix);
}

static RC
acts(struct build *b)
{
	struct export_acts l;
	uint64_t after = 0;
	size_t n;

	do {
		struct js j = js_of(b);

		TRY(export_acts(b->t, b->s, b->me.id, after, &l));
		JS_ROWS(&j, l, act_json, NULL);
		n = l.n;
		after = n > 0 ? l.v[n - 1].n : 0;
		TRY(js_done(b, &j));
		arena_reset(b->s);
	} while (n == EXPORT_PAGE);
	return (RC_OK);
}

static RC
section(struct build *b, const char *key, RC (*fn)(struct build *))
{
	struct js j = js_of(b);

	js_open(&j, key, '[');
	TRY(js_done(b, &j));
	TRY(fn(b));
	j = js_of(b);
	js_close(&j, ']');
	return (js_done(b, &j));
}

static RC
json_begin(struct build *b)
{
	struct js j;

	TRY(zip_entry(b->zip, "data.json"));
	b->more = false;
	j = js_of(b);
	buf_chr(&j.b, '{');
	js_text(&j, "format", "olvido-export");
	js_count(&j, "version", 1);
	js_time(&j, "made_at", b->until / 1000000);
	js_text(&j, "company", b->t->name);
	js_text(&j, "host", b->t->host);
	js_flag(&j, "internal_notes", b->e->notes);
	TRY(profile(b, &j));
	TRY(sessions(b, &j));
	TRY(consents(b, &j));
	TRY(restriction(b, &j));
	TRY(js_done(b, &j));
	TRY(section(b, "requests", requests));
	TRY(section(b, "mails_to_you", mails));
	TRY(section(b, "your_acts", acts));
	j = js_of(b);
	js_open(&j, "tickets", '[');
	return (js_done(b, &j));
}

/* ---- tickets ------------------------------------------------------------------- */

static const char *
channel_name(enum channel c)
{
	return (c == CHANNEL_WEB ? "web" : c == CHANNEL_MAIL ? "mail"
	    : "agent");
}

/* Whose it is, and where it lies. */
static void
of_all(struct js *j, const struct ticket *tk)
{
	js_id(j, "contact", tk->contact.v);
	js_id(j, "department", tk->department.v);
	js_id(j, "agent", tk->agent.v);
}

static RC
json_ticket(struct build *b, const struct piece *p)
{
	struct js j = js_of(b);

	js_open(&j, NULL, '{');
	js_id(&j, "id", p->tk.id.v);
	js_text(&j, "code", p->tk.code);
	if (b->all)
		of_all(&j, &p->tk);
	else
		js_flag(&j, "yours", p->own);
	/* Another's ticket: only that he wrote there. */
	if (p->own) {
		js_text(&j, "subject", p->tk.subject);
		js_text(&j, "status", ticket_status_name(p->tk.status));
		js_text(&j, "channel", channel_name(p->tk.channel));
		js_time(&j, "opened_at", p->tk.created_at);
		js_time(&j, "last_activity_at", p->tk.activity_at / 1000000);
		js_text(&j, "language", p->tk.language);
		js_open(&j, "tags", '[');
		for (size_t i = 0; i < p->tags.n; i++)
			js_text(&j, NULL, p->tags.v[i]);
		js_close(&j, ']');
	}
	js_open(&j, "messages", '[');
	return (js_done(b, &j));
}

struct file_of {
	struct build *b;
	const struct piece *p;
	const struct message *m;
};

static void
file_json(void *arg, struct js *j, const void *row)
{
	const struct file_of *x = arg;
	const struct attachment *f = row;

	js_text(j, "name", export_file_name(x->b, x->p, x->m, f));
	js_text(j, "type", f->type);
	js_count(j, "size", f->size);
	js_text(j, "path", export_file_path(x->b, x->m, f));
	if (export_is_lost(x->b, f->id))
		js_flag(j, "damaged", true);
}

static const char *
kind_name(enum message_kind k)
{
	return (k == MESSAGE_INCOMING ? "incoming" : k == MESSAGE_OUTGOING
	    ? "outgoing" : k == MESSAGE_NOTE ? "note" : "event");
}

static void
message_json(struct build *b, struct js *j, const struct piece *p,
    const struct message *m)
{
	static const char *const events[] = { [0] = "",
		[EVENT_STATUS] = "status", [EVENT_ASSIGNED] = "assigned",
		[EVENT_DEPARTMENT] = "department" };
	const char *author = export_author(b, m);

	js_open(j, NULL, '{');
	js_id(j, "id", m->id.v);
	js_time(j, "at", m->created_at / 1000000);
	js_text(j, "kind", kind_name(m->kind));
	js_text(j, "channel", channel_name(m->channel));
	js_text(j, "author", author);
	if (b->all)
		js_id(j, "author_id", m->author);
	if (m->author_kind == AUTHOR_AGENT)
		js_text(j, "agent", m->author_name);
	if (m->kind == MESSAGE_EVENT && m->event <= EVENT_DEPARTMENT)
		js_text(j, "event", events[m->event]);
	js_time(j, "removed_at", m->redacted_at);
	if (m->gone)
		js_flag(j, "unreadable", true);
	js_flag(j, "sender_proved", !m->unverified);
	js_text(j, "text", export_text(b, p, m));
	if (!m->gone && m->has_html && (b->all || str_eq(author, "you")))
		js_text(j, "html", m->html.safe);
	js_open(j, "files", '[');
	js_rows(j, m->files, m->nfiles, sizeof(m->files[0]), file_json,
	    &(struct file_of){ b, p, m });
	js_close(j, ']');
	js_close(j, '}');
}

static RC
json_messages(struct build *b, const struct piece *p,
    const struct message_list *l)
{
	struct js j = js_of(b);

	for (size_t i = 0; i < l->n; i++)
		message_json(b, &j, p, &l->v[i]);
	return (js_done(b, &j));
}

static RC
json_ticket_end(struct build *b, const struct piece *p)
{
	struct js j = js_of(b);

	(void)p;
	js_close(&j, ']');
	js_close(&j, '}');
	return (js_done(b, &j));
}

static RC
json_end(struct build *b)
{
	struct js j = js_of(b);

	js_close(&j, ']');
	js_open(&j, "not_whole", '[');
	for (const struct problem *p = b->problems; p != NULL; p = p->next)
		js_text(&j, NULL, p->code);
	js_close(&j, ']');
	js_close(&j, '}');
	buf_chr(&j.b, '\n');
	return (js_done(b, &j));
}

const struct format export_json = {
	.begin = json_begin, .ticket = json_ticket,
	.messages = json_messages, .ticket_end = json_ticket_end,
	.end = json_end,
};

/* ---- of a whole account ---------------------------------------------------------- */

static RC
all_agents(struct build *b, struct js *j)
{
	struct department_list d;
	struct agent_list l;

	TRY(department_list(b->t, b->s, &d));
	js_open(j, "departments", '[');
	for (size_t i = 0; i < d.n; i++) {
		js_open(j, NULL, '{');
		js_id(j, "id", d.v[i].id.v);
		js_text(j, "name", d.v[i].name);
		js_text(j, "mailbox", d.v[i].mailbox);
		js_close(j, '}');
	}
	js_close(j, ']');
	TRY(agent_list(b->t, b->s, &l));
	js_open(j, "agents", '[');
	for (size_t i = 0; i < l.n; i++) {
		js_open(j, NULL, '{');
		js_id(j, "id", l.v[i].id.v);
		js_text(j, "name", l.v[i].name);
		js_text(j, "email", l.v[i].email);
		js_count(j, "role", l.v[i].role);
		js_close(j, '}');
	}
	js_close(j, ']');
	return (RC_OK);
}

static RC
all_companies(struct build *b)
{
	struct company_list l = { 0 };
	uint64_t before = 0;

	do {
		struct js j = js_of(b);

		TRY(company_list(b->t, b->s, before, &l));
		for (size_t i = 0; i < l.n; i++) {
			before = l.v[i].id.v;
			if (l.v[i].gone)
				continue;
			js_open(&j, NULL, '{');
			js_id(&j, "id", l.v[i].id.v);
			js_text(&j, "name", l.v[i].name);
			js_time(&j, "known_since", l.v[i].created_at);
			js_close(&j, '}');
		}
		TRY(js_done(b, &j));
		arena_reset(b->s);
	} while (l.more);
	return (RC_OK);
}

static RC
all_contacts(struct build *b)
{
	struct contact c;
	uint64_t after = 0, v[EXPORT_PAGE];
	company_id of;
	size_t n;
	enum rc rc;

	do {
		struct js j = js_of(b);

		TRY(export_all_contacts(b->t, after, v, &n));
		for (size_t i = 0; i < n; i++) {
			rc = contact_get(b->t, b->s, (contact_id){ v[i] }, &c,
			    NULL);
			if (rc == RC_NOTFOUND || (rc == RC_OK && c.gone))
				continue;
			TRY(rc);
			js_open(&j, NULL, '{');
			js_id(&j, "id", c.id.v);
			js_text(&j, "name", c.name);
			js_text(&j, "email", c.email);
			js_text(&j, "phone", c.phone);
			js_text(&j, "language", c.language);
			TRY(company_of(b->t, c.id, &of));
			if (of.v != 0)
				js_id(&j, "company", of.v);
			js_time(&j, "known_since", c.created_at);
			js_time(&j, "address_proved_at", c.proved_at);
			js_close(&j, '}');
		}
		after = n > 0 ? v[n - 1] : 0;
		TRY(js_done(b, &j));
		arena_reset(b->s);
	} while (n == EXPORT_PAGE);
	return (RC_OK);
}

static RC
all_begin(struct build *b)
{
	struct js j;

	TRY(zip_entry(b->zip, "data.json"));
	b->more = false;
	j = js_of(b);
	buf_chr(&j.b, '{');
	js_text(&j, "format", "olvido-account");
	js_count(&j, "version", 1);
	js_time(&j, "made_at", b->until / 1000000);
	js_text(&j, "company", b->t->name);
	js_text(&j, "host", b->t->host);
	TRY(all_agents(b, &j));
	TRY(js_done(b, &j));
	TRY(section(b, "companies", all_companies));
	TRY(section(b, "contacts", all_contacts));
	j = js_of(b);
	js_open(&j, "tickets", '[');
	return (js_done(b, &j));
}

const struct format export_json_all = {
	.begin = all_begin, .ticket = json_ticket,
	.messages = json_messages, .ticket_end = json_ticket_end,
	.end = json_end,
};
