/* What accounts use (usage.h). */
#include "model/account/usage.h"

#include "core/time.h"

#define HOUR		3600
#define HOURS_MAX	((USAGE_DAYS + 2) * 24 * 2)

QUERY(Q_USAGE_AGENTS, Q_TENANT,
    "SELECT COUNT(*) FROM agent WHERE account_id = ? AND state IN (1, 3)");
QUERY(Q_USAGE_FILES, Q_TENANT,
    "SELECT files, bytes FROM account_usage WHERE account_id = ?");
QUERY(Q_USAGE_HOUR, Q_TENANT,
    "SELECT kind, n FROM account_hour"
    " WHERE account_id = ? AND kind IN (1, 2) AND hour = ?");
QUERY(Q_USAGE_HOURS, Q_TENANT,
    "SELECT hour, kind, n FROM account_hour"
    " WHERE account_id = ? AND kind IN (1, 2) AND hour >= ?");
QUERY(Q_USAGE_WAITING, Q_TENANT,
    "SELECT COUNT(*) FROM outbox FORCE INDEX (outbox_due)"
    " WHERE account_id = ? AND state = 1 AND kind < 7");

unsigned
usage_percent(uint64_t used, uint64_t limit)
{
	if (limit == 0)
		return (0);
	if (used >= limit)
		return (USAGE_FULL);
	/* used < limit: what is too large to multiply is large enough to divide. */
	return ((unsigned)(used < UINT64_MAX / 100 ? used * 100 / limit
	    : used / (limit / 100 + 1)));
}

static RC
number(struct tenant *t, const struct query *q, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

/* One that was brought back without files has no row. */
static RC
files(struct tenant *t, struct usage *u)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_USAGE_FILES));
	rc = stmt_row(st);
	if (rc == RC_OK && col_i64(st, 0) > 0)
		u->files = col_u64(st, 0);
	if (rc == RC_OK && col_i64(st, 1) > 0)
		u->bytes = col_u64(st, 1);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
this_hour(struct tenant *t, struct usage *u)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_USAGE_HOUR));
	bind_i64(st, now_s() / HOUR);
	while ((rc = stmt_row(st)) == RC_OK)
		if (col_u64(st, 0) == USAGE_MAILS)
			u->mails = col_u64(st, 1);
		else
			u->api = col_u64(st, 1);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
usage_get(struct tenant *t, struct usage *u_r)
{
	*u_r = (struct usage){ 0 };
	TRY(number(t, &Q_USAGE_AGENTS, &u_r->agents));
	TRY(files(t, u_r));
	return (this_hour(t, u_r));
}

RC
usage_waiting(struct tenant *t, uint64_t *n_r)
{
	return (number(t, &Q_USAGE_WAITING, n_r));
}

/* Rows come by kind, then by hour: the second kind is put among the first's. */
static struct usage_hour *
hour_of(struct usage_hours *l, int64_t at)
{
	size_t i = l->n;

	while (i > 0 && l->v[i - 1].at > at)
		i--;
	if (i > 0 && l->v[i - 1].at == at)
		return (&l->v[i - 1]);
	memmove(l->v + i + 1, l->v + i, (l->n - i) * sizeof(*l->v));
	l->v[i] = (struct usage_hour){ .at = at };
	l->n++;
	return (&l->v[i]);
}

RC
usage_hours(struct tenant *t, struct arena *a, int64_t since,
    struct usage_hours *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct usage_hour *h;
	enum rc rc;

	*l_r = (struct usage_hours){
		.v = arena_array(a, HOURS_MAX, sizeof(*l_r->v)) };
	TRY(stmt_tenant(&st, t, &Q_USAGE_HOURS));
	bind_i64(st, since / HOUR);
	while ((rc = stmt_row(st)) == RC_OK && l_r->n < HOURS_MAX) {
		h = hour_of(l_r, (int64_t)col_u64(st, 0) * HOUR);
		if (col_u64(st, 1) == USAGE_MAILS)
			h->mails = col_u64(st, 2);
		else
			h->api = col_u64(st, 2);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
