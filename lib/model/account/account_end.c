/* The owner wants his account gone (account_end.h): the erase program. */
#include "model/account/account_end.h"

#include "core/time.h"
#include "model/log/audit.h"
#include "model/privacy/hold.h"

QUERY(Q_END_CONTACTS, Q_TENANT,
    "SELECT COUNT(*) FROM contact WHERE account_id = ?");
QUERY(Q_END_AGENTS, Q_TENANT,
    "SELECT COUNT(*) FROM agent WHERE account_id = ? AND state = 1");
QUERY(Q_END_TICKETS, Q_TENANT,
    "SELECT COUNT(*) FROM ticket WHERE account_id = ?");
QUERY(Q_END_MESSAGES, Q_TENANT,
    "SELECT IFNULL(SUM(messages), 0) FROM ticket WHERE account_id = ?");
QUERY(Q_END_FILES, Q_TENANT,
    "SELECT COUNT(*) FROM attachment WHERE account_id = ?");

static RC
count(struct tenant *t, const struct query *q, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	TRY(stmt_row(st));
	*n_r = col_u64(st, 0);
	return (RC_OK);
}

RC
account_size(struct tenant *t, struct account_size *s_r)
{
	TRY(count(t, &Q_END_CONTACTS, &s_r->contacts));
	TRY(count(t, &Q_END_AGENTS, &s_r->agents));
	TRY(count(t, &Q_END_TICKETS, &s_r->tickets));
	TRY(count(t, &Q_END_MESSAGES, &s_r->messages));
	return (count(t, &Q_END_FILES, &s_r->files));
}

static RC
event(struct tenant *t, struct arena *a, enum life_event e, int64_t until)
{
	struct life_result r;

	return (lifecycle_event(t, a, &(struct life_ask){ .event = e,
	    .until = until, .door = LIFE_PANEL, .by = t->actor->id }, &r));
}

static RC
note(struct tenant *t, enum audit_verb verb, int64_t value)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_ACCOUNT, .id = t->id.v,
	    .value = (uint64_t)value }));
}

RC
account_end_ask(struct tenant *t, struct arena *a, int64_t in,
    int64_t *until_r)
{
	struct hold h = { 0 };
	enum rc rc = hold_stops(t, HOLD_ACCOUNT, 0, &h);

	*until_r = h.ends_at;
	TRY(rc);
	TRY(note(t, AUDIT_END_ASKED, now_s() + in));
	return (event(t, a, LIFE_DELETE_ASKED, now_s() + in));
}

RC
account_end_cancel(struct tenant *t, struct arena *a)
{
	TRY(note(t, AUDIT_END_CANCELLED, 0));
	return (event(t, a, LIFE_DELETE_CANCELLED, 0));
}
