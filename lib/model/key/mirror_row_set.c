/* A mirror was confirmed (keystore.h): by what writes mirrors. */
#include "model/key/keystore.h"

QUERY(Q_MIRROR_SET, Q_INSTALLATION,
    "INSERT INTO olvido_keys.mirror"
    " (folder, confirmed_at, secrets, tombstones) VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE confirmed_at = VALUES(confirmed_at),"
    " secrets = VALUES(secrets), tombstones = VALUES(tombstones)");

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
