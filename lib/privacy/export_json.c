/*
 * data.json of an export: UTF-8, times in UTC (ISO 8601), ids as text because a
 * number of JSON's loses digits above 2^53.
 */
#include "core/json.h"
#include "core/str.h"
#include "core/time.h"
#include "model/factor.h"
#include "model/outbox.h"
#include "model/request.h"
#include "model/restriction.h"
#include "model/session.h"
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

/* ---- about himself ----------------------------------------------------------- */

static RC
profile(struct build *b, struct js *j)
{
	struct export_thanks th;
	unsigned methods;
	int64_t password;

	TRY(export_password(b->t, b->me.id, &password));
	TRY(factor_methods(b->t, (struct person){ SECRET_CONTACT,
	    b->me.id.v, NULL }, &methods));
	TRY(export_thanks(b->t, b->s, b->me.id, &th));
	js_open(j, "profile", '{');
	js_id(j, "id", b->me.id.v);
	js_text(j, "name", b->me.name);
	js_text(j, "email", b->me.email);
	js_text(j, "phone", b->me.phone);
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

static RC
sessions(struct build *b, struct js *j)
{
	static const enum session_kind kinds[] = { SESSION_CONTACT,
		SESSION_TICKET, SESSION_CONTACT_HALF };
	struct session_list l;

	js_open(j, "sessions", '[');
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		TRY(session_list(b->t, b->s, kinds[k], b->me.id.v, &l));
		for (size_t i = 0; i < l.n; i++) {
			js_open(j, NULL, '{');
			js_text(j, "browser", l.v[i].label);
			js_text(j, "network", l.v[i].ip_prefix);
			js_time(j, "begun_at", l.v[i].created_at);
			js_time(j, "seen_at", l.v[i].seen_at);
			js_time(j, "ends_at", l.v[i].expires_at);
			js_close(j, '}');
		}
	}
	js_close(j, ']');
	return (RC_OK);
}

/* What he asked for by law, and what became of it. */
static RC
requests(struct build *b, struct js *j)
{
	struct request_list l;

	TRY(request_list_of(b->t, b->s, b->me.id, &l));
	js_open(j, "requests", '[');
	for (size_t i = 0; i < l.n; i++) {
		js_open(j, NULL, '{');
		js_id(j, "number", l.v[i].id);
		js_text(j, "kind", request_kind_name(l.v[i].kind));
		js_text(j, "state", request_state_name(l.v[i].state));
		js_time(j, "received_at", l.v[i].received_at);
		js_time(j, "due_at", l.v[i].due_at);
		js_time(j, "closed_at", l.v[i].closed_at);
		js_text(j, "text", l.v[i].text);
		js_text(j, "identity", l.v[i].how);
		js_text(j, "extension", l.v[i].extension);
		js_text(j, "answer", l.v[i].answer);
		if (b->e->notes)
			js_text(j, "notes", l.v[i].notes);
		js_close(j, '}');
	}
	js_close(j, ']');
	return (RC_OK);
}

static RC
consents(struct build *b, struct js *j)
{
	struct export_consents l;

	TRY(export_consents(b->t, b->s, b->me.id, &l));
	js_open(j, "consents", '[');
	for (size_t i = 0; i < l.n; i++) {
		js_open(j, NULL, '{');
		js_text(j, "purpose", l.v[i].name);
		js_text(j, "text", l.v[i].body);
		js_count(j, "version", l.v[i].version);
		js_text(j, "language", l.v[i].language);
		js_time(j, "given_at", l.v[i].given_at);
		js_time(j, "withdrawn_at", l.v[i].withdrawn_at);
		js_close(j, '}');
	}
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
mail_json(struct js *j, const struct export_mail *m)
{
	static const char *const states[] = { "", "waiting", "sent",
		"given up" };

	js_open(j, NULL, '{');
	js_text(j, "kind", export_mail_name(m->kind));
	js_text(j, "state", m->state >= 1 && m->state <= 3
	    ? states[m->state] : NULL);
	js_id(j, "ticket", m->ticket.v);
	js_time(j, "made_at", m->created_at);
	js_time(j, "done_at", m->done_at);
	js_close(j, '}');
}

/* Page by page, and nothing of one stays for the next. */
static RC
mails(struct build *b)
{
	struct export_mails l;
	uint64_t after;
	size_t n;

	for (int state = 1; state <= 3; state++) {
		after = 0;
		do {
			struct js j = js_of(b);

			TRY(export_mails(b->t, b->s, b->me.id, state, after,
			    &l));
			for (size_t i = 0; i < l.n; i++)
				mail_json(&j, &l.v[i]);
			n = l.n;
			after = n > 0 ? l.v[n - 1].id : 0;
			TRY(js_done(b, &j));
			arena_reset(b->s);
		} while (n == EXPORT_PAGE);
	}
	return (RC_OK);
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
		for (size_t i = 0; i < l.n; i++) {
			js_open(&j, NULL, '{');
			js_time(&j, "at", l.v[i].at);
			js_text(&j, "what", audit_verb_name(l.v[i].verb));
			js_flag(&j, "done", l.v[i].result == AUDIT_DONE);
			js_text(&j, "network", l.v[i].actor.prefix);
			js_close(&j, '}');
		}
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
	TRY(requests(b, &j));
	TRY(consents(b, &j));
	TRY(restriction(b, &j));
	TRY(js_done(b, &j));
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

static RC
json_ticket(struct build *b, const struct piece *p)
{
	struct js j = js_of(b);

	js_open(&j, NULL, '{');
	js_id(&j, "id", p->tk.id.v);
	js_text(&j, "code", p->tk.code);
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

static void
message_files_json(struct build *b, struct js *j, const struct piece *p,
    const struct message *m)
{
	const struct attachment *f;

	js_open(j, "files", '[');
	for (size_t i = 0; i < m->nfiles; i++) {
		f = &m->files[i];
		js_open(j, NULL, '{');
		js_text(j, "name", export_file_name(b, p, m, f));
		js_text(j, "type", f->type);
		js_count(j, "size", f->size);
		js_text(j, "path", export_file_path(b, m, f));
		if (export_is_lost(b, f->id))
			js_flag(j, "damaged", true);
		js_close(j, '}');
	}
	js_close(j, ']');
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
	if (m->author_kind == AUTHOR_AGENT)
		js_text(j, "agent", m->author_name);
	if (m->kind == MESSAGE_EVENT && m->event <= EVENT_DEPARTMENT)
		js_text(j, "event", events[m->event]);
	js_time(j, "removed_at", m->redacted_at);
	if (m->gone)
		js_flag(j, "unreadable", true);
	js_flag(j, "sender_proved", !m->unverified);
	js_text(j, "text", export_text(b, p, m));
	if (!m->gone && m->has_html && str_eq(author, "you"))
		js_text(j, "html", m->html.safe);
	message_files_json(b, j, p, m);
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
