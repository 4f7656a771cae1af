/* A contact's own profile and tickets (contact_own.h). */
#include "model/people/contact_own.h"

#include "model/log/audit.h"
#include "model/people/generation.h"
#include "model/ticket/ticket_row.h"

QUERY(Q_CONTACT_LANGUAGE, Q_TENANT,
    "UPDATE contact SET language = ?"
    " WHERE account_id = ? AND contact_id = ?");
/* By number of rows and one more: OWN_PAGE + 1. */
QUERY(Q_TICKETS_OWN, Q_TENANT, TICKET_COLS
    "  FROM ticket t FORCE INDEX (ticket_contact)" TICKET_JOIN
    " WHERE t.account_id = ? AND t.contact_id = ? AND t.status < 8"
    " AND t.activity_at <= ? AND (t.activity_at < ? OR t.ticket_id < ?)"
    " ORDER BY t.activity_at DESC, t.ticket_id DESC LIMIT 21");

_Static_assert(OWN_PAGE == 20, "Q_TICKETS_OWN");

static RC
set_language(struct tenant *t, const struct contact *c)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_CONTACT_LANGUAGE));
	bind_str(st, c->language);
	bind_u64(st, c->id.v);
	return (stmt_exec(st, NULL));
}

RC
contact_set_profile(struct tenant *t, struct arena *a,
    const struct contact *c)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(contact_set(t, a, c));
	TRY(set_language(t, c));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_PROFILE_CHANGED,
	    .object = ON_CONTACT, .id = c->id.v }));
	return (tx_commit(&tx));
}

RC
contact_sign_out(struct tenant *t, contact_id id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(contact_generation(t, id.v));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_SESSIONS_ENDED,
	    .object = ON_CONTACT, .id = id.v }));
	return (tx_commit(&tx));
}

RC
ticket_list_own(struct tenant *t, struct arena *a, contact_id id,
    int64_t before_activity, ticket_id before, struct ticket_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t activity = before_activity != 0 ? before_activity : INT64_MAX;

	TRY(stmt_tenant(&st, t, &Q_TICKETS_OWN));
	bind_u64(st, id.v);
	bind_i64(st, activity);
	bind_i64(st, activity);
	bind_u64(st, before.v);
	return (ticket_rows(t, a, st, OWN_PAGE, l_r));
}
