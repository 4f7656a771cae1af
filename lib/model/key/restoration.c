/* What a restore asks and changes (restoration.h): the command line only. */
#include "model/key/restoration.h"

#include "core/time.h"

/* Ended since, by any copy of the keys that knows of it; or in its cold backup. */
QUERY(Q_RESTORE_ENDED, Q_INSTALLATION,
    "SELECT x.account_id, d.at, d.erasure_id FROM account x"
    "  JOIN olvido_keys.tombstone d ON d.account_id = x.account_id"
    "   AND d.kind = 6 AND d.id = 0"
    " WHERE x.state < 7 AND x.account_id > ? ORDER BY x.account_id LIMIT 1");
QUERY(Q_RESTORE_COLD, Q_INSTALLATION,
    "SELECT x.account_id, 0, 0 FROM account x"
    "  JOIN olvido_keys.cold_key c ON c.account_id = x.account_id"
    " WHERE x.state < 6 AND x.account_id > ? ORDER BY x.account_id LIMIT 1");

/* Deleted then, and back since: its key is where a living one's is. */
QUERY(Q_RESTORE_WARM, Q_INSTALLATION,
    "SELECT x.account_id, 0, 0 FROM account x"
    "  JOIN olvido_keys.account_key c ON c.account_id = x.account_id"
    " WHERE x.state = 6 AND x.account_id > ? ORDER BY x.account_id LIMIT 1");

#define DEAD_ROWS(table, column, kind)					\
	"SELECT x.account_id, x." column ", d.at, d.erasure_id"		\
	"  FROM olvido_keys.tombstone d"				\
	"  JOIN " table " x ON x.account_id = d.account_id"		\
	"   AND x." column " = d.id"					\
	" WHERE d.account_id >= ? AND d.account_id <= ? AND d.kind = " kind\
	" LIMIT 500"
QUERY(Q_DEAD_CONTACT, Q_INSTALLATION, DEAD_ROWS("contact", "contact_id", "1"));
QUERY(Q_DEAD_AGENT, Q_INSTALLATION, DEAD_ROWS("agent", "agent_id", "2"));
QUERY(Q_DEAD_COMPANY, Q_INSTALLATION, DEAD_ROWS("company", "company_id", "3"));
QUERY(Q_DEAD_TICKET, Q_INSTALLATION, DEAD_ROWS("ticket", "ticket_id", "4"));
QUERY(Q_DEAD_ATTACHMENT, Q_INSTALLATION,
    DEAD_ROWS("attachment", "attachment_id", "5"));

QUERY(Q_RESTORE_SECRET_MAX, Q_INSTALLATION,
    "SELECT MAX(id) FROM olvido_keys.secret");
QUERY(Q_RESTORE_TOMBSTONE_MAX, Q_INSTALLATION,
    "SELECT GREATEST(IFNULL(MAX(id), 0), IFNULL(MAX(erasure_id), 0))"
    "  FROM olvido_keys.tombstone");
QUERY(Q_RESTORE_LATER, Q_INSTALLATION,
    "SELECT COUNT(*) FROM olvido_keys.secret s"
    "  LEFT JOIN contact c ON s.kind = 1 AND c.account_id = s.account_id"
    "   AND c.contact_id = s.id"
    "  LEFT JOIN agent g ON s.kind = 2 AND g.account_id = s.account_id"
    "   AND g.agent_id = s.id"
    "  LEFT JOIN company o ON s.kind = 3 AND o.account_id = s.account_id"
    "   AND o.company_id = s.id"
    "  LEFT JOIN ticket t ON s.kind = 4 AND t.account_id = s.account_id"
    "   AND t.ticket_id = s.id"
    "  LEFT JOIN attachment f ON s.kind = 5 AND f.account_id = s.account_id"
    "   AND f.attachment_id = s.id"
    "  LEFT JOIN request r ON s.kind = 11 AND r.account_id = s.account_id"
    "   AND r.request_id = s.id"
    " WHERE s.kind IN (1, 2, 3, 4, 5, 11) AND c.contact_id IS NULL"
    "   AND o.company_id IS NULL"
    "   AND g.agent_id IS NULL AND t.ticket_id IS NULL"
    "   AND f.attachment_id IS NULL AND r.request_id IS NULL");
QUERY(Q_RESTORE_REQUESTS, Q_INSTALLATION,
    "UPDATE request r JOIN olvido_keys.tombstone d"
    "    ON d.account_id = r.account_id AND d.kind = 11"
    "   AND d.id = r.request_id SET r.sealed = NULL"
    " WHERE r.sealed IS NOT NULL");
QUERY(Q_RESTORE_SENDERS, Q_INSTALLATION,
    "DELETE s FROM spam_sender s JOIN olvido_keys.tombstone d"
    "    ON d.account_id = s.account_id AND d.kind = 12"
    "   AND d.id = s.sender_id");
QUERY(Q_RESTORE_FAREWELLS, Q_INSTALLATION,
    "DELETE f FROM farewell f JOIN olvido_keys.tombstone d"
    "    ON d.account_id = f.account_id AND d.kind = 50"
    "   AND d.id = f.farewell_id");
