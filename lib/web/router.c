/* Paths to rows (route.h): compared piece by piece. */
#include "core/str.h"
#include "web/priv.h"

static bool
is_token(const char *name)
{
	return (str_eq(name, "token"));
}

/* One {piece} of a row against one piece of the path. */
static bool
take(struct req *rq, const char *row, size_t nrow, const char *path,
    size_t npath)
{
	struct req_priv *p = rq->priv;
	const char *name = arena_strndup(rq->a, row + 1, nrow - 2);
	const char *text = arena_strndup(rq->a, path, npath);

	if (p->npieces == PATH_IDS || npath == 0)
		return (false);
	p->piece[p->npieces].name = name;
	if (is_token(name)) {
		if (token_parse(text, &p->piece[p->npieces].token) != RC_OK)
			return (false);
	} else if (npath > 20 || (text[0] == '0' && npath > 1) ||
	    str_u64(text, &p->piece[p->npieces].id) != RC_OK ||
	    p->piece[p->npieces].id > INT64_MAX)
		return (false);
	p->npieces++;
	return (true);
}

static bool
matches(struct req *rq, const char *row, const char *path)
{
	size_t nrow, npath;

	rq->priv->npieces = 0;
	while (*row == '/' && *path == '/') {
		row++;
		path++;
		nrow = strcspn(row, "/");
		npath = strcspn(path, "/");
		if (*row == '{') {
			if (!take(rq, row, nrow, path, npath))
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
    const char *path, bool *known_r)
{
	*known_r = false;
	for (const struct route *r = rows; r->path != NULL; r++) {
		if (!matches(rq, r->path, path))
			continue;
		*known_r = true;
		if (r->method == method)
			return (r);
	}
	return (NULL);
}
