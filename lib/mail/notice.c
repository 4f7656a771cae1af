/* Mails about a login and notices to agents (notice.h). */
#include "mail/notice.h"

#include "core/str.h"
#include "core/time.h"
#include "mail/notice_life.h"
#include "mail/notice_spam.h"
#include "model/access/factor.h"
#include "model/access/link.h"
#include "model/access/sight.h"
#include "model/access/throttle.h"
#include "model/account/account.h"
#include "model/account/signup.h"
#include "model/people/agent.h"
#include "model/people/contact.h"

#define NOTICES_AN_HOUR	30	/* about tickets, to one agent */

/* What each says stands under Letter.KEY in the texts. */
static const struct notice {
	enum outbox_kind  kind;
	const char	 *key;
	enum link_purpose purpose;	/* of its link, or 0 */
	const char	 *agents, *contacts;	/* the link's path before it */
} notices[] = {
	{ OUTBOX_INVITE, "Invite", LINK_INVITE, "/panel/invite/", NULL },
	{ OUTBOX_WELCOME, "Welcome", LINK_INVITE, "/panel/invite/", NULL },
	{ OUTBOX_SIGNUP, "Signup", 0, NULL, NULL },
	{ OUTBOX_RESET, "Reset", LINK_RESET, "/panel/reset/", "/reset/" },
	{ OUTBOX_MAGIC, "Magic", LINK_MAGIC, NULL, "/enter/" },
	{ OUTBOX_CONFIRM, "Confirm", LINK_CONFIRM, "/panel/confirm/",
	  "/confirm/" },
	{ OUTBOX_UNDO, "Undo", LINK_UNDO, "/panel/undo/", "/undo/" },
	{ OUTBOX_EXPORT, "Export", LINK_EXPORT, NULL,
	  "/account/data/" },
	{ OUTBOX_EXPORT_ALL, "ExportAll", 0, "/panel/settings/account", NULL },
	{ OUTBOX_EXPORT_FOR, "ExportFor", 0, "/panel/settings/account", NULL },
	{ OUTBOX_KNOWN, "Known", 0, NULL, NULL },
	{ OUTBOX_PASSWORD, "Password", 0, NULL, NULL },
	{ OUTBOX_FACTOR, "Factor", 0, NULL, NULL },
	{ OUTBOX_ODD, "Odd", 0, NULL, NULL },
	{ OUTBOX_HALF, "Odd", 0, NULL, NULL },
	{ OUTBOX_ROLE, "Role", 0, NULL, NULL },
	{ OUTBOX_STORAGE_ALMOST, "StorageAlmost", 0, NULL, NULL },
	{ OUTBOX_STORAGE_FULL, "StorageFull", 0, NULL, NULL },
	{ OUTBOX_OWNER_NEW, "OwnerNew", 0, NULL, NULL },
	{ OUTBOX_OWNER_OLD, "OwnerOld", 0, NULL, NULL },
	{ OUTBOX_NEW, "New", 0, "/panel/tickets/", NULL },
	{ OUTBOX_ASSIGNED, "Assigned", 0, "/panel/tickets/", NULL },
	{ OUTBOX_ANSWERED, "Answered", 0, "/panel/tickets/", NULL },
	{ OUTBOX_SPAM_DIGEST, "SpamDigest", 0, NULL, NULL },
};

/* Who gets it. */
struct reader {
	contact_id	 contact;
	agent_id	 agent;
	unsigned	 generation;
	const char	*email, *language;
};

static const struct notice *
find(enum outbox_kind kind)
{
	for (size_t i = 0; i < sizeof(notices) / sizeof(notices[0]); i++)
		if (notices[i].kind == kind)
			return (&notices[i]);
	return (NULL);
}

bool
notice_kind(enum outbox_kind kind)
{
	return (kind == OUTBOX_NOTHING || privacy_kind(kind) ||
	    life_kind(kind) || farewell_kind(kind) || find(kind) != NULL);
}

static RC
reader_agent(struct arena *a, const struct outbox *o, struct tenant *t,
    struct reader *r)
{
	struct agent g;

	TRY(agent_get(t, a, o->agent, &g));
	if (g.state != (o->kind == OUTBOX_INVITE ||
	    o->kind == OUTBOX_WELCOME ? AGENT_INVITED
	    : AGENT_ACTIVE))
		return (RC_GONE);
	r->generation = g.generation;
	r->email = g.email;
	r->language = g.language;
	return (RC_OK);
}

