/* Messages and files coming out (message.h). */
#include "core/log.h"
#include "core/pack.h"
#include "core/str.h"
#include "model/access/withheld.h"
#include "model/key/keyring.h"
#include "model/people/agent.h"
#include "model/people/contact.h"
#include "model/ticket/message_row.h"

/* Always along its index: the optimizer need not weigh others. */
#define MESSAGE_FROM	"  FROM message m FORCE INDEX (message_ticket)"

QUERY(Q_MESSAGE_LIST, Q_TENANT, MESSAGE_SELECT MESSAGE_FROM
    " WHERE m.account_id = ? AND m.ticket_id = ?"
    " ORDER BY m.created_at DESC, m.message_id DESC LIMIT 500");
QUERY(Q_MESSAGE_BEFORE, Q_TENANT, MESSAGE_SELECT MESSAGE_FROM
    " WHERE m.account_id = ? AND m.ticket_id = ? AND m.created_at <= ?"
    " AND (m.created_at < ? OR m.message_id < ?)"
    " ORDER BY m.created_at DESC, m.message_id DESC LIMIT 100");
QUERY(Q_MESSAGE_GET, Q_TENANT, MESSAGE_SELECT
    ", " SEALED_SMALL("m.sealed_html") "  FROM message m"
    " WHERE m.account_id = ? AND m.message_id = ? AND m.ticket_id = ?");
QUERY(Q_MESSAGE_SEALED, Q_TENANT,
    "SELECT sealed FROM message WHERE account_id = ? AND message_id = ?");
QUERY(Q_MESSAGE_SEALED_HTML, Q_TENANT,
    "SELECT sealed_html FROM message WHERE account_id = ? AND message_id = ?");

QUERY(Q_FILE_LIST, Q_TENANT, FILE_SELECT
    " WHERE f.account_id = ? AND f.ticket_id = ?"
    " ORDER BY f.message_id, f.attachment_id LIMIT 2000");
QUERY(Q_FILE_OF, Q_TENANT, FILE_SELECT
    " WHERE f.account_id = ? AND f.ticket_id = ? AND f.message_id = ?"
    " ORDER BY f.attachment_id");
QUERY(Q_FILE_GET, Q_TENANT, FILE_SELECT
    " WHERE f.account_id = ? AND f.attachment_id = ? AND f.ticket_id = ?");

static RC
agent_meet(struct tenant *t, struct authors *w, agent_id id)
{
	if (w->agent.v == id.v && w->agent_name != NULL)
		return (RC_OK);
	w->agent = id;
	return (agent_name(t, w->a, id, &w->agent_name));
}

static RC
contact_meet(struct tenant *t, struct authors *w, contact_id id)
{
	struct contact c;

	if (w->contact.v == id.v)
		return (w->found);
	w->found = contact_author(t, w->a, id, &c, &w->key);
	w->contact = id;
	w->contact_name = c.name;
	return (w->found);
}

/* Who wrote it, by name, and K(message). */
static RC
row_author(struct tenant *t, struct authors *w, const struct ticket *tk,
    const struct key *k, struct message *m, struct key *k_r)
{
	*k_r = *k;
	m->author_name = "";
	if (m->author_kind == AUTHOR_AGENT) {
		TRY(agent_meet(t, w, (agent_id){ m->author }));
		m->author_name = w->agent_name;
		return (RC_OK);
	}
	if (m->author_kind != AUTHOR_CONTACT)
		return (RC_OK);
	if (m->author == tk->contact.v) {
		m->author_name = tk->contact_name;
		return (RC_OK);
	}
	TRY(contact_meet(t, w, (contact_id){ m->author }));
	m->author_name = w->contact_name;
	*k_r = key_author(k, &w->key);
	return (RC_OK);
}

RC
message_sealed(struct tenant *t, message_id id, bool html, struct stmt **st_r,
    struct bytes *b_r)
{
	TRY(stmt_tenant(st_r, t, html ? &Q_MESSAGE_SEALED_HTML
	    : &Q_MESSAGE_SEALED));
	bind_u64(*st_r, id.v);
	TRY(stmt_row(*st_r));
	*b_r = col_bytes(*st_r, 0);
	return (RC_OK);
}

