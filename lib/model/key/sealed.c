/* Every sealed value is opened (sealed.h): the command line only. */
#include "model/key/sealed.h"

#include "core/log.h"
#include "core/str.h"
#include "model/key/keyring.h"
#include "model/key/restoration.h"
#include "model/ticket/message_row.h"

#define PAGE	500
#define TOLD	20

/*
 * Rows of: the value's place (ascending), the kind of whose key it is (0: the
 * account's), his id, the value; after a place, in its order.
 */
#define PAGED(place, kind, id, value, rest)				\
	"SELECT " place ", " kind ", " id ", " value " FROM " rest	\
	" AND " place " > ? ORDER BY " place " LIMIT 500"

QUERY(Q_SEALED_CONTACT, Q_TENANT, PAGED("contact_id", "1", "contact_id",
    "sealed", "contact WHERE account_id = ?"));
QUERY(Q_SEALED_COMPANY, Q_TENANT, PAGED("company_id", "3", "company_id",
    "sealed", "company WHERE account_id = ?"));
QUERY(Q_SEALED_CONTACT_LOGIN, Q_TENANT, PAGED("contact_id", "1",
    "contact_id", "password", "contact_login WHERE account_id = ?"));
QUERY(Q_SEALED_AGENT, Q_TENANT, PAGED("agent_id", "2", "agent_id", "sealed",
    "agent WHERE account_id = ?"));
QUERY(Q_SEALED_AGENT_LOGIN, Q_TENANT, PAGED("agent_id", "2", "agent_id",
    "password", "agent_login WHERE account_id = ?"));
QUERY(Q_SEALED_AVATAR, Q_TENANT,
    "SELECT agent_id, 2, agent_id, sealed FROM agent_avatar"
    " WHERE account_id = ? AND agent_id > ? ORDER BY agent_id LIMIT 50");
QUERY(Q_SEALED_TOKEN, Q_TENANT, PAGED("token_id", "2", "agent_id", "sealed",
    "api_token WHERE account_id = ?"));
QUERY(Q_SEALED_FACTOR_CONTACT, Q_TENANT, PAGED("subject_id", "kind",
    "subject_id", "sealed", "factor WHERE account_id = ? AND kind = 1"));
QUERY(Q_SEALED_FACTOR_AGENT, Q_TENANT, PAGED("subject_id", "kind",
    "subject_id", "sealed", "factor WHERE account_id = ? AND kind = 2"));
QUERY(Q_SEALED_PASSKEY, Q_TENANT, PAGED("passkey_id", "kind", "subject_id",
    "sealed", "passkey WHERE account_id = ?"));
QUERY(Q_SEALED_SESSION, Q_TENANT, PAGED("session_id",
    "IF(kind IN (1, 4), 2, 1)", "subject_id", "sealed",
    "session WHERE account_id = ?"));
QUERY(Q_SEALED_THANKS, Q_TENANT, PAGED("thanks_id", "1", "contact_id",
    "sealed", "security_thanks WHERE account_id = ?"));
QUERY(Q_SEALED_EXPORT, Q_TENANT, PAGED("export_id",
    "IF(contact_id IS NULL, 49, 1)", "IFNULL(contact_id, secret_id)",
    "sealed", "contact_export WHERE account_id = ?"));
QUERY(Q_SEALED_OUTBOX, Q_TENANT, PAGED("outbox_id",
    "IF(agent_id <> 0, 2, 1)", "IF(agent_id <> 0, agent_id, contact_id)",
    "sealed", "outbox WHERE account_id = ?"));
QUERY(Q_SEALED_PROVIDER, Q_TENANT, PAGED("request_id", "0", "0", "sealed",
    "provider_request WHERE account_id = ?"));
QUERY(Q_SEALED_BILLING, Q_TENANT, PAGED("secret_id", "0", "0", "sealed",
    "billing_secret WHERE account_id = ?"));
