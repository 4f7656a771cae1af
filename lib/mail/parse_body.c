/*
 * The parts of a mail: which are its body, which are files.  A body is a row of
 * blocks; a multipart/alternative is one block that may have both forms.
 */
#include "core/str.h"
#include "core/utf8.h"
#include "mail/charset.h"
#include "mail/html_text.h"
#include "mail/parse_in.h"
#include "mail/sanitize.h"

#define BLOCKS	100

struct block {
	struct buf	plain, html;
	bool		has_plain, has_html;
};

struct gather {
	struct arena	*a;
	struct mail	*m;
	struct block	 block[BLOCKS];
	size_t		 nblocks;
	size_t		 nparts;
	size_t		 ntext;		/* bytes of plain text taken */
	bool		 cut;		/* some limit was reached */
};

/* The decoded content. */
static struct bytes
part_data(struct arena *a, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *s;
	GByteArray *d;
	struct bytes out = { (const uint8_t *)"", 0 };

	if (content == NULL)
		return (out);
	s = g_mime_stream_mem_new();
	(void)g_mime_data_wrapper_write_to_stream(content, s);
	d = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(s));
	if (d != NULL && d->len > 0)
		out = arena_bytes(a, d->data, d->len);
	g_object_unref(s);
	return (out);
}

/* A whole message as it came, line ends aside. */
static struct bytes
object_data(struct arena *a, GMimeObject *o)
{
	GMimeStream *s = g_mime_stream_mem_new();
	struct bytes out = { (const uint8_t *)"", 0 };
	GByteArray *d;

	(void)g_mime_object_write_to_stream(o, NULL, s);
	d = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(s));
	if (d != NULL && d->len > 0)
		out = arena_bytes(a, d->data, d->len);
	g_object_unref(s);
	return (out);
}

static void
gather_file(struct gather *g, GMimeObject *o)
{
	struct mail *m = g->m;
	struct mail_file *f = &m->files[m->nfiles];

	if (m->nfiles == PARSE_PARTS) {
		g->cut = true;
		return;
	}
	mail_file_name(g->a, o, f);
	if (GMIME_IS_MESSAGE_PART(o) &&
	    g_mime_message_part_get_message(GMIME_MESSAGE_PART(o)) != NULL)
		f->data = object_data(g->a, GMIME_OBJECT(
		    g_mime_message_part_get_message(GMIME_MESSAGE_PART(o))));
	else if (GMIME_IS_PART(o))
		f->data = part_data(g->a, GMIME_PART(o));
	else
		f->data = object_data(g->a, o);
	m->nfiles++;
}

/*
 * format=flowed (RFC 3676): a line ending in a space goes on in the next one of
 * the same quote depth; a leading space was stuffed.
 */
static size_t
flowed_depth(const char *s, const char *end)
{
	size_t n = 0;

	while (s + n < end && s[n] == '>')
		n++;
	return (n);
}

static const char *
body_flowed(struct arena *a, const char *s, bool delsp)
{
	struct buf b = BUF_INIT(a);
	size_t open = SIZE_MAX;		/* depth of the line that goes on */

	while (*s != '\0') {
		const char *end = s + strcspn(s, "\n"), *last = end;
		size_t depth = flowed_depth(s, end);
		const char *line = s + depth;
		bool soft;

		if (line < end && *line == ' ')
			line++;
		soft = last > line && last[-1] == ' ' &&
		    !(last - line == 3 && memcmp(line, "-- ", 3) == 0);
		if (soft && delsp)
			last--;
		if (open != SIZE_MAX && open != depth)
			buf_chr(&b, '\n');
		if (open != depth) {
			for (size_t i = 0; i < depth; i++)
				buf_chr(&b, '>');
			if (depth > 0)
				buf_chr(&b, ' ');
		}
		buf_add(&b, line, (size_t)(last - line));
		open = soft ? depth : SIZE_MAX;
		s = *end == '\n' ? end + 1 : end;
		if (!soft && *end == '\n')
			buf_chr(&b, '\n');
	}
	return (buf_cstr(&b));
}

