/*
 * Paths to rows (route.h): compared piece by piece, nothing copied.  A row that
 * does not fit is left at its first differing piece, so a table of a hundred
 * rows costs a few microseconds and needs no tree.
 */
#include "core/log.h"
#include "core/str.h"
#include "web/priv.h"

#define PATH_PIECE_MAX	64

static bool
named(const char *piece, const char *name)
{
	size_t n = strlen(name);

	return (strncmp(piece, name, n) == 0 && piece[n] == '}');
}

/* One {piece} of a row against one piece of the path. */
static bool
take(struct req_priv *p, const char *row, const char *path, size_t npath)
{
	struct piece *piece = &p->piece[p->npieces];
	char text[PATH_PIECE_MAX];

	if (npath == 0 || npath >= sizeof(text))
		return (false);
	memcpy(text, path, npath);
	text[npath] = '\0';
	piece->name = row + 1;
	if (named(row + 1, "token")) {
		if (token_parse(text, &piece->token) != RC_OK)
			return (false);
	} else if ((text[0] == '0' && npath > 1) ||
	    str_u64(text, &piece->id) != RC_OK || piece->id > INT64_MAX)
		return (false);
	p->npieces++;
	return (true);
}

static bool
matches(struct req_priv *p, const char *row, const char *path)
{
	size_t nrow, npath;

	p->npieces = 0;
	while (*row == '/' && *path == '/') {
		row++;
		path++;
		nrow = strcspn(row, "/");
		npath = strcspn(path, "/");
		if (*row == '{') {
			if (!take(p, row, path, npath))
				return (false);
		} else if (nrow != npath || memcmp(row, path, nrow) != 0)
			return (false);
		row += nrow;
		path += npath;
	}
	return (*row == '\0' && *path == '\0');
}

const struct route *
route_find(struct req *rq, const struct route *rows, enum method method,
    const char *path, unsigned *others_r)
{
	*others_r = 0;
	for (const struct route *r = rows; r->path != NULL; r++) {
		if (!matches(rq->priv, r->path, path))
			continue;
		if (r->method == method)
			return (r);
		*others_r |= 1U << r->method;
	}
	return (NULL);
}

const char *
route_here(struct req *rq)
{
	/* The pieces of this request's own row must stay. */
	struct req_priv probe = { .app = rq->priv->app };
	struct req other = { .priv = &probe };
	char *path = arena_strdup(rq->a, rq->priv->path), *cut;
	unsigned others;

	if (*local_path(path) == '\0')
		return ("/");
	while (route_find(&other, probe.app->routes, GET, path, &others) ==
	    NULL) {
		cut = strrchr(path, '/');
		if (cut == NULL || cut == path)
			return ("/");
		*cut = '\0';
	}
	return (path);
}

/* ---- the table itself, once at start -------------------------------------- */

static void
check_pieces(const struct route *r)
{
	static const char *const names[] = { "ticket", "message",
		"attachment", "contact", "agent", "department", "tag",
		"session", "apitoken", "token", "passkey", "erasure",
		"request", "purpose", "consent",
		"hold", "rule", "export", "company",
		"account", "domain", NULL };
	size_t n = 0, i;

	for (const char *p = r->path; (p = strchr(p, '{')) != NULL; p++) {
		for (i = 0; names[i] != NULL && !named(p + 1, names[i]); i++)
			;
		if (names[i] == NULL || ++n > PATH_IDS || p[-1] != '/')
			bug("route %s: what is in braces", r->path);
	}
}

static void
check_params(const struct route *r)
{
	const struct param *p = r->param;

	for (int i = 0; i < ROUTE_PARAMS && p[i].type != P_END; i++) {
		if (p[i].name == NULL || p[i].max == 0 ||
		    str_eq(p[i].name, "csrf"))
			bug("route %s: parameter %d", r->path, i);
		/* A step-up sends the form again without them. */
		if (r->step_up && !r->form && (p[i].type == P_FILES ||
		    p[i].type == P_PASSWORD))
			bug("route %s: secrets or files want a form",
			    r->path);
		if (p[i].type == P_FILES && r->method != POST)
			bug("route %s: files by GET", r->path);
		if (p[i].type == P_RAW && (r->method != POST || i > 0 ||
		    p[1].type != P_END))
			bug("route %s: a body and more", r->path);
		for (int k = 0; k < i; k++)
			if (str_eq(p[i].name, p[k].name))
				bug("route %s: %s twice", r->path, p[i].name);
	}
}

void
routes_check(const struct route *rows)
{
	for (const struct route *r = rows; r->path != NULL; r++) {
		if (r->path[0] != '/' || r->handler == NULL ||
		    (r->method != GET && r->method != POST))
			bug("route %s is not complete", r->path);
		if (r->step_up && (r->who == GUEST || r->who == HALF))
			bug("route %s: nobody to step up", r->path);
		check_pieces(r);
		check_params(r);
		for (const struct route *q = rows; q < r; q++)
			if (q->method == r->method &&
			    str_eq(q->path, r->path))
				bug("route %s stands there twice", r->path);
	}
}
