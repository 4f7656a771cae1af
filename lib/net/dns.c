/* Questions to the DNS (net.h), by the resolver of the C library. */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <string.h>

#include "core/str.h"
#include "net/net.h"

#define ANSWER_MAX	16384
#define RECORDS_MAX	64

/* The one server of the setting, or those of the system. */
static RC
server(struct __res_state *rs, const struct net *n, struct arena *a)
{
	struct sockaddr_in *in = &rs->nsaddr_list[0];
	char *text = arena_strdup(a, n->resolver), *colon;
	uint64_t port = 53;

	if (res_ninit(rs) != 0)
		return (RC_FAILED);
	rs->retry = 2;
	rs->retrans = n->timeout_s;
	if (str_eq(text, "system"))
		return (RC_OK);
	colon = strchr(text, ':');
	if (colon != NULL) {
		*colon = '\0';
		TRY(str_u64(colon + 1, &port));
	}
	*in = (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port) };
	if (port == 0 || port > 65535 ||
	    inet_pton(AF_INET, text, &in->sin_addr) != 1)
		return (RC_INVALID);
	rs->nscount = 1;
	return (RC_OK);
}

static RC
ask(const struct net *n, struct arena *a, const char *name, ns_type type,
    ns_msg *msg_r)
{
	struct __res_state rs = { 0 };
	uint8_t *answer = arena_alloc(a, ANSWER_MAX);
	enum rc rc = server(&rs, n, a);
	int len = -1, why = NO_RECOVERY;

	if (rc == RC_OK) {
		len = res_nquery(&rs, name, ns_c_in, type, answer, ANSWER_MAX);
		why = rs.res_h_errno;
	}
	res_nclose(&rs);
	TRY(rc);
	if (len < 0)
		return (why == HOST_NOT_FOUND || why == NO_DATA ? RC_NOTFOUND
		    : RC_FAILED);
	if (len > ANSWER_MAX || ns_initparse(answer, len, msg_r) != 0)
		return (RC_FAILED);
	return (RC_OK);
}

static void
add(struct arena *a, struct net_texts *l, const char *text)
{
	if (l->v == NULL)
		l->v = arena_array(a, RECORDS_MAX, sizeof(*l->v));
	if (l->n < RECORDS_MAX)
		l->v[l->n++] = text;
}

/* A record is one or more pieces, each behind its length. */
static const char *
joined(struct arena *a, const uint8_t *p, size_t n)
{
	char *text = arena_alloc(a, n + 1);
	size_t len = 0, piece;

	while (n > 0 && (piece = *p) < n) {
		memcpy(text + len, p + 1, piece);
		len += piece;
		p += piece + 1;
		n -= piece + 1;
	}
	text[len] = '\0';
	return (text);
}

static const char *
address(struct arena *a, const ns_rr *rr)
{
	char text[INET6_ADDRSTRLEN];
	bool v6 = ns_rr_type(*rr) == ns_t_aaaa;

	if (ns_rr_rdlen(*rr) != (v6 ? 16 : 4) ||
	    inet_ntop(v6 ? AF_INET6 : AF_INET, ns_rr_rdata(*rr), text,
	    sizeof(text)) == NULL)
		return (NULL);
	return (arena_strdup(a, text));
}

static RC
records(const struct net *n, struct arena *a, const char *name, ns_type type,
    struct net_texts *l)
{
	const char *text;
	ns_msg msg;
	ns_rr rr;

	TRY(ask(n, a, name, type, &msg));
	for (int i = 0; i < ns_msg_count(msg, ns_s_an); i++) {
		if (ns_parserr(&msg, ns_s_an, i, &rr) != 0)
			return (RC_FAILED);
		if (ns_rr_type(rr) != type)
			continue;	/* the alias before it */
		text = type == ns_t_txt ? joined(a, ns_rr_rdata(rr),
		    ns_rr_rdlen(rr)) : address(a, &rr);
		if (text != NULL)
			add(a, l, text);
	}
	return (RC_OK);
}

RC
dns_texts(const struct net *n, struct arena *a, const char *name,
    struct net_texts *l_r)
{
	*l_r = (struct net_texts){ 0 };
	TRY(records(n, a, name, ns_t_txt, l_r));
	return (l_r->n > 0 ? RC_OK : RC_NOTFOUND);
}

RC
dns_addresses(const struct net *n, struct arena *a, const char *name,
    struct net_texts *l_r)
{
	enum rc v4, v6;

	*l_r = (struct net_texts){ 0 };
	v4 = records(n, a, name, ns_t_a, l_r);
	v6 = records(n, a, name, ns_t_aaaa, l_r);
	if (l_r->n > 0)
		return (RC_OK);
	return (v4 == RC_FAILED || v6 == RC_FAILED ? RC_FAILED : RC_NOTFOUND);
}
