/*
 * What goes in an erasure's first transaction, together with the secret: all
 * that leads to the person or lets him in (erasure.h).
 */
#include "model/access/session.h"
#include "model/people/agent_row.h"
#include "model/people/contact.h"
#include "model/people/generation.h"
#include "model/people/lookup.h"
#include "model/privacy/erasure_row.h"
#include "model/privacy/export.h"
#include "model/spam/spam_row.h"

QUERY(Q_FIRST_CONTACT, Q_TENANT,
    "SELECT contact_id FROM contact"
    " WHERE account_id = ? AND contact_id = ? FOR UPDATE");
QUERY(Q_FIRST_TICKET, Q_TENANT,
    "SELECT contact_id FROM ticket"
    " WHERE account_id = ? AND ticket_id = ? FOR UPDATE");
QUERY(Q_FIRST_ATTACHMENT, Q_TENANT,
    "SELECT attachment_id FROM attachment"
    " WHERE account_id = ? AND attachment_id = ? FOR UPDATE");
QUERY(Q_FIRST_COMPANY, Q_TENANT,
    "SELECT company_id FROM company"
    " WHERE account_id = ? AND company_id = ? FOR UPDATE");
QUERY(Q_FIRST_AGENT, Q_TENANT,
    "SELECT role FROM agent WHERE account_id = ? AND agent_id = ? FOR UPDATE");

/* The spam filter's model is looked at: what it learnt from him goes. */
QUERY(Q_FIRST_RECOUNT, Q_TENANT,
    "UPDATE spam_model SET checked_at = 0 WHERE account_id = ?");

/* What an admin let in or shut out by address (spam.h). */
QUERY(Q_FIRST_SENDER, Q_TENANT,
    "SELECT sender_id FROM spam_sender WHERE account_id = ? AND digest = ?"
    " FOR UPDATE");
QUERY(Q_WIPE_SENDER, Q_TENANT,
    "DELETE FROM spam_sender WHERE account_id = ? AND sender_id = ?");

QUERY(Q_WIPE_SESSION, Q_TENANT,
    "DELETE FROM session WHERE account_id = ? AND kind = ? AND subject_id = ?");
QUERY(Q_WIPE_LOOKUP, Q_TENANT,
    "DELETE FROM olvido_index.lookup"
    " WHERE account_id = ? AND kind = ? AND id = ?");
