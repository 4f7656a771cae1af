/* Cookies (RFC 6265): read one, set __Host- ones. */
#include "core/str.h"
#include "web/cookie.h"
#include "web/priv.h"

const char *
cookie_get(struct arena *a, const char *header, const char *name)
{
	size_t want = strlen(name), n;

	while (header != NULL && *header != '\0') {
		header += strspn(header, " ;");
		n = strcspn(header, ";");
		if (n > want && header[want] == '=' &&
		    memcmp(header, name, want) == 0)
			return (arena_strndup(a, header + want + 1,
			    n - want - 1));
		header += n;
	}
	return (NULL);
}

void
cookie_set(struct req *rq, const char *name, const char *value, int64_t age)
{
	struct buf *b = &rq->priv->cookies;

	/* Once per name: a second one would leave the choice to the browser. */
	if (b->n > 0 && strstr(b->p, arena_printf(rq->a, "Set-Cookie: %s=",
	    name)) != NULL)
		return;
	buf_printf(b, "Set-Cookie: %s=%s; Path=/; Secure; HttpOnly; "
	    "SameSite=Lax", name, value);
	if (age != 0)
		buf_printf(b, "; Max-Age=%lld", (long long)(age < 0 ? 0
		    : age));
	buf_str(b, "\r\n");
}

void
language_cookie(struct req *rq, const char *language)
{
	cookie_set(rq, "__Host-olvido-lang", language, 365 * 86400);
}
