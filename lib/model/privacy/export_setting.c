/* What goes into exports, and who may send one: set in the panel (export.h). */
#include "model/privacy/export.h"

QUERY(Q_EXPORT_SETTINGS_SET, Q_TENANT,
    "INSERT INTO export_setting (account_id, notes, agents)"
    " VALUES (?, ?, ?)"
    " ON DUPLICATE KEY UPDATE notes = VALUES(notes), agents = VALUES(agents)");

RC
export_settings_set(struct tenant *t, const struct export_settings *s)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(stmt_tenant(&st, t, &Q_EXPORT_SETTINGS_SET));
	bind_u64(st, s->notes);
	bind_u64(st, s->agents);
	TRY(stmt_exec(st, NULL));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_SETTINGS_CHANGED,
	    .object = ON_SETTINGS, .id = PAGE_EXPORTS }));
	return (tx_commit(&tx));
}
