/*
 * multipart/form-data (RFC 7578) as browsers send it: names quoted, quotes and
 * line breaks in them as %22 %0D %0A.  Values point into the body; nothing but
 * names is copied.  Debian has no maintained stand-alone parser for it (GMime's
 * guesses character sets of the names, which browsers send as UTF-8).
 */
#include "core/str.h"
#include "core/utf8.h"
#include "web/priv.h"

#define HEADER_MAX	8192
#define NAME_MAX_BYTES	64

/* ---- header values: "form-data; name=\"x\"; filename=\"y\"" -------------- */

static const char *
skip_blank(const char *p)
{
	return (p + strspn(p, " \t"));
}

/* A quoted string or a token at p; NULL when it is neither. */
static const char *
attribute_value(struct arena *a, const char *p, const char **end_r)
{
	size_t n;

	if (*p == '"') {
		n = strcspn(++p, "\"");
		if (p[n] != '"')
			return (NULL);
		*end_r = p + n + 1;
	} else {
		n = strcspn(p, "; \t\"");
		if (n == 0)
			return (NULL);
		*end_r = p + n;
	}
	return (arena_strndup(a, p, n));
}

/*
 * The value of one attribute, NULL when it is not there or the line is not
 * well formed.  Walked from the front: a name inside another's quotes is text.
 */
static const char *
attribute(struct arena *a, const char *line, const char *name)
{
	size_t want = strlen(name), n;
	const char *p = strchr(line, ';'), *v, *end, *found = NULL;

	while (p != NULL && *p == ';') {
		p = skip_blank(p + 1);
		n = strcspn(p, "=;");
		if (p[n] != '=')
			return (NULL);
		v = attribute_value(a, p + n + 1, &end);
		if (v == NULL)
			return (NULL);
		if (n == want && strncasecmp(p, name, n) == 0) {
			if (found != NULL)
				return (NULL);	/* twice */
			found = v;
		}
		p = skip_blank(end);
	}
	return (p == NULL || *p == '\0' ? found : NULL);
}

/* %22, %0D and %0A are the only escapes; a % alone is a % (WHATWG HTML). */
static const char *
unescape(struct arena *a, const char *s)
{
	char *v = arena_strdup(a, s), *w = v;

	while (*s != '\0') {
		if (strncmp(s, "%22", 3) == 0)
			*w++ = '"';
		else if (strncasecmp(s, "%0D", 3) == 0)
			*w++ = '\r';
		else if (strncasecmp(s, "%0A", 3) == 0)
			*w++ = '\n';
		else {
			*w++ = *s++;
			continue;
		}
		s += 3;
	}
	*w = '\0';
	return (v);
}

/* The boundary as "\r\n--boundary", empty when the type names none. */
static struct bytes
boundary(struct arena *a, const char *type)
{
	const char *b = attribute(a, type, "boundary");

	if (b == NULL || *b == '\0' || strlen(b) > 70 ||
	    strpbrk(b, "\r\n") != NULL)
		return ((struct bytes){ 0 });
	b = arena_printf(a, "\r\n--%s", b);
	return ((struct bytes){ (const uint8_t *)b, strlen(b) });
}

/* ---- parts ------------------------------------------------------------------ */

static RC
header_line(struct arena *a, const char *line, struct field *f)
{
	const char *file;

	if (strncasecmp(line, "Content-Disposition:", 20) == 0) {
		line = skip_blank(line + 20);
		if (f->name != NULL ||
		    strncasecmp(line, "form-data", 9) != 0 ||
		    (line[9] != ';' && line[9] != ' '))
			return (RC_INVALID);
		f->name = attribute(a, line, "name");
		if (f->name == NULL)
			return (RC_INVALID);
		f->name = unescape(a, f->name);
		file = attribute(a, line, "filename");
		f->filename = file == NULL ? NULL : unescape(a, file);
	} else if (strncasecmp(line, "Content-Type:", 13) == 0)
		f->type = str_lower(a, str_trim(a, line + 13));
	return (RC_OK);
}

/* One part's header block: name, filename and type. */
static RC
header(struct arena *a, const uint8_t *p, size_t n, struct field *f)
{
	char *text = arena_strndup(a, (const char *)p, n), *next, *line;

	if (!utf8_valid(p, n))
		return (RC_INVALID);
	for (line = text; line != NULL; line = next) {
		next = strstr(line, "\r\n");
		if (next != NULL) {
			*next = '\0';
			next += 2;
		}
		TRY(header_line(a, line, f));
	}
	return (f->name != NULL && strlen(f->name) <= NAME_MAX_BYTES ? RC_OK
	    : RC_INVALID);
}

/* One part: [p, end) between two boundaries, after the first's line end. */
static RC
part(struct arena *a, const uint8_t *p, const uint8_t *end,
    struct fields *f_r)
{
	size_t look = (size_t)(end - p);
	const uint8_t *body;
	struct field *f;

	if (look > HEADER_MAX + 4)
		look = HEADER_MAX + 4;
	body = memmem(p, look, "\r\n\r\n", 4);
	if (body == NULL)
		return (RC_INVALID);
	if (f_r->n == FIELDS_MAX)
		return (RC_INVALID);
	f = &f_r->v[f_r->n++];
	*f = (struct field){ 0 };
	TRY(header(a, p, (size_t)(body - p), f));
	f->value = (struct bytes){ body + 4, (size_t)(end - body - 4) };
	return (RC_OK);
}

RC
parse_multipart(struct arena *a, struct bytes in, const char *type,
    struct fields *f_r)
{
	struct bytes b = boundary(a, type);
	const uint8_t *p = in.p, *end = in.p + in.n, *next;

	*f_r = (struct fields){ .v = arena_array(a, FIELDS_MAX,
	    sizeof(struct field)) };
	/* The first boundary has no line end before it. */
	if (b.n == 0 || in.n < b.n - 2 || memcmp(p, b.p + 2, b.n - 2) != 0)
		return (RC_INVALID);
	p += b.n - 2;
	while (end - p >= 2 && memcmp(p, "\r\n", 2) == 0) {
		/* The line end may be the next boundary's: an empty part. */
		next = memmem(p + 2, (size_t)(end - p - 2), b.p, b.n);
		if (next == NULL)
			return (RC_INVALID);
		TRY(part(a, p + 2, next, f_r));
		p = next + b.n;
	}
	/* The last boundary ends in "--": a body cut short has none. */
	return (end - p >= 2 && memcmp(p, "--", 2) == 0 ? RC_OK : RC_INVALID);
}
