/* Host names and the audit log follow what was found of domains (domain.h). */
#include "core/log.h"
#include "model/account/domain.h"
#include "model/log/audit.h"

QUERY(Q_DOMAIN_UNSETTLED, Q_TENANT,
    "SELECT domain_id, host, state FROM domain"
    " WHERE account_id = ? AND state <> settled ORDER BY domain_id LIMIT 100");
QUERY(Q_DOMAIN_SETTLE, Q_TENANT,
    "UPDATE domain SET settled = ?, state = ?"
    " WHERE account_id = ? AND domain_id = ? AND state = ?");
QUERY(Q_DOMAIN_GONE, Q_TENANT,
    "DELETE FROM domain WHERE account_id = ? AND domain_id = ? AND state = 5");
QUERY(Q_DOMAIN_HOST_ADD, Q_TENANT,
    "INSERT INTO host (account_id, host, is_primary) VALUES (?, ?, 0)");
QUERY(Q_DOMAIN_HOST_OURS, Q_TENANT,
    "SELECT is_primary FROM host WHERE account_id = ? AND host = ?");
QUERY(Q_DOMAIN_HOST_GONE, Q_TENANT,
    "DELETE FROM host WHERE account_id = ? AND host = ? AND is_primary = 0");

QUERY(Q_DOMAIN_ACCOUNTS, Q_INSTALLATION,
    "SELECT DISTINCT account_id FROM domain WHERE state <> settled"
    " ORDER BY account_id LIMIT 1000");

struct unsettled { uint64_t id; const char *host; enum domain_state state; };
struct unsettled_list { struct unsettled *v; size_t n; };

static RC
list(struct tenant *t, struct arena *a, struct unsettled_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct unsettled_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_DOMAIN_UNSETTLED));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = (struct unsettled){ col_u64(st, 0),
			arena_strdup(a, col_str(st, 1)),
			(enum domain_state)col_u64(st, 2) };
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
with_host(struct tenant *t, const struct query *q, const char *host)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_str(st, host);
	return (stmt_exec(st, NULL));
}

/* The first who proves it has it. RC_CONFLICT: another account does. */
static RC
take(struct tenant *t, const char *host)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc = with_host(t, &Q_DOMAIN_HOST_ADD, host);

	if (rc != RC_CONFLICT)
		return (rc);
	TRY(stmt_tenant(&st, t, &Q_DOMAIN_HOST_OURS));
	bind_str(st, host);
	rc = stmt_row(st);
	return (rc == RC_NOTFOUND ? RC_CONFLICT : rc);
}

static RC
settled(struct tenant *t, const struct unsettled *d, enum domain_state state)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_DOMAIN_SETTLE));
	bind_u64(st, state);
	bind_u64(st, state);
	bind_u64(st, d->id);
	bind_u64(st, d->state);
	return (stmt_exec(st, NULL));
}

static RC
gone(struct tenant *t, const struct unsettled *d)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_DOMAIN_GONE));
	bind_u64(st, d->id);
	return (stmt_exec(st, NULL));
}

static RC
settle(struct tenant *t, const struct unsettled *d)
{
	static const enum audit_verb verb[] = {
		[DOMAIN_PROVED] = AUDIT_DOMAIN_PROVED,
		[DOMAIN_LOST] = AUDIT_DOMAIN_LOST,
		[DOMAIN_OFF] = AUDIT_DOMAIN_OFF,
		[DOMAIN_TAKEN] = AUDIT_DOMAIN_TAKEN,
	};
	CLEANUP(tx_end) struct tx *tx = NULL;
	enum domain_state state = d->state;
	enum rc rc = RC_OK;

	TRY(tx_begin(&tx, t->db));
	if (state == DOMAIN_PROVED)
		rc = take(t, d->host);
	else if (state == DOMAIN_OFF || state == DOMAIN_LEAVING)
		rc = with_host(t, &Q_DOMAIN_HOST_GONE, d->host);
	if (rc == RC_CONFLICT)
		state = DOMAIN_TAKEN;
	else
		TRY(rc);
	if (state == DOMAIN_LEAVING)
		TRY(gone(t, d));
	else
		TRY(settled(t, d, state));
	if (state < sizeof(verb) / sizeof(verb[0]) && verb[state] != 0)
		TRY(audit_add(t, &(struct audit_row){ .verb = verb[state],
		    .object = ON_DOMAIN, .id = d->id }));
	return (tx_commit(&tx));
}

RC
domain_settle(struct tenant *t, struct arena *a, bool dry, unsigned *n_r)
{
	struct unsettled_list l;

	TRY(list(t, a, &l));
	*n_r = (unsigned)l.n;
	for (size_t i = 0; i < l.n && !dry; i++)
		TRY(settle(t, &l.v[i]));
	return (RC_OK);
}

RC
domain_unsettled(struct db *db, struct arena *a, struct domain_accounts *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct domain_accounts){ 0 };
	TRY(stmt_installation(&st, db, &Q_DOMAIN_ACCOUNTS));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++].v = col_u64(st, 0);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
