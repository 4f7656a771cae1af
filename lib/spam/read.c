/* A message made comparable (spam.h): its head and the text of its parts. */
#include "spam/decode.h"
#include "spam/priv.h"

#define HEAD_MAX	4096
#define MARKS_MAX	512
#define BODY_MAX	SPAM_TEXT_MAX
#define DECODED_MAX	(64U << 10)	/* of one part, before HTML is read */
#define PARTS		40
#define DEPTH		6
#define VALUE_MAX	1000

struct line { struct bytes name, value; };
/* A head and what follows it. */
struct entity { struct line line[200]; size_t n; struct bytes body; };

struct reader {
	struct arena	*a;
	struct spam_out	 head, marks, body;
	int		 parts;
};

static struct bytes
cut_line(struct bytes *rest)
{
	const uint8_t *nl = memchr(rest->p, '\n', rest->n);
	struct bytes line = { rest->p, nl == NULL ? rest->n
	    : (size_t)(nl - rest->p) };
	size_t used = line.n + (nl != NULL);

	rest->p += used;
	rest->n -= used;
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return (line);
}

/* What stands after the colon, without the blanks before it. */
static struct bytes
value_of(struct bytes line, size_t colon)
{
	struct bytes v = { line.p + colon + 1, line.n - colon - 1 };

	while (v.n > 0 && (*v.p == ' ' || *v.p == '\t')) {
		v.p++;
		v.n--;
	}
	return (v);
}

static void
entity_read(struct bytes in, struct entity *e)
{
	struct bytes line, before;
	const uint8_t *colon;
	struct line *last;

	e->n = 0;
	if (in.n > 5 && memcmp(in.p, "From ", 5) == 0)
		cut_line(&in);
	while (in.n > 0) {
		before = in;
		line = cut_line(&in);
		if (line.n == 0)
			break;
		last = e->n > 0 ? &e->line[e->n - 1] : NULL;
		if ((*line.p == ' ' || *line.p == '\t') && last != NULL) {
			last->value.n = (size_t)(line.p + line.n -
			    last->value.p);
			continue;
		}
		colon = memchr(line.p, ':', line.n);
		if (colon == NULL || colon == line.p) {
			if (last == NULL)
				continue;
			in = before;	/* the head ends without a blank line */
			break;
		}
		if (e->n == sizeof(e->line) / sizeof(e->line[0]))
			continue;
		e->line[e->n++] = (struct line){ { line.p,
		    (size_t)(colon - line.p) }, value_of(line,
		    (size_t)(colon - line.p)) };
	}
	e->body = in;
}

static struct bytes
entity_value(const struct entity *e, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < e->n; i++)
		if (e->line[i].name.n == n && bytes_begin(e->line[i].name,
		    name))
			return (e->line[i].value);
	return ((struct bytes){ 0 });
}

static struct bytes
first(struct bytes b, size_t n)
{
	return ((struct bytes){ b.p, b.n < n ? b.n : n });
}

/* ---- the head ---------------------------------------------------------------- */

/* Numbers say little and are many: each run of digits is one 0. */
static void
fold_digits(struct spam_out *o, size_t from)
{
	size_t k = from;

	for (size_t i = from; i < o->n; i++) {
		if (o->p[i] < '0' || o->p[i] > '9')
			o->p[k++] = o->p[i];
		else if (k == from || o->p[k - 1] != '0')
			o->p[k++] = '0';
	}
	o->n = k;
}

/* Of an id only the host that made it. */
static void
keep_host(struct spam_out *o, size_t from)
{
	uint8_t *at = memrchr(o->p + from, '@', o->n - from);
	size_t n = at == NULL ? 0 : (size_t)(o->p + o->n - at);

	if (at != NULL) {
		memmove(o->p + from, at, n);
		o->n = from + n;
	}
}

/* A hop without its time and number. */
static void
keep_hop(struct spam_out *o, size_t from)
{
	uint8_t *p = memrchr(o->p + from, ';', o->n - from), *end;

	if (p != NULL)
		o->n = (size_t)(p - o->p);
	p = memmem(o->p + from, o->n - from, " id ", 4);
	if (p == NULL)
		return;
	p += 4;
	for (end = p; end < o->p + o->n && *end > ' '; end++)
		;
	memmove(p, end, (size_t)(o->p + o->n - end));
	o->n -= (size_t)(end - p);
}

static void
put_line(struct spam_out *o, struct line l)
{
	size_t from = o->n, value;

	for (size_t i = 0; i < l.name.n && i < 60; i++)
		out_chr(o, l.name.p[i] >= 'A' && l.name.p[i] <= 'Z' ?
		    l.name.p[i] | 0x20 : l.name.p[i]);
	out_chr(o, ':');
	value = o->n;
	decode_value(first(l.value, VALUE_MAX), o);
	/* Months and days part every collection, and tell nothing tomorrow. */
	if (l.name.n >= 4 && bytes_begin((struct bytes){ l.name.p + l.name.n -
	    4, 4 }, "date"))
		o->n = value;
	else if (bytes_begin(l.name, "message-id") ||
	    bytes_begin(l.name, "in-reply-to") ||
	    bytes_begin(l.name, "references"))
		keep_host(o, value);
	else if (bytes_begin(l.name, "received") && l.name.n == 8)
		keep_hop(o, value);
	fold_digits(o, value);
	out_chr(o, '\n');
	if (o->n == o->cap)
		o->n = from;		/* whole lines only */
}

/* ---- the parts --------------------------------------------------------------- */

