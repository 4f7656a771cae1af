/* Device cookies (device.h): 16 random bytes, an end, and a keyed digest. */
#include "auth/device.h"

#include "core/rand.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/vault.h"

#define NONCE	16
#define LEN	(NONCE + 8 + DIGEST_LEN)

static struct digest
mac(struct tenant *t, struct arena *a, int kind, const char *name,
    const uint8_t *head)
{
	struct key k = key_purpose(t->key, "device");
	const char *in = arena_printf(a, "%d %s %s", kind, hex_encode(a, head,
	    NONCE + 8), name);

	return (digest_keyed(&k, "device", (struct bytes){
	    (const uint8_t *)in, strlen(in) }));
}

static void
put_end(uint8_t *p, int64_t v)
{
	for (int i = 0; i < 8; i++)
		p[i] = (uint8_t)((uint64_t)v >> (8 * i));
}

static int64_t
get_end(const uint8_t *p)
{
	uint64_t v = 0;

	for (int i = 0; i < 8; i++)
		v |= (uint64_t)p[i] << (8 * i);
	return ((int64_t)v);
}

const char *
device_make(struct tenant *t, struct arena *a, int kind, const char *name)
{
	uint8_t b[LEN];
	struct digest d;

	rand_bytes(b, NONCE);
	put_end(b + NONCE, now_s() + DEVICE_AGE);
	d = mac(t, a, kind, name, b);
	memcpy(b + NONCE + 8, d.b, DIGEST_LEN);
	return (b64url_encode(a, b, LEN));
}

RC
device_check(struct tenant *t, struct arena *a, const char *value, int kind,
    const char *name, struct digest *id_r)
{
	uint8_t b[LEN];
	struct digest d;

	if (value == NULL || b64url_decode(value, b, LEN) != RC_OK)
		return (RC_DENIED);
	d = mac(t, a, kind, name, b);
	if (!digest_eq(d.b, b + NONCE + 8, DIGEST_LEN) ||
	    get_end(b + NONCE) <= now_s())
		return (RC_DENIED);
	*id_r = digest(b, LEN);
	return (RC_OK);
}
