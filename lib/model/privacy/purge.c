/* Rows that have served (purge.h). */
#include "model/privacy/purge.h"

#include "core/conf.h"
#include "core/time.h"
#include "model/account/billing.h"
#include "model/account/provider_request.h"
#include "model/account/usage.h"

QUERY(Q_PURGE_SESSION, Q_INSTALLATION,
    "DELETE FROM session WHERE expires_at < ? ORDER BY expires_at LIMIT 500");
QUERY(Q_PURGE_SESSION_COUNT, Q_INSTALLATION,
    "SELECT COUNT(*) FROM session WHERE expires_at < ?");
/* One that was used is kept until it expires: it says so to who comes again. */
QUERY(Q_PURGE_LINK, Q_INSTALLATION,
    "DELETE FROM link WHERE expires_at < ? ORDER BY expires_at LIMIT 500");
QUERY(Q_PURGE_LINK_COUNT, Q_INSTALLATION,
    "SELECT COUNT(*) FROM link WHERE expires_at < ?");
/* next_at of a mail that went out or was given up is of its last try. */
QUERY(Q_PURGE_OUTBOX, Q_INSTALLATION,
    "DELETE FROM outbox WHERE state = ? AND next_at < ?"
    " ORDER BY next_at LIMIT 500");
QUERY(Q_PURGE_OUTBOX_COUNT, Q_INSTALLATION,
    "SELECT COUNT(*) FROM outbox WHERE state = ? AND next_at < ?");
QUERY(Q_PURGE_THROTTLE, Q_INSTALLATION,
    "DELETE FROM throttle WHERE expires_at < ? ORDER BY expires_at LIMIT 500");
QUERY(Q_PURGE_THROTTLE_COUNT, Q_INSTALLATION,
    "SELECT COUNT(*) FROM throttle WHERE expires_at < ?");

QUERY(Q_PURGE_PROVIDER, Q_INSTALLATION,
    "DELETE FROM provider_request WHERE made_at < ?"
    " ORDER BY made_at LIMIT 500");
QUERY(Q_PURGE_PROVIDER_COUNT, Q_INSTALLATION,
    "SELECT COUNT(*) FROM provider_request WHERE made_at < ?");
QUERY(Q_PURGE_BILLING, Q_INSTALLATION,
    "DELETE FROM billing_event WHERE received_at < ?"
    " ORDER BY received_at LIMIT 500");
QUERY(Q_PURGE_BILLING_COUNT, Q_INSTALLATION,
    "SELECT COUNT(*) FROM billing_event WHERE received_at < ?");

/* As many days as the page of usage shows, and one. */
QUERY(Q_PURGE_HOUR, Q_INSTALLATION,
    "DELETE FROM account_hour WHERE hour < ? ORDER BY hour LIMIT 500");
QUERY(Q_PURGE_HOUR_COUNT, Q_INSTALLATION,
    "SELECT COUNT(*) FROM account_hour WHERE hour < ?");

enum { OUTBOX_SENT = 2, OUTBOX_GIVEN_UP = 3 };

/* state 0: the query has none. */
static RC
remove_before(struct db *db, const struct query *q, unsigned state,
    int64_t before, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, q));
	if (state != 0)
		bind_u64(st, state);
	bind_i64(st, before);
	return (stmt_exec(st, n_r));
}

static RC
count_before(struct db *db, const struct query *q, unsigned state,
    int64_t before, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, q));
	if (state != 0)
		bind_u64(st, state);
	bind_i64(st, before);
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

static int64_t
outbox_before(void)
{
	return (now_s() - conf_int("Outbox.Days") * 86400);
}

static RC
sessions(struct db *db, uint64_t *n_r)
{
	return (remove_before(db, &Q_PURGE_SESSION, 0, now_s(), n_r));
}

static RC
sessions_count(struct db *db, uint64_t *n_r)
{
	return (count_before(db, &Q_PURGE_SESSION_COUNT, 0, now_s(), n_r));
}

static RC
links(struct db *db, uint64_t *n_r)
{
	return (remove_before(db, &Q_PURGE_LINK, 0, now_s(), n_r));
}

static RC
links_count(struct db *db, uint64_t *n_r)
{
	return (count_before(db, &Q_PURGE_LINK_COUNT, 0, now_s(), n_r));
}

static RC
sent(struct db *db, uint64_t *n_r)
{
	return (remove_before(db, &Q_PURGE_OUTBOX, OUTBOX_SENT,
	    outbox_before(), n_r));
}

static RC
sent_count(struct db *db, uint64_t *n_r)
{
	return (count_before(db, &Q_PURGE_OUTBOX_COUNT, OUTBOX_SENT,
	    outbox_before(), n_r));
}

static RC
given_up(struct db *db, uint64_t *n_r)
{
	return (remove_before(db, &Q_PURGE_OUTBOX, OUTBOX_GIVEN_UP,
	    outbox_before(), n_r));
}

static RC
given_up_count(struct db *db, uint64_t *n_r)
{
	return (count_before(db, &Q_PURGE_OUTBOX_COUNT, OUTBOX_GIVEN_UP,
	    outbox_before(), n_r));
}

static RC
throttles(struct db *db, uint64_t *n_r)
{
	return (remove_before(db, &Q_PURGE_THROTTLE, 0, now_s(), n_r));
}

static RC
throttles_count(struct db *db, uint64_t *n_r)
{
	return (count_before(db, &Q_PURGE_THROTTLE_COUNT, 0, now_s(), n_r));
}

static int64_t
days_ago(int64_t days)
{
	return (now_s() - days * 86400);
}

static RC
provider(struct db *db, uint64_t *n_r)
{
	return (remove_before(db, &Q_PURGE_PROVIDER, 0,
	    days_ago(PROVIDER_REQUEST_DAYS), n_r));
}

static RC
provider_count(struct db *db, uint64_t *n_r)
{
	return (count_before(db, &Q_PURGE_PROVIDER_COUNT, 0,
	    days_ago(PROVIDER_REQUEST_DAYS), n_r));
}

static RC
billing(struct db *db, uint64_t *n_r)
{
	return (remove_before(db, &Q_PURGE_BILLING, 0, days_ago(BILLING_DAYS),
	    n_r));
}

static RC
billing_count(struct db *db, uint64_t *n_r)
{
	return (count_before(db, &Q_PURGE_BILLING_COUNT, 0,
	    days_ago(BILLING_DAYS), n_r));
}

static int64_t
hour_before(void)
{
	return (now_s() / 3600 - (USAGE_DAYS + 1) * 24);
}

static RC
hours(struct db *db, uint64_t *n_r)
{
	return (remove_before(db, &Q_PURGE_HOUR, 0, hour_before(), n_r));
}

static RC
hours_count(struct db *db, uint64_t *n_r)
{
	return (count_before(db, &Q_PURGE_HOUR_COUNT, 0, hour_before(), n_r));
}

static const struct purge purges[] = {
	{ "expired sessions", sessions, sessions_count },
	{ "expired links", links, links_count },
	{ "sent mails' rows", sent, sent_count },
	{ "given up mails' rows", given_up, given_up_count },
	{ "expired counters", throttles, throttles_count },
	{ "old answers to provider's programs", provider, provider_count },
	{ "old messages of billing", billing, billing_count },
	{ "old hours' counts", hours, hours_count },
};

const struct purge *
purge_at(size_t i)
{
	return (i < sizeof(purges) / sizeof(purges[0]) ? &purges[i] : NULL);
}
