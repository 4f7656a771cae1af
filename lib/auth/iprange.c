/* Lists of address ranges (iprange.h): allow-lists and tokens are held to them. */
#include "auth/iprange.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "core/str.h"

#define ENTRY_MAX	100	/* bytes; two long IPv6 addresses and a dash */
#define MAPPED		((ip_bits)0xFFFF << 32)	/* ::ffff:0:0/96 */

static ip_bits
bits_of(const uint8_t b[16])
{
	ip_bits v = 0;

	for (int i = 0; i < 16; i++)
		v = v << 8 | b[i];
	return (v);
}

static ip_bits
all(int family)
{
	return (family == 4 ? 0xFFFFFFFFU : ~(ip_bits)0);
}

RC
ip_parse(const char *s, struct ip *ip_r)
{
	uint8_t b[16] = { 0 };

	/* inet_pton() refuses leading zeros in decimals and zone ids. */
	if (strlen(s) >= INET6_ADDRSTRLEN)
		return (RC_INVALID);
	if (inet_pton(AF_INET, s, b + 12) == 1) {
		*ip_r = (struct ip){ 4, bits_of(b) };
		return (RC_OK);
	}
	if (inet_pton(AF_INET6, s, b) != 1)
		return (RC_INVALID);
	*ip_r = (struct ip){ 6, bits_of(b) };
	if (ip_r->bits >> 32 == MAPPED >> 32)
		*ip_r = (struct ip){ 4, ip_r->bits & all(4) };
	return (RC_OK);
}

static void
print(char out[INET6_ADDRSTRLEN], int family, ip_bits v)
{
	uint8_t b[16];

	for (int i = 15; i >= 0; i--, v >>= 8)
		b[i] = (uint8_t)v;
	if (inet_ntop(family == 4 ? AF_INET : AF_INET6,
	    family == 4 ? b + 12 : b, out, INET6_ADDRSTRLEN) == NULL)
		out[0] = '\0';
}

/* ---- one entry ------------------------------------------------------------------- */

/* Why an address was not one. */
static const char *
why(const char *s)
{
	if (strchr(s, '%') != NULL)
		return ("Zone");
	for (const char *p = s; *p != '\0' && strchr(s, '.') != NULL; p++)
		if (*p == '0' && (p == s || p[-1] == '.' || p[-1] == ':') &&
		    p[1] >= '0' && p[1] <= '9')
			return ("Zeros");
	return ("Address");
}

static RC
take(const char *s, struct ip *ip_r, struct iprange_mistake *m)
{
	if (ip_parse(s, ip_r) == RC_OK)
		return (RC_OK);
	m->key = why(s);
	return (RC_INVALID);
}

static RC
network(struct arena *a, const char *addr, const char *len,
    struct iprange *r, struct iprange_mistake *m)
{
	char text[INET6_ADDRSTRLEN];
	struct ip ip;
	uint64_t n = 0, size;
	bool mapped;

	TRY(take(addr, &ip, m));
	mapped = ip.family == 4 && strchr(addr, ':') != NULL;
	size = ip.family == 4 && !mapped ? 32 : 128;
	m->key = "Prefix";
	if (strlen(len) > 3 || (len[0] == '0' && len[1] != '\0') ||
	    str_u64(len, &n) != RC_OK || n > size || (mapped && n < 96))
		return (RC_INVALID);
	n -= mapped ? 96 : 0;
	*r = (struct iprange){ ip.family, ip.bits, all(ip.family) };
	if (n > 0)
		r->to = ((ip_bits)1 << ((ip.family == 4 ? 32 : 128) - n)) - 1;
	if ((ip.bits & r->to) != 0) {
		m->key = "HostBits";
		print(text, ip.family, ip.bits & ~r->to);
		m->hint = arena_printf(a, "%s/%u", text, (unsigned)n);
		return (RC_INVALID);
	}
	r->to |= ip.bits;
	return (RC_OK);
}

static RC
from_to(const char *from, const char *to, struct iprange *r,
    struct iprange_mistake *m)
{
	struct ip x, y;

	TRY(take(from, &x, m));
	TRY(take(to, &y, m));
	m->key = x.family != y.family ? "Families" : "Order";
	if (x.family != y.family || x.bits > y.bits)
		return (RC_INVALID);
	/* Written as networks, its middle would be all of IPv4. */
	m->key = "Mapped";
	if (x.family == 6 && x.bits < MAPPED && y.bits > MAPPED)
		return (RC_INVALID);
	*r = (struct iprange){ x.family, x.bits, y.bits };
	return (RC_OK);
}

