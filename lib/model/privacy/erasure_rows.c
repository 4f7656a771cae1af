/*
 * What an erasure removes after its secret is gone, a short transaction at a
 * time (erasure.h).  Each may be ended anywhere and run again: rows and files
 * that went are not found again, and what is counted is counted where it goes.
 */
#include "model/privacy/erasure_row.h"

#include <errno.h>
#include <unistd.h>

#include "core/fault.h"
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/people/lookup.h"
#include "model/privacy/export.h"
#include "model/search/index.h"
#include "model/ticket/message_row.h"

#define SPAN_US		20000	/* of one transaction, besides its commit */
#define FILES		50
#define ROWS		"500"	/* the LIMITs of this file */
#define ROWS_N		500

QUERY(Q_ROWS_TICKET, Q_TENANT,
    "SELECT ticket_id FROM ticket FORCE INDEX (ticket_contact)"
    " WHERE account_id = ? AND contact_id = ? LIMIT 16");
QUERY(Q_ROWS_ELSEWHERE, Q_TENANT,
    "SELECT ticket_id FROM message FORCE INDEX (message_author)"
    " WHERE account_id = ? AND author_kind = 1 AND author_id = ? LIMIT 1");
QUERY(Q_ROWS_MESSAGES, Q_TENANT,
    "SELECT message_id FROM message FORCE INDEX (message_ticket)"
    " WHERE account_id = ? AND ticket_id = ?"
    " AND author_kind = 1 AND author_id = ? LIMIT 100");
/* An erasure alone removes a text and names nobody who did it. */
QUERY(Q_ROWS_EMPTIED, Q_TENANT,
    "SELECT message_id FROM message FORCE INDEX (message_ticket)"
    " WHERE account_id = ? AND ticket_id = ?"
    " AND author_kind = 1 AND redacted_by = 0 AND flags & ? <> 0 LIMIT 100");
QUERY(Q_ROWS_FILES, Q_TENANT,
    "SELECT attachment_id FROM attachment"
    " WHERE account_id = ? AND ticket_id IN " IDS_LIST " LIMIT 50");
QUERY(Q_ROWS_MESSAGE_FILES, Q_TENANT,
    "SELECT attachment_id FROM attachment"
    " WHERE account_id = ? AND ticket_id = ? AND message_id = ?");
QUERY(Q_ROWS_FILE_PLACE, Q_TENANT,
    "SELECT ticket_id, message_id FROM attachment"
    " WHERE account_id = ? AND attachment_id = ?");
QUERY(Q_WIPE_FILE, Q_TENANT,
    "DELETE FROM attachment WHERE account_id = ? AND attachment_id IN " IDS_LIST);
QUERY(Q_WIPE_MESSAGE, Q_TENANT,
    "DELETE FROM message WHERE account_id = ? AND message_id = ?");
QUERY(Q_WIPE_MESSAGE_SPAM, Q_TENANT,
    "DELETE FROM spam_ticket"
    " WHERE account_id = ? AND ticket_id = ? AND message_id = ?");
QUERY(Q_WIPE_MESSAGE_ID, Q_TENANT,
    "DELETE FROM olvido_index.lookup"
    " WHERE account_id = ? AND kind = 3 AND id = ? AND id2 = ?");
QUERY(Q_ROWS_MESSAGES_LESS, Q_TENANT,
    "UPDATE ticket SET messages = messages - LEAST(messages, ?)"
    " WHERE account_id = ? AND ticket_id = ?");
QUERY(Q_ROWS_FILES_LESS, Q_TENANT,
    "UPDATE message SET files = files - LEAST(files, 1)"
    " WHERE account_id = ? AND message_id = ?");

QUERY(Q_WIPE_TICKET_MESSAGE, Q_TENANT,
    "DELETE FROM message"
    " WHERE account_id = ? AND ticket_id IN " IDS_LIST " LIMIT " ROWS);
QUERY(Q_WIPE_TICKET_TERM, Q_TENANT,
    "DELETE FROM olvido_index.term"
    " WHERE account_id = ? AND ticket_id IN " IDS_LIST " LIMIT " ROWS);
QUERY(Q_WIPE_TICKET_LOOKUP, Q_TENANT,
    "DELETE FROM olvido_index.lookup"
    " WHERE account_id = ? AND kind = ? AND id IN " IDS_LIST " LIMIT " ROWS);
QUERY(Q_WIPE_TICKET_OUTBOX, Q_TENANT,
    "DELETE FROM outbox"
    " WHERE account_id = ? AND ticket_id IN " IDS_LIST " LIMIT " ROWS);