static RC
reader_contact(struct arena *a, const struct outbox *o, struct tenant *t,
    struct reader *r)
{
	struct contact c;

	TRY(contact_get(t, a, o->contact, &c, NULL));
	if (c.gone)
		return (RC_GONE);
	r->generation = c.generation;
	r->email = c.email;
	r->language = c.language;
	return (RC_OK);
}

static RC
reader_get(struct arena *a, const struct outbox *o, struct tenant *t,
    struct reader *r, const char **carried_r)
{
	const char *email;

	*r = (struct reader){ .contact = o->contact, .agent = o->agent };
	if (o->agent.v != 0)
		TRY(reader_agent(a, o, t, r));
	else if (o->contact.v != 0)
		TRY(reader_contact(a, o, t, r));
	else
		return (RC_GONE);
	TRY(outbox_open(t, a, o, &email, carried_r));
	if (!str_empty(email))
		r->email = email;
	if (str_empty(r->email) || str_ends(r->email, ".invalid"))
		return (RC_GONE);
	if (str_empty(r->language))
		r->language = t->language;
	return (RC_OK);
}

/* "https://host/path": of the account's own host, whatever was asked for. */
static const char *
url(struct arena *a, struct tenant *t, const char *path, const char *last)
{
	if (t->port == 443)
		return (arena_printf(a, "https://%s%s%s", t->host, path,
		    last));
	return (arena_printf(a, "https://%s:%d%s%s", t->host, t->port, path,
	    last));
}

/* It lives from when it was asked for, however long the mail waited. */
static RC
link_make(struct arena *a, const struct outbox *o, struct tenant *t,
    const struct notice *no, const struct reader *r, const char *carried,
    const char **url_r)
{
	const char *path = r->agent.v != 0 ? no->agents : no->contacts;
	struct link l = {
		.purpose = no->purpose, .contact = r->contact,
		.agent = r->agent, .generation = r->generation,
		.expires_at = o->created_at + link_lifetime(no->purpose),
		.carried = carried,
	};
	struct token token;

	if (path == NULL || l.expires_at <= now_s())
		return (RC_GONE);
	TRY(link_add(t, a, &l, &token));
	*url_r = url(a, t, path, token.text);
	return (RC_OK);
}

/* A flood of tickets must not be one of mails: so many an hour for each. */
static RC
often(struct notify *no, struct arena *a, const struct outbox *o)
{
	struct digest d = throttle_key(no->vault, "notice", arena_printf(a,
	    "%llu", (unsigned long long)o->agent.v));
	enum rc rc = RC_OK;

	if (o->attempts <= 1)
		rc = throttle_hit(no->db, &d, NOTICES_AN_HOUR, 3600);
	return (rc == RC_LIMIT ? RC_GONE : rc);
}

/* The ticket's code and address, while it is his to see. */
static RC
ticket_make(struct arena *a, const struct outbox *o, struct tenant *t,
    const struct notice *no, const char **code_r, const char **url_r)
{
	struct viewer_list l;
	struct ticket tk;

	TRY(ticket_get(t, a, o->ticket, &tk, NULL));
	TRY(sight_viewers(t, a, tk.department, &l));
	if (tk.gone || tk.status == TICKET_SPAM ||
	    tk.status == TICKET_DELETED || !viewer_has(&l, o->agent) ||
	    (o->kind != OUTBOX_NEW && tk.agent.v != o->agent.v))
		return (RC_GONE);
	*code_r = tk.code;
	*url_r = url(a, t, no->agents, arena_printf(a, "%llu",
	    (unsigned long long)tk.id.v));
	return (RC_OK);
}

static const char *
text(struct notify *no, struct arena *a, const char *language,
    const char *key, const char *which)
{
	return (tmpl_text(no->tmpl, language, arena_printf(a,
	    "Letter.%s.%s", key, which)));
}

static const char *
render(struct notify *no, struct arena *a, struct tenant *t,
    const char *language, const struct notice *n, const char *code,
    const char *link)
{
	struct view *v = view_new();
	struct node *root = view_root(v);
	struct buf b = BUF_INIT(a);

	node_str(root, "Account", t->name);
	node_str(root, "Code", code);
	node_str(root, "Link", link);
	if (n->kind == OUTBOX_WELCOME)
		node_str(root, "Where", url(a, t, "/panel/", ""));
	node_str(root, "Letter.Text", text(no, a, language, n->key, "Text"));
	node_str(root, "Letter.Not", text(no, a, language, n->key, "Not"));
	tmpl_render(no->tmpl, "mail/notice.txt", v, language, &b);
	view_free(&v);
	return (buf_cstr(&b));
}

