/* Account keys behind a gate (vault.h). */
#include <sodium.h>
#include <string.h>

#include "crypto/vault_in.h"

#define GATED	"account_key.gated"

static RC
half_open(struct vault *v, account_id id, struct bytes wrapped,
    struct key *half_r)
{
	struct key under = vault_purpose(v, "account");
	enum rc rc = seal_open_to(&under, (struct seal_place){ id, GATED,
	    id.v }, wrapped, half_r->b, KEY_LEN);

	sodium_memzero(&under, sizeof(under));
	return (rc == RC_OK ? RC_OK : RC_FAILED);
}

static void
half_seal(struct vault *v, account_id id, const struct key *half,
    uint8_t wrapped_r[WRAPPED_LEN])
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	struct key under = vault_purpose(v, "account");
	struct bytes sealed = seal(a, &under, (struct seal_place){ id, GATED,
	    id.v }, (struct bytes){ half->b, KEY_LEN });

	memcpy(wrapped_r, sealed.p, WRAPPED_LEN);
	sodium_memzero(&under, sizeof(under));
}

/* What lies between the half and the key: both are 32 bytes. */
static void
cross(struct key *k, account_id id, const struct secret *gate)
{
	struct key g, mask;

	memcpy(g.b, gate->b, KEY_LEN);
	mask = key_subject(&g, SECRET_ACCOUNT, id.v, gate);
	for (size_t i = 0; i < KEY_LEN; i++)
		k->b[i] ^= mask.b[i];
	sodium_memzero(&mask, sizeof(mask));
	sodium_memzero(&g, sizeof(g));
}

void
vault_account_gate(struct vault *v, account_id id, const struct key *k,
    const struct secret *gate, uint8_t wrapped_r[WRAPPED_LEN])
{
	struct key half = *k;

	cross(&half, id, gate);
	half_seal(v, id, &half, wrapped_r);
	sodium_memzero(&half, sizeof(half));
}

RC
vault_account_pass(struct vault *v, account_id id, struct bytes wrapped,
    const struct secret *gate, struct key *k_r)
{
	if (vault_account_open(v, id, wrapped, k_r) == RC_OK)
		return (RC_OK);
	TRY(half_open(v, id, wrapped, k_r));
	if (gate == NULL)
		return (RC_GONE);
	cross(k_r, id, gate);
	return (RC_OK);
}

bool
vault_account_fits(struct vault *v, account_id id, struct bytes wrapped,
    bool *gated_r)
{
	struct key k;
	bool fits;

	*gated_r = false;
	fits = vault_account_open(v, id, wrapped, &k) == RC_OK;
	if (!fits)
		fits = *gated_r = half_open(v, id, wrapped, &k) == RC_OK;
	sodium_memzero(&k, sizeof(k));
	return (fits);
}

RC
vault_account_rewrap(struct vault *from, struct vault *to, account_id id,
    struct bytes wrapped, uint8_t wrapped_r[WRAPPED_LEN])
{
	struct key k;

	if (vault_account_open(from, id, wrapped, &k) == RC_OK)
		vault_account_wrap(to, id, &k, wrapped_r);
	else {
		TRY(half_open(from, id, wrapped, &k));
		half_seal(to, id, &k, wrapped_r);
	}
	sodium_memzero(&k, sizeof(k));
	return (RC_OK);
}
