/* Mail in (intake.h). */
#include "mail/intake.h"

#include "core/log.h"
#include "core/str.h"
#include "mail/parse.h"
#include "model/account.h"
#include "model/contact.h"
#include "model/message.h"
#include "model/outbox.h"
#include "text/fold.h"

#define NOBODY	"unknown@sender.invalid"	/* RFC 2606: can never be sent to */

/* Where one message goes. */
struct place {
	struct tenant	*t;
	department_id	 department;
	bool		 by_key;	/* a keyed reply address that exists */
	ticket_id	 ticket;	/* of the key */
	contact_id	 contact;	/* whom the key was made for */
};

/* "ticket+CODE@host": the code and the host, or RC_NOTFOUND. */
static RC
reply_address(struct arena *a, const char *address, const char **code_r,
    const char **host_r)
{
	const char *at = strrchr(address, '@');

	if (at == NULL || !str_starts(address, "ticket+") || at - address < 8)
		return (RC_NOTFOUND);
	*code_r = arena_strndup(a, address + 7, (size_t)(at - address - 7));
	*host_r = at + 1;
	return (RC_OK);
}

static RC
find_place(struct intake *in, struct arena *a, const char *recipient,
    struct place *p)
{
	enum account_state state;
	const char *address, *code, *host;
	enum rc rc;

	*p = (struct place){ 0 };
	if (text_email(a, recipient, &address) != RC_OK)
		return (RC_NOTFOUND);
	TRY(db_ready(in->db));
	if (reply_address(a, address, &code, &host) != RC_OK)
		return (account_by_mailbox(in->db, in->vault, a, address,
		    &p->t, &state, &p->department));
	TRY(account_by_mail_domain(in->db, in->vault, a, host, &p->t,
	    &state));
	rc = reply_code_find(p->t, code, &p->ticket, &p->contact);
	p->by_key = rc == RC_OK;
	return (rc);
}

RC
intake_recipient(struct intake *in, struct arena *a, const char *address)
{
	struct place p;

	return (find_place(in, a, address, &p));
}

/* ---- what a mail suggests ------------------------------------------------------ */

static bool
code_char(char c)
{
	return ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'));
}

/* A code of ours in a subject: XXXX-XXXX-XX. NULL when there is none. */
static const char *
code_in(struct arena *a, const char *s)
{
	static const char form[] = "xxxx-xxxx-xx";
	size_t i;

	for (; *s != '\0'; s++) {
		for (i = 0; form[i] != '\0' && (form[i] == 'x' ?
		    code_char(s[i]) : s[i] == '-'); i++)
			;
		if (form[i] == '\0')
			return (arena_strndup(a, s, i));
	}
	return (NULL);
}

