/* Sessions as people meet them (auth/session.h). */
#include "auth/session.h"

#include <arpa/inet.h>

#include "core/conf.h"
#include "core/time.h"

int64_t
session_idle(enum session_kind kind)
{
	if (SESSION_HALF(kind))
		return (HALF_S);
	return (kind == SESSION_AGENT ? conf_int("Session.Idle")
	    : conf_int("Session.Contact.Idle"));
}

int64_t
session_longest(enum session_kind kind)
{
	if (SESSION_HALF(kind))
		return (HALF_S);
	return (kind == SESSION_AGENT ? conf_int("Session.Max")
	    : kind == SESSION_TICKET ? conf_int("Session.Link.Max")
	    : conf_int("Session.Contact.Max"));
}

const char *
session_ip_prefix(struct arena *a, const char *addr)
{
	char text[INET6_ADDRSTRLEN];
	uint8_t b[16];

	if (inet_pton(AF_INET, addr, b) == 1)
		return (arena_printf(a, "%u.%u.%u.0/24", b[0], b[1], b[2]));
	if (inet_pton(AF_INET6, addr, b) != 1)
		return ("");
	memset(b + 6, 0, 10);
	if (inet_ntop(AF_INET6, b, text, sizeof(text)) == NULL)
		return ("");
	return (arena_printf(a, "%s/48", text));
}

/* The first pair whose first word occurs; its second is what is said. */
static const char *
first_of(const char *text, const char *const pairs[])
{
	for (; pairs[0] != NULL; pairs += 2)
		if (strstr(text, pairs[0]) != NULL)
			return (pairs[1]);
	return ("?");
}

const char *
session_label(struct arena *a, const char *user_agent)
{
	/* In this order: each pretends to be the ones after it. */
	static const char *const browsers[] = { "Edg/", "Edge", "OPR/",
		"Opera", "Firefox/", "Firefox", "FxiOS/", "Firefox",
		"Chrome/", "Chrome", "CriOS/", "Chrome", "Safari/", "Safari",
		"curl/", "curl", NULL };
	static const char *const systems[] = { "Windows", "Windows",
		"Android", "Android", "iPhone", "iOS", "iPad", "iOS",
		"Mac OS", "macOS", "CrOS", "ChromeOS", "Linux", "Linux",
		NULL };

	if (user_agent == NULL)
		return ("");
	return (arena_printf(a, "%s / %s", first_of(user_agent, browsers),
	    first_of(user_agent, systems)));
}

RC
session_open(struct tenant *t, struct arena *a, struct session *ss,
    unsigned generation, const char *addr, const char *user_agent,
    struct token *token_r)
{
	*token_r = token_new();
	ss->digest = token_r->digest;
	ss->expires_at = now_s() + session_longest(ss->kind);
	ss->ip_prefix = session_ip_prefix(a, addr);
	ss->label = session_label(a, user_agent);
	return (session_add(t, ss, generation));
}
