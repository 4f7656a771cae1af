/* Exports as their builder sees them (export_build.h). */
#include "model/privacy/export_build.h"

#include "core/rand.h"
#include "model/account/account.h"
#include "model/ticket/outbox.h"

#define KEPT	(90 * 86400)	/* rows of what is over: who asked, when */

/* Two states, two ranges of one index. */
QUERY(Q_EXPORT_DUE, Q_INSTALLATION, EXPORT_COLS
    " WHERE e.state IN (1, 2) AND e.due_at <= ?"
    " ORDER BY e.due_at LIMIT 1 FOR UPDATE SKIP LOCKED");
QUERY(Q_EXPORT_BEGIN, Q_TENANT,
    "UPDATE contact_export SET state = 2, attempts = ?, due_at = ?,"
    " total = 0, done = 0, problems = 0, sealed = ?, secret_id = ?"
    " WHERE account_id = ? AND export_id = ?");
QUERY(Q_EXPORT_BEAT, Q_TENANT,
    "UPDATE contact_export SET due_at = ?, total = ?, done = ?"
    " WHERE account_id = ? AND export_id = ? AND state = 2"
    " AND attempts = ?");
QUERY(Q_EXPORT_RELEASE, Q_TENANT,
    "UPDATE contact_export SET attempts = ?, due_at = ?, done = 0"
    " WHERE account_id = ? AND export_id = ? AND state = 2"
    " AND attempts = ?");
QUERY(Q_EXPORT_END, Q_TENANT,
    "UPDATE contact_export SET state = 3, done = total, problems = ?,"
    " size = ?, ready_at = ?, expires_at = ?, due_at = ?"
    " WHERE account_id = ? AND export_id = ? AND state = 2"
    " AND attempts = ?");
QUERY(Q_EXPORT_FAIL, Q_TENANT,
    "UPDATE contact_export SET state = 4, fault = ?, sealed = NULL"
    " WHERE account_id = ? AND export_id = ? AND state = 2"
    " AND attempts = ?");
QUERY(Q_EXPORT_EXPIRING, Q_INSTALLATION, EXPORT_COLS
    " WHERE e.state = 3 AND e.due_at <= ?"
    " ORDER BY e.due_at LIMIT 1 FOR UPDATE SKIP LOCKED");
QUERY(Q_EXPORT_EXPIRE, Q_INSTALLATION,
    "UPDATE contact_export SET state = 6, sealed = NULL, size = 0"
    " WHERE account_id = ? AND export_id = ?");
QUERY(Q_EXPORT_UNSETTLED, Q_INSTALLATION,
    "SELECT account_id FROM contact_export WHERE state IN (6, 7) LIMIT 1");
QUERY(Q_EXPORT_PURGE, Q_INSTALLATION,
    "DELETE FROM contact_export WHERE state IN (4, 5) AND due_at < ?"
    " LIMIT 1000");

QUERY(Q_EXPORT_WAITING, Q_INSTALLATION,
    "SELECT COUNT(*) FROM contact_export WHERE state IN (1, 2, 7)"
    " AND due_at <= ?");
QUERY(Q_EXPORT_OVER, Q_INSTALLATION,
    "SELECT COUNT(*) FROM contact_export WHERE state = 3 AND due_at <= ?");

/* It has a secret from its first beginning on, and another when that went. */
static RC
own_secret(struct tenant *t, struct export *e)
{
	enum rc rc = RC_GONE;
	struct secret s;

	if (e->secret != 0)
		rc = secret_get(t, SECRET_EXPORT, e->secret, &s);
	if (rc == RC_GONE) {
		TRY(db_new_id(t->db, &e->secret));
		rc = secret_add(t, SECRET_EXPORT, e->secret, &s);
	}
	explicit_bzero(&s, sizeof(s));
	return (rc);
}

