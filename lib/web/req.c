/* A request's headers, sessions started and ended (req.h). */
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "web/priv.h"

const char *
req_header(struct req *rq, const char *name)
{
	char full[64] = "HTTP_";
	size_t n = 5;
	const char *v;

	for (; *name != '\0' && n < sizeof(full) - 1; name++)
		full[n++] = *name == '-' ? '_' : *name >= 'a' && *name <= 'z'
		    ? (char)(*name - 32) : *name;
	full[n] = '\0';
	v = fcgi_param(rq->priv->io, full);
	return (v != NULL && strlen(v) <= 8192 ? v : NULL);
}

const char *
req_url(struct req *rq, const char *path)
{
	if (rq->t->port == 443)
		return (arena_printf(rq->a, "https://%s%s", rq->t->host,
		    path));
	return (arena_printf(rq->a, "https://%s:%d%s", rq->t->host,
	    rq->t->port, path));
}

/* 192.0.2.7 to 192.0.2.0/24, 2001:db8:1::7 to 2001:db8:1::/48 */
static const char *
address_prefix(struct arena *a, const char *addr)
{
	const char *p = addr;
	int n = 0;

	if (strchr(addr, ':') == NULL) {
		p = strrchr(addr, '.');
		return (p == NULL ? "" : arena_printf(a, "%.*s.0/24",
		    (int)(p - addr), addr));
	}
	for (; *p != '\0'; p++)
		if (*p == ':' && ++n == 3)
			break;
	return (arena_printf(a, "%.*s::/48", (int)(p - addr), addr));
}

/* "Firefox on Linux": the families only, nothing that singles a person out. */
static const char *
browser_label(struct arena *a, const char *agent)
{
	static const char *const browsers[] = { "Edg/", "Edge", "OPR/",
		"Opera", "Firefox/", "Firefox", "Chrome/", "Chrome",
		"Safari/", "Safari", "curl/", "curl", NULL };
	static const char *const systems[] = { "Windows", "Windows",
		"Android", "Android", "iPhone", "iOS", "iPad", "iOS",
		"Mac OS", "macOS", "Linux", "Linux", NULL };
	const char *b = "?", *s = "?";

	if (agent == NULL)
		return ("");
	for (int i = 0; browsers[i] != NULL && *b == '?'; i += 2)
		if (strstr(agent, browsers[i]) != NULL)
			b = browsers[i + 1];
	for (int i = 0; systems[i] != NULL && *s == '?'; i += 2)
		if (strstr(agent, systems[i]) != NULL)
			s = systems[i + 1];
	return (arena_printf(a, "%s / %s", b, s));
}

RC
session_start(struct req *rq, enum session_kind kind, uint64_t subject_id,
    ticket_id ticket, unsigned generation)
{
	const struct app *app = rq->priv->app;
	struct token token = token_new();
	int64_t age = app->agents ? conf_int("Session.Max")
	    : conf_int("Session.Contact.Max");
	struct session ss = {
		.kind = kind, .subject_id = subject_id, .ticket = ticket,
		.expires_at = rq->now + age, .digest = token.digest,
		.ip_prefix = address_prefix(rq->a, rq->addr),
		.label = browser_label(rq->a, req_header(rq, "USER_AGENT")),
	};

	if (rq->signed_in)
		TRY(session_end(rq->t, rq->session.id));
	TRY(session_add(rq->t, &ss, generation));
	cookie_set(rq, app->cookie, arena_strdup(rq->a, token.text),
	    app->agents ? 0 : age);
	rq->session = ss;
	rq->signed_in = true;
	return (RC_OK);
}

RC
session_stop(struct req *rq)
{
	cookie_set(rq, rq->priv->app->cookie, "", -1);
	if (!rq->signed_in)
		return (RC_OK);
	rq->signed_in = false;
	return (session_end(rq->t, rq->session.id));
}
