/*
 * What is asked of other people's servers: is a domain proved?  Answers are not
 * trusted; whoever calls has no keys and no database open (bin/olvido-nginx
 * forks a process for it).
 */
#ifndef NET_NET_H
#define NET_NET_H

#include <stdbool.h>

#include "core/arena.h"

struct net {
	const char	*resolver;	/* "system", ADDRESS or ADDRESS:PORT */
	const char	*allow;		/* addresses that may be fetched from though
					   they are not public, or "none" */
	int		 timeout_s;	/* for one question */
};

struct net_texts { const char **v; size_t n; };

/* TXT records of name, each joined. RC_NOTFOUND: none; RC_FAILED: no answer. */
RC	dns_texts(const struct net *, struct arena *, const char *name,
	    struct net_texts *l_r);
/* Its addresses as text, IPv4 first. The same. */
RC	dns_addresses(const struct net *, struct arena *, const char *name,
	    struct net_texts *l_r);

/* Reachable by everybody, and nobody's inside: not loopback, private, link-local,
   shared, documentation, multicast, mapped ... */
bool	net_public(const char *address);

/*
 * http://HOST PATH, port 80, no redirect followed, at most 1 KB of body, in the
 * arena.  RC_DENIED: one of its addresses is not public; RC_NOTFOUND: another
 * answer than 200, or none that is HTTP; RC_FAILED: cannot be reached.
 */
RC	fetch_text(const struct net *, struct arena *, const char *host,
	    const char *path, const char **body_r);

enum net_proof {
	NET_TXT = 1, NET_FILE, NET_ABSENT, NET_OTHER, NET_SILENT, NET_INSIDE,
};
/*
 * The token, or "olvido=TOKEN", as a TXT record named `record` or as the text at
 * http://HOST FILE.  NET_OTHER: there is one with another token; NET_SILENT:
 * neither could be asked; NET_INSIDE: HOST has an address that is not public.
 */
enum net_proof net_proof(const struct net *, struct arena *, const char *host,
	    const char *record, const char *file, const char *token);

#endif
