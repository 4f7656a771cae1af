/* Mail out (notify.h). */
#include "mail/notify.h"

#include "core/conf.h"
#include "core/log.h"
#include "core/metric.h"
#include "core/str.h"
#include "core/time.h"
#include "mail/bounce.h"
#include "mail/compose.h"
#include "mail/intake.h"
#include "mail/notice.h"
#include "mail/notice_life.h"
#include "model/access/link.h"
#include "model/access/throttle.h"
#include "model/access/withheld.h"
#include "model/account/account.h"
#include "model/account/usage.h"
#include "model/people/agent.h"
#include "model/people/contact.h"
#include "model/people/lookup.h"
#include "model/privacy/parting.h"

#define ACKS_A_DAY	3
#define REFERENCES_MAX	20
#define PAUSED_WAIT	900	/* seconds: a suspended account's mail is looked at again */
#define MAKE_TRIES	10	/* of a mail that cannot be put together: 8 h */

/* Everything one mail is made from, opened. */
struct job {
	struct tenant	*t;
	struct ticket	 tk;
	struct key	 k;
	struct contact	 to;
	struct department from;
	const char	*language;
	const char	*reply_address;
	struct compose	 c;
	const char	*envelope;
	int64_t		 until;		/* its link works */
	const char	*why;		/* it may fail: key under Lang.Mail */
	bool		 paused;	/* its account is: it waits */
	int64_t		 full;		/* so are its hour's mails: seconds */
};

static RC
tenant(struct notify *no, struct arena *a, const struct outbox *o,
    struct job *j)
{
	enum account_state state;

	TRY(account_for_job(no->db, no->vault, a, o->account, &j->t, &state));
	if (j->t->key == NULL || state >= ACCOUNT_DELETED)
		return (RC_GONE);
	j->paused = state >= ACCOUNT_SUSPENDED && !life_kind(o->kind);
	return (j->paused ? RC_DENIED : RC_OK);
}

/* Whose data is restricted gets what he begins anew, nothing else; a link to his
   ticket he asks for himself. */
static RC
not_restricted(struct arena *a, const struct outbox *o, struct job *j)
{
	bool shut;

	if (o->kind == OUTBOX_LINK)
		return (RC_OK);
	TRY(withheld_load(j->t, a, false));
	shut = withheld_hides(j->t->withheld, j->tk.contact,
	    j->tk.created_at) || (o->contact.v != j->tk.contact.v &&
	    withheld_has(j->t->withheld, o->contact, NULL));
	j->t->withheld = NULL;
	return (shut ? RC_GONE : RC_OK);
}

static RC
gather(struct arena *a, const struct outbox *o, struct job *j)
{
	const char *code;

	TRY(ticket_get(j->t, a, o->ticket, &j->tk, &j->k));
	TRY(not_restricted(a, o, j));
	TRY(contact_get(j->t, a, o->contact, &j->to, NULL));
	if (j->to.gone || str_empty(j->to.email) ||
	    str_ends(j->to.email, ".invalid") ||
	    j->tk.status == TICKET_SPAM || j->tk.status == TICKET_DELETED)
		return (RC_GONE);
	TRY(department_get(j->t, a, j->tk.department, &j->from));
	TRY(reply_code(j->t, a, o->ticket, o->contact, &code));
	j->reply_address = arena_printf(a, "ticket+%s@%s", code, j->t->host);
	j->language = str_eq(j->tk.language, "es") ? "es" : "en";
	return (RC_OK);
}

static const char *
url(struct arena *a, struct tenant *t, const char *path)
{
	if (t->port == 443)
		return (arena_printf(a, "https://%s%s", t->host, path));
	return (arena_printf(a, "https://%s:%d%s", t->host, t->port, path));
}

