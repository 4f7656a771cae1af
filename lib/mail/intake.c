/* Mail in (intake.h). */
#include "mail/intake.h"

#include "core/log.h"
#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "mail/bounce.h"
#include "mail/jail.h"
#include "mail/parse.h"
#include "mail/url.h"
#include "model/account/account.h"
#include "model/people/contact.h"
#include "model/spam/spam.h"
#include "model/ticket/message.h"
#include "model/ticket/outbox.h"
#include "text/fold.h"

_Static_assert(PARSE_TEXT <= MESSAGE_TEXT_MAX && PARSE_HTML <=
    MESSAGE_HTML_MAX, "a parsed mail is stored as it is");

#define KEPT	((size_t)1 << 20)
#define KEPT_US	((int64_t)5 * 1000000)
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
	enum rc rc;

	(void)a;
	if (in->kept == NULL)
		in->kept = arena_new(KEPT);
	arena_reset(in->kept);
	in->recipient = arena_strdup(in->kept, address);
	in->place = ARENA_NEW(in->kept, struct place);
	in->until = mono_us() + KEPT_US;
	rc = find_place(in, in->kept, address, in->place);
	if (rc != RC_OK)
		in->recipient = NULL;
	return (rc);
}

/* As RCPT found it a moment ago, or anew. */
static RC
place_of(struct intake *in, struct arena *a, const char *recipient,
    struct place *p)
{
	if (in->recipient == NULL || !str_eq(in->recipient, recipient) ||
	    mono_us() > in->until)
		return (find_place(in, a, recipient, p));
	*p = *in->place;
	return (db_ready(in->db));
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

static bool
same_content(const struct message *old, const struct mail *m)
{
	if (!str_eq(old->text, m->text) || old->nfiles != m->nfiles)
		return (false);
	for (size_t i = 0; i < m->nfiles; i++)
		if (old->files[i].data.n != m->files[i].data.n ||
		    memcmp(old->files[i].data.p, m->files[i].data.p,
		    m->files[i].data.n) != 0)
			return (false);
	return (true);
}

/*
 * A second copy of a message that is stored already: the MTA tries again when our
 * answer to it was lost, and one mail may come to two addresses of ours.  Told
 * by Message-ID and content, for some programs write the same id into all their
 * mails.  A mail to a reply address must be in that ticket to be a copy.
 */
static RC
is_copy(struct intake *in, struct place *p, struct arena *a,
    const struct mail *m, bool *yes_r)
{
	struct message old;
	struct ticket tk;
	ticket_id tid;
	message_id mid;
	struct key k;
	enum rc rc;

	*yes_r = false;
	rc = message_id_find(p->t, m->message_id, &tid, &mid);
	if (rc == RC_NOTFOUND || (p->by_key && tid.v != p->ticket.v))
		return (RC_OK);
	TRY(rc);
	/* What cannot be read cannot be compared: it is stored. */
	if (ticket_get(p->t, a, tid, &tk, &k) != RC_OK ||
	    message_files(p->t, a, in->files_dir, &tk, &k, mid, &old) != RC_OK)
		return (RC_OK);
	/* Our own mail, forwarded back to us, is not another ticket. */
	*yes_r = old.kind == MESSAGE_OUTGOING ? !p->by_key :
	    same_content(&old, m);
	return (RC_OK);
}

/* ---- storing -------------------------------------------------------------------- */

/* What could not be read whole goes along as it came: nothing is lost. */
static void
keep_raw(struct arena *a, struct mail *m, struct bytes raw)
{
	struct mail_file *v = arena_array(a, m->nfiles + 1, sizeof(*v));

	if (m->nfiles > 0)
		memcpy(v, m->files, m->nfiles * sizeof(*v));
	v[m->nfiles] = (struct mail_file){ .name = "message.eml",
		.type = "message/rfc822", .cid = "", .data = raw };
	m->files = v;
	m->nfiles++;
}

/*
 * Shown where the HTML names it, and so not listed below: an image of a kind and
 * size that sanitize_show() puts there.  Anything else would be seen nowhere.
 */
static bool
shown_inside(struct arena *a, const struct mail *m, const struct mail_file *f)
{
	return (!str_empty(f->cid) && f->data.n <= IMAGE_MAX &&
	    image_type(f->data.p, f->data.n) != NULL &&
	    strcasestr(m->html.safe, arena_printf(a, "src=\"cid:%s\"",
	    f->cid)) != NULL);
}

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
			.is_inline = shown_inside(a, m, &m->files[i]),
		};
}

