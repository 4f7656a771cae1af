/* Keyed digests of normalised values to ids (lookup.h). */
#include "model/people/lookup.h"

#include "crypto/vault.h"

QUERY(Q_LOOKUP_ADD, Q_TENANT,
    "INSERT INTO olvido_index.lookup (account_id, kind, digest, id, id2)"
    " VALUES (?, ?, ?, ?, ?)");
QUERY(Q_LOOKUP_GET, Q_TENANT,
    "SELECT id, id2 FROM olvido_index.lookup"
    " WHERE account_id = ? AND kind = ? AND digest = ?");

struct digest
lookup_digest(struct tenant *t, enum lookup_kind kind, const char *value)
{
	struct key k = key_purpose(t->key, "lookup");
	char name[16];

	snprintf(name, sizeof(name), "%d", (int)kind);
	return (digest_keyed(&k, name,
	    (struct bytes){ (const uint8_t *)value, strlen(value) }));
}

RC
lookup_add(struct tenant *t, enum lookup_kind kind, const char *value,
    uint64_t id, uint64_t id2)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d = lookup_digest(t, kind, value);

	TRY(stmt_tenant(&st, t, &Q_LOOKUP_ADD));
	bind_u64(st, kind);
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	bind_u64(st, id);
	bind_u64(st, id2);
	return (stmt_exec(st, NULL));
}

RC
lookup_get(struct tenant *t, enum lookup_kind kind, const char *value,
    uint64_t *id_r, uint64_t *id2_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest d = lookup_digest(t, kind, value);

	TRY(stmt_tenant(&st, t, &Q_LOOKUP_GET));
	bind_u64(st, kind);
	bind_bytes(st, (struct bytes){ d.b, DIGEST_LEN });
	TRY(stmt_row(st));
	*id_r = col_u64(st, 0);
	if (id2_r != NULL)
		*id2_r = col_u64(st, 1);
	return (RC_OK);
}
