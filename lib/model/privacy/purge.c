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

/* p->state 0: its queries have none. */
static RC
start(struct db *db, const struct purge *p, const struct query *q,
    struct stmt **st_r)
{
	TRY(stmt_installation(st_r, db, q));
	if (p->state != 0)
		bind_u64(*st_r, p->state);
	bind_i64(*st_r, p->before());
	return (RC_OK);
}

RC
purge_batch(struct db *db, const struct purge *p, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(start(db, p, p->remove, &st));
	return (stmt_exec(st, n_r));
}

RC
purge_count(struct db *db, const struct purge *p, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(start(db, p, p->count, &st));
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

static int64_t
days_ago(int64_t days)
{
	return (now_s() - days * 86400);
}

static int64_t
outbox_before(void)
{
	return (days_ago(conf_int("Outbox.Days")));
}

static int64_t
provider_before(void)
{
	return (days_ago(PROVIDER_REQUEST_DAYS));
}

static int64_t
billing_before(void)
{
	return (days_ago(BILLING_DAYS));
}

static int64_t
hour_before(void)
{
	return (now_s() / 3600 - (USAGE_DAYS + 1) * 24);
}

static const struct purge purges[] = {
	{ "expired sessions", &Q_PURGE_SESSION, &Q_PURGE_SESSION_COUNT, 0,
	    now_s },
	{ "expired links", &Q_PURGE_LINK, &Q_PURGE_LINK_COUNT, 0, now_s },
	{ "sent mails' rows", &Q_PURGE_OUTBOX, &Q_PURGE_OUTBOX_COUNT,
	    OUTBOX_SENT, outbox_before },
	{ "given up mails' rows", &Q_PURGE_OUTBOX, &Q_PURGE_OUTBOX_COUNT,
	    OUTBOX_GIVEN_UP, outbox_before },
	{ "expired counters", &Q_PURGE_THROTTLE, &Q_PURGE_THROTTLE_COUNT, 0,
	    now_s },
	{ "old answers to provider's programs", &Q_PURGE_PROVIDER,
	    &Q_PURGE_PROVIDER_COUNT, 0, provider_before },
	{ "old messages of billing", &Q_PURGE_BILLING, &Q_PURGE_BILLING_COUNT,
	    0, billing_before },
	{ "old hours' counts", &Q_PURGE_HOUR, &Q_PURGE_HOUR_COUNT, 0,
	    hour_before },
};

const struct purge *
purge_at(size_t i)
{
	return (i < sizeof(purges) / sizeof(purges[0]) ? &purges[i] : NULL);
}
