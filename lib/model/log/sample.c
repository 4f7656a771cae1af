/* Sample tickets (sample.h): a directive begins, its text follows. */
#include "model/log/sample.h"

#include "core/buf.h"
#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "model/account/account.h"
#include "model/people/agent.h"
#include "model/ticket/message.h"

struct sample {
	struct db	*db;
	struct vault	*v;
	struct arena	*a;
	struct tenant	*t;		/* NULL: this account is left alone */
	const char	*host;
	struct ticket	 tk;
	const char	*email, *name;
	struct message	 m;		/* waits for its text; kind 0: none */
	enum ticket_status status;
	struct buf	 text;
	size_t		 n;
};

/* The next word of *p, or what is before the bar; *p moves behind it. */
static const char *
word(struct arena *a, const char **p, const char *end)
{
	size_t n = strcspn(*p, end);
	const char *s = str_trim(a, arena_strndup(a, *p, n));

	*p += n + ((*p)[n] != '\0');
	return (s);
}

static RC
agent_of(struct sample *s, const char *who, agent_id *id_r)
{
	struct agent_list l;

	TRY(agent_list(s->t, s->a, &l));
	for (size_t i = 0; i < l.n; i++)
		if ((l.v[i].role == ROLE_OWNER) == str_eq(who, "owner")) {
			*id_r = l.v[i].id;
			return (RC_OK);
		}
	return (RC_INVALID);
}

/* Another account begins: taken when it has no ticket yet. */
static RC
account(struct sample *s, const char *host)
{
	struct ticket_page all = { .view = VIEW_ALL };
	enum account_state state;
	struct ticket_list l;
	enum rc rc;

	if (str_eq(host, s->host))
		return (RC_OK);
	s->host = host;
	rc = account_by_host(s->db, s->v, s->a, host, &s->t, &state);
	if (rc == RC_NOTFOUND) {
		s->t = NULL;
		return (RC_OK);
	}
	TRY(rc);
	TRY(ticket_list(s->t, s->a, &all, &l));
	if (l.n > 0)
		s->t = NULL;
	return (RC_OK);
}

/* What was begun is complete: the ticket or the message is made. */
static RC
flush(struct sample *s)
{
	enum message_kind kind = s->m.kind;

	if (kind == 0)
		return (RC_OK);
	s->m.text = str_trim(s->a, buf_cstr(&s->text));
	s->m.mail_message_id = "";
	s->text = (struct buf)BUF_INIT(s->a);
	s->m.kind = 0;
	if (s->t == NULL)
		return (RC_OK);
	s->m.kind = kind;
	if (s->tk.id.v == 0) {
		s->n++;
		TRY(ticket_open(s->t, s->a, -1, s->email, s->name, &s->tk,
		    &s->m, false));
	} else
		TRY(ticket_reply(s->t, s->a, -1, s->tk.id, &s->m, s->status));
	s->m.kind = 0;
	return (RC_OK);
}

/* = HOST CHANNEL DEPARTMENT ADDRESS | NAME | SUBJECT */
static RC
begin_ticket(struct sample *s, const char *p)
{
	struct department_list d;
	uint64_t which;

	TRY(account(s, word(s->a, &p, " ")));
	s->tk = (struct ticket){ .channel = str_eq(word(s->a, &p, " "),
	    "mail") ? CHANNEL_MAIL : CHANNEL_WEB };
	TRY(str_u64(word(s->a, &p, " "), &which));
	s->email = word(s->a, &p, "|");
	s->name = word(s->a, &p, "|");
	s->tk.subject = str_trim(s->a, p);
	s->m = (struct message){ .kind = MESSAGE_INCOMING,
	    .author_kind = AUTHOR_CONTACT, .channel = s->tk.channel };
	if (s->t == NULL)
		return (RC_OK);
	s->tk.language = s->t->language;
	s->tk.proved = true;
	TRY(department_list(s->t, s->a, &d));
	if (which == 0 || which > d.n)
		return (RC_INVALID);
	s->tk.department = d.v[which - 1].id;
	return (RC_OK);
}

/* > customer | > reply WHO STATUS | > note WHO */
static RC
begin_message(struct sample *s, const char *p)
{
	const char *what = word(s->a, &p, " ");
	agent_id by;

	s->m = (struct message){ .kind = MESSAGE_INCOMING,
	    .author_kind = AUTHOR_CONTACT, .author = s->tk.contact.v,
	    .channel = s->tk.channel };
	s->status = 0;
	if (str_eq(what, "customer") || s->t == NULL)
		return (RC_OK);
	TRY(agent_of(s, word(s->a, &p, " "), &by));
	s->m.kind = str_eq(what, "note") ? MESSAGE_NOTE : MESSAGE_OUTGOING;
	s->m.author_kind = AUTHOR_AGENT;
	s->m.author = by.v;
	s->m.channel = CHANNEL_AGENT;
	s->status = ticket_status_of(word(s->a, &p, " "));
	return (RC_OK);
}

static RC
tags(struct sample *s, const char *p)
{
	const char *v[20];
	size_t n = 0;

	while (*p != '\0' && n < 20)
		v[n++] = word(s->a, &p, ",");
	return (ticket_set_tags(s->t, s->a, s->tk.id, (struct tag_names){ 0 },
	    (struct tag_names){ v, n }));
}

/* @ assign WHO | @ status NAME [DAYS] | @ tags A, B */
static RC
act(struct sample *s, const char *p)
{
	const char *what = word(s->a, &p, " "), *name;
	uint64_t days = 0;
	agent_id id;

	if (s->t == NULL)
		return (RC_OK);
	if (str_eq(what, "tags"))
		return (tags(s, p));
	name = word(s->a, &p, " ");
	TRY(agent_of(s, str_eq(what, "assign") ? name : "agent", &id));
	if (str_eq(what, "assign"))
		return (ticket_assign(s->t, s->a, s->tk.id, id, id));
	if (*p != '\0')
		TRY(str_u64(str_trim(s->a, p), &days));
	return (ticket_set_status(s->t, s->a, s->tk.id, ticket_status_of(name),
	    days == 0 ? 0 : now_s() + (int64_t)days * 86400, id));
}

static RC
line(struct sample *s, const char *p)
{
	if (*p == '#')
		return (RC_OK);
	if (strlen(p) > 2 && p[1] == ' ' && strchr("=>@", *p) != NULL) {
		TRY(flush(s));
		return (*p == '=' ? begin_ticket(s, p + 2) : *p == '>' ?
		    begin_message(s, p + 2) : act(s, p + 2));
	}
	buf_str(&s->text, p);
	return (RC_OK);
}

RC
sample_tickets(struct db *db, struct vault *v, struct arena *a,
    const char *path, size_t *n_r)
{
	struct sample s = { .db = db, .v = v, .a = a, .text = BUF_INIT(a) };
	FILE *f = fopen(path, "re");
	char text[1000];
	enum rc rc = RC_OK;
	int at = 0;

	if (f == NULL) {
		log_warn("cannot read %s", path);
		return (RC_FAILED);
	}
	while (rc == RC_OK && fgets(text, sizeof(text), f) != NULL) {
		at++;
		rc = line(&s, text);
		if (rc == RC_INVALID)
			log_warn("%s:%d: not understood", path, at);
	}
	fclose(f);
	if (rc == RC_OK)
		rc = flush(&s);
	*n_r = s.n;
	return (rc);
}