QUERY(Q_WIPE_TICKET_TAG, Q_TENANT,
    "DELETE FROM ticket_tag WHERE account_id = ? AND ticket_id IN " IDS_LIST);
QUERY(Q_WIPE_TICKET_SPAM, Q_TENANT,
    "DELETE FROM spam_ticket WHERE account_id = ? AND ticket_id IN " IDS_LIST);
QUERY(Q_WIPE_TICKET_HOLD, Q_TENANT,
    "DELETE FROM legal_hold"
    " WHERE account_id = ? AND kind = ? AND id IN " IDS_LIST);
QUERY(Q_WIPE_TICKET, Q_TENANT,
    "DELETE FROM ticket WHERE account_id = ? AND ticket_id IN " IDS_LIST);

QUERY(Q_WIPE_CONTACT_OUTBOX, Q_TENANT,
    "DELETE FROM outbox WHERE account_id = ? AND contact_id = ? LIMIT " ROWS);
QUERY(Q_WIPE_CONTACT, Q_TENANT,
    "DELETE FROM contact WHERE account_id = ? AND contact_id = ?");
QUERY(Q_ROWS_EXPORTS, Q_TENANT,
    "SELECT export_id FROM contact_export"
    " WHERE account_id = ? AND contact_id = ? LIMIT 100");
QUERY(Q_ROWS_EXPORT_SECRETS, Q_TENANT,
    "SELECT secret_id FROM contact_export"
    " WHERE account_id = ? AND contact_id = ? AND secret_id <> 0 LIMIT 100");
QUERY(Q_WIPE_EXPORT, Q_TENANT,
    "DELETE FROM contact_export WHERE account_id = ? AND export_id = ?");
QUERY(Q_WIPE_AGENT_OUTBOX, Q_TENANT,
    "DELETE FROM outbox WHERE account_id = ? AND agent_id = ? LIMIT " ROWS);
QUERY(Q_WIPE_AGENT_DEPARTMENT, Q_TENANT,
    "DELETE FROM agent_department WHERE account_id = ? AND agent_id = ?");
QUERY(Q_WIPE_AGENT_DIGEST, Q_TENANT,
    "DELETE FROM spam_digest WHERE account_id = ? AND agent_id = ?");
QUERY(Q_WIPE_AGENT, Q_TENANT,
    "DELETE FROM agent WHERE account_id = ? AND agent_id = ?");
QUERY(Q_ROWS_ASSIGNED, Q_TENANT,
    "SELECT ticket_id FROM ticket FORCE INDEX (ticket_agent_status)"
    " WHERE account_id = ? AND agent_id = ? AND status < 5 LIMIT 20");

QUERY(Q_WIPE_COMPANY_OF, Q_TENANT,
    "UPDATE contact SET company_id = 0"
    " WHERE account_id = ? AND company_id = ? LIMIT " ROWS);
QUERY(Q_WIPE_COMPANY, Q_TENANT,
    "DELETE FROM company WHERE account_id = ? AND company_id = ?");
QUERY(Q_ROWS_PARTS, Q_TENANT,
    "SELECT COUNT(*) FROM erasure WHERE account_id = ? AND parent_id = ?");

/* Of what is held no erasure begins (hold.h): these have ended. */
QUERY(Q_WIPE_HOLD, Q_TENANT,
    "DELETE FROM legal_hold WHERE account_id = ? AND kind = ? AND id = ?");

static const struct wipe of_ticket[] = {
	{ &Q_WIPE_TICKET_MESSAGE, "message", 0 },
	{ &Q_WIPE_TICKET_TERM, "term", 0 },
	{ &Q_WIPE_TICKET_LOOKUP, "lookup", LOOKUP_MESSAGE_ID },
	{ &Q_WIPE_TICKET_LOOKUP, "lookup", LOOKUP_REPLY_CODE },
	{ &Q_WIPE_TICKET_OUTBOX, "outbox", 0 },
}, ticket_last[] = {
	{ &Q_WIPE_TICKET_TAG, "ticket_tag", 0 },
	{ &Q_WIPE_TICKET_SPAM, "spam_ticket", 0 },
	{ &Q_WIPE_TICKET_HOLD, "legal_hold", SECRET_TICKET },
	{ &Q_WIPE_TICKET, "ticket", 0 },
}, of_contact[] = {
	{ &Q_WIPE_CONTACT_OUTBOX, "outbox", 0 },
}, contact_last[] = {
	{ &Q_WIPE_HOLD, "legal_hold", SECRET_CONTACT },
	{ &Q_WIPE_CONTACT, "contact", 0 },
}, of_company[] = {
	{ &Q_WIPE_COMPANY_OF, "contact.company", 0 },
}, company_last[] = {
	{ &Q_WIPE_COMPANY, "company", 0 },
}, of_agent[] = {
	{ &Q_WIPE_AGENT_OUTBOX, "outbox", 0 },
}, agent_last[] = {
	{ &Q_WIPE_AGENT_DEPARTMENT, "agent_department", 0 },
	{ &Q_WIPE_AGENT_DIGEST, "spam_digest", 0 },
	{ &Q_WIPE_AGENT, "agent", 0 },
};
#define COUNT(v)	(sizeof(v) / sizeof((v)[0]))

