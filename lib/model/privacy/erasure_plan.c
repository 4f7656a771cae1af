/* What an erasure would take with it, counted (erasure.h). */
#include "model/access/session.h"
#include "model/access/sight.h"
#include "model/privacy/erasure.h"

QUERY(Q_PLAN_TICKETS, Q_TENANT,
    "SELECT COUNT(*) FROM ticket WHERE account_id = ? AND contact_id = ?");
QUERY(Q_PLAN_MESSAGES, Q_TENANT,
    "SELECT COUNT(*) FROM ticket t STRAIGHT_JOIN message m"
    "    ON m.account_id = t.account_id AND m.ticket_id = t.ticket_id"
    " WHERE t.account_id = ? AND t.contact_id = ? AND m.kind < 4");
QUERY(Q_PLAN_OTHERS, Q_TENANT,
    "SELECT COUNT(*) FROM ticket t STRAIGHT_JOIN message m"
    "    ON m.account_id = t.account_id AND m.ticket_id = t.ticket_id"
    " WHERE t.account_id = ? AND t.contact_id = ? AND m.author_kind = 1"
    " AND m.author_id <> t.contact_id");
QUERY(Q_PLAN_FILES, Q_TENANT,
    "SELECT COUNT(*) FROM ticket t STRAIGHT_JOIN attachment f"
    "    ON f.account_id = t.account_id AND f.ticket_id = t.ticket_id"
    " WHERE t.account_id = ? AND t.contact_id = ?");
QUERY(Q_PLAN_ELSEWHERE, Q_TENANT,
    "SELECT COUNT(*) FROM message m STRAIGHT_JOIN ticket t"
    "    ON t.account_id = m.account_id AND t.ticket_id = m.ticket_id"
    "   AND t.contact_id <> m.author_id"
    " WHERE m.account_id = ? AND m.author_kind = 1 AND m.author_id = ?");
QUERY(Q_PLAN_WAITING, Q_TENANT,
    "SELECT COUNT(*) FROM outbox"
    " WHERE account_id = ? AND contact_id = ? AND state = 1");
QUERY(Q_PLAN_SESSIONS, Q_TENANT,
    "SELECT COUNT(*) FROM session"
    " WHERE account_id = ? AND kind = ? AND subject_id = ?");
QUERY(Q_PLAN_TICKET_MESSAGES, Q_TENANT,
    "SELECT COUNT(*) FROM message"
    " WHERE account_id = ? AND ticket_id = ? AND kind < 4");
QUERY(Q_PLAN_TICKET_FILES, Q_TENANT,
    "SELECT COUNT(*) FROM attachment WHERE account_id = ? AND ticket_id = ?");
QUERY(Q_PLAN_TICKET_WAITING, Q_TENANT,
    "SELECT COUNT(*) FROM outbox"
    " WHERE account_id = ? AND ticket_id = ? AND state = 1");
QUERY(Q_PLAN_AGENT_WAITING, Q_TENANT,
    "SELECT COUNT(*) FROM outbox"
    " WHERE account_id = ? AND agent_id = ? AND state = 1");
QUERY(Q_PLAN_ASSIGNED, Q_TENANT,
    "SELECT COUNT(*) FROM ticket"
    " WHERE account_id = ? AND agent_id = ? AND status < 5");

#define OF_COMPANY							\
	" FROM contact c FORCE INDEX (contact_company)"			\
	" STRAIGHT_JOIN ticket t ON t.account_id = c.account_id"	\
	"   AND t.contact_id = c.contact_id"
QUERY(Q_PLAN_COMPANY_CONTACTS, Q_TENANT,
    "SELECT COUNT(*) FROM contact FORCE INDEX (contact_company)"
    " WHERE account_id = ? AND company_id = ?");
QUERY(Q_PLAN_COMPANY_TICKETS, Q_TENANT, "SELECT COUNT(*)" OF_COMPANY
    " WHERE c.account_id = ? AND c.company_id = ?");
QUERY(Q_PLAN_COMPANY_MESSAGES, Q_TENANT, "SELECT COUNT(*)" OF_COMPANY
    " STRAIGHT_JOIN message m ON m.account_id = t.account_id"
    "   AND m.ticket_id = t.ticket_id"
    " WHERE c.account_id = ? AND c.company_id = ? AND m.kind < 4");
