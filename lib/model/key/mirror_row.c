/* When each mirror of the keys was confirmed (keystore.h). */
#include "model/key/keystore.h"

QUERY(Q_MIRROR_GET, Q_INSTALLATION,
    "SELECT confirmed_at, secrets, tombstones FROM olvido_keys.mirror"
    " WHERE folder = ?");
QUERY(Q_MIRROR_LATEST, Q_INSTALLATION,
    "SELECT MAX(confirmed_at) FROM olvido_keys.mirror");

RC
mirror_latest(struct db *db, int64_t *at_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_MIRROR_LATEST));
	TRY(stmt_row(st));
	*at_r = col_null(st, 0) ? 0 : col_i64(st, 0);
	return (RC_OK);
}

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
