/*
 * Learning from what agents said (spam.h): olvido-mail's own process.  One
 * transaction an account, under its model's row: the model and the marks of what
 * it learnt change together or not at all.
 */
#include "core/log.h"
#include "core/pack.h"
#include "core/time.h"
#include "model/access/withheld.h"
#include "model/account/account.h"
#include "model/spam/spam_row.h"

#define BATCH		500
#define ACCOUNTS	20

QUERY(Q_SPAM_DUE, Q_INSTALLATION,
    "SELECT s.account_id FROM account a JOIN spam_ticket s"
    " ON s.account_id = a.account_id WHERE a.state < 5 AND s.due = 1"
    " GROUP BY s.account_id LIMIT 20");
QUERY(Q_SPAM_UNCHECKED, Q_INSTALLATION,
    "SELECT m.account_id FROM spam_model m JOIN account a"
    " ON a.account_id = m.account_id AND a.state < 5"
    " WHERE m.checked_at < ? ORDER BY m.checked_at LIMIT 20");
QUERY(Q_SPAM_MODEL_MAKE, Q_TENANT,
    "INSERT INTO spam_model (account_id, version, learnt, checked_at)"
    " VALUES (?, 0, 0, ?) ON DUPLICATE KEY UPDATE version = version");
QUERY(Q_SPAM_MODEL_LOCK, Q_TENANT,
    "SELECT learnt, sealed FROM spam_model WHERE account_id = ? FOR UPDATE");
QUERY(Q_SPAM_MODEL_SET, Q_TENANT,
    "UPDATE spam_model SET version = version + 1, learnt = ?,"
    " checked_at = ?, sealed = ? WHERE account_id = ?");
QUERY(Q_SPAM_MODEL_CHECKED, Q_TENANT,
    "UPDATE spam_model SET checked_at = ? WHERE account_id = ?");
QUERY(Q_SPAM_ROWS_DUE, Q_TENANT,
    "SELECT ticket_id, label, learnt, message_id FROM spam_ticket"
    " WHERE due = 1 AND account_id = ? LIMIT 500");
QUERY(Q_SPAM_ROWS_SAID, Q_TENANT,
    "SELECT ticket_id, label, learnt, message_id FROM spam_ticket"
    " WHERE account_id = ? AND label > 0"
    " ORDER BY ticket_id DESC LIMIT 10000");
QUERY(Q_SPAM_ROW_SEALED, Q_TENANT,
    "SELECT sealed FROM spam_ticket"
    " WHERE account_id = ? AND ticket_id = ? AND message_id = ?");
QUERY(Q_SPAM_ROW_LEARNT, Q_TENANT,
    "UPDATE spam_ticket SET learnt = ?"
    " WHERE account_id = ? AND ticket_id = ? AND message_id = ?");
QUERY(Q_SPAM_ROW_SHUT, Q_TENANT,
    "UPDATE spam_ticket SET learnt = 0, label = 0"
    " WHERE account_id = ? AND ticket_id = ? AND message_id = ?");
/* An agent changed his mind of what is too old to be read again. */
QUERY(Q_SPAM_ROWS_OLD, Q_TENANT,
    "UPDATE spam_ticket SET learnt = label"
    " WHERE due = 1 AND learnt > 0 AND account_id = ?");
/* What was learnt and can still be read: the secrets of ticket, requester and
   author are there. */
QUERY(Q_SPAM_COUNT, Q_TENANT,
    "SELECT COUNT(*) FROM spam_ticket s"
    "  JOIN ticket k ON k.account_id = s.account_id"
    "   AND k.ticket_id = s.ticket_id"
    "  JOIN olvido_keys.secret a ON a.account_id = s.account_id"
    "   AND a.kind = 4 AND a.id = s.ticket_id"
    "  JOIN olvido_keys.secret b ON b.account_id = s.account_id"
    "   AND b.kind = 1 AND b.id = k.contact_id"
    "  LEFT JOIN message m ON m.account_id = s.account_id"
    "   AND m.message_id = s.message_id"
    "  LEFT JOIN olvido_keys.secret c ON c.account_id = s.account_id"
    "   AND c.kind = 1 AND c.id = m.author_id"
    " WHERE s.account_id = ? AND s.label > 0 AND s.learnt > 0"
    "   AND (s.message_id = 0 OR c.id IS NOT NULL)");

struct row { ticket_id id; message_id answer; enum spam_said label, learnt; };

