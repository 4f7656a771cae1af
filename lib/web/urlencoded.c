/* application/x-www-form-urlencoded (WHATWG URL, 5.1). */
#include "web/priv.h"

static int
hex(uint8_t c)
{
	return (c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ?
	    c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1);
}

static RC
decode(struct arena *a, const uint8_t *p, size_t n, struct bytes *out_r)
{
	uint8_t *out = arena_alloc(a, n + 1);
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] == '+')
			out[m++] = ' ';
		else if (p[i] != '%')
			out[m++] = p[i];
		else if (i + 2 >= n || hex(p[i + 1]) < 0 || hex(p[i + 2]) < 0)
			return (RC_INVALID);
		else {
			out[m++] = (uint8_t)(hex(p[i + 1]) << 4 |
			    hex(p[i + 2]));
			i += 2;
		}
	}
	*out_r = (struct bytes){ out, m };
	return (RC_OK);
}

static RC
one(struct arena *a, const uint8_t *p, size_t n, struct field *f)
{
	const uint8_t *eq = memchr(p, '=', n);
	size_t name = eq != NULL ? (size_t)(eq - p) : n;
	struct bytes b;

	TRY(decode(a, p, name, &b));
	if (b.n > 64 || memchr(b.p, '\0', b.n) != NULL)
		return (RC_INVALID);
	*f = (struct field){ .name = (const char *)b.p };
	if (eq == NULL)
		return (RC_OK);
	return (decode(a, eq + 1, n - name - 1, &f->value));
}

RC
parse_urlencoded(struct arena *a, struct bytes in, struct fields *f_r)
{
	const uint8_t *p = in.p, *end = in.p + in.n, *amp;
	size_t n;

	*f_r = (struct fields){ .v = arena_array(a, FIELDS_MAX,
	    sizeof(struct field)) };
	while (p < end) {
		amp = memchr(p, '&', (size_t)(end - p));
		n = amp != NULL ? (size_t)(amp - p) : (size_t)(end - p);
		if (n > 0) {
			if (f_r->n == FIELDS_MAX)
				return (RC_INVALID);
			TRY(one(a, p, n, &f_r->v[f_r->n]));
			f_r->n++;
		}
		p += n + 1;
	}
	return (RC_OK);
}
