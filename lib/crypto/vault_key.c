/* Keys derived from keys, sealing and opening (vault.h): no state. */
#include <sodium.h>
#include <string.h>

#include "core/log.h"
#include "crypto/le.h"
#include "crypto/vault.h"

#define VERSION	1

_Static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == 24 &&
    crypto_aead_xchacha20poly1305_ietf_ABYTES == 16, "SEAL_OVERHEAD");

static struct key
derive(const struct key *k, const char *what, const void *p, size_t n)
{
	crypto_generichash_state st;
	struct key out;

	crypto_generichash_init(&st, k->b, KEY_LEN, KEY_LEN);
	/* The NUL ends the name: "a" + "bc" is never "ab" + "c". */
	crypto_generichash_update(&st, (const uint8_t *)what,
	    strlen(what) + 1);
	crypto_generichash_update(&st, p, n);
	crypto_generichash_final(&st, out.b, KEY_LEN);
	sodium_memzero(&st, sizeof(st));
	return (out);
}

struct key
key_purpose(const struct key *account, const char *purpose)
{
	return (derive(account, "purpose", purpose, strlen(purpose)));
}

static struct key
derive_id(const struct key *k, const char *what, uint64_t kind, uint64_t id,
    const struct secret *s)
{
	uint8_t in[16 + SECRET_LEN];
	struct key out;

	le64(in, kind);
	le64(in + 8, id);
	memcpy(in + 16, s->b, SECRET_LEN);
	out = derive(k, what, in, sizeof(in));
	sodium_memzero(in, sizeof(in));
	return (out);
}

struct key
key_subject(const struct key *account, enum secret_kind kind, uint64_t id,
    const struct secret *s)
{
	return (derive_id(account, "subject", kind, id, s));
}

struct key
key_ticket(const struct key *requester, ticket_id id, const struct secret *s)
{
	return (derive_id(requester, "ticket", SECRET_TICKET, id.v, s));
}

struct key
key_file(const struct key *message, attachment_id id, const struct secret *s)
{
	return (derive_id(message, "file", SECRET_ATTACHMENT, id.v, s));
}

struct key
key_author(const struct key *ticket, const struct key *author)
{
	return (derive(ticket, "author", author->b, KEY_LEN));
}

struct secret
secret_new(void)
{
	struct secret s;

	randombytes_buf(s.b, sizeof(s.b));
	return (s);
}

struct digest
digest_keyed(const struct key *k, const char *kind, struct bytes v)
{
	struct key d = derive(k, kind, v.n == 0 ? (const void *)"" : v.p, v.n);
	struct digest out;

	memcpy(out.b, d.b, DIGEST_LEN);
	return (out);
}

#define PLACE_MAX	(16 + 64)

/* account | id | column: what a value is bound to. */
static size_t
place_bytes(struct seal_place at, uint8_t out[PLACE_MAX])
{
	size_t n = strlen(at.column);

	if (n > PLACE_MAX - 16)
		bug("column name %s", at.column);
	le64(out, at.account.v);
	le64(out + 8, at.id);
	memcpy(out + 16, at.column, n);
	return (16 + n);
}

struct bytes
seal(struct arena *a, const struct key *k, struct seal_place at,
    struct bytes plain)
{
	uint8_t *out = arena_alloc(a, plain.n + SEAL_OVERHEAD);
	uint8_t ad[PLACE_MAX];
	size_t nad = place_bytes(at, ad);

	out[0] = VERSION;
	randombytes_buf(out + 1, 24);
	crypto_aead_xchacha20poly1305_ietf_encrypt(out + 25, NULL, plain.p,
	    plain.n, ad, nad, NULL, out + 1, k->b);
	return ((struct bytes){ out, plain.n + SEAL_OVERHEAD });
}

RC
seal_open_to(const struct key *k, struct seal_place at, struct bytes sealed,
    void *out, size_t n)
{
	uint8_t ad[PLACE_MAX];
	size_t nad = place_bytes(at, ad);

	if (sealed.n != n + SEAL_OVERHEAD || sealed.p[0] != VERSION ||
	    crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL,
	    sealed.p + 25, sealed.n - 25, ad, nad, sealed.p + 1, k->b) != 0)
		return (RC_GONE);
	return (RC_OK);
}

RC
seal_open(struct arena *a, const struct key *k, struct seal_place at,
    struct bytes sealed, struct bytes *plain_r)
{
	uint8_t *out;

	*plain_r = (struct bytes){ 0 };
	if (sealed.n < SEAL_OVERHEAD)
		return (RC_GONE);
	out = arena_alloc(a, sealed.n - SEAL_OVERHEAD + 1);
	TRY(seal_open_to(k, at, sealed, out, sealed.n - SEAL_OVERHEAD));
	*plain_r = (struct bytes){ out, sealed.n - SEAL_OVERHEAD };
	return (RC_OK);
}
