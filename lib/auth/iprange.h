/*
 * Addresses and lists of ranges, IPv4 and IPv6, as people write them: a single
 * address, a network (192.0.2.0/24), or from-to (192.0.2.10-192.0.2.19); one
 * entry a line, what follows # is a comment.  An IPv4 address inside IPv6
 * (::ffff:192.0.2.1) is that IPv4 address; otherwise the two families never
 * meet.  What could mean two things is refused: leading zeros (octal?), zone
 * ids, networks with host bits set.
 */
#ifndef AUTH_IPRANGE_H
#define AUTH_IPRANGE_H

#include <stdbool.h>

#include "core/buf.h"

#define IPRANGE_LINES	500	/* entries of one list */

__extension__ typedef unsigned __int128 ip_bits;

struct ip {
	int	family;		/* 4 or 6 */
	ip_bits	bits;		/* host order; IPv4 in the low 32 */
};

struct iprange {
	int	family;
	ip_bits	from, to;
};

/* Sorted, without overlap. */
struct iprange_list {
	struct iprange	*v;
	size_t		 n;
};

/* What is wrong, first mistake only. */
struct iprange_mistake {
	unsigned	 line;	/* from 1 */
	const char	*key;	/* a text under Lang.Range: "HostBits" */
	const char	*entry;	/* as typed, without its comment */
	const char	*hint;	/* what may have been meant, or "" */
};

/* RC_INVALID unless it is exactly one address. */
RC	 ip_parse(const char *s, struct ip *ip_r);
/* The list, or RC_INVALID and the mistake.  An empty text is an empty list. */
RC	 iprange_parse(struct arena *, const char *text,
	    struct iprange_list *l_r, struct iprange_mistake *m_r);
bool	 iprange_has(const struct iprange_list *, const struct ip *);
/* The fewest networks that are the same list, one a line; how many. */
size_t	 iprange_networks(struct buf *, const struct iprange_list *);

#endif