/* Addresses that machines read (RFC 2142, RFC 3834 2 and habit). */
static bool
is_role(const char *email)
{
	static const char *const begin[] = { "mailer-daemon", "postmaster@",
		"no-reply", "noreply", "no_reply", "do-not-reply",
		"donotreply", "abuse@", "root@", "daemon@", "nobody@",
		"bounce", "owner-", "listserv@", "majordomo@", "ticket+",
		NULL };
	static const char *const end[] = { "-request@", "-owner@",
		"-bounces@", "-noreply@", "-no-reply@", NULL };

	for (size_t i = 0; begin[i] != NULL; i++)
		if (str_starts(email, begin[i]))
			return (true);
	for (size_t i = 0; end[i] != NULL; i++)
		if (strstr(email, end[i]) != NULL)
			return (true);
	return (false);
}

/*
 * Never answered automatically: machines, lists, null senders, ourselves.
 * notify.c adds what needs the database: other hosts of ours, the limits.
 */
static bool
may_acknowledge(const struct place *p, const struct mail *m,
    const char *sender, const char *from)
{
	const char *at = strrchr(from, '@');

	return (!m->automatic && !m->bounce && !str_empty(sender) &&
	    !str_eq(from, NOBODY) && at != NULL &&
	    !str_eq(at + 1, p->t->host) && !is_role(from));
}

/* "dmarc=fail" and the like of our MTA's own header (RFC 8601). */
static bool
auth_failed(const char *results, const char *method)
{
	const char *p = strcasestr(results, method);

	return (p != NULL && strncasecmp(p + strlen(method), "=fail", 5) == 0);
}

static void
facts_of(const struct mail *m, struct spam_facts *f)
{
	f->spf_failed = auth_failed(m->auth_results, "spf");
	f->dmarc_failed = auth_failed(m->auth_results, "dmarc");
}

/* What the filter says; a filter in trouble keeps no mail out. */
static RC
judge(struct place *p, struct arena *a, const struct mail *m,
    const char *from, struct spam_verdict *v_r, struct ticket *tk)
{
	struct spam_facts f = { .from = from };
	struct contact c;
	enum rc rc;

	facts_of(m, &f);
	rc = contact_by_email(p->t, a, from, &c);
	f.stranger = rc == RC_NOTFOUND;
	if (rc == RC_FAILED)
		return (rc);
	rc = spam_judge(p->t, a, &m->spam, &f, v_r);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	tk->spam = v_r;
	if (v_r->label == SPAM_SPAM)
		tk->status = TICKET_SPAM;
	return (RC_OK);
}

static RC
new_ticket(struct intake *in, struct place *p, struct arena *a,
    const struct mail *m, const char *sender, const char *from)
{
	struct department d;
	struct spam_verdict said;
	struct message msg;
	struct ticket tk = {
		.channel = CHANNEL_MAIL, .subject = m->subject,
		.language = p->t->language, .department = p->department,
	};

	TRY(suggested(p, a, m, &tk.linked));
	if (p->department.v == 0) {
		if (department_main(p->t, a, &d) != RC_OK)
			return (RC_FAILED);
		tk.department = d.id;
	}
	fill_message(a, m, &msg);
	msg.unverified = true;
	TRY(judge(p, a, m, from, &said, &tk));
	return (ticket_open(p->t, a, in->files_dir, from, m->from.name, &tk,
	    &msg, may_acknowledge(p, m, sender, from)));
}

/*
 * A machine answers our mail: a delivery report, or what some server of old
 * wrote instead.  The report names its status; of the other the agent may want
 * to read what it says.
 */
static RC
machine_note(struct intake *in, struct place *p, struct arena *a,
    const struct mail *m, struct bytes raw)
{
	struct attachment file = { .name = "message.eml",
		.type = "message/rfc822", .cid = "", .data = raw };

	return (bounce_note(p->t, a, in->tmpl, in->files_dir, p->ticket,
	    bounce_status(a, m->text), &file, m->bounce ? 0 : 1));
}