static RC
entry(struct arena *a, char *s, struct iprange *r, struct iprange_mistake *m)
{
	char *slash = strchr(s, '/'), *dash = strchr(s, '-');
	struct ip ip;

	if (slash != NULL) {
		*slash = '\0';
		return (network(a, s, slash + 1, r, m));
	}
	if (dash != NULL) {
		*dash = '\0';
		return (from_to(str_trim(a, s), str_trim(a, dash + 1), r, m));
	}
	TRY(take(s, &ip, m));
	*r = (struct iprange){ ip.family, ip.bits, ip.bits };
	return (RC_OK);
}

/* ---- the list -------------------------------------------------------------------- */

static int
cmp(const void *x, const void *y)
{
	const struct iprange *a = x, *b = y;

	if (a->family != b->family)
		return (a->family - b->family);
	return (a->from < b->from ? -1 : a->from > b->from);
}

/* Ranges that touch become one. */
static void
merge(struct iprange_list *l)
{
	struct iprange *last;
	size_t n = 0;

	if (l->n > 1)
		qsort(l->v, l->n, sizeof(*l->v), cmp);
	for (size_t i = 0; i < l->n; i++) {
		last = n > 0 ? &l->v[n - 1] : NULL;
		if (last != NULL && last->family == l->v[i].family &&
		    (last->to == all(last->family) ||
		    l->v[i].from <= last->to + 1)) {
			if (l->v[i].to > last->to)
				last->to = l->v[i].to;
		} else
			l->v[n++] = l->v[i];
	}
	l->n = n;
}

static size_t
count_lines(const char *text)
{
	size_t n = 1;

	for (const char *p = text; *p != '\0'; p++)
		n += *p == '\n';
	return (n);
}

RC
iprange_parse(struct arena *a, const char *text, struct iprange_list *l_r,
    struct iprange_mistake *m_r)
{
	size_t n;
	char *s;

	*l_r = (struct iprange_list){
		.v = arena_array(a, count_lines(text), sizeof(*l_r->v)) };
	*m_r = (struct iprange_mistake){ .key = "", .entry = "", .hint = "" };
	for (const char *p = text; *p != '\0'; p += *p == '\n') {
		n = strcspn(p, "\n");
		m_r->line++;
		s = arena_strndup(a, p, n);
		p += n;
		s[strcspn(s, "#")] = '\0';
		s = str_trim(a, s);
		if (*s == '\0')
			continue;
		m_r->entry = arena_strndup(a, s, ENTRY_MAX);
		m_r->key = strlen(s) > ENTRY_MAX ? "Address" : "Many";
		if (strlen(s) > ENTRY_MAX || l_r->n == IPRANGE_LINES)
			return (RC_INVALID);
		TRY(entry(a, s, &l_r->v[l_r->n], m_r));
		l_r->n++;
	}
	merge(l_r);
	return (RC_OK);
}

bool
iprange_has(const struct iprange_list *l, const struct ip *ip)
{
	size_t lo = 0, hi = l->n, mid;
	const struct iprange *r;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		r = &l->v[mid];
		if (r->family == ip->family && r->from <= ip->bits &&
		    ip->bits <= r->to)
			return (true);
		if (r->family < ip->family || (r->family == ip->family &&
		    r->to < ip->bits))
			lo = mid + 1;
		else
			hi = mid;
	}
	return (false);
}

/* The largest network that begins at from and does not pass to. */
static unsigned
host_bits(const struct iprange *r, ip_bits from)
{
	unsigned width = r->family == 4 ? 32 : 128, n = 0;
	ip_bits size;

	while (n < width) {
		size = (ip_bits)1 << n;
		/* One bit more: still aligned, still inside? */
		if ((from & size) != 0 || ((size - 1) | size) > r->to - from)
			break;
		n++;
	}
	return (n);
}

size_t
iprange_networks(struct buf *b, const struct iprange_list *l)
{
	char text[INET6_ADDRSTRLEN];
	const struct iprange *r;
	ip_bits at, last;
	size_t count = 0;
	unsigned n;

	for (size_t i = 0; i < l->n; i++) {
		r = &l->v[i];
		for (at = r->from;; at = last + 1, count++) {
			n = host_bits(r, at);
			print(text, r->family, at);
			buf_printf(b, "%s/%u\n", text,
			    (r->family == 4 ? 32 : 128) - n);
			last = n == 128 ? ~(ip_bits)0
			    : at + (((ip_bits)1 << n) - 1);
			if (last >= r->to)
				break;
		}
		count++;
	}
	return (count);
}
