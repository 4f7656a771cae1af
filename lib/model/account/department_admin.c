/* Making a department: panel's settings, new accounts, the command line. */
#include "model/ticket/ticket.h"

QUERY(Q_DEPARTMENT_ADD, Q_TENANT,
    "INSERT INTO department (account_id, department_id, name, mailbox,"
    " main) VALUES (?, ?, ?, ?, ?)");

RC
department_add(struct tenant *t, const char *name, const char *mailbox,
    bool main, department_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(db_new_id(t->db, &id_r->v));
	TRY(stmt_tenant(&st, t, &Q_DEPARTMENT_ADD));
	bind_u64(st, id_r->v);
	bind_str(st, name);
	bind_str(st, mailbox);
	bind_u64(st, main);
	return (stmt_exec(st, NULL));
}
