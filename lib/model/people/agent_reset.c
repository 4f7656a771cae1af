/* A new password by a mailed link (agent_admin.h). */
#include "model/access/link.h"
#include "model/log/audit.h"
#include "model/people/agent_row.h"
#include "model/people/lookup.h"
#include "model/ticket/outbox.h"

QUERY(Q_RESET_GENERATION, Q_TENANT,
    "UPDATE agent SET generation = generation + 1"
    " WHERE account_id = ? AND agent_id = ? AND state = 1");

RC
agent_reset_ask(struct tenant *t, struct arena *a, const char *email)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct outbox_login o = { .kind = OUTBOX_NOTHING };
	struct audit_row r = { .verb = AUDIT_RESET_ASKED };
	struct agent g;
	agent_id id;
	enum rc rc;

	TRY(tx_begin(&tx, t->db));
	rc = lookup_get(t, LOOKUP_AGENT_EMAIL, email, &id.v, NULL);
	if (rc == RC_OK) {
		TRY(agent_get(t, a, id, &g));
		if (g.state == AGENT_ACTIVE) {
			o.kind = OUTBOX_RESET;
			o.agent = id;
			r.object = ON_AGENT;
			r.id = id.v;
		}
	} else if (rc != RC_NOTFOUND)
		return (rc);
	TRY(outbox_login(t, a, &o));
	TRY(audit_add(t, &r));
	return (tx_commit(&tx));
}

RC
agent_reset(struct tenant *t, struct arena *a, const struct digest *d,
    const char *hash)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct link l;
	struct key k;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(link_take(t, a, d, LINK_RESET, &l));
	if (l.agent.v == 0)
		return (RC_NOTFOUND);
	TRY(stmt_tenant(&st, t, &Q_RESET_GENERATION));
	bind_u64(st, l.agent.v);
	TRY(stmt_exec(st, &n));
	if (n != 1)		/* not active any more */
		return (RC_GONE);
	TRY(keyring_subject(t, SECRET_AGENT, l.agent.v, &k));
	TRY(agent_login_store(t, a, l.agent, &k, hash));
	TRY(outbox_login(t, a, &(struct outbox_login){
	    .kind = OUTBOX_PASSWORD, .agent = l.agent }));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_PASSWORD_RESET,
	    .object = ON_AGENT, .id = l.agent.v,
	    .actor = { ACTOR_AGENT, l.agent.v, NULL, NULL } }));
	return (tx_commit(&tx));
}