static RC
ticket_link(struct arena *a, struct job *j, const char **url_r)
{
	struct link l = {
		.purpose = LINK_TICKET, .contact = j->to.id,
		.ticket = j->tk.id, .generation = j->to.generation,
		.expires_at = now_s() + link_lifetime(LINK_TICKET),
	};
	struct token token;

	TRY(link_add(j->t, a, &l, &token));
	j->until = l.expires_at;
	*url_r = url(a, j->t, arena_printf(a, "/t/%s", token.text));
	return (RC_OK);
}

static const char *
render(struct notify *no, struct arena *a, struct job *j, const char *name,
    const char *link, const char *text, const char *signature)
{
	struct view *v = view_new();
	struct node *n = view_root(v);
	struct buf b = BUF_INIT(a);

	node_str(n, "Account", j->t->name);
	node_str(n, "Code", j->tk.code);
	node_str(n, "Link", link);
	node_str(n, "Page.Zone", j->t->zone);
	node_i64(n, "Until", j->until);
	node_str(n, "Text", text);
	node_str(n, "Signature", signature);
	tmpl_render(no->tmpl, name, v, j->language, &b);
	view_free(&v);
	return (buf_cstr(&b));
}

static void
address(struct arena *a, struct job *j, const struct outbox *o)
{
	j->c.from = (struct mail_addr){ j->t->name, j->from.mailbox };
	j->c.to = (struct mail_addr){ "", j->to.email };
	j->c.reply_to = j->reply_address;
	j->c.message_id = outbox_mail_id(a, j->t, o->id);
	j->c.date = now_s();
}

/* Is the address on a host of ours, of any account?  RC_GONE when it is. */
static RC
not_ours(struct notify *no, struct arena *a, const char *email)
{
	enum account_state state;
	department_id d;
	struct tenant *t;
	enum rc rc;

	rc = account_by_mail_domain(no->db, no->vault, a,
	    strrchr(email, '@') + 1, &t, &state);
	if (rc == RC_NOTFOUND)
		rc = account_by_mailbox(no->db, no->vault, a, email, &t,
		    &state, &d);
	return (rc == RC_OK ? RC_GONE : rc == RC_NOTFOUND ? RC_OK : rc);
}

/*
 * So many an address and day over the whole installation, so many an account and
 * hour (SECURITY.md 5.13); a mail is counted at its first try.  RC_GONE: enough for
 * him, RC_LIMIT: for the account.  Links that were asked for count for themselves.
 */
static RC
ack_allowed(struct notify *no, struct arena *a, const struct outbox *o,
    struct job *j)
{
	struct digest address = throttle_key(no->vault,
	    o->kind == OUTBOX_LINK ? "link" : "ack", j->to.email);
	struct digest account = throttle_key(no->vault, "ack-account",
	    arena_printf(a, "%llu", (unsigned long long)j->t->id.v));
	enum rc rc;

	if (o->attempts > 1)
		return (RC_OK);
	TRY(not_ours(no, a, j->to.email));
	rc = throttle_hit(no->db, &address, ACKS_A_DAY, 86400);
	if (rc != RC_OK || o->kind == OUTBOX_LINK)
		return (rc == RC_LIMIT ? RC_GONE : rc);
	return (throttle_hit(no->db, &account,
	    (unsigned)conf_int("Mail.Acks.Hour"), 3600));
}

/* Nothing the sender wrote: not even his name or subject (SECURITY 5.13). A new
   link is such a mail too: whoever holds an old one may have asked for it. */
static RC
make_ack(struct notify *no, struct arena *a, const struct outbox *o,
    struct job *j)
{
	bool again = o->kind == OUTBOX_LINK;
	const char *link;

	TRY(ack_allowed(no, a, o, j));
	TRY(ticket_link(a, j, &link));
	address(a, j, o);
	j->envelope = "";
	j->c.automatic = true;
	j->c.subject = arena_printf(a, "%s [%s]", tmpl_text(no->tmpl,
	    j->language, again ? "Mail.LinkSubject" : "Mail.AckSubject"),
	    j->tk.code);
	j->c.text = render(no, a, j, again ? "mail/link.txt" : "mail/ack.txt",
	    link, "", "");
	return (RC_OK);
}

