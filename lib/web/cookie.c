/* Cookies (RFC 6265): read one, set __Host- ones. */
#include "core/log.h"
#include "core/str.h"
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
