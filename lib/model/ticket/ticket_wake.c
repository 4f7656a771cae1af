/* Postponed tickets come back when their day has come (ticket.h). */
#include "core/time.h"
#include "model/account/account.h"
#include "model/ticket/message.h"

#define WAKE_MAX	100

QUERY(Q_TICKET_DUE, Q_INSTALLATION,
    "SELECT t.account_id, t.ticket_id FROM ticket t"
    "  JOIN account a ON a.account_id = t.account_id AND a.state < 5"
    " WHERE t.postponed_until > 0 AND t.postponed_until <= ?"
    " ORDER BY t.postponed_until LIMIT 100");
QUERY(Q_TICKET_WAKE, Q_TENANT,
    "UPDATE ticket SET status = IF(status = 4, 2, status), activity_at = ?,"
    " postponed_until = 0 WHERE account_id = ? AND ticket_id = ?");

struct due { account_id account; ticket_id ticket; };

/* Somebody may have been faster: it is looked at again under its lock. */
static RC
wake(struct tenant *t, struct arena *a, ticket_id id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct ticket tk;
	struct key k;
	enum rc rc;

	TRY(tx_begin(&tx, t->db));
	rc = ticket_get_locked(t, a, id, &tk, &k);
	if (rc != RC_OK && rc != RC_GONE)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	if (tk.postponed_until == 0 || tk.postponed_until > now_s())
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_TICKET_WAKE));
	bind_i64(st, now_us());
	bind_u64(st, id.v);
	TRY(stmt_exec(st, NULL));
	/* A forgotten ticket has no key to seal an event under. */
	if (rc == RC_OK && tk.status == TICKET_POSTPONED)
		TRY(event_add(t, a, id, &k, EVENT_STATUS, TICKET_OPEN,
		    AUTHOR_SYSTEM, 0));
	return (tx_commit(&tx));
}

RC
ticket_wake(struct db *db, struct vault *v, struct arena *a)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct due due[WAKE_MAX];
	enum account_state state;
	struct tenant *t;
	size_t n = 0;
	enum rc rc;

	TRY(stmt_installation(&st, db, &Q_TICKET_DUE));
	bind_i64(st, now_s());
	while ((rc = stmt_row(st)) == RC_OK && n < WAKE_MAX)
		due[n++] = (struct due){ { col_u64(st, 0) },
		    { col_u64(st, 1) } };
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	stmt_done(&st);
	for (size_t i = 0; i < n; i++) {
		TRY(account_by_id(db, v, a, due[i].account, &t, &state));
		TRY(wake(t, a, due[i].ticket));
	}
	return (n == 0 ? RC_NOTFOUND : RC_OK);
}
