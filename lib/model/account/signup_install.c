/* Confirmed sign-ups become accounts; what is over is destroyed (signup.h). */
#include "core/log.h"
#include "core/time.h"
#include "model/account/account.h"
#include "model/account/legal.h"
#include "model/account/plan.h"
#include "model/account/signup.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/people/agent_row.h"
#include "model/people/lookup.h"
#include "model/ticket/outbox.h"

#define AT_ONCE	50	/* LIMIT of Q_SIGNUP_OF */
#define EVER	(1LL << 60)

QUERY(Q_SIGNUP_OF, Q_TENANT,
    "SELECT signup_id FROM signup FORCE INDEX (signup_state)"
    " WHERE account_id = ? AND state = ? AND expires_at > ?"
    " AND expires_at <= ? ORDER BY expires_at LIMIT 50");
QUERY(Q_SIGNUP_DONE, Q_TENANT,
    "UPDATE signup SET state = 3"
    " WHERE account_id = ? AND signup_id = ? AND state = 2");
QUERY(Q_SIGNUP_GONE, Q_TENANT,
    "DELETE FROM signup WHERE account_id = ? AND signup_id = ?");

static RC
list(struct tenant *t, enum signup_state state, int64_t after, int64_t until,
    uint64_t id_r[AT_ONCE], unsigned *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_SIGNUP_OF));
	bind_u64(st, state);
	bind_i64(st, after);
	bind_i64(st, until);
	while ((rc = stmt_row(st)) == RC_OK && *n_r < AT_ONCE)
		id_r[(*n_r)++] = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
change(struct tenant *t, const struct query *q, uint64_t id, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id);
	return (stmt_exec(st, n_r));
}

/* ---- destroying ---------------------------------------------------------------- */

/* The secret first: whenever this ends, what is left of the row opens nothing. */
static RC
destroy(struct tenant *t, uint64_t id, bool expired)
{
	struct victim v = { .kind = SECRET_SIGNUP, .id = id };
	enum rc rc;

	do
		rc = secret_forget(t, &v, 1, 0);
	while (rc == RC_RETRY);
	TRY(rc);
	if (expired)
		TRY(audit_add(t, &(struct audit_row){
		    .verb = AUDIT_SIGNUP_EXPIRED, .value = id }));
	return (change(t, &Q_SIGNUP_GONE, id, NULL));
}

static RC
destroy_all(struct tenant *t, enum signup_state state, int64_t until,
    bool dry, unsigned *n_r)
{
	uint64_t id[AT_ONCE];
	unsigned n;

	TRY(list(t, state, 0, until, id, &n));
	*n_r += n;
	for (unsigned i = 0; i < n && !dry; i++)
		TRY(destroy(t, id[i], state != SIGNUP_INSTALLED));
	return (RC_OK);
}

/* ---- installing ------------------------------------------------------------------ */

static RC
agreements(struct tenant *t, const struct signup *s, agent_id who)
{
	struct agreement g = { LEGAL_TERMS, s->terms, s->language, who,
		s->created_at };

	TRY(agreement_add(t, &g));
	g.kind = LEGAL_PROCESSING;
	g.version = s->processing;
	return (agreement_add(t, &g));
}

/* RC_CONFLICT: an account has got that host meanwhile. */
static RC
install(struct tenant *provider, struct arena *a, uint64_t id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct account_new n = { .plan = PLAN_STANDARD,
		.state = ACCOUNT_TRIAL, .first_steps = true };
	struct signup s;
	struct tenant *t;
	agent_id who;
	uint64_t done;

	TRY(tx_begin(&tx, provider->db));
	TRY(change(provider, &Q_SIGNUP_DONE, id, &done));
	if (done != 1)
		return (RC_OK);
	TRY(signup_get(provider, a, id, &s));
	n.name = s.company;
	n.host = s.host;
	n.language = s.language;
	TRY(account_open(provider->db, provider->vault, a, &n, &t));
	TRY(agent_owner_add(t, a, s.name, s.email, s.language, &who));
	TRY(agreements(t, &s, who));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_SIGNUP_INSTALLED,
	    .object = ON_AGENT, .id = who.v }));
	return (tx_commit(&tx));
}

static RC
install_all(struct tenant *t, struct arena *a, int64_t now, bool dry,
    struct signup_counts *n_r)
{
	uint64_t id[AT_ONCE];
	enum rc rc;
	unsigned n;

	TRY(list(t, SIGNUP_CONFIRMED, now, EVER, id, &n));
	for (unsigned i = 0; i < n; i++) {
		do
			rc = dry ? RC_OK : install(t, a, id[i]);
		while (rc == RC_RETRY);
		if (rc == RC_CONFLICT) {
			log_warn("sign-up %llu: an account has got its host; "
			    "it waits until its time is over",
			    (unsigned long long)id[i]);
			n_r->refused++;
			continue;
		}
		TRY(rc);
		n_r->installed++;
	}
	return (RC_OK);
}

RC
signup_work(struct tenant *t, struct arena *a, int64_t now, bool dry,
    struct signup_counts *n_r)
{
	unsigned installed = 0;

	*n_r = (struct signup_counts){ 0 };
	TRY(install_all(t, a, now, dry, n_r));
	TRY(destroy_all(t, SIGNUP_INSTALLED, EVER, dry, &installed));
	TRY(destroy_all(t, SIGNUP_WAITING, now, dry, &n_r->expired));
	return (destroy_all(t, SIGNUP_CONFIRMED, now, dry, &n_r->expired));
}