QUERY(Q_WIPE_RECOVERY, Q_TENANT,
    "DELETE FROM recovery_code"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?");
QUERY(Q_WIPE_PASSKEY, Q_TENANT,
    "DELETE FROM passkey WHERE account_id = ? AND kind = ? AND subject_id = ?");
QUERY(Q_WIPE_FACTOR, Q_TENANT,
    "DELETE FROM factor WHERE account_id = ? AND kind = ? AND subject_id = ?");
QUERY(Q_WIPE_CONTACT_LINK, Q_TENANT,
    "DELETE FROM link WHERE account_id = ? AND contact_id = ?");
QUERY(Q_WIPE_CONTACT_LOGIN, Q_TENANT,
    "DELETE FROM contact_login WHERE account_id = ? AND contact_id = ?");
QUERY(Q_WIPE_CONTACT_WAITING, Q_TENANT,
    "DELETE FROM outbox"
    " WHERE account_id = ? AND contact_id = ? AND state = 1");
QUERY(Q_WIPE_THANKS, Q_TENANT,
    "DELETE FROM security_thanks WHERE account_id = ? AND contact_id = ?");
QUERY(Q_WIPE_CONSENT, Q_TENANT,
    "DELETE FROM consent WHERE account_id = ? AND contact_id = ?");
QUERY(Q_WIPE_RESTRICTION, Q_TENANT,
    "DELETE FROM restriction WHERE account_id = ? AND contact_id = ?");
/* That he asked, when, and what was decided stays (SECURITY 5.20). */
QUERY(Q_WIPE_REQUEST, Q_TENANT,
    "UPDATE request SET sealed = NULL"
    " WHERE account_id = ? AND contact_id = ? AND sealed IS NOT NULL");
/* How many there were stays, why some do does not. */
QUERY(Q_WIPE_MENTION, Q_TENANT,
    "UPDATE mention_review SET sealed = NULL"
    " WHERE account_id = ? AND contact_id = ? AND sealed IS NOT NULL");
QUERY(Q_WIPE_AGENT_LINK, Q_TENANT,
    "DELETE FROM link WHERE account_id = ? AND agent_id = ?");
QUERY(Q_WIPE_AGENT_LOGIN, Q_TENANT,
    "DELETE FROM agent_login WHERE account_id = ? AND agent_id = ?");
QUERY(Q_WIPE_AGENT_AVATAR, Q_TENANT,
    "DELETE FROM agent_avatar WHERE account_id = ? AND agent_id = ?");
QUERY(Q_WIPE_AGENT_WAITING, Q_TENANT,
    "DELETE FROM outbox WHERE account_id = ? AND agent_id = ? AND state = 1");
QUERY(Q_WIPE_TOKEN, Q_TENANT,
    "DELETE FROM api_token WHERE account_id = ? AND agent_id = ?");
QUERY(Q_WIPE_TICKET_LINK, Q_TENANT,
    "DELETE FROM link"
    " WHERE account_id = ? AND contact_id = ? AND ticket_id = ?");
QUERY(Q_WIPE_TICKET_SESSION, Q_TENANT,
    "DELETE FROM session WHERE account_id = ? AND kind = 3"
    " AND subject_id = ? AND ticket_id = ?");
QUERY(Q_WIPE_TICKET_WAITING, Q_TENANT,
    "DELETE FROM outbox WHERE account_id = ? AND ticket_id = ? AND state = 1");

/* Everybody's: a factor last, whose rows hang on it. */
static const struct wipe of_contact[] = {
	{ &Q_WIPE_SESSION, "session", SESSION_CONTACT },
	{ &Q_WIPE_SESSION, "session", SESSION_TICKET },
	{ &Q_WIPE_SESSION, "session", SESSION_CONTACT_HALF },
	{ &Q_WIPE_CONTACT_LINK, "link", 0 },
	{ &Q_WIPE_CONTACT_LOGIN, "contact_login", 0 },
	{ &Q_WIPE_RECOVERY, "recovery_code", SECRET_CONTACT },
	{ &Q_WIPE_PASSKEY, "passkey", SECRET_CONTACT },
	{ &Q_WIPE_FACTOR, "factor", SECRET_CONTACT },
	{ &Q_WIPE_LOOKUP, "lookup", LOOKUP_CONTACT_EMAIL },
	{ &Q_WIPE_LOOKUP, "lookup", LOOKUP_CONTACT_PHONE },
	{ &Q_WIPE_CONTACT_WAITING, "outbox", 0 },
	{ &Q_WIPE_THANKS, "security_thanks", 0 },
	{ &Q_WIPE_CONSENT, "consent", 0 },
	{ &Q_WIPE_RESTRICTION, "restriction", 0 },
	{ &Q_WIPE_REQUEST, "request", 0 },
	{ &Q_WIPE_MENTION, "mention_review", 0 },
}, of_agent[] = {
	{ &Q_WIPE_SESSION, "session", SESSION_AGENT },
	{ &Q_WIPE_SESSION, "session", SESSION_AGENT_HALF },
	{ &Q_WIPE_AGENT_LINK, "link", 0 },
	{ &Q_WIPE_AGENT_LOGIN, "agent_login", 0 },
	{ &Q_WIPE_RECOVERY, "recovery_code", SECRET_AGENT },
	{ &Q_WIPE_PASSKEY, "passkey", SECRET_AGENT },
	{ &Q_WIPE_FACTOR, "factor", SECRET_AGENT },
	{ &Q_WIPE_LOOKUP, "lookup", LOOKUP_AGENT_EMAIL },
	{ &Q_WIPE_TOKEN, "api_token", 0 },
	{ &Q_WIPE_AGENT_AVATAR, "agent_avatar", 0 },
	{ &Q_WIPE_AGENT_WAITING, "outbox", 0 },
}, of_ticket[] = {
	{ &Q_WIPE_LOOKUP, "lookup", LOOKUP_MESSAGE_ID },
	{ &Q_WIPE_LOOKUP, "lookup", LOOKUP_REPLY_CODE },
	{ &Q_WIPE_TICKET_WAITING, "outbox", 0 },
};
#define COUNT(v)	(sizeof(v) / sizeof((v)[0]))

static RC
there(struct tenant *t, const struct query *q, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id);
	return (stmt_row(st));
}

RC
erasure_lock_contact(struct tenant *t, uint64_t id)
{
	enum rc rc = there(t, &Q_FIRST_CONTACT, id);

	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
erasure_lock_subject(struct tenant *t, const struct erasure *e)
{
	static const struct query *const row[] = {
		[ERASE_CONTACT] = &Q_FIRST_CONTACT,
		[ERASE_AGENT] = &Q_FIRST_AGENT,
		[ERASE_TICKET] = &Q_FIRST_TICKET,
		[ERASE_REQUESTER] = &Q_FIRST_TICKET,
		[ERASE_ATTACHMENT] = &Q_FIRST_ATTACHMENT,
		[ERASE_COMPANY] = &Q_FIRST_COMPANY };

	return (there(t, row[e->scope], e->subject));
}

static RC
role_locked(struct tenant *t, uint64_t id, enum role *role_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_FIRST_AGENT));
	bind_u64(st, id);
	TRY(stmt_row(st));
	*role_r = (enum role)col_u64(st, 0);
	return (RC_OK);
}