QUERY(Q_SEALED_LIST, Q_TENANT, PAGED("place", "0", "0", "sealed",
    "allow_list WHERE account_id = ?"));
QUERY(Q_SEALED_MENTION, Q_TENANT, PAGED("contact_id", "0", "0", "sealed",
    "mention_review WHERE account_id = ? AND sealed IS NOT NULL"));
QUERY(Q_SEALED_JOB, Q_TENANT, PAGED("erasure_id", "48", "erasure_id",
    "sealed", "erasure_job WHERE account_id = ?"));
QUERY(Q_SEALED_HOLD, Q_TENANT, PAGED("hold_id", "0", "0", "sealed",
    "legal_hold WHERE account_id = ?"));
QUERY(Q_SEALED_SPAM_SENDER, Q_TENANT, PAGED("sender_id", "0", "0", "sealed",
    "spam_sender WHERE account_id = ?"));
QUERY(Q_SEALED_SPAM_MODEL, Q_TENANT, PAGED("account_id", "0", "0", "sealed",
    "spam_model WHERE account_id = ? AND sealed IS NOT NULL"));
QUERY(Q_SEALED_CONSENT, Q_TENANT, PAGED("consent_id", "1", "contact_id",
    "sealed", "consent WHERE account_id = ? AND sealed IS NOT NULL"));
QUERY(Q_SEALED_RESTRICTION, Q_TENANT, PAGED("contact_id", "1", "contact_id",
    "sealed", "restriction WHERE account_id = ?"));
QUERY(Q_SEALED_SIGNUP, Q_TENANT, PAGED("signup_id", "47", "signup_id",
    "sealed", "signup WHERE account_id = ?"));
QUERY(Q_SEALED_FAREWELL, Q_TENANT, PAGED("farewell_id", "50", "farewell_id",
    "sealed", "farewell WHERE account_id = ?"));
QUERY(Q_SEALED_REQUEST, Q_TENANT, PAGED("request_id", "1", "contact_id",
    "sealed", "request WHERE account_id = ? AND contact_id <> 0"
    " AND sealed IS NOT NULL"));
QUERY(Q_SEALED_REQUEST_OTHER, Q_TENANT, PAGED("request_id", "11",
    "request_id", "sealed", "request WHERE account_id = ? AND contact_id = 0"
    " AND sealed IS NOT NULL"));
/* As audit_person() says. */
QUERY(Q_SEALED_AUDIT, Q_TENANT, PAGED("n",
    "IF(actor_kind = 1, 2, IF(actor_kind = 2, 1,"
    " IF(object_id = 0, 0, IF(object_kind = 1, 2,"
    " IF(object_kind = 2, 1, 0)))))",
    "IF(actor_kind IN (1, 2), actor_id, object_id)", "sealed",
    "audit WHERE account_id = ?"));
/* Its place is made of its digest; there are few that carry something. */
QUERY(Q_SEALED_LINK, Q_TENANT,
    "SELECT CAST(CONV(HEX(REVERSE(SUBSTR(digest, 1, 8))), 16, 10)"
    " AS UNSIGNED), IF(agent_id IS NULL, 1, 2),"
    " IFNULL(agent_id, contact_id), sealed FROM link"
    " WHERE account_id = ? AND expires_at > ? AND sealed IS NOT NULL");

QUERY(Q_SEALED_TICKETS, Q_TENANT,
    "SELECT ticket_id, contact_id, sealed FROM ticket"
    " WHERE account_id = ? AND ticket_id > ? ORDER BY ticket_id LIMIT 500");
QUERY(Q_SEALED_MESSAGES, Q_TENANT,
    "SELECT message_id, author_kind, author_id, " SEALED_SMALL("sealed")
    ", " SEALED_SMALL("sealed_html") ", files, sealed_html IS NOT NULL"
    "  FROM message FORCE INDEX (message_ticket)"
    " WHERE account_id = ? AND ticket_id = ? AND message_id > ?"
    " ORDER BY message_id LIMIT 50");