static const char *
render_privacy(struct notify *no, struct arena *a, struct tenant *t,
    const char *language, const struct privacy_letter *l)
{
	struct view *v = view_new();
	struct node *root = view_root(v);
	struct buf b = BUF_INIT(a);

	node_str(root, "Account", t->name);
	node_str(root, "Page.Zone", t->zone);
	if (l->path != NULL)
		node_str(root, "Link", url(a, t, l->path, ""));
	node_str(root, "Letter.Text", text(no, a, language, l->key, "Text"));
	node_str(root, "Letter.Not", text(no, a, language, l->key, "Not"));
	node_str(root, "Letter.Kind", l->kind);
	node_str(root, "Letter.Said", l->said);
	node_str(root, "Letter.Ground", l->ground);
	node_u64(root, "Letter.Number", l->number);
	if (l->until != 0) {
		node_i64(root, "Letter.Until", l->until);
		node_str(root, "Letter.UntilText", text(no, a, language,
		    l->key, "Until"));
	}
	tmpl_render(no->tmpl, "mail/privacy.txt", v, language, &b);
	view_free(&v);
	return (buf_cstr(&b));
}

/* About the account itself the provider writes, if he has one of his own. */
static RC
from_whom(struct notify *no, struct arena *a, const struct outbox *o,
    struct tenant *t, struct mail_addr *from_r)
{
	struct department d;
	struct tenant *from = t;
	enum rc rc;

	if (life_kind(o->kind) || o->kind == OUTBOX_WELCOME) {
		rc = account_provider(no->db, no->vault, a, &from);
		if (rc == RC_NOTFOUND)
			from = t;
		else
			TRY(rc);
	}
	rc = department_main(from, a, &d);
	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_GONE : rc);
	*from_r = (struct mail_addr){ from->name, d.mailbox };
	return (RC_OK);
}

static RC
privacy_make(struct notify *no, struct arena *a, const struct outbox *o,
    struct tenant *t, const struct reader *r, struct compose *c_r)
{
	const char *language = str_eq(r->language, "es") ? "es" : "en";
	struct privacy_letter pl;
	struct mail_addr from;

	TRY(life_kind(o->kind) ? life_letter(t, a, o, &pl)
	    : privacy_letter(t, a, o, &pl));
	TRY(from_whom(no, a, o, t, &from));
	*c_r = (struct compose){
		.from = from, .to = { "", r->email },
		.message_id = outbox_mail_id(a, t, o->id), .date = now_s(),
		.automatic = true,
		.subject = text(no, a, language, pl.key, "Subject"),
		.text = render_privacy(no, a, t, language, &pl),
	};
	return (RC_OK);
}

/* Whose account it was: nobody of this one, his address lies in the farewell. */
static const char *
render_farewell(struct notify *no, struct arena *a, struct tenant *t,
    const struct farewell *f, const struct privacy_letter *l)
{
	struct view *v = view_new();
	struct node *root = view_root(v);
	struct buf b = BUF_INIT(a);

	node_str(root, "Account", t->name);
	node_str(root, "Page.Zone", l->said);
	node_str(root, "Desk", f->company);
	node_str(root, "Person", f->name);
	node_u64(root, "Number", f->about.v);
	node_str(root, "Letter.Text", text(no, a, f->language, l->key,
	    "Text"));
	node_str(root, "Letter.Not", text(no, a, f->language, l->key, "Not"));
	if (l->path != NULL)
		node_str(root, "Link", url(a, t, l->path, ""));
	if (l->until != 0) {
		node_i64(root, "Letter.Until", l->until);
		node_str(root, "Letter.UntilText", text(no, a, f->language,
		    l->key, "Until"));
	}
	tmpl_render(no->tmpl, "mail/farewell.txt", v, f->language, &b);
	view_free(&v);
	return (buf_cstr(&b));
}

static RC
farewell_make(struct notify *no, struct arena *a, const struct outbox *o,
    struct tenant *t, struct compose *c_r)
{
	struct privacy_letter l;
	struct mail_addr from;
	struct farewell f;