RC
message_row_text(struct tenant *t, struct arena *a, struct stmt *st,
    unsigned i, const struct key *mk, struct message *m)
{
	CLEANUP(stmt_done) struct stmt *alone = NULL;
	struct bytes plain, sealed = col_bytes(st, i);

	if (col_null(st, i))
		TRY(message_sealed(t, m->id, false, &alone, &sealed));
	TRY(seal_open(a, mk, (struct seal_place){ t->id,
	    "message.sealed", m->id.v }, sealed, &plain));
	m->text = unpack_str(a, plain, MSG_TEXT);
	m->mail_message_id = unpack_str(a, plain, MSG_MAIL_ID);
	return (RC_OK);
}

RC
message_row_html(struct tenant *t, struct arena *a, struct stmt *st,
    unsigned i, const struct key *mk, struct message *m)
{
	CLEANUP(stmt_done) struct stmt *alone = NULL;
	struct bytes plain, sealed = col_bytes(st, i);

	m->html.safe = "";
	if (!m->has_html)
		return (RC_OK);
	if (col_null(st, i))
		TRY(message_sealed(t, m->id, true, &alone, &sealed));
	if (sealed.p == NULL)
		return (RC_OK);
	TRY(seal_open(a, mk, (struct seal_place){ t->id,
	    "message.sealed_html", m->id.v }, sealed, &plain));
	m->html.safe = arena_strndup(a, (const char *)plain.p, plain.n);
	return (RC_OK);
}

RC
message_row(struct tenant *t, struct arena *a, struct stmt *st,
    struct authors *w, const struct ticket *tk, const struct key *k,
    struct message *m, struct key *k_r)
{
	uint64_t flags = col_u64(st, 8);
	enum rc rc;

	*m = (struct message){
		.id = { col_u64(st, 0) }, .ticket = { col_u64(st, 11) },
		.kind = (enum message_kind)col_u64(st, 1),
		.author_kind = (enum author_kind)col_u64(st, 2),
		.author = col_u64(st, 3),
		.channel = (enum channel)col_u64(st, 4),
		.created_at = col_i64(st, 5),
		.event = (enum event_type)col_u64(st, 6),
		.event_value = col_u64(st, 7),
		.has_html = flags & FLAG_HTML,
		.remote = flags & FLAG_REMOTE,
		.unverified = flags & FLAG_UNVERIFIED,
		.broken = flags & FLAG_BROKEN,
		.part_removed = flags & FLAG_PART_REMOVED,
		.removed = flags & FLAG_REMOVED,
		.redacted_at = col_i64(st, 13), .redacted_by = { col_u64(st, 14) },
		.to = { col_u64(st, 9) }, .nfiles = (size_t)col_u64(st, 10),
		.text = "", .mail_message_id = "", .html = { "" },
	};
	rc = row_author(t, w, tk, k, m, k_r);
	if (rc == RC_OK) {
		rc = message_row_text(t, a, st, 12, k_r, m);
		m->damaged = rc == RC_GONE;
	}
	if (rc == RC_NOTFOUND)
		rc = RC_GONE;
	if (rc != RC_OK) {
		m->gone = true;
		m->restricted = m->author_kind == AUTHOR_CONTACT &&
		    withheld_restricted(t->withheld,
		    (contact_id){ m->author });
		return (rc == RC_GONE ? RC_OK : rc);
	}
	return (RC_OK);
}