QUERY(Q_SEALED_FILES, Q_TENANT,
    "SELECT attachment_id, size, sealed FROM attachment"
    " WHERE account_id = ? AND ticket_id = ? AND message_id = ?");

QUERY(Q_SEALED_SPAM_TICKET, Q_TENANT,
    "SELECT s.sealed, s.message_id, COALESCE(m.author_id, 0)"
    "  FROM spam_ticket s LEFT JOIN message m ON m.account_id = s.account_id"
    "   AND m.message_id = s.message_id"
    " WHERE s.account_id = ? AND s.ticket_id = ? LIMIT 1000");

static const struct column {
	const char		*name, *purpose;	/* NULL: K itself */
	const struct query	*q;
	bool			 once;	/* not by pages */
} columns[] = {
	{ "agent.sealed", NULL, &Q_SEALED_AGENT, false },
	{ "agent_avatar.sealed", "avatar", &Q_SEALED_AVATAR, false },
	{ "agent_login.password", "password", &Q_SEALED_AGENT_LOGIN, false },
	{ "allow_list.sealed", "allow-list", &Q_SEALED_LIST, false },
	{ "api_token.sealed", "api-token", &Q_SEALED_TOKEN, false },
	{ "audit.sealed", "audit", &Q_SEALED_AUDIT, false },
	{ "billing_secret.sealed", "billing-secret", &Q_SEALED_BILLING,
	  false },
	{ "company.sealed", NULL, &Q_SEALED_COMPANY, false },
	{ "consent.sealed", "register", &Q_SEALED_CONSENT, false },
	{ "contact.sealed", NULL, &Q_SEALED_CONTACT, false },
	{ "contact_export.sealed", "export", &Q_SEALED_EXPORT, false },
	{ "contact_login.password", "password", &Q_SEALED_CONTACT_LOGIN,
	  false },
	{ "erasure_job.sealed", NULL, &Q_SEALED_JOB, false },
	{ "factor.sealed", "totp", &Q_SEALED_FACTOR_CONTACT, false },
	{ "factor.sealed", "totp", &Q_SEALED_FACTOR_AGENT, false },
	{ "farewell.sealed", NULL, &Q_SEALED_FAREWELL, false },
	{ "legal_hold.sealed", "hold", &Q_SEALED_HOLD, false },
	{ "link.sealed", "link", &Q_SEALED_LINK, true },
	{ "mention_review.sealed", "mention", &Q_SEALED_MENTION, false },
	{ "outbox.sealed", "outbox", &Q_SEALED_OUTBOX, false },
	{ "passkey.sealed", "passkey", &Q_SEALED_PASSKEY, false },
	{ "provider_request.sealed", "provider-request", &Q_SEALED_PROVIDER,
	  false },
	{ "request.sealed", "register", &Q_SEALED_REQUEST, false },
	{ "request.sealed", NULL, &Q_SEALED_REQUEST_OTHER, false },
	{ "restriction.sealed", "register", &Q_SEALED_RESTRICTION, false },
	{ "security_thanks.sealed", NULL, &Q_SEALED_THANKS, false },
	{ "session.sealed", "session", &Q_SEALED_SESSION, false },
	{ "signup.sealed", NULL, &Q_SEALED_SIGNUP, false },
	{ "spam_model.sealed", "spam", &Q_SEALED_SPAM_MODEL, false },
	{ "spam_sender.sealed", "spam-sender", &Q_SEALED_SPAM_SENDER, false },
};
#define NCOLUMNS	(sizeof(columns) / sizeof(columns[0]))

/* What hangs on tickets is opened ticket by ticket. */
static const char *const of_tickets[] = { "attachment.sealed",
	"message.sealed", "message.sealed_html", "spam_ticket.sealed",
	"ticket.sealed" };
#define NOF_TICKETS	(sizeof(of_tickets) / sizeof(of_tickets[0]))

