/* Cookies (RFC 6265): read one, set __Host- ones. */
#include "core/log.h"
#include "core/str.h"
#include "crypto/vault.h"
#include "web/cookie.h"
#include "web/priv.h"

const char *
cookie_get(struct arena *a, const char *header, const char *name)
{
	size_t want = strlen(name), n;

	while (header != NULL && *header != '\0') {
		header += strspn(header, " \t;");
		n = strcspn(header, ";");
		if (n > want && header[want] == '=' &&
		    memcmp(header, name, want) == 0)
			return (str_trim(a, arena_strndup(a,
			    header + want + 1, n - want - 1)));
		header += n;
	}
	return (NULL);
}

bool
cookie_is_set(const struct req *rq, const char *name)
{
	for (size_t i = 0; i < rq->priv->ncookies; i++)
		if (str_eq(rq->priv->cookie[i].name, name))
			return (true);
	return (false);
}

/* Once per name: a second line would leave the choice to the browser. */
void
cookie_set(struct req *rq, const char *name, const char *value, int64_t age)
{
	struct req_priv *p = rq->priv;
	size_t i = 0;

	while (i < p->ncookies && !str_eq(p->cookie[i].name, name))
		i++;
	if (i == COOKIES_MAX)
		bug("more than %d cookies", COOKIES_MAX);
	if (strpbrk(value, ";, \t\r\n\"\\") != NULL)
		bug("cookie %s: the value needs quoting", name);
	p->cookie[i] = (struct cookie){ name, value, age };
	if (i == p->ncookies)
		p->ncookies++;
}

void
cookie_lines(const struct req *rq, struct buf *b)
{
	const struct cookie *c = rq->priv->cookie;

	for (size_t i = 0; i < rq->priv->ncookies; i++, c++) {
		buf_printf(b, "Set-Cookie: %s=%s; Path=/; Secure; HttpOnly; "
		    "SameSite=Lax", c->name, c->value);
		if (c->age != 0)
			buf_printf(b, "; Max-Age=%lld",
			    (long long)(c->age < 0 ? 0 : c->age));
		buf_str(b, "\r\n");
	}
}

void
language_cookie(struct req *rq, const char *language)
{
	cookie_set(rq, "__Host-olvido-lang", language, 365 * 86400);
}

/* ---- sealed texts that the browser carries ---------------------------------- */

static struct seal_place
carried_place(struct req *rq, const char *what, uint64_t whose)
{
	return ((struct seal_place){ rq->t->id, what, whose });
}

/* Sealed: until when, as decimal seconds, a blank, the text. */
static const char *
carried_seal(struct req *rq, const char *what, uint64_t whose,
    const char *text, int64_t age)
{
	const char *s = arena_printf(rq->a, "%lld %s",
	    (long long)(rq->now + age), text);
	struct key k = key_purpose(rq->t->key, "carried");
	struct bytes b = seal(rq->a, &k, carried_place(rq, what, whose),
	    (struct bytes){ (const uint8_t *)s, strlen(s) });

	return (b64url_encode(rq->a, b.p, b.n));
}

static const char *
carried_open(struct req *rq, const char *what, uint64_t whose,
    const char *text)
{
	size_t n = text == NULL ? 0 : strlen(text) * 3 / 4;
	struct key k = key_purpose(rq->t->key, "carried");
	struct bytes plain;
	uint64_t until;
	uint8_t *sealed;
	char *s, *blank;

	if (n <= SEAL_OVERHEAD || n > 3000)
		return (NULL);
	sealed = arena_alloc(rq->a, n);
	if (b64url_decode(text, sealed, n) != RC_OK ||
	    seal_open(rq->a, &k, carried_place(rq, what, whose),
	    (struct bytes){ sealed, n }, &plain) != RC_OK)
		return (NULL);
	s = arena_strndup(rq->a, (const char *)plain.p, plain.n);
	blank = strchr(s, ' ');
	if (blank == NULL || str_u64(arena_strndup(rq->a, s,
	    (size_t)(blank - s)), &until) != RC_OK ||
	    (int64_t)until <= rq->now)
		return (NULL);
	return (blank + 1);
}

void
parcel_send(struct req *rq, const char *cookie, const char *text, int64_t age)
{
	cookie_set(rq, cookie, carried_seal(rq, cookie, 0, text, age), age);
}

const char *
parcel_get(struct req *rq, const char *cookie)
{
	return (carried_open(rq, cookie, 0, cookie_get(rq->a,
	    req_header(rq, "COOKIE"), cookie)));
}

const char *
url_seal(struct req *rq, const char *what, const char *text, int64_t age)
{
	return (carried_seal(rq, what, rq->session.id.v, text, age));
}

const char *
url_open(struct req *rq, const char *what, const char *sealed)
{
	return (carried_open(rq, what, rq->session.id.v, sealed));
}
