/* Farewells are said, and their time runs (farewell.h): cron and the command line. */
#include "core/time.h"
#include "model/account/account.h"
#include "model/account/farewell.h"
#include "model/ticket/outbox.h"

QUERY(Q_FAREWELL_ABOUT, Q_TENANT,
    "SELECT farewell_id FROM farewell"
    " WHERE account_id = ? AND about_id = ? AND expires_at = 0");
QUERY(Q_FAREWELL_END, Q_INSTALLATION,
    "UPDATE farewell SET expires_at = ?, mail_id = ?"
    " WHERE about_id = ? AND expires_at = 0");

/* RC_NOTFOUND: nobody is told. */
static RC
tell(struct tenant *t, struct arena *a, enum outbox_kind kind,
    outbox_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct tenant *provider;
	uint64_t id;

	TRY(account_provider(t->db, t->vault, a, &provider));
	TRY(stmt_tenant(&st, provider, &Q_FAREWELL_ABOUT));
	bind_u64(st, t->id.v);
	TRY(stmt_row(st));
	id = col_u64(st, 0);
	stmt_done(&st);
	return (outbox_add_id(provider, kind, (ticket_id){ 0 },
	    (message_id){ id }, (contact_id){ 0 }, id_r));
}

static RC
end(struct db *db, account_id about, int64_t at, outbox_id mail)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_FAREWELL_END));
	bind_i64(st, at);
	bind_u64(st, mail.v);
	bind_u64(st, about.v);
	return (stmt_exec(st, NULL));
}

RC
farewell_before(struct tenant *t, struct arena *a)
{
	outbox_id id;
	enum rc rc = tell(t, a, OUTBOX_FAREWELL_BEFORE, &id);

	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
farewell_after(struct tenant *t, struct arena *a)
{
	outbox_id id = { 0 };
	enum rc rc = tell(t, a, OUTBOX_FAREWELL_AFTER, &id);

	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	return (end(t->db, t->id, now_s() + FAREWELL_LIVES, id));
}

RC
farewell_over(struct db *db, account_id about)
{
	return (end(db, about, 1, (outbox_id){ 0 }));
}