struct sealed_run {
	struct tenant		*t;
	struct arena		*a;	/* emptied after each value */
	int			 files_dir;
	struct sealed_counts	*n;
	/* the last person asked for */
	unsigned		 kind;
	uint64_t		 id;
	enum rc			 rc;
	struct key		 key;
	const struct sealed_see	*see;	/* or NULL */
	unsigned		 of_kind;	/* whose value is opened */
	uint64_t		 of;
};

static void
tell(struct sealed_run *r, const char *column, uint64_t place,
    struct bytes plain, struct bytes value)
{
	if (r->see != NULL)
		r->see->see(r->see->arg, &(struct sealed_seen){ column,
		    r->of_kind, r->of, place, plain, value });
}

const char *
sealed_column(size_t i)
{
	if (i < NCOLUMNS)
		return (columns[i].name);
	i -= NCOLUMNS;
	return (i < NOF_TICKETS ? of_tickets[i] : NULL);
}

static void
broken(struct sealed_run *r, const char *what, uint64_t id)
{
	if (r->n->broken++ < TOLD)
		log_warn("ALARM: account %llu: %s of %llu does not open",
		    (unsigned long long)r->t->id.v, what,
		    (unsigned long long)id);
}

/* K(person), or of the account. RC_GONE: forgotten. */
static RC
key_of(struct sealed_run *r, unsigned kind, uint64_t id, struct key *k_r)
{
	if (kind == 0) {
		*k_r = *r->t->key;
		return (RC_OK);
	}
	if (r->kind != kind || r->id != id) {
		r->rc = keyring_subject(r->t, (enum secret_kind)kind, id,
		    &r->key);
		r->kind = kind;
		r->id = id;
	}
	*k_r = r->key;
	return (r->rc);
}

/* RC_GONE: it does not open. */
static RC
opens(struct sealed_run *r, const struct key *k, const char *column,
    uint64_t place, struct bytes value)
{
	struct bytes plain;
	enum rc rc;

	if (value.n == 0)
		return (RC_OK);		/* holds nothing */
	rc = seal_open(r->a, k, (struct seal_place){ r->t->id, column,
	    place }, value, &plain);
	r->n->opened += rc == RC_OK;
	if (rc == RC_OK)
		tell(r, column, place, plain, value);
	arena_reset(r->a);
	return (rc);
}