/* A text part as clean UTF-8. */
static const char *
body_plain(struct gather *g, GMimeObject *o)
{
	GMimeContentType *ct = g_mime_object_get_content_type(o);
	struct bytes d = part_data(g->a, GMIME_PART(o));
	const char *s;

	/* Of all parts together: a page shows all of it. */
	if (d.n > PARSE_TEXT - g->ntext) {
		g->cut = true;
		d.n = PARSE_TEXT - g->ntext;
	}
	g->ntext += d.n;
	d = charset_utf8(g->a, d, g_mime_content_type_get_parameter(ct,
	    "charset"));
	s = utf8_clean(g->a, d.p, d.n, false);
	if (str_eqi(g_mime_content_type_get_parameter(ct, "format"), "flowed"))
		s = body_flowed(g->a, s, str_eqi(
		    g_mime_content_type_get_parameter(ct, "delsp"), "yes"));
	return (s);
}

/* The character set a page names itself in its first bytes, or NULL. */
static const char *
html_charset(struct arena *a, struct bytes d)
{
	size_t n = d.n < 2048 ? d.n : 2048;
	char *head = str_lower(a, arena_strndup(a, (const char *)d.p, n));
	const char *p = strstr(head, "charset=");

	if (p == NULL || strstr(head, "<meta") == NULL)
		return (NULL);
	p += strlen("charset=");
	p += strspn(p, "\"' ");
	return (arena_strndup(a, p, strcspn(p, "\"' />;")));
}

static struct bytes
body_html(struct gather *g, GMimeObject *o)
{
	GMimeContentType *ct = g_mime_object_get_content_type(o);
	const char *charset = g_mime_content_type_get_parameter(ct, "charset");
	struct bytes d = part_data(g->a, GMIME_PART(o));

	if (charset == NULL || charset[0] == '\0')
		charset = html_charset(g->a, d);
	return (charset_utf8(g->a, d, charset));
}

/* Is this text part to be read, not to be saved? */
static bool
is_body(GMimeObject *o)
{
	GMimeContentDisposition *d = g_mime_object_get_content_disposition(o);
	GMimeContentType *ct = g_mime_object_get_content_type(o);

	if (!GMIME_IS_PART(o) || ct == NULL ||
	    !(g_mime_content_type_is_type(ct, "text", "plain") ||
	    g_mime_content_type_is_type(ct, "text", "html")))
		return (false);
	return (d == NULL || (!str_eqi(
	    g_mime_content_disposition_get_disposition(d), "attachment") &&
	    g_mime_part_get_filename(GMIME_PART(o)) == NULL));
}

static struct block *
gather_block(struct gather *g)
{
	struct block *b = &g->block[g->nblocks];

	if (g->nblocks == BLOCKS) {
		g->cut = true;
		return (NULL);
	}
	b->plain = b->html = (struct buf)BUF_INIT(g->a);
	g->nblocks++;
	return (b);
}

static void
gather_text(struct gather *g, GMimeObject *o, struct block *b)
{
	struct bytes html;

	if (b == NULL && (b = gather_block(g)) == NULL) {
		gather_file(g, o);
		return;
	}
	if (g_mime_content_type_is_type(g_mime_object_get_content_type(o),
	    "text", "plain")) {
		if (b->has_plain)
			buf_chr(&b->plain, '\n');
		buf_str(&b->plain, body_plain(g, o));
		b->has_plain = true;
		return;
	}
	html = body_html(g, o);
	buf_add(&b->html, html.p, html.n);
	b->has_html = true;
}

