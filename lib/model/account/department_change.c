/* Departments in the panel's settings: made, changed, with mailboxes of its own. */
#include "core/str.h"
#include "model/log/audit.h"
#include "model/ticket/ticket.h"

QUERY(Q_DEPARTMENT_SET, Q_TENANT,
    "UPDATE department SET name = ?, mailbox = ?"
    " WHERE account_id = ? AND department_id = ?");
QUERY(Q_DEPARTMENT_MAIN, Q_TENANT,
    "UPDATE department SET main = (department_id = ?)"
    " WHERE account_id = ?");
QUERY(Q_DEPARTMENT_HOSTS, Q_TENANT,
    "SELECT host FROM host WHERE account_id = ?"
    " ORDER BY is_primary DESC, host LIMIT 100");
QUERY(Q_DEPARTMENT_OPEN, Q_TENANT,
    "SELECT 1 FROM ticket FORCE INDEX (ticket_department_status)"
    " WHERE account_id = ? AND department_id = ? AND status IN (1, 2)"
    " LIMIT 100");

RC
department_hosts(struct tenant *t, struct arena *a, struct mail_hosts *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct mail_hosts){ 0 };
	TRY(stmt_tenant(&st, t, &Q_DEPARTMENT_HOSTS));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = arena_strdup(a, col_str(st, 0));
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

bool
department_host_has(const struct mail_hosts *l, const char *mailbox)
{
	const char *at = strrchr(mailbox, '@');

	for (size_t i = 0; at != NULL && i < l->n; i++)
		if (str_eq(l->v[i], at + 1))
			return (true);
	return (false);
}

static RC
mailbox_check(struct tenant *t, struct arena *a, const char *mailbox)
{
	struct mail_hosts l;

	TRY(department_hosts(t, a, &l));
	return (department_host_has(&l, mailbox) &&
	    !str_starts(mailbox, "ticket+") ? RC_OK : RC_INVALID);
}

static RC
note(struct tenant *t, enum audit_verb verb, department_id id)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_DEPARTMENT, .id = id.v }));
}

RC
department_new(struct tenant *t, struct arena *a, struct department *d)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct department_list l;

	TRY(tx_join(&tx, t->db));
	TRY(mailbox_check(t, a, d->mailbox));
	TRY(department_list(t, a, &l));
	if (l.n >= DEPARTMENT_MAX)
		return (RC_LIMIT);
	TRY(department_add(t, d->name, d->mailbox, false, &d->id));
	TRY(note(t, AUDIT_DEPARTMENT_ADDED, d->id));
	return (tx_commit(&tx));
}

static RC
store(struct tenant *t, const struct department *d)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_DEPARTMENT_SET));
	bind_str(st, d->name);
	bind_str(st, d->mailbox);
	bind_u64(st, d->id.v);
	return (stmt_exec(st, NULL));
}

/* The other one is not any more. */
static RC
mark(struct tenant *t, department_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_DEPARTMENT_MAIN));
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}

RC
department_set(struct tenant *t, struct arena *a, const struct department *d)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct department had;

	TRY(tx_join(&tx, t->db));
	TRY(department_get(t, a, d->id, &had));
	if (str_eq(had.name, d->name) && str_eq(had.mailbox, d->mailbox) &&
	    d->main <= had.main)
		return (RC_OK);
	/* One that it had before its domain went may stay. */
	if (!str_eq(had.mailbox, d->mailbox))
		TRY(mailbox_check(t, a, d->mailbox));
	TRY(store(t, d));
	if (d->main && !had.main)
		TRY(mark(t, d->id));
	TRY(note(t, AUDIT_DEPARTMENT_CHANGED, d->id));
	return (tx_commit(&tx));
}

RC
department_open(struct tenant *t, department_id id, size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_DEPARTMENT_OPEN));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK)
		++*n_r;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
