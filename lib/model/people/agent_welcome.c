/* The owner of a new account missed his link: another one (agent_admin.h). */
#include "model/log/audit.h"
#include "model/people/agent_admin.h"
#include "model/ticket/outbox.h"

RC
agent_welcome(struct tenant *t, struct arena *a)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct agent_list l;
	size_t i = 0;

	TRY(agent_list_all(t, a, &l));
	while (i < l.n && (l.v[i].role != ROLE_OWNER ||
	    l.v[i].state != AGENT_INVITED))
		i++;
	if (i == l.n)
		return (RC_NOTFOUND);
	TRY(tx_begin(&tx, t->db));
	TRY(outbox_login(t, a, &(struct outbox_login){
	    .kind = OUTBOX_WELCOME, .agent = l.v[i].id }));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_AGENT_INVITED,
	    .object = ON_AGENT, .id = l.v[i].id.v, .value = ROLE_OWNER }));
	return (tx_commit(&tx));
}
