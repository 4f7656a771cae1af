/*
 * Our mails.  Every header goes through GMime's setters (RFC 2047, folding),
 * after a look that nothing in it can end a line.
 */
#include <gmime/gmime.h>

#include "core/buf.h"
#include "core/str.h"
#include "core/utf8.h"
#include "mail/compose.h"

#define REFERENCES	20	/* the first and the last 19: RFC 5322 3.6.4 */

/* May this stand in a header?  Valid UTF-8 without controls. */
static bool
line_ok(const char *s)
{
	if (s == NULL)
		return (true);
	if (!utf8_valid(s, strlen(s)) || strlen(s) > 4000)
		return (false);
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return (false);
	return (true);
}

/* An address as it goes between < and >. */
static bool
addr_ok(const char *s)
{
	if (str_empty(s) || !line_ok(s) || strlen(s) > 254 ||
	    strchr(s, '@') == NULL)
		return (false);
	return (strpbrk(s, " <>,;:\"\\()[]") == NULL);
}

/* An id without its brackets (RFC 5322 3.6.4, and what others made of it). */
static bool
id_ok(const char *s)
{
	return (s == NULL || (s[0] != '\0' && line_ok(s) && strlen(s) <= 900 &&
	    strpbrk(s, " <>") == NULL));
}

static bool
type_ok(const char *s)
{
	return (s != NULL && line_ok(s) && strlen(s) < 128 &&
	    strchr(s, '/') != NULL && strpbrk(s, " ;\"<>@,") == NULL);
}

static bool
compose_ok(const struct compose *c)
{
	if (!addr_ok(c->from.email) || !addr_ok(c->to.email) ||
	    !line_ok(c->from.name) || !line_ok(c->to.name) ||
	    (c->reply_to != NULL && !addr_ok(c->reply_to)) ||
	    !line_ok(c->subject) || str_empty(c->message_id) ||
	    !id_ok(c->message_id) || !id_ok(c->in_reply_to) ||
	    c->text == NULL || !utf8_valid(c->text, strlen(c->text)) ||
	    (c->html != NULL && !utf8_valid(c->html, strlen(c->html))))
		return (false);
	for (size_t i = 0; i < c->nreferences; i++)
		if (!id_ok(c->references[i]))
			return (false);
	for (size_t i = 0; i < c->nfiles; i++)
		if (!line_ok(c->files[i].name) || !type_ok(c->files[i].type) ||
		    !id_ok(str_empty(c->files[i].cid) ? NULL :
		    c->files[i].cid))
			return (false);
	return (true);
}

static void
set_addr(GMimeMessage *msg, GMimeAddressType type, const char *name,
    const char *email)
{
	g_mime_message_add_mailbox(msg, type, str_empty(name) ? NULL : name,
	    email);
}

static void
set(GMimeMessage *msg, const char *name, const char *value)
{
	g_mime_object_set_header(GMIME_OBJECT(msg), name, value, "utf-8");
}

/* The thread's first message and its last ones. */
static void
set_references(struct arena *a, GMimeMessage *msg, const struct compose *c)
{
	size_t skip = c->nreferences > REFERENCES ?
	    c->nreferences - REFERENCES : 0;
	struct buf b = BUF_INIT(a);

	if (c->in_reply_to != NULL)
		set(msg, "In-Reply-To", arena_printf(a, "<%s>",
		    c->in_reply_to));
	for (size_t i = 0; i < c->nreferences; i++)
		if (i == 0 || i > skip)
			buf_printf(&b, "%s<%s>", i > 0 ? " " : "",
			    c->references[i]);
	if (b.n > 0)
		set(msg, "References", buf_cstr(&b));
}

static void
set_head(struct arena *a, GMimeMessage *msg, const struct compose *c)
{
	GDateTime *date = g_date_time_new_from_unix_utc(c->date);

	set_addr(msg, GMIME_ADDRESS_TYPE_FROM, c->from.name, c->from.email);
	set_addr(msg, GMIME_ADDRESS_TYPE_TO, c->to.name, c->to.email);
	if (c->reply_to != NULL)
		set_addr(msg, GMIME_ADDRESS_TYPE_REPLY_TO, NULL, c->reply_to);
	g_mime_message_set_subject(msg, c->subject == NULL ? "" : c->subject,
	    "utf-8");
	g_mime_message_set_message_id(msg, c->message_id);
	if (date != NULL) {
		g_mime_message_set_date(msg, date);
		g_date_time_unref(date);
	}
	set_references(a, msg, c);
	if (c->automatic) {		/* RFC 3834 5; Exchange's own */
		set(msg, "Auto-Submitted", "auto-replied");
		set(msg, "X-Auto-Response-Suppress", "All");
	}
}