static RC
first_column(struct stmt *st, uint64_t *v, size_t max, size_t *n_r)
{
	enum rc rc = RC_OK;

	*n_r = 0;
	while (*n_r < max && (rc = stmt_row(st)) == RC_OK)
		v[(*n_r)++] = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* The first column of all rows of a query over one or two ids, at most max. */
static RC
ids(struct tenant *t, const struct query *q, const uint64_t *in, size_t nin,
    uint64_t *v, size_t max, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	for (size_t i = 0; i < nin; i++)
		bind_u64(st, in[i]);
	return (first_column(st, v, max, n_r));
}

static RC
files_of(struct tenant *t, const uint64_t *ticket, size_t n, uint64_t v[FILES],
    size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_ROWS_FILES));
	bind_ids(st, ticket, n);
	return (first_column(st, v, FILES, n_r));
}

static RC
exec2(struct tenant *t, const struct query *q, uint64_t a, uint64_t b)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, a);
	bind_u64(st, b);
	return (stmt_exec(st, NULL));
}

RC
erasure_wipe_files(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, const uint64_t *id, size_t n)
{
	static const struct wipe file[] = { { &Q_WIPE_FILE, "attachment", 0 } };

	for (size_t i = 0; i < n; i++) {
		/* One that a killed batch removed counts now, with its row. */
		if (unlinkat(files_dir, attachment_path(a, t,
		    (attachment_id){ id[i] }), 0) != 0 && errno != ENOENT)
			return (RC_FAILED);
		FAULT_POINT("erase.rows.file");
	}
	for (size_t i = 0; i < n; i += IDS_MOST)
		TRY(wipe_many(t, e, file, 1, id + i, n - i < IDS_MOST ? n - i
		    : IDS_MOST, NULL));
	TRY(secret_drop(t, SECRET_ATTACHMENT, id, n, e->id));
	return (erasure_went(t, e, "files", n));
}

/* ---- whole tickets ------------------------------------------------------------ */

/* One to IDS_MOST of them.  *done_r: their rows went; else there is more of them. */
static RC
tickets_wipe(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, const uint64_t *id, size_t n, bool *done_r)
{
	uint64_t file[FILES], most = 0;
	size_t nfile;

	*done_r = false;
	TRY(files_of(t, id, n, file, &nfile));
	TRY(erasure_wipe_files(t, a, files_dir, e, file, nfile));
	if (nfile == FILES)
		return (RC_OK);
	TRY(wipe_many(t, e, of_ticket, COUNT(of_ticket), id, n, &most));
	if (most >= ROWS_N)
		return (RC_OK);
	TRY(wipe_many(t, e, ticket_last, COUNT(ticket_last), id, n, NULL));
	TRY(secret_drop(t, SECRET_TICKET, id, n, e->id));
	*done_r = true;
	return (erasure_went_on(t, e, n));
}

/* As many of his as the time allows; *none_r: there is no more. */
static RC
tickets_some(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, bool *none_r)
{
	int64_t until = mono_us() + SPAN_US;
	uint64_t v[IDS_MOST];
	size_t n;
	bool gone;

	do {
		TRY(ids(t, &Q_ROWS_TICKET, &e->subject, 1, v, COUNT(v), &n));
		*none_r = n == 0;
		if (n > 0)
			TRY(tickets_wipe(t, a, files_dir, e, v, n, &gone));
	} while (!*none_r && mono_us() < until);
	return (RC_OK);
}

/* ---- what he wrote in a ticket --------------------------------------------------- */

