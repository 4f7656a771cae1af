/* The allow-lists as nginx reads them (nginxmap.h). */
#include "auth/nginxmap.h"

#include <string.h>

#include "auth/iprange.h"
#include "core/log.h"
#include "core/str.h"

#define HEAD	"# Made by 'olvido nginx sync'; changes are lost."
#define HOST	"abcdefghijklmnopqrstuvwxyz0123456789.-"
#define HEX	"0123456789abcdef.:"
#define DIGITS	"0123456789"

static const char *const place_name[PLACES] = { "panel", "api", "portal" };

/* ---- writing ----------------------------------------------------------------- */

/* With a dot in it: "include", "default", "volatile" are words of nginx's. */
static bool
host_fits(const char *host)
{
	size_t n = strlen(host);

	return (n > 0 && n < 254 && strspn(host, HOST) == n &&
	    host[0] != '.' && host[0] != '-' && strchr(host, '.') != NULL &&
	    strstr(host, "..") == NULL);
}

static RC
write_proxies(struct buf *b, const char *proxies)
{
	struct iprange_mistake m;
	struct iprange_list l;
	struct buf nets = BUF_INIT(b->a);
	char *text = arena_strdup(b->a, proxies);

	if (str_eq(proxies, "none"))
		return (RC_OK);
	for (char *p = text; *p != '\0'; p++)
		if (*p == ' ' || *p == '\t')
			*p = '\n';
	if (iprange_parse(b->a, text, &l, &m) != RC_OK) {
		log_warn("setting Nginx.Proxies: entry %u is no address or "
		    "network", m.line);
		return (RC_INVALID);
	}
	iprange_networks(&nets, &l);
	for (const char *p = buf_cstr(&nets); *p != '\0';
	    p += strcspn(p, "\n") + 1)
		buf_printf(b, "set_real_ip_from %.*s;\n",
		    (int)strcspn(p, "\n"), p);
	return (RC_OK);
}

static bool
same_list(const struct allow_row *x, const struct allow_row *y)
{
	return (x->account == y->account && x->place == y->place);
}

static void
write_geo(struct buf *b, const struct allow_row *r)
{
	buf_printf(b, "geo $olvido_net_%llu_%u {\n\tdefault 0;\n",
	    (unsigned long long)r->account, (unsigned)r->place);
	for (const char *p = r->ranges; *p != '\0'; p += *p == '\n') {
		size_t n = strcspn(p, "\n");

		if (n > 0)
			buf_printf(b, "\t%.*s 1;\n", (int)n, p);
		p += n;
	}
	buf_str(b, "}\n");
}

RC
nginxmap_write(struct buf *b, const struct allow_rows *l, const char *proxies)
{
	const struct allow_row *r;

	buf_str(b, HEAD "\n");
	TRY(write_proxies(b, proxies));
	for (size_t i = 0; i < l->n; i++)
		if (i == 0 || !same_list(&l->v[i], &l->v[i - 1]))
			write_geo(b, &l->v[i]);
	for (unsigned p = 1; p <= PLACES; p++) {
		buf_printf(b, "map $host $own_%s {\n\tdefault 1;\n",
		    place_name[p - 1]);
		for (size_t i = 0; i < l->n; i++) {
			r = &l->v[i];
			if ((unsigned)r->place != p)
				continue;
			/* nginx is the second lock: the program is the first. */
			if (!host_fits(r->host))
				log_warn("account %llu: a host name that nginx "
				    "is not told", (unsigned long long)
				    r->account);
			else
				buf_printf(b, "\t%s $olvido_net_%llu_%u;\n",
				    r->host, (unsigned long long)r->account, p);
		}
		buf_str(b, "}\n");
	}
	return (RC_OK);
}

RC
nginxmap_hosts(struct buf *b, const struct domain_hosts *all,
    const struct domain_hosts *domains)
{
	buf_str(b, "map $host $olvido_account {\n\tdefault 0;\n");
	for (size_t i = 0; i < all->n; i++)
		if (host_fits(all->v[i].host))
			buf_printf(b, "\t%s %llu;\n", all->v[i].host,
			    (unsigned long long)all->v[i].account);
	buf_str(b, "}\nmap $ssl_server_name $domain_cert {\n"
	    "\tdefault none;\n");
	for (size_t i = 0; i < domains->n; i++)
		if (host_fits(domains->v[i].host))
			buf_printf(b, "\t%s %s;\n", domains->v[i].host,
			    domains->v[i].host);
	buf_str(b, "}\n");
	if (domains->n == 0)
		return (RC_OK);
	buf_str(b, "server {\n\tinclude domains.inc;\n");
	for (size_t i = 0; i < domains->n; i++)
		if (host_fits(domains->v[i].host))
			buf_printf(b, "\tserver_name %s;\n",
			    domains->v[i].host);
	buf_str(b, "}\n");
	return (RC_OK);
}

