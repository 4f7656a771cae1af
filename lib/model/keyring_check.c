/*
 * Is everything there that must be (keyring.h)?  Reads all, changes nothing;
 * linked only by the command line.
 */
#include "core/log.h"
#include "model/keyring.h"

#define TOLD	20	/* missing secrets named in the log; all are counted */

#define MISSING(table, column, kind)					\
	"SELECT x.account_id, x." column " FROM " table " x"		\
	"  LEFT JOIN olvido_keys.secret s ON s.account_id = x.account_id"\
	"   AND s.kind = " kind " AND s.id = x." column			\
	"  LEFT JOIN olvido_keys.tombstone d"				\
	"    ON d.account_id = x.account_id AND d.kind = " kind		\
	"   AND d.id = x." column " WHERE s.id IS NULL AND d.id IS NULL"

QUERY(Q_MISSING_CONTACT, Q_INSTALLATION,
    MISSING("contact", "contact_id", "1"));
QUERY(Q_MISSING_AGENT, Q_INSTALLATION, MISSING("agent", "agent_id", "2"));
QUERY(Q_MISSING_TICKET, Q_INSTALLATION,
    MISSING("ticket", "ticket_id", "4"));
QUERY(Q_MISSING_ATTACHMENT, Q_INSTALLATION,
    MISSING("attachment", "attachment_id", "5"));
QUERY(Q_MISSING_ACCOUNT, Q_INSTALLATION,
    "SELECT a.account_id, a.account_id FROM account a"
    "  LEFT JOIN olvido_keys.account_key k ON k.account_id = a.account_id"
    " WHERE a.state < 6 AND k.account_id IS NULL");
QUERY(Q_TOMBSTONE_ALL, Q_INSTALLATION,
    "SELECT account_id, kind, id, at, erasure_id, seq, chain"
    "  FROM olvido_keys.tombstone ORDER BY account_id, seq");

static const struct {
	struct query	*q;
	const char	*what;
} checks[] = {
	{ &Q_MISSING_ACCOUNT, "account key" },
	{ &Q_MISSING_CONTACT, "secret of contact" },
	{ &Q_MISSING_AGENT, "secret of agent" },
	{ &Q_MISSING_TICKET, "secret of ticket" },
	{ &Q_MISSING_ATTACHMENT, "secret of attachment" },
};

static RC
count_missing(struct db *db, struct query *q, const char *what, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t told = 0;
	enum rc rc;

	TRY(stmt_installation(&st, db, q));
	while ((rc = stmt_row(st)) == RC_OK) {
		(*n_r)++;
		if (told++ < TOLD)
			log_warn("ALARM: account %llu: %s %llu is missing "
			    "and was not destroyed on purpose",
			    (unsigned long long)col_u64(st, 0), what,
			    (unsigned long long)col_u64(st, 1));
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
keyring_missing(struct db *db, uint64_t *n_r)
{
	*n_r = 0;
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		TRY(count_missing(db, checks[i].q, checks[i].what, n_r));
	return (RC_OK);
}

RC
keyring_chains(struct db *db, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest before = { 0 }, want;
	uint64_t account = 0, seq = 0, row[6];
	struct bytes chain;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_installation(&st, db, &Q_TOMBSTONE_ALL));
	while ((rc = stmt_row(st)) == RC_OK) {
		for (unsigned i = 0; i < 6; i++)
			row[i] = col_u64(st, i);
		if (row[0] != account) {
			account = row[0];
			seq = 0;
			before = (struct digest){ 0 };
		}
		chain = col_bytes(st, 6);
		want = tombstone_chain(&before, row);
		if (row[5] != ++seq || chain.n != DIGEST_LEN ||
		    memcmp(chain.p, want.b, DIGEST_LEN) != 0) {
			(*n_r)++;
			log_warn("ALARM: account %llu: tombstone %llu does "
			    "not follow the one before",
			    (unsigned long long)account,
			    (unsigned long long)row[5]);
			seq = row[5];
		}
		if (chain.n == DIGEST_LEN)
			memcpy(before.b, chain.p, DIGEST_LEN);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
