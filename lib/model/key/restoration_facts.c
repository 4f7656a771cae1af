/* What a backup says of the installation it is of (restoration.h). */
#include "model/key/restoration.h"

QUERY(Q_RESTORE_SCHEMA, Q_INSTALLATION,
    "SELECT MAX(version) FROM schema_version");
QUERY(Q_RESTORE_SEQUENCE, Q_INSTALLATION,
    "SELECT next_not_cached_value FROM id_seq");
QUERY(Q_RESTORE_STATE, Q_INSTALLATION,
    "SELECT state FROM account WHERE account_id = ?");

static RC
number(struct db *db, const struct query *q, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, q));
	TRY(stmt_row(st));
	*n_r = col_null(st, 0) ? 0 : col_u64(st, 0);
	return (RC_OK);
}

RC
installation_facts(struct db *db, unsigned *schema_r, uint64_t *sequence_r)
{
	uint64_t n;

	TRY(number(db, &Q_RESTORE_SCHEMA, &n));
	*schema_r = (unsigned)n;
	return (number(db, &Q_RESTORE_SEQUENCE, sequence_r));
}

RC
account_state_of(struct db *db, account_id id, unsigned *state_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_RESTORE_STATE));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	*state_r = (unsigned)col_u64(st, 0);
	return (RC_OK);
}