/* Line ends of text parts are CRLF (RFC 2046 4.1.1) before encoding. */
static GMimeStream *
text_stream(struct arena *a, const char *s)
{
	struct buf b = BUF_INIT(a);

	for (; *s != '\0'; s++) {
		if (*s == '\r' && s[1] == '\n')
			continue;
		if (*s == '\n' || *s == '\r')
			buf_str(&b, "\r\n");
		else
			buf_chr(&b, *s);
	}
	return (g_mime_stream_mem_new_with_buffer(buf_cstr(&b), b.n));
}

static void
part_content(GMimePart *part, GMimeStream *s)
{
	GMimeDataWrapper *w = g_mime_data_wrapper_new_with_stream(s,
	    GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(part, w);
	g_object_unref(w);
	g_object_unref(s);
}

/* Quoted-printable when mostly ASCII, else base64: whichever is shorter. */
static GMimeObject *
text_part(struct arena *a, const char *subtype, const char *text)
{
	GMimePart *part = g_mime_part_new_with_type("text", subtype);
	size_t high = 0, n = strlen(text);

	for (size_t i = 0; i < n; i++)
		high += (unsigned char)text[i] >= 0x80;
	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset",
	    "utf-8");
	part_content(part, text_stream(a, text));
	g_mime_part_set_content_encoding(part, high * 6 > n ?
	    GMIME_CONTENT_ENCODING_BASE64 :
	    GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	return (GMIME_OBJECT(part));
}

/* GMime would choose the smallest character set that fits. */
static void
params_utf8(GMimeParamList *l)
{
	for (int i = 0; i < g_mime_param_list_length(l); i++)
		g_mime_param_set_charset(
		    g_mime_param_list_get_parameter_at(l, i), "utf-8");
}

static GMimeObject *
file_part(const struct mail_file *f)
{
	const char *slash = strchr(f->type, '/');
	char *top = g_strndup(f->type, (gsize)(slash - f->type));
	GMimePart *part;

	/* A message part must not be base64 (RFC 2046 5.2.1): it goes opaque. */
	if (str_eqi(top, "message") || str_eqi(top, "multipart"))
		part = g_mime_part_new_with_type("application",
		    "octet-stream");
	else
		part = g_mime_part_new_with_type(top, slash + 1);
	g_free(top);
	g_mime_object_set_disposition(GMIME_OBJECT(part),
	    str_empty(f->cid) ? GMIME_DISPOSITION_ATTACHMENT :
	    GMIME_DISPOSITION_INLINE);
	g_mime_part_set_filename(part, str_empty(f->name) ? "attachment.bin" :
	    f->name);
	params_utf8(g_mime_content_disposition_get_parameters(
	    g_mime_object_get_content_disposition(GMIME_OBJECT(part))));
	params_utf8(g_mime_content_type_get_parameters(
	    g_mime_object_get_content_type(GMIME_OBJECT(part))));
	if (!str_empty(f->cid))
		g_mime_object_set_content_id(GMIME_OBJECT(part), f->cid);
	part_content(part, g_mime_stream_mem_new_with_buffer(
	    f->data.n == 0 ? "" : (const char *)f->data.p, f->data.n));
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
	return (GMIME_OBJECT(part));
}

static void
add(GMimeMultipart *m, GMimeObject *part)
{
	g_mime_multipart_add(m, part);
	g_object_unref(part);
}

static GMimeObject *
body(struct arena *a, const struct compose *c)
{
	GMimeObject *text = text_part(a, "plain", c->text);
	GMimeMultipart *m;

	if (c->html != NULL) {
		m = g_mime_multipart_new_with_subtype("alternative");
		add(m, text);
		add(m, text_part(a, "html", c->html));
		text = GMIME_OBJECT(m);
	}
	if (c->nfiles == 0)
		return (text);
	m = g_mime_multipart_new_with_subtype("mixed");
	add(m, text);
	for (size_t i = 0; i < c->nfiles; i++)
		add(m, file_part(&c->files[i]));
	return (GMIME_OBJECT(m));
}

static struct bytes
message_bytes(struct arena *a, GMimeMessage *msg)
{
	GMimeFormatOptions *o = g_mime_format_options_new();
	GMimeStream *s = g_mime_stream_mem_new();
	struct bytes raw;
	GByteArray *d;

	g_mime_format_options_set_newline_format(o, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_format_options_set_param_encoding_method(o,
	    GMIME_PARAM_ENCODING_METHOD_RFC2231);
	(void)g_mime_object_write_to_stream(GMIME_OBJECT(msg), o, s);
	d = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(s));
	raw = arena_bytes(a, d->data, d->len);
	g_object_unref(s);
	g_mime_format_options_free(o);
	return (raw);
}

enum rc
mail_compose(struct arena *a, const struct compose *c, struct bytes *raw_r)
{
	GMimeMessage *msg;
	GMimeObject *part;

	if (!compose_ok(c))
		return (RC_INVALID);
	g_mime_init();
	msg = g_mime_message_new(FALSE);
	set_head(a, msg, c);
	part = body(a, c);
	g_mime_message_set_mime_part(msg, part);
	g_object_unref(part);
	*raw_r = message_bytes(a, msg);
	g_object_unref(msg);
	return (RC_OK);
}