QUERY(Q_RESTORE_SESSIONS, Q_INSTALLATION, "DELETE FROM session");
QUERY(Q_RESTORE_LINKS, Q_INSTALLATION, "DELETE FROM link WHERE purpose <> 1");
QUERY(Q_RESTORE_MAILS, Q_INSTALLATION,
    "UPDATE outbox SET state = 3, done_at = ? WHERE state = 1");
QUERY(Q_RESTORE_FILE, Q_INSTALLATION,
    "SELECT 1 FROM attachment WHERE account_id = ? AND attachment_id = ?");
QUERY(Q_RESEALED, Q_TENANT,
    "SELECT seq FROM olvido_keys.reseal"
    " WHERE account_id = ? AND kind = ? AND id = ? LIMIT 1");
QUERY(Q_RESTORATION_ADD, Q_INSTALLATION,
    "INSERT INTO restoration (restoration_id, at, taken_at, forgotten,"
    " resealed, later, opened) VALUES (?, ?, ?, ?, ?, ?, ?)");

static RC
number(struct db *db, const struct query *q, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, q));
	TRY(stmt_row(st));
	*n_r = col_null(st, 0) ? 0 : col_u64(st, 0);
	return (RC_OK);
}

RC
restored_dead(struct db *db, account_id of, enum secret_kind kind,
    struct dead_row v_r[500], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_installation(&st, db, kind == SECRET_CONTACT
	    ? &Q_DEAD_CONTACT : kind == SECRET_AGENT ? &Q_DEAD_AGENT
	    : kind == SECRET_COMPANY ? &Q_DEAD_COMPANY
	    : kind == SECRET_TICKET ? &Q_DEAD_TICKET : &Q_DEAD_ATTACHMENT));
	bind_u64(st, of.v);
	bind_u64(st, of.v != 0 ? of.v : INT64_MAX);
	while ((rc = stmt_row(st)) == RC_OK)
		v_r[(*n_r)++] = (struct dead_row){ { col_u64(st, 0) },
			col_u64(st, 1), col_u64(st, 2), col_u64(st, 3) };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
restored_ended(struct db *db, enum restored_as as, uint64_t after,
    struct dead_row *d_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, as == RESTORED_COLD ? &Q_RESTORE_COLD
	    : as == RESTORED_WARM ? &Q_RESTORE_WARM : &Q_RESTORE_ENDED));
	bind_u64(st, after);
	TRY(stmt_row(st));
	*d_r = (struct dead_row){ { col_u64(st, 0) }, col_u64(st, 0),
		col_u64(st, 1), col_u64(st, 2) };
	return (RC_OK);
}

RC
restored_ids(struct db *db, uint64_t *max_r)
{
	uint64_t n;

	TRY(number(db, &Q_RESTORE_SECRET_MAX, max_r));
	TRY(number(db, &Q_RESTORE_TOMBSTONE_MAX, &n));
	*max_r = n > *max_r ? n : *max_r;
	return (RC_OK);
}

RC
restored_later(struct db *db, uint64_t *n_r)
{
	return (number(db, &Q_RESTORE_LATER, n_r));
}

static RC
change(struct db *db, const struct query *q, int64_t now, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, q));
	if (now != 0)
		bind_i64(st, now);
	return (stmt_exec(st, n_r));
}

RC
restored_requests(struct db *db, uint64_t *n_r)
{
	return (change(db, &Q_RESTORE_REQUESTS, 0, n_r));
}

RC
restored_senders(struct db *db, uint64_t *n_r)
{
	return (change(db, &Q_RESTORE_SENDERS, 0, n_r));
}

RC
restored_farewells(struct db *db)
{
	uint64_t n;

	return (change(db, &Q_RESTORE_FAREWELLS, 0, &n));
}

RC
restored_end(struct db *db, struct ended *n_r)
{
	TRY(change(db, &Q_RESTORE_SESSIONS, 0, &n_r->sessions));
	TRY(change(db, &Q_RESTORE_LINKS, 0, &n_r->links));
	return (change(db, &Q_RESTORE_MAILS, now_s(), &n_r->mails));
}

RC
restored_file(struct db *db, uint64_t account, uint64_t attachment)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_RESTORE_FILE));
	bind_u64(st, account);
	bind_u64(st, attachment);
	return (stmt_row(st));
}

RC
resealed_since(struct tenant *t, unsigned kind, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_RESEALED));
	bind_u64(st, kind);
	bind_u64(st, id);
	return (stmt_row(st));
}

RC
restoration_add(struct db *db, const struct restoration *r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t id;

	TRY(db_new_id(db, &id));
	TRY(stmt_installation(&st, db, &Q_RESTORATION_ADD));
	bind_u64(st, id);
	bind_i64(st, now_s());
	bind_i64(st, r->taken_at);
	bind_u64(st, r->forgotten);
	bind_u64(st, r->resealed);
	bind_u64(st, r->later);
	bind_u64(st, r->opened);
	return (stmt_exec(st, NULL));
}
