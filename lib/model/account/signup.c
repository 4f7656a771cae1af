/* A sign-up's row, opened (signup.h). */
#include "model/account/signup_row.h"

#include "core/pack.h"
#include "model/key/keyring.h"

QUERY(Q_SIGNUP_GET, Q_TENANT, SIGNUP_SELECT
    " WHERE account_id = ? AND signup_id = ?");
struct seal_place
signup_place(struct tenant *t, uint64_t id)
{
	return ((struct seal_place){ t->id, "signup.sealed", id });
}

RC
signup_row(struct tenant *t, struct arena *a, struct stmt *st, struct signup *s_r)
{
	struct bytes sealed = arena_bytes(a, col_bytes(st, 8).p,
	    col_bytes(st, 8).n), plain;
	struct key k;

	*s_r = (struct signup){
		.id = col_u64(st, 0),
		.state = (enum signup_state)col_u64(st, 1),
		.host = arena_strdup(a, col_str(st, 2)),
		.language = arena_strdup(a, col_str(st, 3)),
		.created_at = col_i64(st, 4), .expires_at = col_i64(st, 5),
		.terms = arena_strdup(a, col_str(st, 6)),
		.processing = arena_strdup(a, col_str(st, 7)),
		.company = "", .name = "", .email = "",
	};
	TRY(keyring_subject(t, SECRET_SIGNUP, s_r->id, &k));
	TRY(seal_open(a, &k, signup_place(t, s_r->id), sealed, &plain));
	s_r->company = unpack_str(a, plain, SIGNUP_COMPANY);
	s_r->name = unpack_str(a, plain, SIGNUP_NAME);
	s_r->email = unpack_str(a, plain, SIGNUP_EMAIL);
	return (RC_OK);
}

RC
signup_get(struct tenant *t, struct arena *a, uint64_t id,
    struct signup *s_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SIGNUP_GET));
	bind_u64(st, id);
	TRY(stmt_row(st));
	return (signup_row(t, a, st, s_r));
}
