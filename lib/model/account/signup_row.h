/* What the files about sign-ups share (lib/model only). Sealed: 1 company, 2 name,
   3 address. */
#ifndef MODEL_SIGNUP_ROW_H
#define MODEL_SIGNUP_ROW_H

#include "crypto/vault.h"
#include "model/account/signup.h"

enum { SIGNUP_COMPANY = 1, SIGNUP_NAME = 2, SIGNUP_EMAIL = 3 };

#define SIGNUP_SELECT							\
	"SELECT signup_id, state, host, language, created_at,"		\
	" expires_at, terms, processing, sealed FROM signup"

struct seal_place signup_place(struct tenant *, uint64_t id);
/* The current row, opened. RC_GONE: forgotten. */
RC	signup_row(struct tenant *, struct arena *, struct stmt *,
	    struct signup *s_r);

#endif
