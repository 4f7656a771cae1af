/*
 * Messages going in (message.h). Sealed: 1 text, 2 Message-ID of the mail.
 * The ticket's row is locked first in every transaction: that orders
 * concurrent answers, and the foreign key's shared lock then costs nothing.
 */
#include "model/ticket/message.h"

#include "core/log.h"
#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "model/account/usage.h"
#include "model/people/contact.h"
#include "model/key/keyring.h"
#include "model/people/lookup.h"
#include "model/ticket/message_row.h"
#include "model/people/agent_tell.h"
#include "model/ticket/outbox.h"
#include "model/search/search.h"
#include "model/spam/spam.h"

QUERY(Q_TICKET_TOUCH, Q_TENANT,
    "UPDATE ticket SET status = ?, activity_at = ?, postponed_until = ?,"
    " messages = messages + 1, agent_id = IF(agent_id = 0, ?, agent_id)"
    " WHERE account_id = ? AND ticket_id = ?");
QUERY(Q_MESSAGE_ADD, Q_TENANT,
    "INSERT INTO message (account_id, message_id, ticket_id, kind,"
    " author_kind, author_id, channel, created_at, event, event_value,"
    " flags, to_id, files, sealed, sealed_html)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_MESSAGE_SINCE, Q_TENANT,
    "SELECT message_id, kind, author_kind, author_id, files,"
    " IF(LENGTH(sealed) = ?, sealed, NULL) FROM message WHERE account_id = ? AND ticket_id = ?"
    " AND created_at > ? AND kind < 4 ORDER BY created_at LIMIT 100");
QUERY(Q_ATTACHMENT_ADD, Q_TENANT,
    "INSERT INTO attachment (account_id, attachment_id, message_id,"
    " ticket_id, size, is_inline, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)");

const char *
attachment_path(struct arena *a, struct tenant *t, attachment_id id)
{
	return (arena_printf(a, "%llu/%02x/%llu",
	    (unsigned long long)t->id.v, (unsigned)(id.v / 64 % 256),
	    (unsigned long long)id.v));
}

struct bytes
attachment_pack(struct arena *a, const struct attachment *f)
{
	struct buf b = BUF_INIT(a);

	pack_str(&b, FILE_NAME, f->name);
	pack_str(&b, FILE_TYPE, f->type);
	pack_str(&b, FILE_CID, f->cid);
	return (pack_end(&b));
}

static RC
attachment_add(struct tenant *t, struct arena *a, int files_dir,
    const struct key *k, const struct message *m, struct attachment *f)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct secret s;
	struct key fk;

	TRY(db_new_id(t->db, &f->id.v));
	f->message = m->id;
	f->size = f->data.n;
	TRY(secret_add(t, SECRET_ATTACHMENT, f->id.v, &s));
	fk = key_file(k, f->id, &s);
	TRY(sealedfile_write(files_dir, attachment_path(a, t, f->id), &fk,
	    (struct seal_place){ t->id, "attachment.file", f->id.v },
	    f->data));
	TRY(stmt_tenant(&st, t, &Q_ATTACHMENT_ADD));
	bind_u64(st, f->id.v);
	bind_u64(st, m->id.v);
	bind_u64(st, m->ticket.v);
	bind_u64(st, f->size);
	bind_u64(st, f->is_inline);
	bind_bytes(st, seal(a, &fk, (struct seal_place){ t->id,
	    "attachment.sealed", f->id.v }, attachment_pack(a, f)));
	return (stmt_exec(st, NULL));
}

struct bytes
message_pack(struct arena *a, const struct message *m)
{
	struct buf b = BUF_INIT(a);

	pack_str(&b, MSG_TEXT, m->text);
	pack_str(&b, MSG_MAIL_ID, m->mail_message_id);
	return (pack_end(&b));
}

static RC
message_insert(struct tenant *t, struct arena *a, const struct key *k,
    const struct message *m)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_MESSAGE_ADD));
	bind_u64(st, m->id.v);
	bind_u64(st, m->ticket.v);
	bind_u64(st, m->kind);
	bind_u64(st, m->author_kind);
	bind_u64(st, m->author);
	bind_u64(st, m->channel);
	bind_i64(st, m->created_at);
	bind_u64(st, m->event);
	bind_u64(st, m->event_value);
	bind_u64(st, (m->has_html ? FLAG_HTML : 0U) |
	    (m->remote ? FLAG_REMOTE : 0U) |
	    (m->unverified ? FLAG_UNVERIFIED : 0U) |
	    (m->broken ? FLAG_BROKEN : 0U));
	bind_u64(st, m->to.v);
	bind_u64(st, m->nfiles);
	bind_bytes(st, seal(a, k, (struct seal_place){ t->id,
	    "message.sealed", m->id.v }, message_pack(a, m)));
	if (m->has_html)
		bind_bytes(st, seal(a, k, (struct seal_place){ t->id,
		    "message.sealed_html", m->id.v },
		    pack_text(a, m->html.safe)));
	else
		bind_null(st);
	return (stmt_exec(st, NULL));
}