struct learner {
	struct tenant	*t;
	struct arena	*a;		/* the model, and what is sealed of it */
	struct arena	*once;		/* one ticket */
	struct spam_model *m;
	size_t		 newest;	/* made anew from so many */
	uint64_t	 learnt;	/* rows marked as learnt: Q_SPAM_COUNT */
};

static RC
rows_read(struct learner *l, const struct query *q, size_t max,
    struct row **v_r, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct row *v = arena_array(l->a, max, sizeof(*v));
	enum rc rc = RC_OK;

	*n_r = 0;
	*v_r = v;
	TRY(stmt_tenant(&st, l->t, q));
	while (*n_r < max && (rc = stmt_row(st)) == RC_OK)
		v[(*n_r)++] = (struct row){ .id = { col_u64(st, 0) },
			.label = (enum spam_said)col_u64(st, 1),
			.learnt = (enum spam_said)col_u64(st, 2),
			.answer = { col_u64(st, 3) } };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* The words of a ticket; RC_GONE, RC_NOTFOUND, RC_DENIED (withheld.h): they cannot
   be read. */
static RC
words_of(struct learner *l, const struct row *r, struct spam_text *text_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes plain;
	struct ticket tk;
	struct key k;

	TRY(ticket_get(l->t, l->once, r->id, &tk, &k));
	TRY(stmt_tenant(&st, l->t, &Q_SPAM_ROW_SEALED));
	bind_u64(st, r->id.v);
	bind_u64(st, r->answer.v);
	TRY(stmt_row(st));
	TRY(spam_row_open(l->t, l->once, r->id, r->answer, &k,
	    col_bytes(st, 0), &plain));
	*text_r = (struct spam_text){ unpack_bytes(plain, F_SPAM_HEAD),
		unpack_bytes(plain, F_SPAM_MARKS),
		unpack_bytes(plain, F_SPAM_BODY) };
	return (RC_OK);
}

static RC
row_learnt(struct learner *l, const struct row *r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	if (r->label == r->learnt)
		return (RC_OK);
	TRY(stmt_tenant(&st, l->t, &Q_SPAM_ROW_LEARNT));
	bind_u64(st, r->label);
	bind_u64(st, r->id.v);
	bind_u64(st, r->answer.v);
	return (stmt_exec(st, NULL));
}

static RC
row_shut(struct learner *l, const struct row *r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, l->t, &Q_SPAM_ROW_SHUT));
	bind_u64(st, r->id.v);
	bind_u64(st, r->answer.v);
	return (stmt_exec(st, NULL));
}

static RC
row_learn(struct learner *l, const struct row *r)
{
	struct spam_text text;
	enum rc rc;

	arena_reset(l->once);
	rc = words_of(l, r, &text);
	if (rc == RC_GONE || rc == RC_NOTFOUND || rc == RC_DENIED)
		return (row_shut(l, r));
	TRY(rc);
	/* Of answers of others than the requester nothing was kept once. */
	if (text.head.n + text.body.n > 0)
		spam_train(l->m, &text, r->label == SAID_SPAM);
	l->learnt++;
	return (row_learnt(l, r));
}

static RC
rows_count(struct learner *l, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, l->t, &Q_SPAM_COUNT));
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

static RC
rows_old(struct learner *l)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, l->t, &Q_SPAM_ROWS_OLD));
	return (stmt_exec(st, NULL));
}

/* Older ones than it reads keep their mark, so they are counted too: one that goes
   makes it anew once more, and no mark hides another's going. */
static RC
rebuild(struct learner *l)
{
	struct row *v;
	size_t n;

	l->m = spam_model_new(l->a, spam_hash_key(l->t));
	(void)spam_begin(l->m);
	TRY(rows_read(l, &Q_SPAM_ROWS_SAID, l->newest, &v, &n));
	while (n > 0)
		TRY(row_learn(l, &v[--n]));
	TRY(rows_old(l));
	return (rows_count(l, &l->learnt));
}

/* What waits goes on top; what an agent took back cannot, nor what is lost. */
static RC
bring_up(struct learner *l, uint64_t had, struct bytes sealed)
{
	struct key key = key_purpose(l->t->key, "spam");
	struct bytes plain;
	struct row *v;
	size_t n;

	if (seal_open(l->a, &key, SPAM_MODEL_PLACE(l->t), sealed, &plain) !=
	    RC_OK || spam_load(l->a, unpack_bytes(plain, F_SPAM_MODEL),
	    spam_hash_key(l->t), &l->m) != RC_OK)
		return (rebuild(l));
	l->learnt = had;
	TRY(rows_read(l, &Q_SPAM_ROWS_DUE, BATCH, &v, &n));
	for (size_t i = 0; i < n; i++)
		if (v[i].learnt != SAID_NOTHING)
			return (rebuild(l));
	for (size_t i = 0; i < n; i++)
		TRY(row_learn(l, &v[i]));
	return (RC_OK);
}

