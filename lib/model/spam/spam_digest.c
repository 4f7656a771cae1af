/* Whose digest of the spam folder is due (spam_digest.h): olvido-cron. */
#include "model/spam/spam_digest.h"

#include "core/log.h"
#include "core/zone.h"
#include "model/ticket/outbox.h"

#define DAY		86400
#define SETTLED		300	/* seconds: what came before the hour is stored */
#define KEPT		(40 * DAY)
#define WANTED_MAX	1000	/* LIMIT of Q_DIGEST_WANTED */

QUERY(Q_DIGEST_WANTED, Q_TENANT,
    "SELECT agent_id, notify DIV 16 MOD 2 FROM agent"
    " WHERE account_id = ? AND state = 1 AND notify >= 8 LIMIT 1000");
QUERY(Q_DIGEST_LAST, Q_TENANT,
    "SELECT until_at FROM spam_digest WHERE account_id = ? AND agent_id = ?"
    " ORDER BY until_at DESC LIMIT 1");
QUERY(Q_DIGEST_ANY, Q_TENANT,
    "SELECT 1 FROM ticket t FORCE INDEX (ticket_status)"
    "  JOIN spam_ticket s ON s.account_id = t.account_id"
    "   AND s.ticket_id = t.ticket_id AND s.message_id = 0"
    "   AND s.label = 0 AND s.verdict = 2"
    " WHERE t.account_id = ? AND t.status = 7 AND t.activity_at >= ?"
    " AND t.created_at >= ? AND t.created_at < ? LIMIT 1");
QUERY(Q_DIGEST_ADD, Q_TENANT,
    "INSERT INTO spam_digest (account_id, digest_id, agent_id, from_at,"
    " until_at) VALUES (?, ?, ?, ?, ?)");
QUERY(Q_DIGEST_OLD, Q_TENANT,
    "DELETE FROM spam_digest"
    " WHERE account_id = ? AND agent_id = ? AND until_at < ?");

struct wanted { agent_id agent; bool weekly; };

/* When the day of that moment begins there. */
static int64_t
day_of(struct arena *a, const char *zone, int64_t s, struct tm *tm_r)
{
	int64_t at;

	zone_local(zone, s, tm_r);
	if (zone_from_date(zone, arena_printf(a, "%04d-%02d-%02d",
	    tm_r->tm_year + 1900, tm_r->tm_mon + 1, tm_r->tm_mday), &at) !=
	    RC_OK)
		bug("a day of a zone that is no day");
	return (at);
}

int64_t
spam_digest_hour(struct arena *a, const char *zone, int64_t now, bool weekly)
{
	struct tm tm;
	int64_t day = day_of(a, zone, now, &tm);

	/* Noon of the day before is that day, whatever the clock did. */
	while (day + SPAM_DIGEST_HOUR * 3600 > now || (weekly &&
	    tm.tm_wday != 1))
		day = day_of(a, zone, day - DAY / 2, &tm);
	return (day + SPAM_DIGEST_HOUR * 3600);
}

static RC
last_of(struct tenant *t, agent_id id, int64_t *at_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*at_r = 0;
	TRY(stmt_tenant(&st, t, &Q_DIGEST_LAST));
	bind_u64(st, id.v);
	rc = stmt_row(st);
	if (rc == RC_OK)
		*at_r = col_i64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
any(struct tenant *t, int64_t from, int64_t until, bool *any_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_DIGEST_ANY));
	bind_i64(st, from * 1000000);
	bind_i64(st, from);
	bind_i64(st, until);
	rc = stmt_row(st);
	*any_r = rc == RC_OK;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* The row, and older ones go. RC_CONFLICT: another made it. */
static RC
row_add(struct tenant *t, agent_id id, int64_t from, int64_t until,
    uint64_t *digest_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL, *old = NULL;

	TRY(stmt_tenant(&old, t, &Q_DIGEST_OLD));
	bind_u64(old, id.v);
	bind_i64(old, until - KEPT);
	TRY(stmt_exec(old, NULL));
	TRY(db_new_id(t->db, digest_r));
	TRY(stmt_tenant(&st, t, &Q_DIGEST_ADD));
	bind_u64(st, *digest_r);
	bind_u64(st, id.v);
	bind_i64(st, from);
	bind_i64(st, until);
	return (stmt_exec(st, NULL));
}

static RC
make(struct tenant *t, struct arena *a, const struct wanted *w, int64_t now,
    bool dry_run, bool *made_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	int64_t until = spam_digest_hour(a, t->zone, now - SETTLED, w->weekly);
	int64_t from;
	uint64_t id;

	*made_r = false;
	TRY(last_of(t, w->agent, &from));
	if (from >= until)
		return (RC_OK);
	/* The first, or after a long time without. */
	if (from < until - KEPT)
		from = until - (w->weekly ? 7 * DAY : DAY);
	TRY(any(t, from, until, made_r));
	if (dry_run)
		return (RC_OK);
	TRY(tx_begin(&tx, t->db));
	TRY(row_add(t, w->agent, from, until, &id));
	if (*made_r)
		TRY(outbox_agent(t, OUTBOX_SPAM_DIGEST, (ticket_id){ 0 },
		    (message_id){ id }, w->agent));
	return (tx_commit(&tx));
}

RC
spam_digest_make(struct tenant *t, struct arena *a, int64_t now,
    bool dry_run, unsigned *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct wanted *v = arena_array(a, WANTED_MAX, sizeof(*v));
	size_t n = 0;
	bool made;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_DIGEST_WANTED));
	while ((rc = stmt_row(st)) == RC_OK)
		v[n++] = (struct wanted){ { col_u64(st, 0) },
			col_u64(st, 1) != 0 };
	if (rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	for (size_t i = 0; i < n; i++) {
		rc = make(t, a, &v[i], now, dry_run, &made);
		if (rc == RC_CONFLICT)
			continue;
		TRY(rc);
		*n_r += made;
	}
	return (RC_OK);
}
