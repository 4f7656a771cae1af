/*
 * A ticket under another secret (reseal.h): rows and words.  Its row is locked
 * first, as by every writer of the ticket, its bucket last: others wait for that
 * one, so files and texts are worked off before.
 */
#include "model/key/reseal.h"

#include "core/fault.h"
#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "model/access/withheld.h"
#include "model/key/reseal_row.h"
#include "model/people/contact.h"
#include "model/people/lookup.h"
#include "model/privacy/export.h"
#include "model/privacy/hold.h"
#include "model/ticket/ticket_row.h"

#define TRIES	8
#define SCRATCH	((size_t)1 << 30)	/* one message with its files */
#define BATCH	20			/* the LIMIT */

QUERY(Q_RESEAL_TICKET, Q_TENANT,
    "UPDATE ticket SET contact_id = ?, sealed = ?"
    " WHERE account_id = ? AND ticket_id = ?");
/* 0-11 message */
QUERY(Q_RESEAL_MESSAGES, Q_TENANT,
    "SELECT m.message_id, m.kind, m.author_kind, m.author_id, m.channel,"
    " m.created_at, m.flags, m.files, m.redacted_at, m.redacted_by, "
    SEALED_SMALL("m.sealed") ", " SEALED_SMALL("m.sealed_html")
    " FROM message m FORCE INDEX (message_ticket)"
    " WHERE m.account_id = ? AND m.ticket_id = ? AND m.created_at >= ?"
    " AND (m.created_at > ? OR m.message_id > ?)"
    " ORDER BY m.created_at, m.message_id LIMIT 20");
QUERY(Q_RESEAL_MESSAGE, Q_TENANT,
    "UPDATE message SET flags = ?, files = ?, redacted_at = ?,"
    " redacted_by = ?, sealed = ?, sealed_html = ?"
    " WHERE account_id = ? AND message_id = ?");
QUERY(Q_RESEAL_WORDS, Q_TENANT,
    "DELETE FROM olvido_index.term WHERE account_id = ? AND ticket_id = ?");
/* Of what is removed: the sender's name for it is his. */
QUERY(Q_RESEAL_MAIL_ID, Q_TENANT,
    "DELETE FROM olvido_index.lookup"
    " WHERE account_id = ? AND kind = ? AND digest = ? AND id2 = ?");
/* What the spam filter judged goes, and so out of what it learns from. */
QUERY(Q_RESEAL_SPAM, Q_TENANT,
    "DELETE FROM spam_ticket WHERE account_id = ? AND ticket_id = ?");
QUERY(Q_RESEAL_RECOUNT, Q_TENANT,
    "UPDATE spam_model SET checked_at = 0 WHERE account_id = ?");
/* Mails that wait: of a message that is gone, or to one it is no longer of. */
QUERY(Q_RESEAL_MAIL_OF, Q_TENANT,
    "UPDATE outbox SET state = 3, done_at = ?"
    " WHERE account_id = ? AND ticket_id = ? AND message_id = ?"
    " AND state = 1 AND kind = 2");
QUERY(Q_RESEAL_MAIL_TO, Q_TENANT,
    "UPDATE outbox SET state = 3, done_at = ?"
    " WHERE account_id = ? AND ticket_id = ? AND contact_id = ?"
    " AND state = 1");

/* ---- keys ---------------------------------------------------------------- */

/* K(message) under both secrets. RC_GONE: its author has none. */
static RC
message_keys(struct reseal_run *w, const struct message *m, struct key *from_r,
    struct key *to_r)
{
	struct key author;

	*from_r = w->from;
	*to_r = w->to;
	if (m->author_kind != AUTHOR_CONTACT ||
	    (m->author == w->was.v && m->author == w->tk.contact.v))
		return (RC_OK);
	TRY(keyring_subject(w->t, SECRET_CONTACT, m->author, &author));
	if (m->author != w->was.v)
		*from_r = key_author(&w->from, &author);
	if (m->author != w->tk.contact.v)
		*to_r = key_author(&w->to, &author);
	return (RC_OK);
}

