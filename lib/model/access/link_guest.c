/* A guest's link to his ticket, used, ended, disowned (link.h): the portal. */
#include "core/time.h"
#include "model/access/link.h"
#include "model/people/contact.h"
#include "model/ticket/ticket.h"

QUERY(Q_LINK_END, Q_TENANT,
    "UPDATE link SET used_at = ? WHERE account_id = ? AND contact_id = ?"
    " AND ticket_id = ? AND purpose = 1 AND used_at = 0");
QUERY(Q_LINK_REMOVE, Q_TENANT,
    "DELETE FROM link WHERE account_id = ? AND contact_id = ?"
    " AND ticket_id = ? AND purpose = 1");
QUERY(Q_SESSION_END_TICKET, Q_TENANT,
    "DELETE FROM session WHERE account_id = ? AND kind = 3"
    " AND subject_id = ? AND ticket_id = ? AND session_id <> ?");

RC
link_enter(struct tenant *t, struct arena *a, const struct digest *d,
    struct link *l_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(link_take(t, a, d, LINK_TICKET, l_r));
	TRY(contact_prove(t, l_r->contact));
	TRY(ticket_prove(t, l_r->ticket));
	return (tx_commit(&tx));
}

static RC
links_end(struct tenant *t, ticket_id ticket, contact_id contact,
    bool for_good)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, for_good ? &Q_LINK_REMOVE : &Q_LINK_END));
	if (!for_good)
		bind_i64(st, now_s());
	bind_u64(st, contact.v);
	bind_u64(st, ticket.v);
	return (stmt_exec(st, NULL));
}

static RC
sessions_end(struct tenant *t, ticket_id ticket, contact_id contact,
    session_id keep)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SESSION_END_TICKET));
	bind_u64(st, contact.v);
	bind_u64(st, ticket.v);
	bind_u64(st, keep.v);
	return (stmt_exec(st, NULL));
}

RC
link_end(struct tenant *t, ticket_id ticket, contact_id contact,
    session_id keep, bool for_good)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(links_end(t, ticket, contact, for_good));
	TRY(sessions_end(t, ticket, contact, keep));
	return (tx_commit(&tx));
}
