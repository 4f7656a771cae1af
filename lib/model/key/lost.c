/* What lost its key (lost.h): one row of lost_kind() for each kind of secret. */
#include "model/key/lost.h"

#define NO_SECRET(table, column, kind)					\
	"SELECT x.account_id, x." column " FROM " table " x"		\
	"  LEFT JOIN olvido_keys.secret s ON s.account_id = x.account_id"\
	"   AND s.kind = " kind " AND s.id = x." column			\
	"  LEFT JOIN olvido_keys.tombstone d"				\
	"    ON d.account_id = x.account_id AND d.kind = " kind		\
	"   AND d.id = x." column					\
	DEAD("z", "6", "0")	/* its account is gone */
#define DEAD(name, kind, id)						\
	"  LEFT JOIN olvido_keys.tombstone " name			\
	"    ON " name ".account_id = x.account_id"			\
	"   AND " name ".kind = " kind " AND " name ".id = " id

QUERY(Q_LOST_ACCOUNT, Q_INSTALLATION,
    "SELECT x.account_id, x.account_id FROM account x"
    "  LEFT JOIN olvido_keys.account_key k ON k.account_id = x.account_id"
    "  LEFT JOIN olvido_keys.cold_key c ON c.account_id = x.account_id"
    DEAD("z", "6", "0")
    " WHERE x.state < 6 AND k.account_id IS NULL AND c.account_id IS NULL"
    "   AND z.id IS NULL");
QUERY(Q_LOST_GATE, Q_INSTALLATION,
    "SELECT x.account_id, x.account_id FROM account x"
    "  LEFT JOIN olvido_keys.secret s ON s.account_id = x.account_id"
    "   AND s.kind = 6 AND s.id = 0"
    DEAD("z", "6", "0")
    " WHERE x.state < 7 AND s.id IS NULL AND z.id IS NULL");
QUERY(Q_LOST_CONTACT, Q_INSTALLATION, NO_SECRET("contact", "contact_id", "1")
    " WHERE s.id IS NULL AND d.id IS NULL AND z.id IS NULL");
QUERY(Q_LOST_AGENT, Q_INSTALLATION, NO_SECRET("agent", "agent_id", "2")
    " WHERE s.id IS NULL AND d.id IS NULL AND z.id IS NULL");
QUERY(Q_LOST_COMPANY, Q_INSTALLATION, NO_SECRET("company", "company_id", "3")
    " WHERE s.id IS NULL AND d.id IS NULL AND z.id IS NULL");
/* What hangs on somebody who was forgotten is dead with him. */
QUERY(Q_LOST_TICKET, Q_INSTALLATION, NO_SECRET("ticket", "ticket_id", "4")
    DEAD("c", "1", "x.contact_id")
    " WHERE s.id IS NULL AND d.id IS NULL AND c.id IS NULL"
    " AND z.id IS NULL");
/* Of who is not in our records; of others it is under their own. */
QUERY(Q_LOST_REQUEST, Q_INSTALLATION, NO_SECRET("request", "request_id", "11")
    " WHERE x.contact_id = 0 AND x.sealed IS NOT NULL"
    "   AND s.id IS NULL AND d.id IS NULL AND z.id IS NULL");
QUERY(Q_LOST_SIGNUP, Q_INSTALLATION, NO_SECRET("signup", "signup_id", "47")
    " WHERE s.id IS NULL AND d.id IS NULL AND z.id IS NULL");
QUERY(Q_LOST_FAREWELL, Q_INSTALLATION,
    NO_SECRET("farewell", "farewell_id", "50")
    " WHERE s.id IS NULL AND d.id IS NULL AND z.id IS NULL");
QUERY(Q_LOST_JOB, Q_INSTALLATION,
    NO_SECRET("erasure_job", "erasure_id", "48")
    " WHERE s.id IS NULL AND d.id IS NULL AND z.id IS NULL");
QUERY(Q_LOST_EXPORT, Q_INSTALLATION,
    NO_SECRET("contact_export", "secret_id", "49")
    " WHERE x.secret_id <> 0 AND x.state IN (2, 3)"
    "   AND s.id IS NULL AND d.id IS NULL AND z.id IS NULL");
QUERY(Q_LOST_ATTACHMENT, Q_INSTALLATION,
    NO_SECRET("attachment", "attachment_id", "5")
    "  JOIN ticket t ON t.account_id = x.account_id"
    "   AND t.ticket_id = x.ticket_id"
    "  JOIN message m ON m.account_id = x.account_id"
    "   AND m.message_id = x.message_id"
    DEAD("c", "1", "t.contact_id") DEAD("k", "4", "x.ticket_id")
    DEAD("w", "1", "IF(m.author_kind = 1, m.author_id, 0)")
    " WHERE s.id IS NULL AND d.id IS NULL AND c.id IS NULL"
    " AND k.id IS NULL AND w.id IS NULL AND z.id IS NULL");

/* NULL: no row needs one of that kind. */
static const struct query *
lost_kind(enum secret_kind kind, const char **what_r)
{
	switch (kind) {
	case SECRET_CONTACT:
		*what_r = "contacts";
		return (&Q_LOST_CONTACT);
	case SECRET_AGENT:
		*what_r = "agents";
		return (&Q_LOST_AGENT);
	case SECRET_TICKET:
		*what_r = "tickets";
		return (&Q_LOST_TICKET);
	case SECRET_ATTACHMENT:
		*what_r = "attachments";
		return (&Q_LOST_ATTACHMENT);
	case SECRET_REQUEST:
		*what_r = "requests";
		return (&Q_LOST_REQUEST);
	case SECRET_SIGNUP:
		*what_r = "sign-ups";
		return (&Q_LOST_SIGNUP);
	case SECRET_FAREWELL:
		*what_r = "last mails about accounts";
		return (&Q_LOST_FAREWELL);
	case SECRET_ERASURE:
		*what_r = "erasures at work";
		return (&Q_LOST_JOB);
	case SECRET_EXPORT:
		*what_r = "copies of data";
		return (&Q_LOST_EXPORT);
	case SECRET_COMPANY:
		*what_r = "companies";
		return (&Q_LOST_COMPANY);
	case SECRET_ACCOUNT:
		*what_r = "gates of accounts";
		return (&Q_LOST_GATE);
	case SECRET_SENDER:
		break;
	}
	return (NULL);
}

static RC
lost_of(struct db *db, const struct query *q, struct lost *l)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_installation(&st, db, q));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l->n < LOST_TOLD) {
			l->some[l->n].account = col_u64(st, 0);
			l->some[l->n].id = col_u64(st, 1);
		}
		l->n++;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
lost_find(struct db *db, struct lost l_r[LOST_KINDS])
{
	const struct query *q;

	l_r[0] = (struct lost){ .what = "accounts" };
	TRY(lost_of(db, &Q_LOST_ACCOUNT, &l_r[0]));
	for (unsigned k = 1; k < LOST_KINDS; k++) {
		l_r[k] = (struct lost){ 0 };
		q = lost_kind((enum secret_kind)k, &l_r[k].what);
		if (q != NULL)
			TRY(lost_of(db, q, &l_r[k]));
	}
	return (RC_OK);
}