static RC
begin(struct reseal_run *w)
{
	struct key requester;
	struct contact c;

	TRY(ticket_get_locked(w->t, w->a, w->r->ticket, &w->tk, &w->from));
	/* An erasure asked before it began; nobody is held from then on. */
	if (w->r->erasure_id == 0)
		TRY(hold_stops(w->t, HOLD_TICKET, w->tk.id.v, NULL));
	w->was = w->tk.contact;
	if (w->r->requester.v != 0) {
		TRY(contact_author(w->t, w->a, w->r->requester, &c,
		    &requester));
		w->tk.contact = c.id;
		w->tk.contact_name = c.name;
		w->tk.contact_email = c.email;
	} else
		TRY(keyring_subject(w->t, SECRET_CONTACT, w->was.v,
		    &requester));
	w->secret = secret_new();
	w->to = key_ticket(&requester, w->tk.id, &w->secret);
	return (RC_OK);
}

/* ---- rows ------------------------------------------------------------------ */

static RC
message_open(struct reseal_run *w, struct arena *a, struct stmt *st,
    struct message *m, struct key *from, struct key *to)
{
	uint64_t flags = col_u64(st, 6);

	*m = (struct message){
		.id = { col_u64(st, 0) }, .ticket = w->tk.id,
		.kind = (enum message_kind)col_u64(st, 1),
		.author_kind = (enum author_kind)col_u64(st, 2),
		.author = col_u64(st, 3),
		.channel = (enum channel)col_u64(st, 4),
		.created_at = col_i64(st, 5),
		.has_html = flags & FLAG_HTML, .remote = flags & FLAG_REMOTE,
		.part_removed = flags & FLAG_PART_REMOVED,
		.removed = flags & FLAG_REMOVED,
		.nfiles = (size_t)col_u64(st, 7),
		.redacted_at = col_i64(st, 8),
		.redacted_by = { col_u64(st, 9) },
		.author_name = "", .html = { "" },
	};
	TRY(message_keys(w, m, from, to));
	w->keys = true;
	TRY(message_row_text(w->t, a, st, 10, from, m));
	return (message_row_html(w->t, a, st, 11, from, m));
}

static uint64_t
flags_after(uint64_t flags, const struct reseal_message *x)
{
	if (x->part || x->all)
		flags &= ~(uint64_t)(FLAG_HTML | FLAG_REMOTE);
	if (x->part)
		flags |= FLAG_PART_REMOVED;
	if (x->all)
		flags = (flags & ~(uint64_t)FLAG_PART_REMOVED) | FLAG_REMOVED;
	return (flags);
}

static RC
message_save(struct reseal_run *w, struct arena *a, uint64_t flags,
    const struct reseal_message *x, const struct key *to)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	const struct message *m = x->m;
	bool html = m->has_html && !x->part && !x->all;

	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_MESSAGE));
	bind_u64(st, flags_after(flags, x));
	bind_u64(st, m->nfiles);
	bind_i64(st, m->redacted_at);
	bind_u64(st, m->redacted_by.v);
	bind_bytes(st, seal(a, to, (struct seal_place){ w->t->id,
	    "message.sealed", m->id.v }, message_pack(a, m)));
	if (html)
		bind_bytes(st, seal(a, to, (struct seal_place){ w->t->id,
		    "message.sealed_html", m->id.v },
		    pack_text(a, m->html.safe)));
	else
		bind_null(st);
	bind_u64(st, m->id.v);
	return (stmt_exec(st, NULL));
}

static RC
mails_of(struct reseal_run *w, const struct message *m)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n = 0;

	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_MAIL_OF));
	bind_i64(st, now_s());
	bind_u64(st, w->tk.id.v);
	bind_u64(st, m->id.v);
	TRY(stmt_exec(st, &n));
	w->n.mails += n;
	return (RC_OK);
}

static RC
mail_id_clear(struct reseal_run *w, struct message *m)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d;

	if (str_empty(m->mail_message_id))
		return (RC_OK);
	d = lookup_digest(w->t, LOOKUP_MESSAGE_ID, m->mail_message_id);
	m->mail_message_id = "";
	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_MAIL_ID));
	bind_u64(st, LOOKUP_MESSAGE_ID);
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	bind_u64(st, m->id.v);
	return (stmt_exec(st, NULL));
}

/* A restricted person's words are stored, not used; but an erasure comes first. */
static bool
edits(const struct reseal_run *w, const struct message *m)
{
	return (w->r->edit != NULL && m->kind != MESSAGE_EVENT &&
	    (w->r->erasure_id != 0 || m->author_kind != AUTHOR_CONTACT ||
	    !withheld_has(w->withheld, (contact_id){ m->author }, NULL)));
}