static RC
message_wipe(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, uint64_t ticket, uint64_t id)
{
	static const struct wipe message[] = {
		{ &Q_WIPE_MESSAGE, "message", 0 } };
	uint64_t file[1000];
	size_t n;

	TRY(ids(t, &Q_ROWS_MESSAGE_FILES, (uint64_t[]){ ticket, id }, 2, file,
	    COUNT(file), &n));
	TRY(erasure_wipe_files(t, a, files_dir, e, file, n));
	if (n == COUNT(file))
		return (RC_OK);
	TRY(exec2(t, &Q_WIPE_MESSAGE_ID, ticket, id));
	TRY(exec2(t, &Q_WIPE_MESSAGE_SPAM, ticket, id));
	return (wipe_rows(t, e, message, 1, id, NULL));
}

RC
erasure_wipe_texts(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, uint64_t ticket, bool *none_r)
{
	uint64_t v[100];
	size_t n;

	TRY(ids(t, &Q_ROWS_MESSAGES, (uint64_t[]){ ticket, e->subject }, 2, v,
	    COUNT(v), &n));
	for (size_t i = 0; i < n; i++)
		TRY(message_wipe(t, a, files_dir, e, ticket, v[i]));
	*none_r = n < COUNT(v);
	return (n == 0 ? RC_OK : exec2(t, &Q_ROWS_MESSAGES_LESS, n, ticket));
}

/* What the requester wrote, of a ticket that is nobody's now. */
static RC
emptied_some(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, bool *none_r)
{
	uint64_t v[100];
	size_t n;

	TRY(ids(t, &Q_ROWS_EMPTIED, (uint64_t[]){ e->subject, FLAG_REMOVED },
	    2, v, COUNT(v), &n));
	for (size_t i = 0; i < n; i++)
		TRY(message_wipe(t, a, files_dir, e, e->subject, v[i]));
	*none_r = n < COUNT(v);
	return (n == 0 ? RC_OK : exec2(t, &Q_ROWS_MESSAGES_LESS, n,
	    e->subject));
}

/* In one other person's ticket; its words are looked up anew from the rest. */
static RC
elsewhere_some(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, bool *none_r)
{
	uint64_t ticket;
	bool all;
	size_t n;

	TRY(ids(t, &Q_ROWS_ELSEWHERE, &e->subject, 1, &ticket, 1, &n));
	*none_r = n == 0;
	if (n == 0)
		return (RC_OK);
	TRY(erasure_wipe_texts(t, a, files_dir, e, ticket, &all));
	return (all ? index_ticket(t, a, (ticket_id){ ticket }) : RC_OK);
}

/* ---- each scope -------------------------------------------------------------------- */

/* Copies that were made for him: their key went with his, now the rest. */
static RC
exports_some(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, bool *none_r)
{
	static const struct wipe row[] = { { &Q_WIPE_EXPORT,
	    "contact_export", 0 } };
	uint64_t v[100];
	size_t n;

	TRY(ids(t, &Q_ROWS_EXPORT_SECRETS, &e->subject, 1, v, COUNT(v), &n));
	TRY(secret_drop(t, SECRET_EXPORT, v, n, e->id));
	TRY(ids(t, &Q_ROWS_EXPORTS, &e->subject, 1, v, COUNT(v), &n));
	for (size_t i = 0; i < n; i++) {
		TRY(sealedfile_remove(files_dir, export_path(a, t->id,
		    (export_id){ v[i] })));
		TRY(wipe_rows(t, e, row, 1, v[i], NULL));
	}
	*none_r = n < COUNT(v);
	return (RC_OK);
}

/* His row is locked: no ticket of his comes in between. */
static RC
contact_some(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, bool *done_r)
{
	uint64_t most = 0;
	bool none;

	TRY(erasure_lock_contact(t, e->subject));
	TRY(tickets_some(t, a, files_dir, e, &none));
	if (none)
		TRY(elsewhere_some(t, a, files_dir, e, &none));
	if (none)
		TRY(exports_some(t, a, files_dir, e, &none));
	if (none)
		TRY(wipe_rows(t, e, of_contact, COUNT(of_contact), e->subject,
		    &most));
	if (!none || most >= ROWS_N)
		return (RC_OK);
	/* What came while the secret went. */
	TRY(erasure_first(t, e));
	*done_r = true;
	return (wipe_rows(t, e, contact_last, COUNT(contact_last), e->subject,
	    NULL));
}

