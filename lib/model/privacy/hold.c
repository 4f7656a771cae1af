/* Whether a legal hold stops a deletion (hold.h). */
#include "model/privacy/hold.h"

#include "core/time.h"

#define HOLD_IDS	"SELECT h.hold_id, h.kind, h.id, h.ends_at"

/* Of those that still hold there are few: they are looked through from their
   end, and tied to the contact's tickets. */
QUERY(Q_HOLD_CONTACT, Q_TENANT,
    "(" HOLD_IDS " FROM legal_hold h FORCE INDEX (hold_of)"
    "  WHERE h.account_id = ? AND h.kind = 1 AND h.id = ?"
    "    AND h.ends_at > ?) UNION ALL"
    " (" HOLD_IDS " FROM legal_hold h FORCE INDEX (hold_ends)"
    "  JOIN ticket t ON t.account_id = h.account_id AND t.ticket_id = h.id"
    "  WHERE h.account_id = ? AND h.ends_at > ? AND h.kind = 4"
    "    AND t.contact_id = ?) UNION ALL"
    " (" HOLD_IDS " FROM legal_hold h FORCE INDEX (hold_ends)"
    "  JOIN message m FORCE INDEX (message_ticket)"
    "    ON m.account_id = h.account_id AND m.ticket_id = h.id"
    "  WHERE h.account_id = ? AND h.ends_at > ? AND h.kind = 4"
    "    AND m.author_kind = 1 AND m.author_id = ?) UNION ALL"
    " (" HOLD_IDS " FROM legal_hold h FORCE INDEX (hold_ends)"
    "  JOIN message m FORCE INDEX (message_author)"
    "    ON m.account_id = h.account_id AND m.author_kind = 1"
    "   AND m.author_id = h.id"
    "  JOIN ticket t ON t.account_id = m.account_id"
    "   AND t.ticket_id = m.ticket_id"
    "  WHERE h.account_id = ? AND h.ends_at > ? AND h.kind = 1"
    "    AND t.contact_id = ?)");
QUERY(Q_HOLD_TICKET, Q_TENANT,
    "(" HOLD_IDS " FROM legal_hold h FORCE INDEX (hold_of)"
    "  WHERE h.account_id = ? AND h.kind = 4 AND h.id = ?"
    "    AND h.ends_at > ?) UNION ALL"
    " (" HOLD_IDS " FROM ticket t"
    "  JOIN legal_hold h FORCE INDEX (hold_of)"
    "    ON h.account_id = t.account_id AND h.kind = 1"
    "   AND h.id = t.contact_id"
    "  WHERE t.account_id = ? AND t.ticket_id = ? AND h.ends_at > ?)"
    " UNION ALL"
    " (" HOLD_IDS " FROM message m FORCE INDEX (message_ticket)"
    "  JOIN legal_hold h FORCE INDEX (hold_of)"
    "    ON h.account_id = m.account_id AND h.kind = 1"
    "   AND h.id = m.author_id"
    "  WHERE m.account_id = ? AND m.ticket_id = ? AND m.author_kind = 1"
    "    AND h.ends_at > ?)");
QUERY(Q_HOLD_ANY, Q_TENANT,
    HOLD_IDS " FROM legal_hold h FORCE INDEX (hold_ends)"
    " WHERE h.account_id = ? AND h.ends_at > ?"
    " ORDER BY h.ends_at DESC LIMIT 1");
/* Holds are set behind it (hold_change.c); other writers of the account's rows
   are not in its way. */
QUERY(Q_HOLD_BAR, Q_TENANT,
    "SELECT account_id FROM account WHERE account_id = ? LOCK IN SHARE MODE");
QUERY(Q_HOLD_OF_FILE, Q_TENANT,
    "SELECT ticket_id FROM attachment"
    " WHERE account_id = ? AND attachment_id = ?");
QUERY(Q_HOLD_OF_MESSAGE, Q_TENANT,
    "SELECT ticket_id FROM message WHERE account_id = ? AND message_id = ?");

/* The last to end of all rows. */
static RC
longest(struct stmt *st, struct hold *h_r)
{
	struct hold h = { 0 };
	enum rc rc;

	while ((rc = stmt_row(st)) == RC_OK)
		if (col_i64(st, 3) > h.ends_at)
			h = (struct hold){ .id = col_u64(st, 0),
				.on = (enum hold_on)col_u64(st, 1),
				.subject = col_u64(st, 2),
				.ends_at = col_i64(st, 3) };
	if (rc != RC_NOTFOUND)
		return (rc);
	if (h.id == 0)
		return (RC_OK);
	if (h_r != NULL)
		*h_r = h;
	return (RC_DENIED);
}

static RC
contact_held(struct tenant *t, uint64_t id, struct hold *h_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();

	TRY(stmt_tenant(&st, t, &Q_HOLD_CONTACT));
	bind_u64(st, id);
	bind_i64(st, now);
	for (int i = 0; i < 3; i++) {
		bind_i64(st, now);
		bind_u64(st, id);
	}
	return (longest(st, h_r));
}

static RC
ticket_held(struct tenant *t, uint64_t id, struct hold *h_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();

	TRY(stmt_tenant(&st, t, &Q_HOLD_TICKET));
	for (int i = 0; i < 3; i++) {
		bind_u64(st, id);
		bind_i64(st, now);
	}
	return (longest(st, h_r));
}

static RC
any_held(struct tenant *t, struct hold *h_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_HOLD_ANY));
	bind_i64(st, now_s());
	return (longest(st, h_r));
}

/* The ticket of a message or file; 0: there is none. */
static RC
ticket_of(struct tenant *t, const struct query *q, uint64_t id,
    uint64_t *ticket_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*ticket_r = 0;
	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id);
	rc = stmt_row(st);
	if (rc == RC_OK)
		*ticket_r = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
hold_stops(struct tenant *t, enum hold_on on, uint64_t id, struct hold *h_r)
{
	uint64_t ticket = id;

	switch (on) {
	case HOLD_CONTACT:
		return (contact_held(t, id, h_r));
	case HOLD_ATTACHMENT:
		TRY(ticket_of(t, &Q_HOLD_OF_FILE, id, &ticket));
		break;
	case HOLD_MESSAGE:
		TRY(ticket_of(t, &Q_HOLD_OF_MESSAGE, id, &ticket));
		break;
	case HOLD_TICKET:
		break;
	case HOLD_ACCOUNT:
		return (any_held(t, h_r));
	}
	return (ticket == 0 ? RC_OK : ticket_held(t, ticket, h_r));
}

RC
hold_bars(struct tenant *t, enum hold_on on, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_HOLD_BAR));
	TRY(stmt_row(st));
	return (hold_stops(t, on, id, NULL));
}