static RC
begin(struct tenant *t, struct arena *a, struct export *e,
    struct key *file_r, int64_t now)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;

	TRY(own_secret(t, e));
	TRY(export_seal_key(t, e, &k));
	rand_bytes(file_r->b, KEY_LEN);
	e->state = EXPORT_BUILDING;
	e->attempts++;
	e->total = e->done = e->problems = 0;
	TRY(stmt_tenant(&st, t, &Q_EXPORT_BEGIN));
	bind_u64(st, e->attempts);
	bind_i64(st, now + EXPORT_LEASE);
	bind_bytes(st, seal(a, &k, (struct seal_place){ t->id,
	    "contact_export.sealed", e->id.v },
	    (struct bytes){ file_r->b, KEY_LEN }));
	bind_u64(st, e->secret);
	bind_u64(st, e->id.v);
	TRY(stmt_exec(st, NULL));
	return (export_file_key(t, e, file_r));
}

/* Not to be made (any more): nobody is left to make it for. */
static RC
give_up(struct db *db, const struct export *e, enum export_fault fault)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct tenant t = { .db = db, .id = e->account };

	TRY(stmt_tenant(&st, &t, &Q_EXPORT_FAIL));
	bind_u64(st, fault);
	bind_u64(st, e->id.v);
	bind_u64(st, e->attempts);
	return (stmt_exec(st, NULL));
}

/* Its row is locked: made this process's, or given up (RC_GONE). */
static RC
take_row(struct db *db, struct vault *v, struct arena *a, int64_t now,
    struct tenant **t_r, struct export *e, struct key *file_r)
{
	enum account_state state;
	enum rc rc;

	rc = account_by_id(db, v, a, e->account, t_r, &state);
	if (rc == RC_OK && e->attempts >= EXPORT_TRIES) {
		TRY(export_fail(*t_r, e, EXPORT_FAULT_TRIES));
		return (RC_GONE);
	}
	if (rc == RC_OK)
		rc = begin(*t_r, a, e, file_r, now);
	if (rc != RC_NOTFOUND && rc != RC_GONE)
		return (rc);
	/* As if begun, so that it can fail. */
	if (e->state == EXPORT_WAITING) {
		CLEANUP(stmt_done) struct stmt *st = NULL;
		struct tenant t = { .db = db, .id = e->account };

		TRY(stmt_tenant(&st, &t, &Q_EXPORT_BEGIN));
		bind_u64(st, e->attempts);
		bind_i64(st, now);
		bind_null(st);
		bind_u64(st, e->secret);
		bind_u64(st, e->id.v);
		TRY(stmt_exec(st, NULL));
	}
	TRY(give_up(db, e, EXPORT_FAULT_LOST));
	return (RC_GONE);
}

RC
export_take(struct db *db, struct vault *v, struct arena *a, int64_t now,
    struct tenant **t_r, struct export *e_r, struct key *file_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(tx_begin(&tx, db));
	TRY(stmt_installation(&st, db, &Q_EXPORT_DUE));
	bind_i64(st, now);
	TRY(stmt_row(st));
	export_row(st, e_r);
	stmt_done(&st);
	rc = take_row(db, v, a, now, t_r, e_r, file_r);
	if (rc != RC_OK && rc != RC_GONE)
		return (rc);
	TRY(tx_commit(&tx));
	return (rc);
}

/* Nothing changed: the same sign within a second, or it is another's. */
static RC
still_mine(struct tenant *t, const struct export *e)
{
	struct export now;
	enum rc rc = export_get(t, e->id, &now);

	if (rc == RC_NOTFOUND)
		return (RC_GONE);
	TRY(rc);
	return (now.state == EXPORT_BUILDING && now.attempts == e->attempts
	    ? RC_OK : RC_GONE);
}

RC
export_beat(struct tenant *t, struct export *e, int64_t now)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_BEAT));
	bind_i64(st, now + EXPORT_LEASE);
	bind_u64(st, e->total);
	bind_u64(st, e->done);
	bind_u64(st, e->id.v);
	bind_u64(st, e->attempts);
	TRY(stmt_exec(st, &n));
	stmt_done(&st);
	return (n == 1 ? RC_OK : still_mine(t, e));
}

