/* When each mirror of the keys was confirmed (keystore.h). */
#include "model/keystore.h"

QUERY(Q_MIRROR_GET, Q_INSTALLATION,
    "SELECT confirmed_at, secrets, tombstones FROM olvido_keys.mirror"
    " WHERE folder = ?");
QUERY(Q_MIRROR_SET, Q_INSTALLATION,
    "INSERT INTO olvido_keys.mirror"
    " (folder, confirmed_at, secrets, tombstones) VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE confirmed_at = VALUES(confirmed_at),"
    " secrets = VALUES(secrets), tombstones = VALUES(tombstones)");

RC
mirror_row_get(struct db *db, const struct digest *folder,
    struct mirror_row *m_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_MIRROR_GET));
	bind_bytes(st, (struct bytes){ folder->b, DIGEST_LEN });
	TRY(stmt_row(st));
	*m_r = (struct mirror_row){ .confirmed_at = col_i64(st, 0),
		.secrets = col_u64(st, 1), .tombstones = col_u64(st, 2) };
	return (RC_OK);
}

RC
mirror_row_set(struct db *db, const struct digest *folder,
    const struct mirror_row *m)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_MIRROR_SET));
	bind_bytes(st, (struct bytes){ folder->b, DIGEST_LEN });
	bind_i64(st, m->confirmed_at);
	bind_u64(st, m->secrets);
	bind_u64(st, m->tombstones);
	return (stmt_exec(st, NULL));
}