static RC
column_row(struct sealed_run *r, const struct column *c, struct stmt *st)
{
	struct key k;
	enum rc rc;

	if (col_null(st, 3))
		return (RC_OK);
	rc = key_of(r, (unsigned)col_u64(st, 1), col_u64(st, 2), &k);
	if (rc == RC_GONE) {
		r->n->gone++;
		return (RC_OK);
	}
	TRY(rc);
	if (c->purpose != NULL)
		k = key_purpose(&k, c->purpose);
	r->of_kind = (unsigned)col_u64(st, 1);
	r->of = col_u64(st, 2);
	rc = opens(r, &k, c->name, col_u64(st, 0), col_bytes(st, 3));
	if (rc != RC_GONE)
		return (rc);
	/* Of the rows here only requests have secrets that are replaced. */
	rc = resealed_since(r->t, (unsigned)col_u64(st, 1), col_u64(st, 2));
	r->n->resealed += rc == RC_OK;
	if (rc == RC_NOTFOUND)
		broken(r, c->name, col_u64(st, 0));
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
column_page(struct sealed_run *r, const struct column *c, uint64_t *after,
    size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, r->t, c->q));
	bind_u64(st, *after);
	while ((rc = stmt_row(st)) == RC_OK) {
		TRY(column_row(r, c, st));
		*after = col_u64(st, 0);
		(*n_r)++;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* ---- tickets ----------------------------------------------------------------- */

/* To its end: each chunk is authenticated. */
static RC
whole_file(struct sealed_run *r, uint64_t id, uint64_t size,
    const struct key *k)
{
	struct attachment f = { .id = { id }, .size = size };
	struct bytes b;
	enum rc rc;

	if (r->files_dir < 0)
		return (RC_OK);
	rc = attachment_content(r->t, r->a, r->files_dir, &f, k, &b);
	if (rc == RC_OK)
		tell(r, "attachment.file", id, b, (struct bytes){ 0 });
	arena_reset(r->a);
	if (rc == RC_OK)
		r->n->files++;
	else if (rc == RC_NOTFOUND) {
		r->n->missing++;
		broken(r, "the missing file", id);
	} else if (rc == RC_GONE)
		broken(r, "the file", id);
	else
		return (rc);
	return (RC_OK);
}

static RC
files(struct sealed_run *r, uint64_t ticket, uint64_t message,
    const struct key *mk)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct secret s;
	struct key k;
	enum rc rc, one;

	TRY(stmt_tenant(&st, r->t, &Q_SEALED_FILES));
	bind_u64(st, ticket);
	bind_u64(st, message);
	while ((rc = stmt_row(st)) == RC_OK) {
		attachment_id id = { col_u64(st, 0) };

		one = secret_get(r->t, SECRET_ATTACHMENT, id.v, &s);
		if (one == RC_GONE) {
			r->n->gone++;
			continue;
		}
		TRY(one);
		k = key_file(mk, id, &s);
		one = opens(r, &k, "attachment.sealed", id.v,
		    col_bytes(st, 2));
		if (one == RC_GONE)
			broken(r, "attachment.sealed", id.v);
		else
			TRY(one);
		TRY(whole_file(r, id.v, col_u64(st, 1), &k));
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* Column 3 or 4, or what is too large for a row of many. */
static RC
text_opens(struct sealed_run *r, struct stmt *st, unsigned i,
    const struct key *k, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *alone = NULL;
	struct bytes sealed = col_bytes(st, i);
	enum rc rc = RC_OK;

	if (col_null(st, i))
		rc = message_sealed(r->t, (message_id){ id }, i == 4, &alone,
		    &sealed);
	if (rc != RC_OK)		/* removed meanwhile */
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	return (opens(r, k, i == 4 ? "message.sealed_html" : "message.sealed",
	    id, sealed));
}

static RC
message(struct sealed_run *r, struct stmt *st, uint64_t ticket,
    uint64_t requester, const struct key *tk)
{
	uint64_t id = col_u64(st, 0), nfiles = col_u64(st, 5);
	struct key k = *tk, author;
	enum rc rc = RC_OK;

	if (col_u64(st, 1) == AUTHOR_CONTACT && col_u64(st, 2) != requester) {
		rc = key_of(r, SECRET_CONTACT, col_u64(st, 2), &author);
		if (rc == RC_OK)
			k = key_author(tk, &author);
	}
	if (rc == RC_GONE) {
		r->n->gone++;
		return (RC_OK);
	}
	TRY(rc);
	rc = text_opens(r, st, 3, &k, id);
	if (rc == RC_OK && col_u64(st, 6) != 0)
		rc = text_opens(r, st, 4, &k, id);
	if (rc == RC_GONE) {
		broken(r, "message.sealed", id);
		return (RC_OK);
	}
	TRY(rc);
	return (nfiles > 0 ? files(r, ticket, id, &k) : RC_OK);
}

static RC
messages(struct sealed_run *r, uint64_t ticket, uint64_t requester,
    const struct key *tk)
{
	uint64_t after = 0;
	size_t n = 50;
	enum rc rc;

	while (n == 50) {
		CLEANUP(stmt_done) struct stmt *st = NULL;

		n = 0;
		TRY(stmt_tenant(&st, r->t, &Q_SEALED_MESSAGES));
		bind_u64(st, ticket);
		bind_u64(st, after);
		while ((rc = stmt_row(st)) == RC_OK) {
			TRY(message(r, st, ticket, requester, tk));
			after = col_u64(st, 0);
			n++;
		}
		if (rc != RC_NOTFOUND)
			return (rc);
	}
	return (RC_OK);
}

/* What the spam filter judged of it, if it did: the words are the author's. */
static RC
spam_row(struct sealed_run *r, struct stmt *st, uint64_t ticket,
    uint64_t requester, const struct key *tk)
{
	uint64_t answer = col_u64(st, 1), by = col_u64(st, 2);
	uint64_t id = answer != 0 ? answer : ticket;
	struct key k = *tk, author;
	enum rc rc = RC_OK;

	if (by != 0 && by != requester) {
		rc = key_of(r, SECRET_CONTACT, by, &author);
		if (rc == RC_GONE) {
			r->n->gone++;
			return (RC_OK);
		}
		TRY(rc);
		k = key_author(tk, &author);
	}
	rc = opens(r, &k, "spam_ticket.sealed", id, col_bytes(st, 0));
	if (rc != RC_GONE)
		return (rc);
	broken(r, "spam_ticket.sealed", id);
	return (RC_OK);
}

static RC
spam(struct sealed_run *r, uint64_t ticket, uint64_t requester,
    const struct key *tk)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, r->t, &Q_SEALED_SPAM_TICKET));
	bind_u64(st, ticket);
	while ((rc = stmt_row(st)) == RC_OK)
		TRY(spam_row(r, st, ticket, requester, tk));
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
ticket(struct sealed_run *r, uint64_t id, uint64_t requester,
    struct bytes value)
{
	struct key k;
	struct secret s;
	enum rc rc = key_of(r, SECRET_CONTACT, requester, &k);

