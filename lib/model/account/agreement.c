/* Who agreed to what, once (legal.h): olvido-cron. */
#include "model/account/legal.h"

QUERY(Q_AGREEMENT_ADD, Q_TENANT,
    "INSERT INTO agreement (account_id, kind, version, language, agent_id,"
    " agreed_at) VALUES (?, ?, ?, ?, ?, ?)");

RC
agreement_add(struct tenant *t, const struct agreement *g)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_AGREEMENT_ADD));
	bind_u64(st, g->kind);
	bind_str(st, g->version);
	bind_str(st, g->language);
	bind_u64(st, g->agent.v);
	bind_i64(st, g->at);
	return (stmt_exec(st, NULL));
}
