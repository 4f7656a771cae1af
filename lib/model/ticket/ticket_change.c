/* What agents change on a ticket besides its status (ticket.h). */
#include "core/time.h"
#include "model/access/sight.h"
#include "model/people/agent_tell.h"
#include "model/ticket/message.h"

QUERY(Q_TICKET_ASSIGN, Q_TENANT,
    "UPDATE ticket SET agent_id = ?, activity_at = ?"
    " WHERE account_id = ? AND ticket_id = ?");
QUERY(Q_TICKET_DEPARTMENT, Q_TENANT,
    "UPDATE ticket SET department_id = ?, activity_at = ?"
    " WHERE account_id = ? AND ticket_id = ?");

/* q sets what event tells of. */
static RC
change(struct tenant *t, struct arena *a, struct query *q, ticket_id id,
    enum event_type event, uint64_t value, agent_id by)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct ticket tk;
	struct key k;
	enum rc found;

	TRY(tx_begin(&tx, t->db));
	found = ticket_get_locked(t, a, id, &tk, &k);
	if (found != RC_GONE)
		TRY(found);
	if (value == (event == EVENT_ASSIGNED ? tk.agent.v
	    : tk.department.v))
		return (RC_OK);
	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, value);
	bind_i64(st, now_us());
	bind_u64(st, id.v);
	TRY(stmt_exec(st, NULL));
	if (found == RC_OK)
		TRY(event_add(t, a, id, &k, event, value,
		    by.v != 0 ? AUTHOR_AGENT : AUTHOR_SYSTEM, by.v));
	if (event == EVENT_ASSIGNED)
		TRY(agent_tell_assigned(t, id, (agent_id){ value }, by));
	return (tx_commit(&tx));
}

RC
ticket_assign(struct tenant *t, struct arena *a, ticket_id id, agent_id to,
    agent_id by)
{
	struct viewer_list l;
	struct ticket tk;

	if (to.v != 0) {
		TRY(ticket_get(t, a, id, &tk, NULL));
		TRY(sight_viewers(t, a, tk.department, &l));
		if (!viewer_has(&l, to))
			return (RC_INVALID);
	}
	return (change(t, a, &Q_TICKET_ASSIGN, id, EVENT_ASSIGNED, to.v, by));
}

RC
ticket_set_department(struct tenant *t, struct arena *a, ticket_id id,
    department_id d, agent_id by)
{
	struct department dep;
	enum rc rc = department_get(t, a, d, &dep);

	if (rc == RC_NOTFOUND)
		return (RC_INVALID);
	TRY(rc);
	return (change(t, a, &Q_TICKET_DEPARTMENT, id, EVENT_DEPARTMENT, d.v,
	    by));
}
