/*
 * multipart/form-data (RFC 7578) as browsers send it: names quoted, quotes in
 * them as %22, line breaks as %0D%0A.  Values point into the body; nothing is
 * copied.  Debian has no maintained stand-alone parser for it (GMime's guesses
 * character sets of the names, which browsers send as UTF-8).
 */
#include "core/str.h"
#include "core/utf8.h"
#include "web/priv.h"

#define HEADER_MAX	8192

/* The boundary as "\r\n--boundary", empty on a malformed type. */
static struct bytes
boundary(struct arena *a, const char *type)
{
	const char *b = strstr(type, "boundary=");
	size_t n;

	if (b == NULL)
		return ((struct bytes){ 0 });
	b += 9;
	if (*b == '"') {
		b++;
		n = strcspn(b, "\"");
	} else
		n = strcspn(b, "; \t");
	if (n == 0 || n > 70)
		return ((struct bytes){ 0 });
	b = arena_printf(a, "\r\n--%.*s", (int)n, b);
	return ((struct bytes){ (const uint8_t *)b, strlen(b) });
}

/* name="value" out of a header line; NULL when it is not there. */
static const char *
attribute(struct arena *a, const char *line, const char *name)
{
	const char *p = line;
	char *want = arena_printf(a, "%s=\"", name);
	size_t n;
	char *v, *w;

	while ((p = strstr(p, want)) != NULL && p > line &&
	    p[-1] != ' ' && p[-1] != ';')
		p++;
	if (p == NULL)
		return (NULL);
	p += strlen(want);
	n = strcspn(p, "\"");
	if (p[n] != '"')
		return (NULL);
	v = w = arena_strndup(a, p, n);
	for (const char *r = v; *r != '\0'; r++) {
		if (strncmp(r, "%22", 3) == 0) {
			*w++ = '"';
			r += 2;
		} else
			*w++ = *r;
	}
	*w = '\0';
	return (v);
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
		if (strncasecmp(line, "Content-Disposition:", 20) == 0) {
			f->name = attribute(a, line, "name");
			f->filename = attribute(a, line, "filename");
		} else if (strncasecmp(line, "Content-Type:", 13) == 0)
			f->type = str_lower(a, str_trim(a, line + 13));
	}
	return (f->name != NULL && strlen(f->name) <= 64 ? RC_OK
	    : RC_INVALID);
}

/* One part: [p, end) between two boundaries, after the first's line end. */
static RC
part(struct arena *a, const uint8_t *p, const uint8_t *end,
    struct fields *f_r)
{
	const uint8_t *body = memmem(p, (size_t)(end - p), "\r\n\r\n", 4);
	struct field *f;

	if (body == NULL || body - p > HEADER_MAX)
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
		next = memmem(p, (size_t)(end - p), b.p, b.n);
		if (next == NULL)
			return (RC_INVALID);
		if (next > p + 2)
			TRY(part(a, p + 2, next, f_r));
		p = next + b.n;
	}
	/* The last boundary ends in "--": a body cut short has none. */
	return (end - p >= 2 && memcmp(p, "--", 2) == 0 ? RC_OK : RC_INVALID);
}