static void
gather_part(struct gather *g, GMimeObject *o, struct block *b, int depth)
{
	GMimeContentType *ct;
	int n;

	if (o == NULL)
		return;
	if (g->nparts++ >= PARSE_PARTS || depth > PARSE_DEPTH) {
		g->cut = true;
		return;
	}
	if (!GMIME_IS_MULTIPART(o)) {
		if (is_body(o))
			gather_text(g, o, b);
		else
			gather_file(g, o);
		return;
	}
	ct = g_mime_object_get_content_type(o);
	if (b == NULL && ct != NULL &&
	    g_mime_content_type_is_type(ct, "multipart", "alternative"))
		b = gather_block(g);
	n = g_mime_multipart_get_count(GMIME_MULTIPART(o));
	for (int i = 0; i < n && g->nparts <= PARSE_PARTS; i++)
		gather_part(g, g_mime_multipart_get_part(GMIME_MULTIPART(o), i),
		    b, depth + 1);
}

/* Plain text between HTML blocks. */
static void
add_escaped(struct buf *b, const char *s)
{
	buf_str(b, "<div style=\"white-space:pre-wrap\">");
	for (; *s != '\0'; s++) {
		if (*s == '&')
			buf_str(b, "&amp;");
		else if (*s == '<')
			buf_str(b, "&lt;");
		else
			buf_chr(b, *s);
	}
	buf_str(b, "</div>");
}

/* All blocks as HTML, if any has HTML. */
static struct bytes
join_html(struct gather *g)
{
	struct buf out = BUF_INIT(g->a);
	bool any = false;

	for (size_t i = 0; i < g->nblocks; i++) {
		struct block *b = &g->block[i];

		any |= b->has_html;
		if (i > 0)
			buf_chr(&out, '\n');
		if (b->has_html)
			buf_add(&out, b->html.p, b->html.n);
		else if (b->has_plain && b->plain.n > 0)
			add_escaped(&out, buf_cstr(&b->plain));
	}
	return (any ? buf_bytes(&out) : (struct bytes){ NULL, 0 });
}

/* All blocks as text; NULL when none has any of its own. */
static const char *
join_plain(struct gather *g, bool marks)
{
	struct buf out = BUF_INIT(g->a);
	bool any = false;

	for (size_t i = 0; i < g->nblocks; i++) {
		struct block *b = &g->block[i];

		if (out.n > PARSE_TEXT) {
			g->cut = true;
			break;
		}
		any |= b->has_plain && b->plain.n > 0;
		if (out.n > 0 && out.p[out.n - 1] != '\n')
			buf_chr(&out, '\n');
		if (b->has_plain)
			buf_add(&out, b->plain.p, b->plain.n);
		else if (b->has_html)
			buf_str(&out, html_text(g->a, buf_bytes(&b->html),
			    marks));
	}
	return (any ? buf_cstr(&out) : NULL);
}

/* The beginning, so much of it as is kept; whole letters. */
static const char *
within(struct gather *g, const char *s)
{
	size_t n = strlen(s);

	if (n <= PARSE_TEXT)
		return (s);
	g->cut = true;
	for (n = PARSE_TEXT; n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80;
	    n--)
		;
	return (arena_strndup(g->a, s, n));
}

bool
mail_body(struct arena *a, GMimeObject *o, struct mail *m)
{
	struct gather *g = ARENA_NEW(a, struct gather);
	struct bytes html;

	g->a = a;
	g->m = m;
	m->files = arena_array(a, PARSE_PARTS, sizeof(m->files[0]));
	gather_part(g, o, NULL, 0);
	html = join_html(g);
	m->html = sanitize_html(a, html, &m->remote);
	if (strlen(m->html.safe) > PARSE_HTML) {
		m->html.safe = "";
		g->cut = true;
	}
	m->text = join_plain(g, false);
	m->text_made = m->text == NULL;
	if (m->text_made) {
		m->text = within(g, html_text(a, html, false));
		m->reply_text = reply_trim(a, within(g, html_text(a, html,
		    true)));
	} else {
		m->text = within(g, m->text);
		m->reply_text = reply_trim(a, m->text);
	}
	return (!g->cut);
}
