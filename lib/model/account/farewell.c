/* A farewell's row (farewell.h), opened: for the sender of its mails. */
#include "model/account/farewell_row.h"

#include "core/pack.h"
#include "model/key/keyring.h"

QUERY(Q_FAREWELL_GET, Q_TENANT,
    "SELECT about_id, language, sealed FROM farewell"
    " WHERE account_id = ? AND farewell_id = ?");

RC
farewell_get(struct tenant *t, struct arena *a, uint64_t id,
    struct farewell *f_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes plain;
	struct key k;

	TRY(stmt_tenant(&st, t, &Q_FAREWELL_GET));
	bind_u64(st, id);
	TRY(stmt_row(st));
	TRY(keyring_subject(t, SECRET_FAREWELL, id, &k));
	TRY(seal_open(a, &k, farewell_place(t, id), col_bytes(st, 2),
	    &plain));
	*f_r = (struct farewell){ .id = id, .about = { col_u64(st, 0) },
		.language = arena_strdup(a, col_str(st, 1)),
		.company = unpack_str(a, plain, FAREWELL_COMPANY),
		.name = unpack_str(a, plain, FAREWELL_NAME),
		.email = unpack_str(a, plain, FAREWELL_EMAIL) };
	return (RC_OK);
}