/* References: the customer's own mails in this ticket, oldest first. */
static RC
thread(struct arena *a, struct job *j)
{
	struct message_list l;
	const char **v = arena_array(a, REFERENCES_MAX, sizeof(*v));
	size_t n = 0;

	TRY(message_list(j->t, a, &j->tk, &j->k, false, &l));
	for (size_t i = 0; i < l.n; i++) {
		if (l.v[i].kind != MESSAGE_INCOMING ||
		    str_empty(l.v[i].mail_message_id) ||
		    str_ends(l.v[i].mail_message_id, "@" MAIL_ID_MADE))
			continue;
		if (n == REFERENCES_MAX)
			memmove(v, v + 1, --n * sizeof(*v));
		v[n++] = l.v[i].mail_message_id;
	}
	j->c.references = v;
	j->c.nreferences = n;
	j->c.in_reply_to = n > 0 ? v[n - 1] : NULL;
	return (RC_OK);
}

static RC
attach(struct notify *no, struct arena *a, const struct outbox *o,
    struct job *j, struct message *m)
{
	j->why = "UnsentFile";
	TRY(message_files(j->t, a, no->files_dir, &j->tk, &j->k, o->message,
	    m));
	j->why = "UnsentMade";
	j->c.files = arena_array(a, m->nfiles, sizeof(*j->c.files));
	j->c.nfiles = m->nfiles;
	for (size_t i = 0; i < m->nfiles; i++)
		j->c.files[i] = (struct mail_file){
			.name = m->files[i].name, .type = m->files[i].type,
			.cid = "", .data = m->files[i].data,
		};
	return (RC_OK);
}

static RC
make_reply(struct notify *no, struct arena *a, const struct outbox *o,
    struct job *j)
{
	struct message m;
	struct agent g = { .signature = "" };
	const char *link;
	enum rc rc;

	TRY(attach(no, a, o, j, &m));
	if (m.removed)
		return (RC_GONE);
	if (m.author_kind == AUTHOR_AGENT)
		TRY(agent_get(j->t, a, (agent_id){ m.author }, &g));
	TRY(ticket_link(a, j, &link));
	TRY(thread(a, j));
	address(a, j, o);
	/* A delivery report to this address becomes a note on the ticket. */
	j->envelope = j->reply_address;
	j->c.subject = arena_printf(a, "Re: %s [%s]", j->tk.subject,
	    j->tk.code);
	j->c.text = render(no, a, j, "mail/reply.txt", link, m.text,
	    g.signature);
	rc = lookup_add(j->t, LOOKUP_MESSAGE_ID, j->c.message_id,
	    o->ticket.v, o->message.v);
	return (rc == RC_CONFLICT ? RC_OK : rc);
}

/* Of the plan's mails in this hour, at its first try.  RC_DENIED: it waits. */
static RC
count_mail(const struct outbox *o, struct job *j)
{
	int64_t wait;
	enum rc rc;

	if (!OUTBOX_OF_TICKET(o->kind) || o->attempts > 1)
		return (RC_OK);
	rc = usage_take(j->t, USAGE_MAILS, j->t->limits.mails, &wait);
	if (rc != RC_LIMIT)
		return (rc);
	j->full = wait;
	return (RC_DENIED);
}

/* What a mail leaves behind (link, counts, code) in one transaction, before it
   goes. */
static RC
make_once(struct notify *no, struct arena *a, const struct outbox *o,
    struct job *j)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, no->db));
	TRY(tenant(no, a, o, j));
	if (o->contact.v != 0)
		TRY(parting_not(j->t, o->contact));
	if (notice_kind(o->kind)) {
		j->envelope = "";
		TRY(notice_make(no, a, o, j->t, &j->c));
		TRY(count_mail(o, j));
		return (tx_commit(&tx));
	}
	TRY(gather(a, o, j));
	if (o->kind == OUTBOX_ACK || o->kind == OUTBOX_LINK)
		TRY(make_ack(no, a, o, j));
	else
		TRY(make_reply(no, a, o, j));
	TRY(count_mail(o, j));
	return (tx_commit(&tx));
}

