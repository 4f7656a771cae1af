/*
 * Who may come in, read from the route's row: session, role, and for POST the
 * origin and the token (SECURITY 5.1, 5.2).
 */
#include "core/log.h"
#include "core/conf.h"
#include "core/str.h"
#include "model/agent.h"
#include "web/priv.h"

#define GUEST_TOKEN_AGE	(12 * 3600)

static int64_t
idle_limit(const struct app *app)
{
	return (app->agents ? conf_int("Session.Idle")
	    : conf_int("Session.Contact.Max"));
}

RC
guard_session(struct req *rq)
{
	const struct app *app = rq->priv->app;
	const char *text = cookie_get(rq->a, req_header(rq, "COOKIE"),
	    app->cookie);
	struct digest d;
	enum rc rc;

	if (text == NULL || token_parse(text, &d) != RC_OK)
		return (RC_OK);
	rc = session_get(rq->t, rq->a, &d, idle_limit(app), &rq->session);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	/* A customer's session opens no panel, and the other way round. */
	if ((rq->session.kind == SESSION_AGENT) != app->agents)
		return (RC_OK);
	rq->signed_in = true;
	return (session_touch(rq->t, &rq->session));
}

enum verdict
guard_who(const struct req *rq)
{
	enum who need = rq->route->who;
	enum role role = (enum role)rq->session.role;

	if (need == GUEST)
		return (PASS);
	if (!rq->signed_in)
		return (SIGN_IN);
	if (need == CONTACT)
		return (rq->session.kind != SESSION_AGENT ? PASS : REFUSED);
	if (rq->session.kind != SESSION_AGENT)
		return (REFUSED);
	return (need == AGENT || (need == ADMIN && role >= ROLE_ADMIN) ||
	    (need == OWNER && role == ROLE_OWNER) ? PASS : REFUSED);
}

static const char *
mac(struct req *rq, const char *kind, struct bytes in)
{
	struct key k = key_purpose(rq->t->key, "csrf");
	struct digest d = digest_keyed(&k, kind, in);

	return (b64url_encode(rq->a, d.b, DIGEST_LEN));
}

static const char *
guest_token(struct req *rq, const char *stamp)
{
	return (arena_printf(rq->a, "%s.%s", stamp, mac(rq, "guest",
	    (struct bytes){ (const uint8_t *)stamp, strlen(stamp) })));
}

const char *
csrf_token(struct req *rq)
{
	if (rq->signed_in)
		return (mac(rq, "session", (struct bytes){
		    rq->session.digest.b, DIGEST_LEN }));
	return (guest_token(rq, arena_printf(rq->a, "%lld",
	    (long long)rq->now)));
}

static bool
same(const char *x, const char *y)
{
	size_t n = strlen(x);

	return (n == strlen(y) && digest_eq(x, y, n));
}

static bool
token_fits(struct req *rq, const char *token)
{
	size_t n = strcspn(token, ".");
	uint64_t stamp;

	if (rq->signed_in)
		return (same(token, csrf_token(rq)));
	if (n > 12 || str_u64(arena_strndup(rq->a, token, n), &stamp) !=
	    RC_OK || (int64_t)stamp > rq->now + 60 ||
	    (int64_t)stamp < rq->now - GUEST_TOKEN_AGE)
		return (false);
	return (same(token, guest_token(rq, arena_strndup(rq->a, token, n))));
}

/* https://HOST with or without a port: nginx has matched the host already. */
static bool
own_origin(const struct req *rq, const char *origin)
{
	size_t n = strlen(rq->priv->host);

	if (!str_starts(origin, "https://"))
		return (false);
	origin += 8;
	return (strncmp(origin, rq->priv->host, n) == 0 &&
	    (origin[n] == '\0' || origin[n] == ':'));
}

RC
guard_csrf(struct req *rq, const struct fields *fields)
{
	const char *site = req_header(rq, "SEC_FETCH_SITE");
	const char *origin = req_header(rq, "ORIGIN");
	const char *token = NULL;

	if (site != NULL && !str_eq(site, "same-origin"))
		return (RC_DENIED);
	if (origin != NULL && !own_origin(rq, origin))
		return (RC_DENIED);
	for (size_t i = 0; i < fields->n; i++)
		if (str_eq(fields->v[i].name, "csrf"))
			token = arena_strndup(rq->a,
			    (const char *)fields->v[i].value.p,
			    fields->v[i].value.n);
	return (token != NULL && token_fits(rq, token) ? RC_OK : RC_DENIED);
}

const char *
local_path(const char *s)
{
	if (s == NULL || s[0] != '/' || s[1] == '/' || s[1] == '\\')
		return ("");
	for (const char *p = s; *p != '\0'; p++)
		if ((unsigned char)*p <= 0x20 || *p == '\\' ||
		    (unsigned char)*p >= 0x7F)
			return ("");
	return (s);
}