/* Who asked for everything gets a mail to the page; a contact one with a link. */
static RC
tell(struct tenant *t, struct arena *a, const struct export *e)
{
	char id[24];

	snprintf(id, sizeof(id), "%llu", (unsigned long long)e->id.v);
	if (e->contact.v == 0)
		return (outbox_login(t, a, &(struct outbox_login){
		    .kind = e->door == EXPORT_API ? OUTBOX_EXPORT_FOR
		    : OUTBOX_EXPORT_ALL, .agent = { e->actor } }));
	return (outbox_login(t, a, &(struct outbox_login){
	    .kind = OUTBOX_EXPORT, .contact = e->contact, .carried = id }));
}

static RC
logged(struct tenant *t, const struct export *e, enum audit_verb verb,
    enum audit_verb of_all, uint64_t value)
{
	bool all = e->contact.v == 0;

	return (audit_add(t, &(struct audit_row){ .verb = all ? of_all : verb,
	    .object = all ? ON_ACCOUNT : ON_CONTACT,
	    .id = all ? t->id.v : e->contact.v, .value = value }));
}

RC
export_made(struct tenant *t, struct arena *a, struct export *e, int64_t now)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	e->expires_at = now + EXPORT_DAYS * 86400;
	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_EXPORT_END));
	bind_u64(st, e->problems);
	bind_u64(st, e->size);
	bind_i64(st, now);
	bind_i64(st, e->expires_at);
	bind_i64(st, e->expires_at);
	bind_u64(st, e->id.v);
	bind_u64(st, e->attempts);
	TRY(stmt_exec(st, &n));
	if (n != 1)
		return (RC_GONE);
	TRY(tell(t, a, e));
	TRY(logged(t, e, AUDIT_EXPORT_MADE, AUDIT_ALL_MADE, e->total));
	return (tx_commit(&tx));
}

RC
export_fail(struct tenant *t, struct export *e, enum export_fault fault)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_FAIL));
	bind_u64(st, fault);
	bind_u64(st, e->id.v);
	bind_u64(st, e->attempts);
	TRY(stmt_exec(st, &n));
	if (n != 1)
		return (RC_GONE);
	return (logged(t, e, AUDIT_EXPORT_FAILED, AUDIT_ALL_FAILED, fault));
}

RC
export_forget(struct db *db, struct vault *v, const struct export *e)
{
	struct tenant t = { .db = db, .vault = v, .id = e->account };
	struct victim one = { SECRET_EXPORT, e->secret, NULL };

	return (e->secret != 0 ? secret_forget(&t, &one, 1, 0) : RC_OK);
}

RC
export_release(struct tenant *t, const struct export *e, int64_t now,
    bool trouble)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_RELEASE));
	bind_u64(st, e->attempts - (trouble ? 0 : 1));
	bind_i64(st, trouble ? now + EXPORT_LEASE : now);
	bind_u64(st, e->id.v);
	bind_u64(st, e->attempts);
	return (stmt_exec(st, NULL));
}

RC
export_expire(struct db *db, int64_t now, struct export *e_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(tx_begin(&tx, db));
	TRY(stmt_installation(&st, db, &Q_EXPORT_EXPIRING));
	bind_i64(st, now);
	TRY(stmt_row(st));
	export_row(st, e_r);
	stmt_done(&st);
	TRY(stmt_installation(&st, db, &Q_EXPORT_EXPIRE));
	bind_u64(st, e_r->account.v);
	bind_u64(st, e_r->id.v);
	TRY(stmt_exec(st, NULL));
	return (tx_commit(&tx));
}

RC
export_unsettled(struct db *db, account_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_EXPORT_UNSETTLED));
	TRY(stmt_row(st));
	id_r->v = col_u64(st, 0);
	return (RC_OK);
}

RC
export_purge(struct db *db, int64_t now, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_EXPORT_PURGE));
	bind_i64(st, now - KEPT);
	return (stmt_exec(st, n_r));
}

static RC
count(struct db *db, struct query *q, int64_t now, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, q));
	bind_i64(st, now);
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

RC
export_due(struct db *db, int64_t now, uint64_t *make_r, uint64_t *expire_r)
{
	TRY(count(db, &Q_EXPORT_WAITING, now, make_r));
	return (count(db, &Q_EXPORT_OVER, now, expire_r));
}
