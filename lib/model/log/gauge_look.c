/* Looking at the installation (gauge.h): olvido-cron. */
#include "core/time.h"
#include "model/account/lifecycle.h"
#include "model/log/gauge.h"

QUERY(Q_GAUGE_SET, Q_INSTALLATION,
    "INSERT INTO gauge (name, labels, value, at) VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE value = VALUES(value), at = VALUES(at)");
QUERY(Q_GAUGE_DROP, Q_INSTALLATION, "DELETE FROM gauge WHERE name = ?");
QUERY(Q_GAUGE_ACCOUNTS, Q_INSTALLATION,
    "SELECT state, COUNT(*) FROM account GROUP BY state");
QUERY(Q_GAUGE_OUTBOX, Q_INSTALLATION,
    "SELECT COUNT(*) FROM outbox FORCE INDEX (outbox_due)"
    " WHERE state = 1 AND next_at <= ?");
QUERY(Q_GAUGE_OUTBOX_OLDEST, Q_INSTALLATION,
    "SELECT next_at FROM outbox FORCE INDEX (outbox_due)"
    " WHERE state = 1 AND next_at <= ? ORDER BY next_at LIMIT 1");
QUERY(Q_GAUGE_OUTBOX_LATER, Q_INSTALLATION,
    "SELECT COUNT(*) FROM outbox FORCE INDEX (outbox_due)"
    " WHERE state = 1 AND next_at > ?");
QUERY(Q_GAUGE_ERASURES, Q_INSTALLATION,
    "SELECT COUNT(*) FROM erasure FORCE INDEX (erasure_due)"
    " WHERE state < ?");
QUERY(Q_GAUGE_SPAM, Q_INSTALLATION,
    "SELECT COUNT(*) FROM spam_ticket FORCE INDEX (spam_ticket_due)"
    " WHERE due = ?");

#define UNCONFIRMED	3	/* state of an erasure: its rows are gone */
#define DONE		4

RC
gauge_set(struct db *db, const struct gauge *g)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_GAUGE_SET));
	bind_str(st, g->name);
	bind_str(st, g->labels);
	bind_i64(st, g->value);
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

RC
gauge_drop(struct db *db, const char *name)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_GAUGE_DROP));
	bind_str(st, name);
	return (stmt_exec(st, NULL));
}

static RC
put(struct db *db, const char *name, const char *labels, int64_t value)
{
	return (gauge_set(db, &(struct gauge){ .name = name,
	    .labels = labels, .value = value }));
}

/* The query's number, 0 for no row. */
static RC
count(struct db *db, const struct query *q, int64_t bound, int64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_installation(&st, db, q));
	bind_i64(st, bound);
	rc = stmt_row(st);
	if (rc == RC_OK)
		*n_r = col_i64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
accounts(struct db *db)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t n[ACCOUNT_GONE + 1] = { 0 };
	char labels[60];
	enum rc rc;

	TRY(stmt_installation(&st, db, &Q_GAUGE_ACCOUNTS));
	while ((rc = stmt_row(st)) == RC_OK)
		if (col_u64(st, 0) <= ACCOUNT_GONE)
			n[col_u64(st, 0)] = col_i64(st, 1);
	if (rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	for (int s = ACCOUNT_TRIAL; s <= ACCOUNT_GONE; s++) {
		snprintf(labels, sizeof(labels), "state=\"%s\"",
		    life_state_name((enum account_state)s));
		TRY(put(db, "accounts", labels, n[s]));
	}
	return (RC_OK);
}

static RC
outbox(struct db *db)
{
	int64_t now = now_s(), n;

	TRY(count(db, &Q_GAUGE_OUTBOX, now, &n));
	TRY(put(db, "outbox", "due=\"now\"", n));
	TRY(count(db, &Q_GAUGE_OUTBOX_LATER, now, &n));
	TRY(put(db, "outbox", "due=\"later\"", n));
	TRY(count(db, &Q_GAUGE_OUTBOX_OLDEST, now, &n));
	return (put(db, "outbox_oldest_seconds", "", n == 0 ? 0 : now - n));
}

RC
gauge_look(struct db *db)
{
	int64_t begun, unconfirmed, spam;

	TRY(accounts(db));
	TRY(outbox(db));
	TRY(count(db, &Q_GAUGE_ERASURES, UNCONFIRMED, &begun));
	TRY(count(db, &Q_GAUGE_ERASURES, DONE, &unconfirmed));
	TRY(put(db, "erasures", "waits=\"rows\"", begun));
	TRY(put(db, "erasures", "waits=\"mirrors\"", unconfirmed - begun));
	TRY(count(db, &Q_GAUGE_SPAM, 1, &spam));
	return (put(db, "spam_unlearnt", "", spam));
}