/* K(message): the ticket's, and the author's too when he is another contact. */
static RC
message_key(struct tenant *t, const struct ticket *tk, const struct key *k,
    const struct message *m, struct key *k_r)
{
	struct secret s;
	struct key author;

	*k_r = *k;
	if (m->author_kind != AUTHOR_CONTACT || m->author == tk->contact.v)
		return (RC_OK);
	TRY(secret_get(t, SECRET_CONTACT, m->author, &s));
	author = key_subject(t->key, SECRET_CONTACT, m->author, &s);
	*k_r = key_author(k, &author);
	return (RC_OK);
}

/* What a message does to its ticket's status when nobody says otherwise. */
static enum ticket_status
status_after(const struct ticket *tk, const struct message *m,
    enum ticket_status wanted)
{
	if (wanted != 0)
		return (wanted);
	if (m->kind == MESSAGE_OUTGOING)
		return (TICKET_ANSWERED);
	/* A customer's answer reopens; a ticket nobody touched stays new. */
	if (m->kind == MESSAGE_INCOMING && tk->status != TICKET_NEW &&
	    tk->status != TICKET_SPAM)
		return (TICKET_OPEN);
	return (tk->status);
}

static RC
ticket_touch(struct tenant *t, struct ticket *tk, const struct message *m,
    enum ticket_status wanted)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum ticket_status status = status_after(tk, m, wanted);
	uint64_t takes = m->kind == MESSAGE_OUTGOING &&
	    m->author_kind == AUTHOR_AGENT ? m->author : 0;

	if (status != TICKET_POSTPONED)
		tk->postponed_until = 0;
	TRY(stmt_tenant(&st, t, &Q_TICKET_TOUCH));
	bind_u64(st, status);
	bind_i64(st, m->created_at);
	bind_i64(st, tk->postponed_until);
	bind_u64(st, takes);
	bind_u64(st, m->ticket.v);
	TRY(stmt_exec(st, NULL));
	tk->status = status;
	tk->activity_at = m->created_at;
	tk->messages++;
	return (RC_OK);
}

RC
message_index(struct tenant *t, struct arena *a, const struct ticket *tk,
    const struct message *m, bool first)
{
	const char **texts = arena_array(a, m->nfiles + 2, sizeof(*texts));
	size_t n = 0;

	texts[n++] = m->text;
	if (first)
		texts[n++] = tk->subject;
	for (size_t i = 0; i < m->nfiles; i++)
		texts[n++] = m->files[i].name;
	return (search_index(t, a, tk->id, texts, n,
	    first ? tk->contact_name : "", first ? tk->contact_email : ""));
}

/* The row of a new ticket stands as its first message leaves it. */
static void
ticket_begin(struct ticket *tk, struct message *m)
{
	if (m->kind != MESSAGE_INCOMING)
		bug("a ticket begins with what came in");
	m->created_at = tk->activity_at;
	tk->messages = 1;
	tk->fresh = false;
}

/* What agents attach must fit; nothing that customers send is ever lost. */
static RC
files_fit(struct tenant *t, const struct message *m)
{
	uint64_t n = 0;

	if (m->author_kind != AUTHOR_AGENT)
		return (RC_OK);
	for (size_t i = 0; i < m->nfiles; i++)
		n += m->files[i].data.n;
	return (usage_room(t, n));
}

RC
message_add(struct tenant *t, struct arena *a, int files_dir,
    struct ticket *tk, const struct key *k, struct message *m,
    enum ticket_status status)
{
	struct key mk;
	enum rc rc;

	if (strlen(m->text) > MESSAGE_TEXT_MAX || (m->has_html &&
	    strlen(m->html.safe) > MESSAGE_HTML_MAX))
		return (RC_LIMIT);
	TRY(db_new_id(t->db, &m->id.v));
	m->ticket = tk->id;
	m->created_at = now_us();
	/* In order within a ticket, whatever machine's clock it is. */
	if (m->created_at <= tk->activity_at && tk->messages > 0)
		m->created_at = tk->activity_at + 1;
	TRY(message_key(t, tk, k, m, &mk));
	if (tk->fresh)
		ticket_begin(tk, m);
	else
		TRY(ticket_touch(t, tk, m, status));
	TRY(message_insert(t, a, &mk, m));
	TRY(files_fit(t, m));
	for (size_t i = 0; i < m->nfiles; i++)
		TRY(attachment_add(t, a, files_dir, &mk, m, &m->files[i]));
	TRY(message_index(t, a, tk, m, tk->messages == 1));
	if (!str_empty(m->mail_message_id)) {
		rc = lookup_add(t, LOOKUP_MESSAGE_ID, m->mail_message_id,
		    tk->id.v, m->id.v);
		if (rc != RC_OK && rc != RC_CONFLICT)
			return (rc);
	}
	if (m->kind == MESSAGE_OUTGOING && m->to.v != 0)
		TRY(outbox_add(t, OUTBOX_REPLY, tk->id, m->id, m->to));
	return (agent_tell_message(t, a, tk, m));
}