/*
 * His answer stays in its ticket, whatever the filter says of it: at most it is
 * marked.  A machine's note (out of office) is not judged: it changes nothing.
 */
static RC
answer_judge(struct place *p, struct arena *a, const struct mail *m,
    struct spam_verdict *v, struct message *msg)
{
	struct spam_facts f = { .from = m->from.email, .answer = true };
	enum rc rc;

	if (m->automatic)
		return (RC_OK);
	facts_of(m, &f);
	rc = spam_judge(p->t, a, &m->spam, &f, v);
	if (rc == RC_NOTFOUND || (rc == RC_OK && v->label == SPAM_HAM))
		return (RC_OK);
	TRY(rc);
	msg->spam = v;
	return (RC_OK);
}

/* The person the key was made for writes back: he speaks in his ticket. */
static RC
answer(struct intake *in, struct place *p, struct arena *a,
    const struct mail *m)
{
	struct spam_verdict said;
	struct message msg;
	struct ticket tk;
	struct key k;

	TRY(ticket_get(p->t, a, p->ticket, &tk, &k));
	fill_message(a, m, &msg);
	msg.author = p->contact.v;
	TRY(answer_judge(p, a, m, &said, &msg));
	/* An out-of-office note is kept, and changes nothing. */
	return (ticket_reply(p->t, a, in->files_dir, p->ticket, &msg,
	    m->automatic ? tk.status : 0));
}

static RC
by_key(struct intake *in, struct place *p, struct arena *a,
    const struct mail *m, const char *sender, const char *from,
    struct bytes raw)
{
	struct contact c;

	if (m->bounce)
		return (machine_note(in, p, a, m, raw));
	TRY(contact_get(p->t, a, p->contact, &c, NULL));
	if (str_eq(c.email, from))
		return (answer(in, p, a, m));
	if (str_empty(sender))	/* no person sends from nowhere */
		return (machine_note(in, p, a, m, raw));
	return (RC_DENIED);
}

static RC
deliver_once(struct intake *in, struct place *p, struct arena *a,
    const struct mail *m, const char *sender, const char *from,
    struct bytes raw)
{
	enum rc rc = RC_DENIED;
	bool copy;

	TRY(is_copy(in, p, a, m, &copy));
	if (copy)
		return (RC_OK);
	if (p->by_key)
		rc = by_key(in, p, a, m, sender, from, raw);
	/* Another's key, or the ticket was forgotten meanwhile: a new one,
	   linked to it; nothing is lost. */
	if (rc == RC_DENIED || rc == RC_GONE || rc == RC_NOTFOUND)
		return (new_ticket(in, p, a, m, sender, from));
	return (rc);
}

/* A mail without an id is known by its bytes when it comes again. */
static const char *
id_of_bytes(struct arena *a, struct tenant *t, struct bytes raw)
{
	struct key k = key_purpose(t->key, "message-id");
	struct digest d = digest_keyed(&k, "raw", raw);

	return (arena_printf(a, "%s@%s", b32_encode(a, d.b, 20),
	    MAIL_ID_MADE));
}

RC
intake_deliver(struct intake *in, struct arena *a, const char *sender,
    const char *recipient, struct bytes raw)
{
	struct place p;
	struct mail m;
	const char *from;
	enum rc rc = RC_RETRY;

	TRY(place_of(in, a, recipient, &p));
	/* No parser sees mails of two accounts. */
	jail_whose(p.t->id.v);
	TRY(mail_parse(a, raw, &m));
	from = m.from.email;
	if (str_empty(from) &&
	    (sender == NULL || text_email(a, sender, &from) != RC_OK))
		from = NOBODY;
	if (sender == NULL)
		sender = from;
	if (str_empty(m.message_id))
		m.message_id = id_of_bytes(a, p.t, raw);
	if (m.broken)
		keep_raw(a, &m, raw);
	for (int i = 0; i < 5 && rc == RC_RETRY; i++)
		rc = deliver_once(in, &p, a, &m, sender, from, raw);
	return (rc == RC_RETRY ? RC_FAILED : rc);
}