/* Admins and the owner erase colleagues; nobody himself, nobody the owner. */
RC
erasure_may_go(struct tenant *t, const struct erasure *e)
{
	struct agent_pair p;
	enum role role;

	if (e->scope != ERASE_AGENT)
		return (RC_OK);
	if (e->by_kind == ACTOR_AGENT) {
		TRY(agent_pair(t, (agent_id){ e->by },
		    (agent_id){ e->subject }, &p));
		return (e->by != e->subject &&
		    role_manages(p.actor, p.target) ? RC_OK : RC_DENIED);
	}
	TRY(role_locked(t, e->subject, &role));
	return (role < ROLE_OWNER && e->by_kind == ACTOR_PROVIDER ? RC_OK
	    : RC_DENIED);
}

/* *id_r: 0 when he is on no list. */
static RC
sender_of(struct tenant *t, const char *email, uint64_t *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d = spam_sender_digest(t, "address", email);
	enum rc rc;

	*id_r = 0;
	TRY(stmt_tenant(&st, t, &Q_FIRST_SENDER));
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	rc = stmt_row(st);
	if (rc == RC_OK)
		*id_r = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* It has no secret; its tombstone tells a restore that it went. */
static RC
sender_wipe(struct tenant *t, const struct erasure *e, const char *email)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t id, n;

	TRY(sender_of(t, email, &id));
	if (id == 0)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_WIPE_SENDER));
	bind_u64(st, id);
	TRY(stmt_exec(st, &n));
	TRY(secret_drop(t, SECRET_SENDER, &id, 1, e->id));
	return (erasure_count_add(t, e->id, "spam_sender", n));
}

/* His address is known as long as his secret is: once is enough. */
static RC
senders(struct tenant *t, const struct erasure *e)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct tenant all = *t;
	struct contact c;
	struct key k;
	enum rc rc;

	all.sight = NULL;
	all.withheld = NULL;
	rc = contact_author(&all, a, (contact_id){ e->subject }, &c, &k);
	explicit_bzero(&k, sizeof(k));
	if (rc != RC_OK || *c.email == '\0')
		return (rc == RC_GONE ? RC_OK : rc);
	return (sender_wipe(t, e, c.email));
}

static RC
first_contact(struct tenant *t, const struct erasure *e)
{
	TRY(there(t, &Q_FIRST_CONTACT, e->subject));
	TRY(contact_generation(t, e->subject));
	TRY(senders(t, e));
	return (wipe_rows(t, e, of_contact, COUNT(of_contact), e->subject,
	    NULL));
}

/* Mailed links to it, and sessions that they opened. */
static RC
ticket_ways(struct tenant *t, const struct erasure *e, const struct query *q,
    const char *name, uint64_t contact)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, contact);
	bind_u64(st, e->subject);
	TRY(stmt_exec(st, &n));
	return (erasure_count_add(t, e->id, name, n));
}

static RC
first_ticket(struct tenant *t, const struct erasure *e)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t contact;

	TRY(stmt_tenant(&st, t, &Q_FIRST_TICKET));
	bind_u64(st, e->subject);
	TRY(stmt_row(st));
	contact = col_u64(st, 0);
	stmt_done(&st);
	TRY(ticket_ways(t, e, &Q_WIPE_TICKET_LINK, "link", contact));
	TRY(ticket_ways(t, e, &Q_WIPE_TICKET_SESSION, "session", contact));
	return (wipe_rows(t, e, of_ticket, COUNT(of_ticket), e->subject,
	    NULL));
}

static RC
model_recount(struct tenant *t)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_FIRST_RECOUNT));
	return (stmt_exec(st, NULL));
}

RC
erasure_first(struct tenant *t, const struct erasure *e)
{
	if (e->scope == ERASE_CONTACT || e->scope == ERASE_TICKET)
		TRY(model_recount(t));
	TRY(exports_anew(t));
	switch (e->scope) {
	case ERASE_CONTACT:
		return (first_contact(t, e));
	case ERASE_AGENT:
		TRY(there(t, &Q_FIRST_AGENT, e->subject));
		return (wipe_rows(t, e, of_agent, COUNT(of_agent),
		    e->subject, NULL));
	case ERASE_TICKET:
	case ERASE_REQUESTER:
		return (first_ticket(t, e));
	case ERASE_ATTACHMENT:
		return (there(t, &Q_FIRST_ATTACHMENT, e->subject));
	case ERASE_COMPANY:
		return (there(t, &Q_FIRST_COMPANY, e->subject));
	default:
		return (RC_INVALID);
	}
}
