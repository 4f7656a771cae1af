/* Reminders of requests that are due (request.h): olvido-cron. */
#include "core/month.h"
#include "model/privacy/request.h"
#include "model/ticket/outbox.h"

#define WEEK_BEFORE	7	/* days */
#define AT_ONCE		500	/* LIMIT of Q_REQUEST_DUE */
#define ADMINS_MAX	100

enum { NONE = 0, A_WEEK = 1, A_DAY = 2, OVERDUE = 3 };

QUERY(Q_REQUEST_DUE, Q_TENANT,
    "SELECT request_id, agent_id, due_at, reminded"
    "  FROM request FORCE INDEX (request_alive)"
    " WHERE account_id = ? AND alive = 1 AND due_at < ? AND reminded < 3"
    " ORDER BY due_at LIMIT 500");
QUERY(Q_REQUEST_REMINDED, Q_TENANT,
    "UPDATE request SET reminded = ?"
    " WHERE account_id = ? AND request_id = ? AND alive = 1"
    " AND reminded < ?");
/* The handler first, if he still works here; then whoever decides. */
QUERY(Q_REQUEST_WHO, Q_TENANT,
    "SELECT agent_id, agent_id = ? AS handler FROM agent"
    " WHERE account_id = ? AND state = 1 AND (agent_id = ? OR role >= 2)"
    " ORDER BY handler DESC, agent_id LIMIT 100");

struct due { uint64_t id; agent_id handler; unsigned level; };

static unsigned
level_of(struct tenant *t, int64_t now, int64_t due)
{
	int64_t days = days_until(t->zone, now, due);

	return (due < now ? OVERDUE : days <= 1 ? A_DAY
	    : days <= WEEK_BEFORE ? A_WEEK : NONE);
}

static RC
find_due(struct tenant *t, struct arena *a, int64_t now, struct due **v_r,
    size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct due d;
	enum rc rc;

	*v_r = arena_array(a, AT_ONCE, sizeof(**v_r));
	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_REQUEST_DUE));
	bind_i64(st, now + (WEEK_BEFORE + 1) * 86400);
	while ((rc = stmt_row(st)) == RC_OK) {
		d = (struct due){ col_u64(st, 0), { col_u64(st, 1) },
			level_of(t, now, col_i64(st, 2)) };
		if (d.level > col_u64(st, 3))
			(*v_r)[(*n_r)++] = d;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* Of two at once one gets it. */
static RC
mark(struct tenant *t, const struct due *d, bool *mine_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_REQUEST_REMINDED));
	bind_u64(st, d->level);
	bind_u64(st, d->id);
	bind_u64(st, d->level);
	TRY(stmt_exec(st, &n));
	*mine_r = n == 1;
	return (RC_OK);
}

static RC
find_who(struct tenant *t, agent_id handler, agent_id *v, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_REQUEST_WHO));
	bind_u64(st, handler.v);
	bind_u64(st, handler.v);
	while ((rc = stmt_row(st)) == RC_OK && *n_r < ADMINS_MAX) {
		v[(*n_r)++].v = col_u64(st, 0);
		if (col_u64(st, 1) != 0)
			return (RC_OK);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
remind(struct tenant *t, const struct due *d)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	agent_id who[ADMINS_MAX];
	bool mine;
	size_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(mark(t, d, &mine));
	if (!mine)
		return (RC_OK);
	TRY(find_who(t, d->handler, who, &n));
	for (size_t i = 0; i < n; i++)
		TRY(outbox_agent(t, OUTBOX_REQUEST_DUE, (ticket_id){ 0 },
		    (message_id){ d->id }, who[i]));
	return (tx_commit(&tx));
}

RC
request_remind(struct tenant *t, struct arena *a, int64_t now, bool dry,
    unsigned *n_r)
{
	struct due *v;
	size_t n;
	enum rc rc;

	TRY(find_due(t, a, now, &v, &n));
	*n_r = (unsigned)n;
	for (size_t i = 0; i < n && !dry; i++) {
		do
			rc = remind(t, &v[i]);
		while (rc == RC_RETRY);
		TRY(rc);
	}
	return (RC_OK);
}
