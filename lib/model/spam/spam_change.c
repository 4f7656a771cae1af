/* Changing the filter's settings and lists (spam.h): the panel only. */
#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "model/log/audit.h"
#include "model/spam/spam_row.h"
#include "text/fold.h"

QUERY(Q_SPAM_SETTING_SET, Q_TENANT,
    "INSERT INTO spam_setting (account_id, mode, spam_at, unsure_at,"
    " digest_subjects) VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE mode = VALUES(mode),"
    " spam_at = VALUES(spam_at), unsure_at = VALUES(unsure_at),"
    " digest_subjects = VALUES(digest_subjects)");
QUERY(Q_SPAM_SENDERS, Q_TENANT,
    "SELECT sender_id, kind, added_at, sealed FROM spam_sender"
    " WHERE account_id = ? LIMIT 500");
QUERY(Q_SPAM_SENDERS_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM spam_sender WHERE account_id = ?");
QUERY(Q_SPAM_SENDER_ADD, Q_TENANT,
    "INSERT INTO spam_sender (account_id, sender_id, kind, digest, added_at,"
    " sealed) VALUES (?, ?, ?, ?, ?, ?)");
QUERY(Q_SPAM_SENDER_REMOVE, Q_TENANT,
    "DELETE FROM spam_sender WHERE account_id = ? AND sender_id = ?");
QUERY(Q_SPAM_SIZE, Q_TENANT,
    "SELECT learnt, LENGTH(sealed) FROM spam_model WHERE account_id = ?");
QUERY(Q_SPAM_WAITING, Q_TENANT,
    "SELECT COUNT(*) FROM spam_ticket"
    " WHERE due = 1 AND account_id = ?");

static RC
logged(struct tenant *t, uint64_t value)
{
	return (audit_add(t, &(struct audit_row){
		.verb = AUDIT_SPAM_CHANGED, .value = value,
		.object = ON_SETTINGS, .id = PAGE_SPAM }));
}

RC
spam_setting_set(struct tenant *t, const struct spam_setting *s)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (s->mode > SPAM_ON || (s->spam_at != SPAM_AUTO &&
	    s->spam_at < s->unsure_at))
		return (RC_INVALID);
	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_SPAM_SETTING_SET));
	bind_u64(st, s->mode);
	if (s->spam_at == SPAM_AUTO)
		bind_null(st);
	else
		bind_i64(st, s->spam_at);
	bind_i64(st, s->unsure_at);
	bind_u64(st, s->subjects);
	TRY(stmt_exec(st, NULL));
	TRY(logged(t, s->mode));
	return (tx_commit(&tx));
}

static RC
number(struct tenant *t, const struct query *q, unsigned col, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, q));
	rc = stmt_row(st);
	if (rc == RC_OK)
		*n_r = col_u64(st, col);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
spam_size_get(struct tenant *t, struct spam_size *s_r)
{
	uint64_t learnt;

	TRY(number(t, &Q_SPAM_SIZE, 0, &learnt));
	TRY(number(t, &Q_SPAM_SIZE, 1, &s_r->bytes));
	s_r->learnt = (unsigned)learnt;
	return (number(t, &Q_SPAM_WAITING, 0, &s_r->waiting));
}

/* ---- senders ---------------------------------------------------------------------- */

RC
spam_sender_list(struct tenant *t, struct arena *a,
    struct spam_sender_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k = key_purpose(t->key, "spam-sender");
	struct spam_sender *x;
	struct bytes plain;
	enum rc rc;

	*l_r = (struct spam_sender_list){
		.v = arena_array(a, SPAM_SENDERS, sizeof(*x)) };
	TRY(stmt_tenant(&st, t, &Q_SPAM_SENDERS));
	while ((rc = stmt_row(st)) == RC_OK) {
		x = &l_r->v[l_r->n++];
		*x = (struct spam_sender){ .id = col_u64(st, 0),
			.kind = (enum spam_sender_kind)col_u64(st, 1),
			.added_at = col_i64(st, 2), .name = "" };
		if (seal_open(a, &k, (struct seal_place){ t->id,
		    "spam_sender.sealed", x->id }, col_bytes(st, 3), &plain) ==
		    RC_OK)
			x->name = arena_strdup(a, (const char *)plain.p);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* "@Example.org", "example.org" or an address; which. */
static RC
sender_name(struct arena *a, const char *in, const char **kind_r,
    const char **name_r)
{
	const char *email;

	while (*in == ' ')
		in++;
	if (strchr(in, '@') != NULL && *in != '@') {
		*kind_r = "address";
		return (text_email(a, in, name_r));
	}
	in += *in == '@';
	TRY(text_email(a, arena_printf(a, "x@%s", in), &email));
	*kind_r = "domain";
	*name_r = email + 2;
	return (strchr(*name_r, '.') != NULL ? RC_OK : RC_INVALID);
}

static RC
sender_insert(struct tenant *t, struct arena *a, enum spam_sender_kind kind,
    const struct digest *d, const char *name)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k = key_purpose(t->key, "spam-sender");
	uint64_t id;

	TRY(db_new_id(t->db, &id));
	TRY(stmt_tenant(&st, t, &Q_SPAM_SENDER_ADD));
	bind_u64(st, id);
	bind_u64(st, kind);
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	bind_i64(st, now_s());
	bind_bytes(st, seal(a, &k, (struct seal_place){ t->id,
	    "spam_sender.sealed", id }, pack_text(a, name)));
	return (stmt_exec(st, NULL));
}

RC
spam_sender_add(struct tenant *t, struct arena *a, enum spam_sender_kind kind,
    const char *in)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	const char *what, *name;
	struct digest d;
	uint64_t n;

	if (sender_name(a, in, &what, &name) != RC_OK)
		return (RC_INVALID);
	d = spam_sender_digest(t, what, name);
	TRY(tx_begin(&tx, t->db));
	TRY(number(t, &Q_SPAM_SENDERS_COUNT, 0, &n));
	if (n >= SPAM_SENDERS)
		return (RC_LIMIT);
	TRY(sender_insert(t, a, kind, &d, name));
	TRY(logged(t, n + 1));
	return (tx_commit(&tx));
}

RC
spam_sender_remove(struct tenant *t, uint64_t id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_SPAM_SENDER_REMOVE));
	bind_u64(st, id);
	TRY(stmt_exec(st, &n));
	if (n == 0)
		return (RC_NOTFOUND);
	TRY(logged(t, id));
	return (tx_commit(&tx));
}