	if (rc == RC_OK)
		rc = secret_get(r->t, SECRET_TICKET, id, &s);
	if (rc == RC_GONE) {
		r->n->gone++;
		return (RC_OK);
	}
	TRY(rc);
	k = key_ticket(&k, (ticket_id){ id }, &s);
	r->of_kind = SECRET_TICKET;
	r->of = id;
	rc = opens(r, &k, "ticket.sealed", id, value);
	if (rc == RC_OK) {
		TRY(spam(r, id, requester, &k));
		return (messages(r, id, requester, &k));
	}
	if (rc != RC_GONE)
		return (rc);
	rc = resealed_since(r->t, SECRET_TICKET, id);
	if (rc == RC_OK)
		r->n->resealed++;
	else if (rc == RC_NOTFOUND)
		broken(r, "ticket.sealed", id);
	else
		return (rc);
	return (RC_OK);
}

static RC
tickets(struct sealed_run *r)
{
	uint64_t after = 0;
	size_t n = PAGE;
	enum rc rc;

	while (n == PAGE) {
		CLEANUP(stmt_done) struct stmt *st = NULL;

		n = 0;
		TRY(stmt_tenant(&st, r->t, &Q_SEALED_TICKETS));
		bind_u64(st, after);
		while ((rc = stmt_row(st)) == RC_OK) {
			after = col_u64(st, 0);
			TRY(ticket(r, after, col_u64(st, 1),
			    col_bytes(st, 2)));
			n++;
		}
		if (rc != RC_NOTFOUND)
			return (rc);
	}
	return (RC_OK);
}

RC
sealed_walk(struct tenant *t, int files_dir, struct sealed_counts *n_r)
{
	return (sealed_walk_see(t, files_dir, NULL, n_r));
}

RC
sealed_walk_see(struct tenant *t, int files_dir, const struct sealed_see *see,
    struct sealed_counts *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(256U << 20);
	struct sealed_run r = { .t = t, .a = a, .files_dir = files_dir,
		.n = n_r, .see = see };
	uint64_t after;
	size_t n;

	*n_r = (struct sealed_counts){ 0 };
	for (size_t i = 0; i < NCOLUMNS; i++) {
		after = 0;
		do
			TRY(column_page(&r, &columns[i], &after, &n));
		while (n > 0 && !columns[i].once);
	}
	return (tickets(&r));
}