RC
attachment_row(struct tenant *t, struct arena *a, struct stmt *st,
    const struct key *mk, struct attachment *f, struct key *k_r)
{
	struct bytes plain;

	*f = (struct attachment){
		.id = { col_u64(st, 0) }, .message = { col_u64(st, 1) },
		.size = col_u64(st, 2), .is_inline = col_u64(st, 3) != 0,
		.name = "", .type = "", .cid = "",
	};
	TRY(keyring_attachment(t, mk, f->id, col_wrapped(st, 5), k_r));
	TRY(seal_open(a, k_r, (struct seal_place){ t->id,
	    "attachment.sealed", f->id.v }, col_bytes(st, 4), &plain));
	f->name = unpack_str(a, plain, FILE_NAME);
	f->type = unpack_str(a, plain, FILE_TYPE);
	f->cid = unpack_str(a, plain, FILE_CID);
	return (RC_OK);
}

/* It does not open, and its secret is there: it was not forgotten. */
static bool
file_damaged(struct stmt *st)
{
	return (col_wrapped(st, 5).bytes.n > 0);
}

/* Give each message its files; rows of forgotten files are left out. */
static RC
files_attach(struct tenant *t, struct arena *a, ticket_id id,
    struct message_list *l, const struct key *keys)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct attachment f;
	struct key k;
	enum rc rc, open;

	for (size_t i = 0; i < l->n; i++) {
		l->v[i].files = arena_array(a, l->v[i].nfiles,
		    sizeof(struct attachment));
		l->v[i].nfiles = 0;
	}
	TRY(stmt_tenant(&st, t, &Q_FILE_LIST));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK)
		for (size_t i = 0; i < l->n; i++) {
			if (l->v[i].id.v != col_u64(st, 1))
				continue;
			open = attachment_row(t, a, st, &keys[i], &f, &k);
			if (open == RC_OK)
				l->v[i].files[l->v[i].nfiles++] = f;
			else if (open != RC_GONE)
				return (open);
			else
				l->v[i].damaged |= file_damaged(st);
		}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
message_row_files(struct tenant *t, struct arena *a, const struct key *mk,
    struct message *m)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc, open;
	struct key k;

	m->files = NULL;
	m->nfiles = 0;
	TRY(stmt_tenant(&st, t, &Q_FILE_OF));
	bind_u64(st, m->ticket.v);
	bind_u64(st, m->id.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (m->files == NULL)
			m->files = arena_array(a, stmt_rows(st),
			    sizeof(*m->files));
		open = attachment_row(t, a, st, mk, &m->files[m->nfiles], &k);
		if (open == RC_OK)
			m->nfiles++;
		else if (open != RC_GONE)
			return (open);
		else
			m->damaged |= file_damaged(st);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static bool
shown(const struct message *m, bool notes)
{
	return (notes || m->kind == MESSAGE_OUTGOING ||
	    m->kind == MESSAGE_INCOMING);
}

/* SECURITY 5.12: third-party mail that merely reached the ticket is not his. */
bool
message_visible(const struct message *m, contact_id reader)
{
	return (reader.v == 0 || (shown(m, false) &&
	    (m->author_kind == AUTHOR_AGENT || (m->author_kind ==
	    AUTHOR_CONTACT && m->author == reader.v))));
}

/* Opened texts of one list together; then only their beginnings. */
#define LIST_TEXT	((size_t)2 << 20)
#define LIST_BEGIN	2000	/* bytes */

/* What opened aside goes over, its text no longer than max bytes. */
static void
message_keep(struct arena *a, struct message *m, size_t max)
{
	size_t n = strlen(m->text);

	if (n > max) {
		for (n = max; n > 0 && (m->text[n] & 0xC0) == 0x80; n--)
			;
		m->text = arena_printf(a, "%.*s\n[…]", (int)n, m->text);
	} else
		m->text = arena_strdup(a, m->text);
	m->mail_message_id = arena_strdup(a, m->mail_message_id);
	m->author_name = arena_strdup(a, m->author_name);
}

/* A row within what is left of the list's texts. */
static RC
message_row_within(struct tenant *t, struct arena *a, struct arena *aside,
    struct stmt *st, struct authors *w, const struct ticket *tk,
    const struct key *k, struct message *m, struct key *k_r, size_t *left)
{
	bool big = col_null(st, 12) || col_bytes(st, 12).n > *left;
	size_t n;

	TRY(message_row(t, big ? aside : a, st, w, tk, k, m, k_r));
	n = strlen(m->text);
	if (big) {
		message_keep(a, m, *left > LIST_BEGIN ? *left : LIST_BEGIN);
		arena_reset(aside);
	}
	*left -= n < *left ? n : *left;
	return (RC_OK);
}

RC
message_list(struct tenant *t, struct arena *a, const struct ticket *tk,
    const struct key *k, bool notes, struct message_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	CLEANUP(arena_free) struct arena *aside = arena_new((size_t)64 << 20);
	struct authors w = { .a = a };
	struct message *v = NULL;
	struct key *keys = NULL;
	size_t rows = 0, n = 0, files = 0, left = LIST_TEXT;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_MESSAGE_LIST));
	bind_u64(st, tk->id.v);
	/* Newest first from the database, filled from the end: oldest first. */
	while ((rc = stmt_row(st)) == RC_OK) {
		if (v == NULL) {
			n = rows = stmt_rows(st);
			v = arena_array(a, rows, sizeof(*v));
			keys = arena_array(a, rows, sizeof(*keys));
		}
		TRY(message_row_within(t, a, aside, st, &w, tk, k, &v[n - 1],
		    &keys[n - 1], &left));
		if (!shown(&v[n - 1], notes))
			continue;
		n--;
		files += v[n].nfiles;
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	*l_r = (struct message_list){ rows > 0 ? v + n : NULL, rows - n };
	if (files > 0)
		return (files_attach(t, a, tk->id, l_r, keys + n));
	return (RC_OK);
}