QUERY(Q_PLAN_COMPANY_FILES, Q_TENANT, "SELECT COUNT(*)" OF_COMPANY
    " STRAIGHT_JOIN attachment f ON f.account_id = t.account_id"
    "   AND f.ticket_id = t.ticket_id"
    " WHERE c.account_id = ? AND c.company_id = ?");

QUERY(Q_PLAN_DEPARTMENTS, Q_TENANT,
    "SELECT DISTINCT department_id FROM ticket FORCE INDEX (ticket_contact)"
    " WHERE account_id = ? AND contact_id = ?");

static RC
count(struct tenant *t, const struct query *q, unsigned kind, uint64_t id,
    uint64_t *n)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	if (kind != 0)
		bind_u64(st, kind);
	bind_u64(st, id);
	TRY(stmt_row(st));
	*n += col_u64(st, 0);
	return (RC_OK);
}

static RC
contact_plan(struct tenant *t, uint64_t id, struct erasure_plan *p)
{
	TRY(count(t, &Q_PLAN_TICKETS, 0, id, &p->tickets));
	TRY(count(t, &Q_PLAN_MESSAGES, 0, id, &p->messages));
	TRY(count(t, &Q_PLAN_OTHERS, 0, id, &p->others));
	TRY(count(t, &Q_PLAN_FILES, 0, id, &p->files));
	TRY(count(t, &Q_PLAN_ELSEWHERE, 0, id, &p->elsewhere));
	TRY(count(t, &Q_PLAN_WAITING, 0, id, &p->waiting));
	TRY(count(t, &Q_PLAN_SESSIONS, SESSION_CONTACT, id, &p->sessions));
	return (count(t, &Q_PLAN_SESSIONS, SESSION_TICKET, id,
	    &p->sessions));
}

static RC
company_plan(struct tenant *t, uint64_t id, struct erasure_plan *p)
{
	TRY(count(t, &Q_PLAN_COMPANY_CONTACTS, 0, id, &p->contacts));
	TRY(count(t, &Q_PLAN_COMPANY_TICKETS, 0, id, &p->tickets));
	TRY(count(t, &Q_PLAN_COMPANY_MESSAGES, 0, id, &p->messages));
	return (count(t, &Q_PLAN_COMPANY_FILES, 0, id, &p->files));
}

RC
erasure_plan(struct tenant *t, enum erase_scope scope, uint64_t id,
    struct erasure_plan *p_r)
{
	*p_r = (struct erasure_plan){ 0 };
	switch (scope) {
	case ERASE_CONTACT:
		return (contact_plan(t, id, p_r));
	case ERASE_COMPANY:
		return (company_plan(t, id, p_r));
	case ERASE_AGENT:
		TRY(count(t, &Q_PLAN_ASSIGNED, 0, id, &p_r->tickets));
		TRY(count(t, &Q_PLAN_AGENT_WAITING, 0, id, &p_r->waiting));
		return (count(t, &Q_PLAN_SESSIONS, SESSION_AGENT, id,
		    &p_r->sessions));
	case ERASE_TICKET:
		p_r->tickets = 1;
		TRY(count(t, &Q_PLAN_TICKET_MESSAGES, 0, id, &p_r->messages));
		TRY(count(t, &Q_PLAN_TICKET_WAITING, 0, id, &p_r->waiting));
		return (count(t, &Q_PLAN_TICKET_FILES, 0, id, &p_r->files));
	default:
		p_r->files = scope == ERASE_ATTACHMENT;
		return (RC_OK);
	}
}

RC
erasure_tickets(struct tenant *t, uint64_t contact, uint64_t *n_r)
{
	*n_r = 0;
	return (count(t, &Q_PLAN_TICKETS, 0, contact, n_r));
}

RC
erasure_others(struct tenant *t, uint64_t contact, uint64_t *n_r)
{
	*n_r = 0;
	return (count(t, &Q_PLAN_OTHERS, 0, contact, n_r));
}

RC
erasure_sees_all(struct tenant *t, uint64_t contact)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	if (t->sight == NULL)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_PLAN_DEPARTMENTS));
	bind_u64(st, contact);
	while ((rc = stmt_row(st)) == RC_OK)
		if (!sight_has(t->sight, (department_id){ col_u64(st, 0) }))
			return (RC_DENIED);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
