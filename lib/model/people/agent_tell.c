/* Notices to agents (agent_tell.h). */
#include "model/people/agent_tell.h"

#include "model/access/sight.h"
#include "model/people/agent.h"
#include "model/ticket/outbox.h"

QUERY(Q_TELL_ONE, Q_TENANT,
    "SELECT notify FROM agent"
    " WHERE account_id = ? AND agent_id = ? AND state = 1");

static RC
wants(struct tenant *t, agent_id id, unsigned what, bool *yes_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_TELL_ONE));
	bind_u64(st, id.v);
	rc = stmt_row(st);
	*yes_r = rc == RC_OK && (col_u64(st, 0) & what) != 0;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
tell_new(struct tenant *t, struct arena *a, const struct ticket *tk,
    message_id mid)
{
	struct viewer_list l;

	TRY(sight_viewers(t, a, tk->department, &l));
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].notify & NOTIFY_NEW)
			TRY(outbox_agent(t, OUTBOX_NEW, tk->id, mid,
			    l.v[i].id));
	return (RC_OK);
}

RC
agent_tell_message(struct tenant *t, struct arena *a,
    const struct ticket *tk, const struct message *m)
{
	bool yes;

	if (m->kind != MESSAGE_INCOMING || tk->status == TICKET_SPAM)
		return (RC_OK);
	if (tk->messages == 1)
		return (tell_new(t, a, tk, m->id));
	if (tk->agent.v == 0)
		return (RC_OK);
	TRY(wants(t, tk->agent, NOTIFY_ANSWERED, &yes));
	if (!yes)
		return (RC_OK);
	return (outbox_agent(t, OUTBOX_ANSWERED, tk->id, m->id, tk->agent));
}

RC
agent_tell_assigned(struct tenant *t, ticket_id id, agent_id to, agent_id by)
{
	bool yes;

	if (to.v == 0 || to.v == by.v)
		return (RC_OK);
	TRY(wants(t, to, NOTIFY_ASSIGNED, &yes));
	if (!yes)
		return (RC_OK);
	return (outbox_agent(t, OUTBOX_ASSIGNED, id, (message_id){ 0 }, to));
}
