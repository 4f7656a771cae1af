/* When each mirror of the keys was confirmed (keystore.h). */
#include "model/key/keystore.h"

QUERY(Q_MIRROR_GET, Q_INSTALLATION,
    "SELECT confirmed_at, secrets, tombstones FROM olvido_keys.mirror"
    " WHERE folder = ?");
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