RC
message_list_ahead(struct tenant *t, ticket_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_MESSAGE_LIST));
	bind_u64(st, id.v);
	stmt_ahead(&st);
	return (RC_OK);
}

/* ---- whole, page by page --------------------------------------------------- */

#define PAGE_ROWS	100	/* the LIMIT */

static RC
page_ask(struct tenant *t, const struct ticket *tk,
    const struct message_pages *p, struct stmt **st_r)
{
	int64_t at = p->id.v != 0 ? p->at : INT64_MAX;

	TRY(stmt_tenant(st_r, t, &Q_MESSAGE_BEFORE));
	bind_u64(*st_r, tk->id.v);
	bind_i64(*st_r, at);
	bind_i64(*st_r, at);
	bind_u64(*st_r, p->id.v);
	return (RC_OK);
}

RC
message_page(struct tenant *t, struct arena *a, const struct ticket *tk,
    const struct key *k, struct message_pages *p)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct authors w = { .a = a };
	struct message *m = NULL, *end = NULL;
	struct key mk;
	size_t text = 0;
	enum rc rc = RC_OK;

	TRY(page_ask(t, tk, p, &st));
	while (text < LIST_TEXT && (rc = stmt_row(st)) == RC_OK) {
		if (m == NULL)
			m = end = (struct message *)arena_array(a, PAGE_ROWS,
			    sizeof(*m)) + PAGE_ROWS;
		m--;
		TRY(message_row(t, a, st, &w, tk, k, m, &mk));
		if (m->nfiles > 0)
			TRY(message_row_files(t, a, &mk, m));
		text += strlen(m->text);
		p->at = m->created_at;
		p->id = m->id;
	}
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	p->v = m;
	p->n = (size_t)(end - m);
	p->more = rc == RC_OK || p->n == PAGE_ROWS;
	return (RC_OK);
}

static RC
message_get(struct tenant *t, struct arena *a, const struct ticket *tk,
    const struct key *k, message_id id, struct message *m_r, struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct authors w = { .a = a };

	TRY(stmt_tenant(&st, t, &Q_MESSAGE_GET));
	bind_u64(st, id.v);
	bind_u64(st, tk->id.v);
	TRY(stmt_row(st));
	TRY(message_row(t, a, st, &w, tk, k, m_r, k_r));
	if (m_r->gone)
		return (RC_GONE);
	return (message_row_html(t, a, st, MESSAGE_NCOLS, k_r, m_r));
}

