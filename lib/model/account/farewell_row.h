/* What the files about farewells share (lib/model only). Sealed: 1 company, 2 name,
   3 address. */
#ifndef MODEL_FAREWELL_ROW_H
#define MODEL_FAREWELL_ROW_H

#include <string.h>

#include "crypto/vault.h"
#include "model/account/farewell.h"

enum { FAREWELL_COMPANY = 1, FAREWELL_NAME = 2, FAREWELL_EMAIL = 3 };

static inline struct seal_place
farewell_place(const struct tenant *t, uint64_t id)
{
	return ((struct seal_place){ t->id, "farewell.sealed", id });
}

/* Under the provider's own key: who erases somebody finds his rows by it. */
static inline struct digest
farewell_digest(const struct tenant *t, const char *email)
{
	struct key k = key_purpose(t->key, "farewell");

	return (digest_keyed(&k, "address", (struct bytes){
	    (const uint8_t *)email, strlen(email) }));
}

#endif
