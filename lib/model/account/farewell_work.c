/* Farewells that are over are destroyed (farewell.h): cron. */
#include "core/fault.h"
#include "model/account/account.h"
#include "model/account/farewell.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"

#define AT_ONCE	50	/* LIMIT of Q_FAREWELL_DUE */
#define TRIES	8

/* Its last mail is out, or was none, or it was given up; or its time is over. */
QUERY(Q_FAREWELL_DUE, Q_INSTALLATION,
    "SELECT f.account_id, f.farewell_id, f.about_id"
    "  FROM farewell f FORCE INDEX (farewell_expires)"
    "  LEFT JOIN outbox o ON o.account_id = f.account_id"
    "   AND o.outbox_id = f.mail_id AND o.state = 1"
    " WHERE f.expires_at > 0 AND (f.expires_at <= ? OR o.outbox_id IS NULL)"
    " LIMIT 50");
QUERY(Q_FAREWELL_GONE, Q_TENANT,
    "DELETE FROM farewell WHERE account_id = ? AND farewell_id = ?");

struct due { account_id account; uint64_t id, about; };

static RC
list(struct db *db, int64_t now, struct due v_r[AT_ONCE], unsigned *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_installation(&st, db, &Q_FAREWELL_DUE));
	bind_i64(st, now);
	while ((rc = stmt_row(st)) == RC_OK && *n_r < AT_ONCE)
		v_r[(*n_r)++] = (struct due){ { col_u64(st, 0) },
			col_u64(st, 1), col_u64(st, 2) };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
remove_row(struct tenant *t, const struct due *d)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_FAREWELL_GONE));
	bind_u64(st, d->id);
	TRY(stmt_exec(st, &n));
	/* An account that was the provider's and ended has no log to write to. */
	if (n == 1 && t->key != NULL)
		TRY(audit_add(t, &(struct audit_row){
		    .verb = AUDIT_FAREWELL_OVER, .object = ON_CUSTOMER,
		    .id = d->about }));
	return (tx_commit(&tx));
}

/* The secret first: whenever this ends, what is left of the row opens nothing. */
static RC
destroy(struct tenant *t, const struct due *d)
{
	struct victim v = { .kind = SECRET_FAREWELL, .id = d->id };
	enum rc rc = RC_RETRY;

	for (int i = 0; i < TRIES && rc == RC_RETRY; i++)
		rc = secret_forget(t, &v, 1, 0);
	TRY(rc);
	FAULT_POINT("farewell.forgotten");
	rc = RC_RETRY;
	for (int i = 0; i < TRIES && rc == RC_RETRY; i++)
		rc = remove_row(t, d);
	return (rc);
}

RC
farewell_work(struct db *db, struct vault *v, int64_t now, bool dry,
    unsigned *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct due due[AT_ONCE];
	enum account_state state;
	struct tenant *t;

	TRY(list(db, now, due, n_r));
	for (unsigned i = 0; i < *n_r && !dry; i++) {
		TRY(account_for_job(db, v, a, due[i].account, &t, &state));
		TRY(destroy(t, &due[i]));
		arena_reset(a);
	}
	return (RC_OK);
}