static RC
agent_some(struct tenant *t, const struct erasure *e, bool *done_r)
{
	uint64_t most = 0, id;
	size_t n;

	TRY(ids(t, &Q_ROWS_ASSIGNED, &e->subject, 1, &id, 1, &n));
	if (n > 0)
		return (RC_OK);		/* erasure_return_tickets() first */
	TRY(wipe_rows(t, e, of_agent, COUNT(of_agent), e->subject, &most));
	if (most >= ROWS_N)
		return (RC_OK);
	*done_r = true;
	return (wipe_rows(t, e, agent_last, COUNT(agent_last), e->subject,
	    NULL));
}

/* Those of its contacts that go with it went before (privacy/erase_company.c). */
static RC
company_some(struct tenant *t, const struct erasure *e, bool *done_r)
{
	uint64_t most = 0, parts;
	size_t n;

	TRY(erasure_lock_subject(t, e));
	TRY(wipe_rows(t, e, of_company, COUNT(of_company), e->subject, &most));
	if (most >= ROWS_N)
		return (RC_OK);
	*done_r = true;
	TRY(ids(t, &Q_ROWS_PARTS, &e->id, 1, &parts, 1, &n));
	TRY(erasure_went(t, e, "contact.erased", parts));
	return (wipe_rows(t, e, company_last, COUNT(company_last), e->subject,
	    NULL));
}

static RC
attachment_some(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, bool *done_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t ticket, message;
	enum rc rc;

	*done_r = true;
	TRY(stmt_tenant(&st, t, &Q_ROWS_FILE_PLACE));
	bind_u64(st, e->subject);
	rc = stmt_row(st);
	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	ticket = col_u64(st, 0);
	message = col_u64(st, 1);
	stmt_done(&st);
	TRY(erasure_wipe_files(t, a, files_dir, e, &e->subject, 1));
	TRY(stmt_tenant(&st, t, &Q_ROWS_FILES_LESS));
	bind_u64(st, message);
	TRY(stmt_exec(st, NULL));
	return (index_ticket(t, a, (ticket_id){ ticket }));
}

static RC
some(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, bool *done_r)
{
	*done_r = false;
	switch (e->scope) {
	case ERASE_CONTACT:
		return (contact_some(t, a, files_dir, e, done_r));
	case ERASE_AGENT:
		return (agent_some(t, e, done_r));
	case ERASE_TICKET:
		return (tickets_wipe(t, a, files_dir, e, &e->subject, 1,
		    done_r));
	case ERASE_REQUESTER:
		return (emptied_some(t, a, files_dir, e, done_r));
	case ERASE_COMPANY:
		return (company_some(t, e, done_r));
	case ERASE_ATTACHMENT:
		return (attachment_some(t, a, files_dir, e, done_r));
	default:
		return (RC_INVALID);
	}
}

/* His open tickets are nobody's again, each with its event. */
static RC
return_tickets(struct tenant *t, struct arena *a, const struct erasure *e)
{
	agent_id by = { e->by_kind == ACTOR_AGENT ? e->by : 0 };
	uint64_t v[20];
	size_t n;
	enum rc rc;

	TRY(ids(t, &Q_ROWS_ASSIGNED, &e->subject, 1, v, COUNT(v), &n));
	for (size_t i = 0; i < n; i++) {
		rc = ticket_assign(t, a, (ticket_id){ v[i] }, (agent_id){ 0 },
		    by);
		if (rc != RC_NOTFOUND)
			TRY(rc);
	}
	return (RC_OK);
}

RC
erasure_rows(struct tenant *t, struct arena *a, int files_dir,
    const struct erasure *e, bool *done_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct erasure_sums sums = { .n = 0 };
	struct erasure now, summed = *e;

	*done_r = false;
	summed.sums = &sums;
	TRY(exports_settle(t, a, files_dir, e->id));
	if (e->scope == ERASE_AGENT) {
		TRY(return_tickets(t, a, e));
		FAULT_POINT("erase.agent.returned");
	}
	TRY(tx_begin(&tx, t->db));
	TRY(erasure_lock(t, e->id, &now));
	if (now.state != ERASURE_UNREADABLE) {
		*done_r = now.state > ERASURE_UNREADABLE;
		return (RC_OK);
	}
	TRY(some(t, a, files_dir, &summed, done_r));
	TRY(erasure_sums_write(t, &summed));
	if (*done_r)
		TRY(erasure_set_state(t, e->id, ERASURE_ROWS_GONE, now_us()));
	FAULT_POINT("erase.rows.batch");
	TRY(tx_commit(&tx));
	FAULT_POINT("erase.rows.committed");
	if (*done_r)
		FAULT_POINT("erase.rows.gone");
	return (RC_OK);
}