/* The ticket a mail mentions, for the agent to look at; 0 when none. */
static RC
suggested(struct place *p, struct arena *a, const struct mail *m,
    ticket_id *id_r)
{
	const char *code = code_in(a, m->subject);
	message_id mid;
	enum rc rc = RC_NOTFOUND;

	id_r->v = p->by_key ? p->ticket.v : 0;
	if (p->by_key)
		return (RC_OK);
	for (size_t i = 0; i < m->nreferences && rc == RC_NOTFOUND; i++)
		rc = message_id_find(p->t, m->references[i], id_r, &mid);
	if (rc == RC_NOTFOUND && code != NULL)
		rc = ticket_by_code(p->t, a, code, id_r);
	if (rc == RC_NOTFOUND)
		id_r->v = 0;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/*
 * A second copy of a message that is stored already: the MTA tries again when our
 * answer to it was lost.  Told by Message-ID and sender.
 */
static RC
is_copy(struct place *p, struct arena *a, const struct mail *m,
    const char *from, bool *yes_r)
{
	struct ticket tk;
	ticket_id tid;
	message_id mid;
	enum rc rc;

	*yes_r = false;
	if (str_empty(m->message_id))
		return (RC_OK);
	rc = message_id_find(p->t, m->message_id, &tid, &mid);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	rc = ticket_get(p->t, a, tid, &tk, NULL);
	if (rc == RC_OK)
		*yes_r = str_eq(tk.contact_email, from);
	return (rc == RC_NOTFOUND || rc == RC_GONE ? RC_OK : rc);
}

/* ---- storing -------------------------------------------------------------------- */

static void
fill_message(struct arena *a, const struct mail *m, struct message *msg)
{
	*msg = (struct message){
		.kind = MESSAGE_INCOMING, .author_kind = AUTHOR_CONTACT,
		.channel = CHANNEL_MAIL, .text = m->text,
		.mail_message_id = m->message_id, .html = m->html,
		.has_html = !str_empty(m->html.safe), .remote = m->remote,
		.broken = m->broken, .nfiles = m->nfiles,
		.files = arena_array(a, m->nfiles, sizeof(*msg->files)),
	};
	for (size_t i = 0; i < m->nfiles; i++)
		msg->files[i] = (struct attachment){
			.name = m->files[i].name, .type = m->files[i].type,
			.cid = m->files[i].cid, .data = m->files[i].data,
			.is_inline = !str_empty(m->files[i].cid) &&
			    msg->has_html && strstr(m->html.safe,
			    m->files[i].cid) != NULL,
		};
}

/* Never answered automatically: machines, lists, null senders, ourselves. */
static bool
may_acknowledge(const struct place *p, const struct mail *m,
    const char *sender, const char *from)
{
	static const char *const roles[] = { "mailer-daemon@", "postmaster@",
		"no-reply@", "noreply@", "do-not-reply@", "donotreply@",
		"abuse@", "root@", "bounce", NULL };
	const char *at = strrchr(from, '@');

	if (m->automatic || m->bounce || str_empty(sender) ||
	    str_eq(from, NOBODY) || at == NULL ||
	    str_eq(at + 1, p->t->host))
		return (false);
	for (size_t i = 0; roles[i] != NULL; i++)
		if (str_starts(from, roles[i]))
			return (false);
	return (true);
}

static RC
new_ticket(struct intake *in, struct place *p, struct arena *a,
    const struct mail *m, const char *sender, const char *from)
{
	struct department_list l;
	struct message msg;
	struct ticket tk = {
		.channel = CHANNEL_MAIL, .subject = m->subject,
		.language = p->t->language, .department = p->department,
	};

	TRY(suggested(p, a, m, &tk.linked));
	if (p->department.v == 0) {
		TRY(department_list(p->t, a, &l));
		if (l.n == 0)
			return (RC_FAILED);
		tk.department = l.v[0].id;
	}
	fill_message(a, m, &msg);
	msg.unverified = true;
	return (ticket_open(p->t, a, in->files_dir, from, m->from.name, &tk,
	    &msg, may_acknowledge(p, m, sender, from)));
}

/* "5.1.1" out of a delivery report (RFC 3463); "" when there is none. */
static const char *
status_in(struct arena *a, const char *s)
{
	for (; *s != '\0'; s++) {
		size_t n = strspn(s, "0123456789.");

		if (n >= 5 && n <= 9 && (*s == '4' || *s == '5') &&
		    s[1] == '.')
			return (arena_strndup(a, s, n));
		if (n > 0)
			s += n - 1;
	}
	return ("");
}

static RC
bounce_note(struct intake *in, struct place *p, struct arena *a,
    const struct mail *m)
{
	struct ticket tk;
	struct message note = {
		.kind = MESSAGE_NOTE, .author_kind = AUTHOR_SYSTEM,
		.channel = CHANNEL_MAIL,
		.text = arena_printf(a, "%s %s", tmpl_text(in->tmpl,
		    p->t->language, "Mail.Bounce"), status_in(a, m->text)),
	};
	struct key k;

	TRY(ticket_get(p->t, a, p->ticket, &tk, &k));
	return (ticket_reply(p->t, a, in->files_dir, p->ticket, &note,
	    tk.status));
}

/* The person the key was made for writes back: he speaks in his ticket. */
static RC
answer(struct intake *in, struct place *p, struct arena *a,
    const struct mail *m)
{
	struct message msg;
	struct ticket tk;
	struct key k;

	TRY(ticket_get(p->t, a, p->ticket, &tk, &k));
	fill_message(a, m, &msg);
	msg.author = p->contact.v;
	/* An out-of-office note is kept, and changes nothing. */
	return (ticket_reply(p->t, a, in->files_dir, p->ticket, &msg,
	    m->automatic ? tk.status : 0));
}

static RC
deliver_once(struct intake *in, struct place *p, struct arena *a,
    const struct mail *m, const char *sender, const char *from)
{
	struct contact c;
	bool copy;
	enum rc rc;

	TRY(is_copy(p, a, m, from, &copy));
	if (copy)
		return (RC_OK);
	if (!p->by_key)
		return (new_ticket(in, p, a, m, sender, from));
	if (m->bounce)
		rc = bounce_note(in, p, a, m);
	else {
		TRY(contact_get(p->t, a, p->contact, &c, NULL));
		if (!str_eq(c.email, from))
			return (new_ticket(in, p, a, m, sender, from));
		rc = answer(in, p, a, m);
	}
	/* The ticket was forgotten meanwhile: a new one, nothing is lost. */
	if (rc == RC_GONE || rc == RC_NOTFOUND)
		return (new_ticket(in, p, a, m, sender, from));
	return (rc);
}

RC
intake_deliver(struct intake *in, struct arena *a, const char *sender,
    const char *recipient, struct bytes raw)
{
	struct place p;
	struct mail m;
	const char *from;
	enum rc rc = RC_RETRY;

	TRY(find_place(in, a, recipient, &p));
	TRY(mail_parse(a, raw, &m));
	from = m.from.email;
	if (str_empty(from) && text_email(a, sender, &from) != RC_OK)
		from = NOBODY;
	for (int i = 0; i < 5 && rc == RC_RETRY; i++)
		rc = deliver_once(in, &p, a, &m, sender, from);
	return (rc == RC_RETRY ? RC_FAILED : rc);
}