/* ---- checking --------------------------------------------------------------- */

/* The text goes on with s: step over it. */
static bool
word(const char **p, const char *s)
{
	size_t n = strlen(s);

	if (strncmp(*p, s, n) != 0)
		return (false);
	*p += n;
	return (true);
}

/* 1 to max bytes out of set. */
static bool
run(const char **p, const char *set, size_t max)
{
	size_t n = strspn(*p, set);

	*p += n;
	return (n > 0 && n <= max);
}

static bool
net(struct arena *a, const char **p)
{
	const char *from = *p;
	struct iprange_mistake m;
	struct iprange_list l;

	return (run(p, HEX, 45) && word(p, "/") && run(p, DIGITS, 3) &&
	    iprange_parse(a, arena_strndup(a, from, (size_t)(*p - from)), &l,
	    &m) == RC_OK && l.n == 1);
}

static bool
variable(const char **p)
{
	return (word(p, "$olvido_net_") && run(p, DIGITS, 20) &&
	    word(p, "_") && strchr("123", **p) != NULL && *(*p)++ != '\0');
}

/* What a line stands in; the first line in each is fixed. */
enum where { TOP, GEO, MAP, ACCOUNT, CERT, SERVER };

struct place {
	enum where	w;
	bool		first;
};

static const char *const first_line[] = { [GEO] = "\tdefault 0;",
	[MAP] = "\tdefault 1;", [ACCOUNT] = "\tdefault 0;",
	[CERT] = "\tdefault none;", [SERVER] = "\tinclude domains.inc;" };

static bool
begins(const char *p, struct place *at)
{
	if (word(&p, "geo ")) {
		at->w = GEO;
		return (variable(&p) && str_eq(p, " {"));
	}
	if (str_eq(p, "map $host $olvido_account {")) {
		at->w = ACCOUNT;
		return (true);
	}
	if (str_eq(p, "map $ssl_server_name $domain_cert {")) {
		at->w = CERT;
		return (true);
	}
	if (str_eq(p, "server {")) {
		at->w = SERVER;
		return (true);
	}
	at->w = MAP;
	return (word(&p, "map $host $own_") && (word(&p, "panel") ||
	    word(&p, "api") || word(&p, "portal")) && str_eq(p, " {"));
}

static bool
top(struct arena *a, const char *p, struct place *at)
{
	if (word(&p, "set_real_ip_from "))
		return (net(a, &p) && str_eq(p, ";"));
	at->first = true;
	return (begins(p, at));
}

/* A host name of ours: step over it. */
static bool
host(struct arena *a, const char **p, const char **host_r)
{
	size_t n = strcspn(*p, " ;");

	*host_r = arena_strndup(a, *p, n);
	*p += n;
	return (host_fits(*host_r));
}

static bool
inside(struct arena *a, const char *p, struct place *at)
{
	const char *name;

	if (at->first) {
		at->first = false;
		return (str_eq(p, first_line[at->w]));
	}
	if (str_eq(p, "}")) {
		at->w = TOP;
		return (true);
	}
	if (!word(&p, "\t"))
		return (false);
	switch (at->w) {
	case GEO:
		return (net(a, &p) && str_eq(p, " 1;"));
	case MAP:
		return (host(a, &p, &name) && word(&p, " ") && variable(&p) &&
		    str_eq(p, ";"));
	case ACCOUNT:
		return (host(a, &p, &name) && word(&p, " ") &&
		    run(&p, DIGITS, 20) && str_eq(p, ";"));
	case CERT:
		return (host(a, &p, &name) && word(&p, " ") &&
		    word(&p, name) && str_eq(p, ";"));
	case SERVER:
		return (word(&p, "server_name ") && host(a, &p, &name) &&
		    str_eq(p, ";"));
	case TOP:
		break;
	}
	return (false);
}

RC
nginxmap_check(struct arena *a, struct bytes text, unsigned *line_r)
{
	CLEANUP(arena_free) struct arena *scratch = arena_new(1U << 20);
	const char *s = arena_strndup(a, (const char *)text.p, text.n);
	struct place at = { TOP, false };
	char *line;
	size_t n;
	bool good;

	*line_r = 1;
	if (text.n > NGINXMAP_MAX || strlen(s) != text.n || text.n == 0 ||
	    s[text.n - 1] != '\n')
		return (RC_INVALID);
	for (; *s != '\0'; s += n + 1, ++*line_r) {
		n = strcspn(s, "\n");
		line = arena_strndup(scratch, s, n);
		good = *line_r == 1 ? str_eq(line, HEAD)
		    : at.w == TOP ? top(scratch, line, &at)
		    : inside(scratch, line, &at);
		if (!good)
			return (RC_INVALID);
		arena_reset(scratch);
	}
	return (at.w == TOP ? RC_OK : RC_INVALID);
}