static RC
make(struct notify *no, struct arena *a, const struct outbox *o,
    struct job *j)
{
	enum rc rc = RC_RETRY;

	for (int i = 0; i < 5 && rc == RC_RETRY; i++) {
		*j = (struct job){ .why = "UnsentMade" };
		rc = make_once(no, a, o, j);
	}
	return (rc);
}

static RC
tell_agents(struct notify *no, struct arena *a, const struct outbox *o,
    struct job *j, int status)
{
	if (status >= 500)
		return (bounce_note(j->t, a, no->tmpl, no->files_dir,
		    o->ticket, arena_printf(a, "%d", status), NULL, 0));
	return (bounce_unsent(j->t, a, no->tmpl, no->files_dir, o->ticket,
	    o->created_at, j->why));
}

/* Given up: the agents read it on the ticket. */
static RC
given_up(struct notify *no, struct arena *a, const struct outbox *o,
    struct job *j, int status)
{
	enum rc rc;

	if (o->kind == OUTBOX_REPLY && j->t != NULL) {
		rc = tell_agents(no, a, o, j, status);
		if (rc != RC_OK && rc != RC_GONE && rc != RC_NOTFOUND)
			return (rc);
	}
	metric_add(METRIC_MAIL_OUT + OUT_GIVEN_UP, 1);
	return (outbox_failed(no->db, o, status, true));
}

/*
 * A mail that could not be put together: a file is lost, a row damaged.  Some
 * hours are given to whoever mends it (a mount that is away).
 */
static RC
not_made(struct notify *no, struct arena *a, const struct outbox *o,
    struct job *j, enum rc rc)
{
	log_warn("mail %llu could not be made (%s)",
	    (unsigned long long)o->id.v, rc_name(rc));
	if (o->attempts >= MAKE_TRIES || outbox_old(o))
		return (given_up(no, a, o, j, 0));
	return (outbox_failed(no->db, o, 0, false));
}

/* Not now: its account is paused, or has sent as many as it may in this hour. */
static RC
not_now(struct notify *no, const struct outbox *o, struct job *j)
{
	if (j->full == 0)
		return (j->paused ? outbox_wait(no->db, o, PAUSED_WAIT)
		    : outbox_failed(no->db, o, 0, false));
	metric_add(METRIC_MAIL_OUT + OUT_OVER_PLAN, 1);
	TRY(outbox_later(j->t, j->full));
	return (outbox_wait(no->db, o, j->full));
}

RC
notify_send(struct notify *no, struct arena *a, const struct outbox *o)
{
	struct job j = { 0 };
	struct bytes raw;
	int status = 0;
	enum rc rc = make(no, a, o, &j);

	if (rc == RC_LIMIT && (rc = outbox_drop_acks(j.t)) == RC_OK)
		return (outbox_sent(no->db, o));
	if (rc == RC_GONE || rc == RC_NOTFOUND)
		return (outbox_sent(no->db, o));
	if (rc == RC_DENIED)
		return (not_now(no, o, &j));
	if (rc != RC_OK)
		return (not_made(no, a, o, &j, rc));
	rc = mail_compose(a, &j.c, &raw);
	if (rc == RC_OK) {
		j.why = "UnsentServer";
		rc = smtp_send(no->smtp, j.envelope, j.c.to.email, raw,
		    &status);
	}
	metric_add(METRIC_MAIL_OUT + (rc == RC_OK ? OUT_SENT : OUT_TRIED), 1);
	if (rc == RC_OK)
		return (outbox_sent(no->db, o));
	log_warn("mail %llu was not taken (%s, %d)",
	    (unsigned long long)o->id.v, rc_name(rc), status);
	if (rc == RC_INVALID || outbox_old(o))
		return (given_up(no, a, o, &j, status));
	return (outbox_failed(no->db, o, status, false));
}