static RC
edit(struct reseal_run *w, struct arena *a, struct reseal_message *x)
{
	struct message *m = x->m;

	x->drop = arena_array(a, m->nfiles + 1, sizeof(*x->drop));
	if (edits(w, m))
		TRY(w->r->edit(w->r->arg, a, x));
	if (x->part || x->all) {
		m->redacted_at = now_s();
		m->redacted_by = w->r->by;
	}
	w->n.parts += x->part && !x->all;
	w->n.all += x->all;
	if (!x->all)
		return (RC_OK);
	m->text = "";
	for (size_t i = 0; i < m->nfiles; i++)
		x->drop[i] = true;
	TRY(mail_id_clear(w, m));
	return (mails_of(w, m));
}

/* Its author was forgotten: so it stays.  Else it would be lost for ever with
   the old secret, which only an erasure may do. */
static RC
message_shut(struct reseal_run *w, const struct message *m)
{
	if (w->keys) {
		log_warn("ticket %llu: message %llu does not open",
		    (unsigned long long)w->tk.id.v,
		    (unsigned long long)m->id.v);
		w->broken = w->r->erasure_id == 0;
	}
	w->n.shut++;
	return (w->broken ? RC_FAILED : RC_OK);
}

static RC
message_one(struct reseal_run *w, struct stmt *st)
{
	struct arena *a = w->scratch;
	struct reseal_message x = { 0 };
	struct message m;
	struct key from, to;
	enum rc rc;

	w->keys = false;
	rc = message_open(w, a, st, &m, &from, &to);
	if (rc == RC_GONE)
		return (message_shut(w, &m));
	TRY(rc);
	x.m = &m;
	if (m.nfiles > 0)
		TRY(reseal_files_open(w, a, &m, &from));
	TRY(edit(w, a, &x));
	if (m.nfiles > 0)
		TRY(reseal_files(w, a, &x, &to));
	TRY(message_save(w, a, col_u64(st, 6), &x, &to));
	w->n.messages++;
	if (m.kind == MESSAGE_EVENT)
		return (RC_OK);
	TRY(message_index(w->t, a, &w->tk, &m, !w->indexed));
	w->indexed = true;
	return (RC_OK);
}

/* Those after (at, id), which go on with the last. */
static RC
messages(struct reseal_run *w, int64_t *at, uint64_t *id, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_MESSAGES));
	bind_u64(st, w->tk.id.v);
	bind_i64(st, *at);
	bind_i64(st, *at);
	bind_u64(st, *id);
	while ((rc = stmt_row(st)) == RC_OK) {
		*at = col_i64(st, 5);
		*id = col_u64(st, 0);
		(*n_r)++;
		TRY(message_one(w, st));
		arena_reset(w->scratch);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
ticket_save(struct reseal_run *w)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_TICKET));
	bind_u64(st, w->tk.contact.v);
	bind_bytes(st, seal(w->a, &w->to, (struct seal_place){ w->t->id,
	    "ticket.sealed", w->tk.id.v }, ticket_pack(w->a, &w->tk)));
	bind_u64(st, w->tk.id.v);
	return (stmt_exec(st, NULL));
}

static RC
words_clear(struct reseal_run *w)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_WORDS));
	bind_u64(st, w->tk.id.v);
	return (stmt_exec(st, NULL));
}

static RC
spam_clear(struct reseal_run *w)
{
	CLEANUP(stmt_done) struct stmt *st = NULL, *model = NULL;

	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_SPAM));
	bind_u64(st, w->tk.id.v);
	TRY(stmt_exec(st, NULL));
	TRY(stmt_tenant(&model, w->t, &Q_RESEAL_RECOUNT));
	return (stmt_exec(model, NULL));
}

static RC
mails_to(struct reseal_run *w)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n = 0;

	if (w->tk.contact.v == w->was.v)
		return (RC_OK);
	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_MAIL_TO));
	bind_i64(st, now_s());
	bind_u64(st, w->tk.id.v);
	bind_u64(st, w->was.v);
	TRY(stmt_exec(st, &n));
	w->n.mails += n;
	return (RC_OK);
}

/* ---- the act ----------------------------------------------------------------- */