RC
ticket_open(struct tenant *t, struct arena *a, int files_dir,
    const char *email, const char *name, struct ticket *tk,
    struct message *m, bool acknowledge)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct contact c;
	struct key kc, k;

	TRY(tx_begin(&tx, t->db));
	TRY(contact_ensure(t, a, email, name, tk->language, &c, &kc,
	    &tk->contact_made));
	tk->contact = c.id;
	tk->contact_name = c.name;
	tk->contact_email = c.email;
	tk->messages = 0;
	TRY(ticket_add(t, a, tk, &kc, &k));
	if (m->author_kind == AUTHOR_CONTACT)
		m->author = c.id.v;
	TRY(message_add(t, a, files_dir, tk, &k, m, 0));
	if (tk->spam != NULL)
		TRY(spam_ticket_add(t, a, tk->id, (message_id){ 0 }, &k,
		    tk->spam));
	if (acknowledge && tk->status != TICKET_SPAM)
		TRY(outbox_add(t, OUTBOX_ACK, tk->id, m->id, c.id));
	return (tx_commit(&tx));
}

/* Whether a row of Q_MESSAGE_SINCE says what m says. */
static bool
is_same(struct tenant *t, struct arena *a, struct stmt *st,
    const struct key *k, const struct message *m)
{
	struct bytes plain;

	return (col_u64(st, 1) == m->kind &&
	    col_u64(st, 2) == m->author_kind && col_u64(st, 3) == m->author &&
	    col_u64(st, 4) == m->nfiles && !col_null(st, 5) &&
	    seal_open(a, k, (struct seal_place){ t->id, "message.sealed",
	    col_u64(st, 0) }, col_bytes(st, 5), &plain) == RC_OK &&
	    str_eq(unpack_str(a, plain, MSG_TEXT), m->text));
}

/* What came after `seen`: m itself, or somebody's public message. */
static RC
since(struct tenant *t, struct arena *a, ticket_id id, const struct key *k,
    const struct message *m, int64_t seen, bool *same_r, bool *newer_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_MESSAGE_SINCE));
	bind_u64(st, message_pack(a, m).n + SEAL_OVERHEAD);
	bind_u64(st, id.v);
	bind_i64(st, seen);
	while ((rc = stmt_row(st)) == RC_OK) {
		*same_r |= is_same(t, a, st, k, m);
		*newer_r |= col_u64(st, 1) != MESSAGE_NOTE;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
ticket_write(struct tenant *t, struct arena *a, int files_dir, ticket_id id,
    struct message *m, enum ticket_status status, int64_t seen, bool *newer_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	bool same = false;
	struct ticket tk;
	struct key k;

	*newer_r = false;
	TRY(tx_begin(&tx, t->db));
	TRY(ticket_get_locked(t, a, id, &tk, &k));
	if (seen != 0)
		TRY(since(t, a, id, &k, m, seen, &same, newer_r));
	if (m->kind != MESSAGE_OUTGOING || same)
		*newer_r = false;
	if (*newer_r || same)
		return (RC_OK);
	if (m->kind == MESSAGE_OUTGOING)
		m->to = tk.contact;
	TRY(message_add(t, a, files_dir, &tk, &k, m, status));
	if (m->spam != NULL) {
		TRY(message_key(t, &tk, &k, m, &k));
		TRY(spam_ticket_add(t, a, tk.id, m->id, &k, m->spam));
	}
	return (tx_commit(&tx));
}

RC
ticket_reply(struct tenant *t, struct arena *a, int files_dir, ticket_id id,
    struct message *m, enum ticket_status status)
{
	bool newer;

	return (ticket_write(t, a, files_dir, id, m, status, 0, &newer));
}

RC
event_add(struct tenant *t, struct arena *a, ticket_id id,
    const struct key *k, enum event_type event, uint64_t value,
    enum author_kind by, uint64_t who)
{
	struct message m = {
		.ticket = id, .kind = MESSAGE_EVENT, .channel = CHANNEL_AGENT,
		.author_kind = by, .author = who, .created_at = now_us(),
		.event = event, .event_value = value,
	};

	TRY(db_new_id(t->db, &m.id.v));
	return (message_insert(t, a, k, &m));
}
