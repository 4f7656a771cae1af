/* Signed messages of programs (signature.h). */
#include "auth/signature.h"

#include <string.h>

#include "core/buf.h"
#include "core/str.h"
#include "crypto/digest.h"
#include "crypto/hmac.h"

#define MACS	4	/* of one header */

struct header {
	const char	*time;
	uint64_t	 t;
	uint8_t		 mac[MACS][HMAC_LEN];
	size_t		 n;
};

static int
nibble(char c)
{
	return (c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f'
	    ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1);
}

static bool
mac_of(const char *s, uint8_t out[HMAC_LEN])
{
	if (strlen(s) != 2 * HMAC_LEN)
		return (false);
	for (size_t i = 0; i < HMAC_LEN; i++) {
		int h = nibble(s[2 * i]), l = nibble(s[2 * i + 1]);

		if (h < 0 || l < 0)
			return (false);
		out[i] = (uint8_t)(h << 4 | l);
	}
	return (true);
}

/* Parts that it does not know are left alone. */
static RC
header_read(struct arena *a, const char *text, struct header *h)
{
	char *rest = arena_strdup(a, text), *part;

	*h = (struct header){ .time = NULL };
	while ((part = strsep(&rest, ",")) != NULL) {
		part = str_trim(a, part);
		if (str_starts(part, "t=")) {
			if (h->time != NULL || str_u64(part + 2, &h->t) !=
			    RC_OK)
				return (RC_DENIED);
			h->time = part + 2;
		} else if (str_starts(part, "v1=")) {
			if (h->n == MACS || !mac_of(part + 3, h->mac[h->n]))
				return (RC_DENIED);
			h->n++;
		}
	}
	return (h->time != NULL && h->n > 0 ? RC_OK : RC_DENIED);
}

static bool
fits(const char *secret, struct bytes text, const struct header *h)
{
	uint8_t want[HMAC_LEN];
	bool yes = false;

	hmac_sha256((struct bytes){ (const uint8_t *)secret, strlen(secret) },
	    text, want);
	for (size_t i = 0; i < h->n; i++)
		yes |= digest_eq(want, h->mac[i], HMAC_LEN);
	explicit_bzero(want, sizeof(want));
	return (yes);
}

RC
signature_check(struct arena *a, const struct signed_body *s,
    struct bytes *text_r)
{
	struct buf b = BUF_INIT(a);
	struct header h;
	bool good = false;

	if (s->header == NULL)
		return (RC_DENIED);
	TRY(header_read(a, s->header, &h));
	buf_printf(&b, "%s.", h.time);
	buf_add(&b, s->body.p, s->body.n);
	*text_r = buf_bytes(&b);
	for (size_t i = 0; i < 2; i++)
		if (s->secret[i] != NULL)
			good |= fits(s->secret[i], *text_r, &h);
	if (!good)
		return (RC_DENIED);
	return (h.t + SIGNATURE_SKEW < (uint64_t)s->now ||
	    h.t > (uint64_t)s->now + SIGNATURE_SKEW ? RC_GONE : RC_OK);
}