static struct bytes
boundary_of(struct bytes type)
{
	struct bytes b = type;

	while (b.n > 0 && !bytes_begin(b, "boundary="))
		b = (struct bytes){ b.p + 1, b.n - 1 };
	if (b.n <= 9)
		return ((struct bytes){ 0 });
	b = (struct bytes){ b.p + 9, b.n - 9 };
	if (*b.p == '"') {
		b = (struct bytes){ b.p + 1, b.n - 1 };
		for (size_t i = 0; i < b.n; i++)
			if (b.p[i] == '"')
				return (first(b, i));
		return (b);
	}
	for (size_t i = 0; i < b.n; i++)
		if (b.p[i] <= ' ' || b.p[i] == ';')
			return (first(b, i));
	return (b);
}

static void	part_read(struct reader *, const struct entity *, int depth);

static void
inner_read(struct reader *r, struct bytes in, int depth)
{
	struct entity *e;

	if (r->parts >= PARTS || depth > DEPTH)
		return;
	e = ARENA_NEW(r->a, struct entity);
	entity_read(in, e);
	part_read(r, e, depth);
}

/* Each part between delimiters; false when there are none. */
static bool
multipart_read(struct reader *r, const struct entity *e, struct bytes delimiter,
    int depth)
{
	const uint8_t *start = NULL;
	struct bytes rest = e->body, line;
	bool found = false;

	while (rest.n > 0) {
		line = cut_line(&rest);
		if (line.n < delimiter.n + 2 || line.p[0] != '-' ||
		    line.p[1] != '-' || memcmp(line.p + 2, delimiter.p,
		    delimiter.n) != 0)
			continue;
		if (start != NULL)
			inner_read(r, (struct bytes){ start,
			    (size_t)(line.p - start) }, depth + 1);
		found = true;
		start = rest.p;
		if (line.n >= delimiter.n + 4 &&
		    line.p[delimiter.n + 2] == '-') {
			start = NULL;
			break;
		}
	}
	if (start != NULL && rest.p + rest.n > start)
		inner_read(r, (struct bytes){ start,
		    (size_t)(rest.p + rest.n - start) }, depth + 1);
	return (found);
}

static bool
looks_html(struct bytes type, struct bytes text)
{
	struct bytes b = first(text, 400);

	return (bytes_begin(type, "text/html") || bytes_hold(b, "<html") ||
	    bytes_hold(b, "<!doctype") || bytes_hold(b, "<body"));
}

static void
text_read(struct reader *r, struct bytes type, struct bytes coding,
    struct bytes text)
{
	struct spam_out o = { .cap = DECODED_MAX };

	if (bytes_begin(coding, "base64") || bytes_begin(coding, "quoted")) {
		o.cap = text.n < DECODED_MAX ? text.n : DECODED_MAX;
		o.p = arena_alloc(r->a, o.cap + 1);
		if (bytes_begin(coding, "base64"))
			decode_base64(text, &o);
		else
			decode_quoted(text, false, &o);
		text = (struct bytes){ o.p, o.n };
	}
	if (looks_html(type, text))
		decode_html(text, &r->body);
	else
		out_bytes(&r->body, text);
	out_chr(&r->body, '\n');
}

static void
part_read(struct reader *r, const struct entity *e, int depth)
{
	struct bytes type = entity_value(e, "content-type");
	struct bytes coding = entity_value(e, "content-transfer-encoding");
	struct bytes delimiter = boundary_of(type);

	if (bytes_begin(type, "multipart/") && delimiter.n > 0 &&
	    multipart_read(r, e, delimiter, depth))
		return;
	if (bytes_begin(type, "message/rfc822")) {
		inner_read(r, e->body, depth + 1);
		return;
	}
	r->parts++;
	out_str(&r->marks, " ct:");
	decode_value(first(type, 60), &r->marks);
	out_str(&r->marks, " te:");
	decode_value(first(coding, 20), &r->marks);
	out_chr(&r->marks, '\n');
	if (type.n == 0 || bytes_begin(type, "text/") ||
	    bytes_begin(type, "multipart/"))
		text_read(r, type, coding, e->body);
}

/* ---- both kinds -------------------------------------------------------------- */

static struct reader
reader_new(struct arena *a)
{
	return ((struct reader){
		.a = a,
		.head = { arena_alloc(a, HEAD_MAX), 0, HEAD_MAX },
		.marks = { arena_alloc(a, MARKS_MAX), 0, MARKS_MAX },
		.body = { arena_alloc(a, BODY_MAX), 0, BODY_MAX },
	});
}

static void
reader_end(struct reader *r, struct spam_text *t)
{
	struct spam_out *o = &r->body;
	size_t k = 0;

	for (size_t i = 0; i < o->n; i++) {
		if (o->p[i] > ' ')
			o->p[k++] = o->p[i];
		else if (k > 0 && o->p[k - 1] != ' ')
			o->p[k++] = ' ';
	}
	o->n = k;
	*t = (struct spam_text){ { r->head.p, r->head.n },
	    { r->marks.p, r->marks.n }, { o->p, o->n } };
}

void
spam_read(struct arena *a, struct bytes raw, struct spam_text *t)
{
	struct reader r = reader_new(a);
	struct entity *e = ARENA_NEW(a, struct entity);

	entity_read(raw, e);
	for (size_t i = 0; i < e->n; i++)
		put_line(&r.head, e->line[i]);
	part_read(&r, e, 0);
	reader_end(&r, t);
}

void
spam_form(struct arena *a, const char *const fields[][2], const char *text,
    struct spam_text *t)
{
	struct reader r = reader_new(a);

	for (size_t i = 0; fields[i][0] != NULL; i++)
		put_line(&r.head, (struct line){
		    { (const uint8_t *)fields[i][0], strlen(fields[i][0]) },
		    { (const uint8_t *)fields[i][1], strlen(fields[i][1]) } });
	out_str(&r.marks, " form\n");
	out_str(&r.body, text);
	reader_end(&r, t);
}
