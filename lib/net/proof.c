/* Is a domain whose it is said to be? (net.h) */
#include "core/str.h"
#include "net/net.h"

#define BEFORE	"olvido="

/* Ours, or somebody's of ours with another token. */
static bool
fits(const char *text, const char *token, bool *other)
{
	if (str_starts(text, BEFORE))
		text += sizeof(BEFORE) - 1;
	else if (!str_eq(text, token))
		return (false);
	if (str_eq(text, token))
		return (true);
	*other = true;
	return (false);
}

enum net_proof
net_proof(const struct net *n, struct arena *a, const char *host,
    const char *record, const char *file, const char *token)
{
	const char *body = "";
	struct net_texts l;
	bool other = false;
	enum rc dns, web;

	dns = dns_texts(n, a, record, &l);
	for (size_t i = 0; dns == RC_OK && i < l.n; i++)
		if (fits(l.v[i], token, &other))
			return (NET_TXT);
	web = fetch_text(n, a, host, file, &body);
	if (web == RC_OK && fits(body, token, &other))
		return (NET_FILE);
	if (other)
		return (NET_OTHER);
	if (web == RC_DENIED)
		return (NET_INSIDE);
	return (dns == RC_FAILED && web == RC_FAILED ? NET_SILENT
	    : NET_ABSENT);
}