/* The ticket's secret is replaced, those of dropped files are destroyed. */
static struct victim *
victims(struct reseal_run *w, size_t *n_r)
{
	struct victim *v = arena_array(w->a, w->nfiles + 1, sizeof(*v));
	size_t n = 0;

	v[n++] = (struct victim){ SECRET_TICKET, w->r->ticket.v, &w->secret };
	for (struct reseal_file *f = w->files; f != NULL; f = f->next)
		if (f->dropped)
			v[n++] = (struct victim){ SECRET_ATTACHMENT,
				f->id.v, NULL };
	*n_r = n;
	return (v);
}

/* Its rows are gone with this transaction, and older copies unreadable. */
static RC
erased(struct reseal_run *w)
{
	struct erasure e = *w->r->erasure;

	e.state = ERASURE_ROWS_GONE;
	e.unreadable_at = now_us();
	e.total = 1;
	TRY(erasure_add(w->t, &e));
	TRY(erasure_count_add(w->t, e.id, "message", w->n.all));
	TRY(erasure_count_add(w->t, e.id, "message.part", w->n.parts));
	TRY(erasure_count_add(w->t, e.id, "files", w->n.dropped));
	return (erasure_set_state(w->t, e.id, ERASURE_ROWS_GONE, now_us()));
}

static RC
rows(struct reseal_run *w)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct victim *v;
	int64_t at = 0;
	uint64_t id = 0;
	size_t n;

	TRY(tx_begin(&tx, w->t->db));
	TRY(begin(w));
	/* What is restricted is sealed anew as the rest (attempt() sets it back). */
	w->t->withheld = NULL;
	if (w->r->subject != NULL)
		TRY(w->r->subject(w->r->arg, w->a, &w->tk.subject));
	TRY(words_clear(w));
	TRY(spam_clear(w));
	do
		TRY(messages(w, &at, &id, &n));
	while (n == BATCH);
	TRY(ticket_save(w));
	TRY(mails_to(w));
	TRY(exports_anew(w->t));
	if (w->r->erasure_id == 0)	/* it may have come meanwhile */
		TRY(hold_bars(w->t, HOLD_TICKET, w->tk.id.v));
	v = victims(w, &n);
	TRY(exports_victims(w->t, w->a, v, n, &w->victims, &w->nvictims));
	TRY(secret_forget_in(w->t, w->scratch, w->victims, w->nvictims,
	    w->r->erasure_id));
	arena_reset(w->scratch);
	if (w->r->audit != NULL)
		TRY(audit_add(w->t, w->r->audit));
	if (w->r->erasure != NULL)
		TRY(erased(w));
	FAULT_POINT("reseal.rows");
	TRY(tx_commit(&tx));
	FAULT_POINT("reseal.committed");
	return (RC_OK);
}

static RC
attempt(struct reseal_run *w)
{
	enum rc rc, end;

	w->n = (struct reseal_counts){ 0 };
	w->files = NULL;
	w->nfiles = w->nvictims = 0;
	w->indexed = w->broken = false;
	rc = rows(w);
	w->t->withheld = w->withheld;
	end = secret_forget_end(w->t, w->victims, w->nvictims);
	if (rc == RC_OK)
		rc = end;
	/* RC_FAILED: perhaps committed; whoever opens them finds out. */
	if (rc == RC_OK)
		return (reseal_files_switch(w));
	if (rc != RC_FAILED || w->broken)
		reseal_files_undo(w);
	return (rc);
}

RC
ticket_reseal(struct tenant *t, int files_dir, const struct reseal *r,
    struct reseal_counts *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new((size_t)64 << 20);
	CLEANUP(arena_free) struct arena *scratch = arena_new(SCRATCH);
	struct reseal_run *w = ARENA_NEW(a, struct reseal_run);
	enum rc rc = RC_RETRY;

	*w = (struct reseal_run){ .t = t, .a = a, .scratch = scratch, .r = r,
		.files_dir = files_dir, .withheld = t->withheld };
	for (int try = 0; try < TRIES && rc == RC_RETRY; try++) {
		arena_reset(scratch);
		rc = attempt(w);
	}
	*n_r = w->n;
	n_r->broken = w->broken;
	/* Else cron does it. */
	if (rc == RC_OK && exports_settle(t, a, files_dir, r->erasure_id) !=
	    RC_OK)
		log_warn("account %llu: a copy of everything that is over is "
		    "still there", (unsigned long long)t->id.v);
	explicit_bzero(&w->secret, sizeof(w->secret));
	explicit_bzero(&w->from, sizeof(w->from));
	explicit_bzero(&w->to, sizeof(w->to));
	return (rc);
}