/* Its secret is there: nobody forgot it, it is lost or damaged. */
static RC
file_lost(attachment_id id, enum rc rc)
{
	log_warn("attachment %llu: the file is %s", (unsigned long long)id.v,
	    rc == RC_NOTFOUND ? "missing" : "damaged");
	return (RC_FAILED);
}

static RC
file_load(struct tenant *t, struct arena *a, int files_dir,
    const struct key *mk, struct attachment *f)
{
	struct secret s;
	struct key k;
	enum rc rc;

	TRY(secret_get(t, SECRET_ATTACHMENT, f->id.v, &s));
	k = key_file(mk, f->id, &s);
	rc = attachment_content(t, a, files_dir, f, &k, &f->data);
	return (rc == RC_OK ? RC_OK : file_lost(f->id, rc));
}

RC
message_html(struct tenant *t, struct arena *a, int files_dir,
    const struct ticket *tk, const struct key *k, message_id id,
    struct message *m_r)
{
	struct message_list l;
	struct attachment *f;
	struct key mk;

	TRY(message_get(t, a, tk, k, id, m_r, &mk));
	l = (struct message_list){ m_r, 1 };
	if (m_r->nfiles > 0)
		TRY(files_attach(t, a, tk->id, &l, &mk));
	for (size_t i = 0; i < m_r->nfiles; i++) {
		f = &m_r->files[i];
		/* The text is shown without an image that is lost. */
		if (f->is_inline && f->size <= MESSAGE_INLINE_MAX &&
		    file_load(t, a, files_dir, &mk, f) != RC_OK)
			f->data = (struct bytes){ 0 };
	}
	return (RC_OK);
}

RC
message_files(struct tenant *t, struct arena *a, int files_dir,
    const struct ticket *tk, const struct key *k, message_id id,
    struct message *m_r)
{
	struct message_list l;
	struct key mk;

	TRY(message_get(t, a, tk, k, id, m_r, &mk));
	l = (struct message_list){ m_r, 1 };
	if (m_r->nfiles > 0)
		TRY(files_attach(t, a, tk->id, &l, &mk));
	for (size_t i = 0; i < m_r->nfiles; i++)
		TRY(file_load(t, a, files_dir, &mk, &m_r->files[i]));
	return (RC_OK);
}

/* An attachment and its key, with the message it belongs to. */
static RC
file_get(struct tenant *t, struct arena *a, const struct ticket *tk,
    const struct key *k, attachment_id id, struct message *m_r,
    struct attachment *f_r, struct key *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key mk;

	TRY(stmt_tenant(&st, t, &Q_FILE_GET));
	bind_u64(st, id.v);
	bind_u64(st, tk->id.v);
	TRY(stmt_row(st));
	TRY(message_get(t, a, tk, k, (message_id){ col_u64(st, 1) }, m_r,
	    &mk));
	return (attachment_row(t, a, st, &mk, f_r, k_r));
}

RC
attachment_key(struct tenant *t, struct arena *a, const struct ticket *tk,
    const struct key *k, attachment_id id, struct key *k_r)
{
	struct attachment f;
	struct message m;

	return (file_get(t, a, tk, k, id, &m, &f, k_r));
}

RC
attachment_open(struct tenant *t, struct arena *a, int files_dir,
    const struct ticket *tk, const struct key *k, attachment_id id,
    contact_id reader, struct attachment *f_r, struct sealedfile **file_r)
{
	struct message m = { 0 };
	struct key fk;
	enum rc rc = file_get(t, a, tk, k, id, &m, f_r, &fk);

	if (m.id.v != 0 && !m.gone && !message_visible(&m, reader))
		return (RC_NOTFOUND);
	TRY(rc);
	rc = attachment_file(t, files_dir, id, &fk, file_r);
	return (rc == RC_GONE || rc == RC_NOTFOUND ? file_lost(id, rc) : rc);
}
