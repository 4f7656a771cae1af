/*
 * Secrets whose keys come from one that was forgotten already go, many at once
 * (keyring.h): their buckets stay as they are.
 */
#include "core/time.h"
#include "model/key/keyring.h"
#include "model/key/keystore.h"

QUERY(Q_DROP_SECRET, Q_TENANT,
    "DELETE FROM olvido_keys.secret"
    " WHERE account_id = ? AND kind = ? AND id IN " IDS_LIST);
QUERY(Q_DROP_KNOWN, Q_TENANT,
    "SELECT id FROM olvido_keys.tombstone"
    " WHERE account_id = ? AND kind = ? AND id IN " IDS_LIST);

static RC
delete(struct tenant *t, enum secret_kind kind, const uint64_t *id, size_t n)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_DROP_SECRET));
	bind_u64(st, kind);
	bind_ids(st, id, n);
	return (stmt_exec(st, NULL));
}

/* Which of them have no tombstone yet. */
static RC
unknown(struct tenant *t, enum secret_kind kind, const uint64_t *id, size_t n,
    uint64_t v[IDS_MOST], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	bool known[IDS_MOST] = { false };
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_DROP_KNOWN));
	bind_u64(st, kind);
	bind_ids(st, id, n);
	while ((rc = stmt_row(st)) == RC_OK)
		for (size_t i = 0; i < n; i++)
			known[i] |= id[i] == col_u64(st, 0);
	for (size_t i = 0; i < n; i++)
		if (!known[i])
			v[(*n_r)++] = id[i];
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
secret_drop(struct tenant *t, enum secret_kind kind, const uint64_t *id,
    size_t n, uint64_t erasure_id)
{
	uint64_t v[IDS_MOST];
	size_t some, nv;
	enum rc rc;

	for (size_t i = 0; i < n; i += some) {
		some = n - i < IDS_MOST ? n - i : IDS_MOST;
		TRY(delete(t, kind, id + i, some));
		TRY(unknown(t, kind, id + i, some, v, &nv));
		rc = tombstones_add(t, kind, v, nv, (uint64_t)now_s(),
		    erasure_id);
		/* Another forgetting of this account took the chain's place. */
		if (rc != RC_OK)
			return (rc == RC_CONFLICT ? RC_RETRY : rc);
	}
	return (RC_OK);
}