static RC
model_lock(struct learner *l, uint64_t *had_r, struct bytes *sealed_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL, *make = NULL;

	TRY(stmt_tenant(&make, l->t, &Q_SPAM_MODEL_MAKE));
	bind_i64(make, now_s());
	TRY(stmt_exec(make, NULL));
	TRY(stmt_tenant(&st, l->t, &Q_SPAM_MODEL_LOCK));
	TRY(stmt_row(st));
	*had_r = col_u64(st, 0);
	*sealed_r = arena_bytes(l->a, col_bytes(st, 1).p, col_bytes(st, 1).n);
	return (RC_OK);
}

static RC
model_store(struct learner *l)
{
	struct key key = key_purpose(l->t->key, "spam");
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(l->a);

	pack_bytes(&b, F_SPAM_MODEL, spam_save(l->a, l->m));
	TRY(stmt_tenant(&st, l->t, &Q_SPAM_MODEL_SET));
	bind_u64(st, l->learnt);
	bind_i64(st, now_s());
	bind_bytes(st, seal(l->a, &key, SPAM_MODEL_PLACE(l->t),
	    pack_end(&b)));
	return (stmt_exec(st, NULL));
}

static RC
checked(struct learner *l)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, l->t, &Q_SPAM_MODEL_CHECKED));
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

static RC
learn(struct learner *l, bool check)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct bytes sealed;
	uint64_t had, there;

	TRY(tx_begin(&tx, l->t->db));
	TRY(model_lock(l, &had, &sealed));
	if (check) {
		TRY(rows_count(l, &there));
		if (there == had) {
			TRY(checked(l));
			return (tx_commit(&tx));
		}
		TRY(rebuild(l));
	} else
		TRY(bring_up(l, had, sealed));
	TRY(model_store(l));
	return (tx_commit(&tx));
}

RC
spam_learn_anew(struct tenant *t, struct arena *a, size_t newest)
{
	CLEANUP(arena_free) struct arena *model = arena_new(SPAM_MODEL_BYTES +
	    (28U << 20)), *once = arena_new(1U << 20);
	struct learner l = { .t = t, .a = model, .once = once,
		.newest = newest };
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct bytes sealed;
	uint64_t had;

	TRY(withheld_load(t, a, false));
	TRY(tx_begin(&tx, t->db));
	TRY(model_lock(&l, &had, &sealed));
	TRY(rebuild(&l));
	TRY(model_store(&l));
	return (tx_commit(&tx));
}

static RC
learn_account(struct db *db, struct vault *v, struct arena *a, account_id id,
    bool check)
{
	CLEANUP(arena_free) struct arena *model = arena_new(SPAM_MODEL_BYTES +
	    (28U << 20)), *once = arena_new(1U << 20);
	struct learner l = { .a = model, .once = once,
		.newest = SPAM_REBUILD };
	enum account_state state;
	enum rc rc;

	TRY(account_by_id(db, v, a, id, &l.t, &state));
	TRY(withheld_load(l.t, a, false));
	rc = learn(&l, check);
	if (rc == RC_RETRY)		/* it waits, and comes again */
		return (RC_OK);
	return (rc);
}

static RC
accounts(struct db *db, const struct query *q, bool check,
    account_id v_r[ACCOUNTS], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc = RC_OK;

	*n_r = 0;
	TRY(stmt_installation(&st, db, q));
	if (check)
		bind_i64(st, now_s() - SPAM_CHECK_S);
	while (*n_r < ACCOUNTS && (rc = stmt_row(st)) == RC_OK)
		v_r[(*n_r)++].v = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
spam_learn(struct db *db, struct vault *v, struct arena *a)
{
	account_id due[ACCOUNTS];
	size_t n, did = 0;

	for (int check = 0; check < 2; check++) {
		TRY(accounts(db, check ? &Q_SPAM_UNCHECKED : &Q_SPAM_DUE,
		    check, due, &n));
		for (size_t i = 0; i < n; i++)
			TRY(learn_account(db, v, a, due[i], check));
		did += n;
	}
	return (did == 0 ? RC_NOTFOUND : RC_OK);
}