	TRY(farewell_letter(t, a, o, &f, &l));
	TRY(from_whom(no, a, o, t, &from));
	*c_r = (struct compose){
		.from = from, .to = { "", f.email },
		.message_id = outbox_mail_id(a, t, o->id), .date = now_s(),
		.automatic = true,
		.subject = text(no, a, f.language, l.key, "Subject"),
		.text = render_farewell(no, a, t, &f, &l),
	};
	return (RC_OK);
}

/* His second factor was missing: RC_GONE when he gave it in the meantime. */
static RC
half_still(const struct outbox *o, struct tenant *t)
{
	bool agent = o->agent.v != 0, came;

	TRY(factor_came(t, (struct person){
		.kind = agent ? SECRET_AGENT : SECRET_CONTACT,
		.id = agent ? o->agent.v : o->contact.v }, o->created_at,
	    &came));
	return (came ? RC_GONE : RC_OK);
}

/* Nobody yet: his address lies in the sign-up, and none of his words goes out. */
static RC
signup_make(struct notify *no, struct arena *a, const struct outbox *o,
    struct tenant *t, const struct notice *n, struct compose *c_r)
{
	struct token token;
	struct signup s;
	struct mail_addr from;

	TRY(signup_mail(t, a, o->message.v, &s, &token));
	TRY(from_whom(no, a, o, t, &from));
	*c_r = (struct compose){
		.from = from, .to = { "", s.email },
		.message_id = outbox_mail_id(a, t, o->id), .date = now_s(),
		.automatic = true,
		.subject = text(no, a, s.language, n->key, "Subject"),
		.text = render(no, a, t, s.language, n, "", url(a, t,
		    "/signup/confirm/", token.text)),
	};
	return (RC_OK);
}

static RC
digest_make(struct notify *no, struct arena *a, const struct outbox *o,
    struct tenant *t, const struct reader *r, struct compose *c_r)
{
	struct mail_addr from;
	const char *body;

	TRY(spam_letter(no, a, o, t, url(a, t, "/panel/", ""), &body));
	TRY(from_whom(no, a, o, t, &from));
	*c_r = (struct compose){
		.from = from, .to = { "", r->email },
		.message_id = outbox_mail_id(a, t, o->id), .date = now_s(),
		.automatic = true, .text = body,
		.subject = text(no, a, str_eq(r->language, "es") ? "es" : "en",
		    "SpamDigest", "Subject"),
	};
	return (RC_OK);
}

RC
notice_make(struct notify *no, struct arena *a, const struct outbox *o,
    struct tenant *t, struct compose *c_r)
{
	const struct notice *n = find(o->kind);
	const char *carried, *code = "", *link = "", *language;
	struct mail_addr from;
	struct reader r;

	if (farewell_kind(o->kind))
		return (farewell_make(no, a, o, t, c_r));
	if (n == NULL && !privacy_kind(o->kind) && !life_kind(o->kind))
		return (RC_GONE);
	if (o->kind == OUTBOX_SIGNUP)
		return (signup_make(no, a, o, t, n, c_r));
	TRY(reader_get(a, o, t, &r, &carried));
	if (n == NULL)
		return (privacy_make(no, a, o, t, &r, c_r));
	if (o->kind == OUTBOX_SPAM_DIGEST)
		return (digest_make(no, a, o, t, &r, c_r));
	if (o->kind == OUTBOX_HALF)
		TRY(half_still(o, t));
	if (n->purpose != 0)
		TRY(link_make(a, o, t, n, &r, carried, &link));
	else if (o->ticket.v != 0) {
		TRY(ticket_make(a, o, t, n, &code, &link));
		TRY(often(no, a, o));
	} else if (n->agents != NULL && o->agent.v != 0)
		link = url(a, t, n->agents, "");
	TRY(from_whom(no, a, o, t, &from));
	language = str_eq(r.language, "es") ? "es" : "en";
	*c_r = (struct compose){
		.from = from, .to = { "", r.email },
		.message_id = outbox_mail_id(a, t, o->id), .date = now_s(),
		.automatic = true,
		.subject = str_empty(code) ? text(no, a, language, n->key,
		    "Subject") : arena_printf(a, "%s [%s]", text(no, a,
		    language, n->key, "Subject"), code),
		.text = render(no, a, t, language, n, code, link),
	};
	return (RC_OK);
}
