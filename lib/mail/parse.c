/*
 * Parsing one mail: the parent's side, and the child's entry.  Called by the
 * mail intake and the command line.
 */
#include <ctype.h>

#include "core/log.h"
#include "core/str.h"
#include "core/utf8.h"
#include "mail/charset.h"
#include "mail/html_tree.h"
#include "mail/jail.h"
#include "mail/parse_in.h"

#define RAW_SHOWN	((size_t)64 << 10)	/* of what cannot be read */

void
mail_warm(void)
{
	static bool warm;
	const char *charsets[] = { "utf-8", "windows-1252", NULL };
	GMimeParserOptions *o;

	if (warm)
		return;
	warm = true;
	g_mime_init();
	o = (GMimeParserOptions *)(uintptr_t)
	    g_mime_parser_options_get_default();
	g_mime_parser_options_set_fallback_charsets(o, charsets);
	charset_warm();
	html_warm();
}

/*
 * A byte order mark and blank space before the header are some editor's, an
 * mbox line is the spool's: none is the mail's.
 */
static struct bytes
raw_begin(struct bytes raw)
{
	const uint8_t *nl;

	if (raw.n >= 3 && memcmp(raw.p, "\xef\xbb\xbf", 3) == 0)
		raw = (struct bytes){ raw.p + 3, raw.n - 3 };
	while (raw.n > 1 && isspace(raw.p[0]))
		raw = (struct bytes){ raw.p + 1, raw.n - 1 };
	if (raw.n < 5 || (memcmp(raw.p, "From ", 5) != 0 &&
	    memcmp(raw.p, ">From", 5) != 0))
		return (raw);
	nl = memchr(raw.p, '\n', raw.n);
	if (nl == NULL)
		return (raw);
	raw.n -= (size_t)(nl + 1 - raw.p);
	raw.p = nl + 1;
	return (raw);
}

/* Does it begin with a header field (RFC 5322 2.2)? */
static bool
raw_has_header(struct bytes raw)
{
	size_t n = 0;

	while (n < raw.n && n < 100 && raw.p[n] > ' ' && raw.p[n] < 0x7f &&
	    raw.p[n] != ':')
		n++;
	while (n < raw.n && (raw.p[n] == ' ' || raw.p[n] == '\t'))
		n++;
	return (n > 0 && n < raw.n && raw.p[n] == ':');
}

/* An empty mail: every text is "". */
static void
mail_blank(struct arena *a, struct mail *m)
{
	*m = (struct mail){
		.from = { "", "" }, .subject = "", .message_id = "",
		.text = "", .reply_text = "", .html = { "" },
		.auth_results = "",
	};
	m->to.v = m->cc.v = m->reply_to.v = ARENA_NEW(a, struct mail_addr);
	m->references = arena_array(a, 1, sizeof(char *));
	m->files = ARENA_NEW(a, struct mail_file);
}

static void
mail_raw(struct arena *a, struct bytes raw, struct mail *m)
{
	size_t n = raw.n < RAW_SHOWN ? raw.n : RAW_SHOWN;

	m->text = m->reply_text = utf8_clean(a, raw.p, n, false);
	m->broken = true;
}

/* Bytes of the header with its empty line. */
static size_t
raw_header(struct bytes raw)
{
	const uint8_t *p = raw.p, *end = raw.p + raw.n, *nl;

	while ((nl = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p = nl + 1;
		if (p < end && (*p == '\n' || (*p == '\r' && p + 1 < end &&
		    p[1] == '\n')))
			break;
	}
	return (nl == NULL ? raw.n : (size_t)(p - raw.p));
}

/*
 * Is there a body of which nothing came out?  A multipart whose boundary never
 * comes, HTML deeper than the parser goes.
 */
static bool
raw_unread(struct bytes raw, const struct mail *m)
{
	if (m->text[0] != '\0' || m->nfiles > 0 ||
	    strstr(m->html.safe, "<img") != NULL)
		return (false);
	for (size_t i = raw_header(raw); i < raw.n; i++)
		if (!isspace(raw.p[i]))
			return (true);
	return (false);
}

static void
parse_message(struct arena *a, struct bytes raw, GMimeMessage *msg,
    struct mail *m)
{
	mail_head(a, msg, m);
	m->broken = !mail_body(a, g_mime_message_get_mime_part(msg), m) ||
	    raw_unread(raw, m);
	if (m->broken && m->text[0] == '\0')
		mail_raw(a, charset_utf8(a, raw, NULL), m);
}

void
mail_parse_here(struct arena *a, struct bytes raw, struct mail *m)
{
	GByteArray bytes;
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *msg = NULL;

	mail_blank(a, m);
	raw = raw_begin(raw);
	if (!raw_has_header(raw)) {
		mail_raw(a, charset_utf8(a, raw, NULL), m);
		return;
	}
	bytes = (GByteArray){ (guint8 *)(uintptr_t)raw.p, (guint)raw.n };
	stream = g_mime_stream_mem_new_with_byte_array(&bytes);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	parser = g_mime_parser_new_with_stream(stream);
	msg = g_mime_parser_construct_message(parser, NULL);
	if (msg == NULL) {
		mail_raw(a, charset_utf8(a, raw, NULL), m);
	} else {
		parse_message(a, raw, msg, m);
		g_object_unref(msg);
	}
	g_object_unref(parser);
	g_object_unref(stream);
}

static void
parse_child(struct arena *a, struct bytes raw, struct buf *out)
{
	struct mail m;

	mail_parse_here(a, raw, &m);
	spam_read(a, raw, &m.spam);
	mail_pack(out, &m);
}

void
mail_parse_warm(void)
{
	mail_warm();
	jail_compile();
}

void
mail_parse_open(size_t max)
{
	mail_warm();
	jail_serve_open(parse_child, max);
}

void
mail_parse_serve(void)
{
	jail_serve();
}

/* The child did not survive the body: what the header alone says. */
static enum rc
parse_header_only(struct arena *a, struct bytes raw, struct mail *m)
{
	struct bytes head = { raw.p, raw_header(raw) }, answer;
	enum rc rc = RC_INVALID;

	if (head.n < raw.n && head.n < ((size_t)1 << 20))
		rc = jail_run(a, parse_child, head, &answer);
	if (rc == RC_FAILED)
		return (rc);
	if (rc != RC_OK || !mail_unpack(a, answer, m))
		mail_blank(a, m);
	mail_raw(a, (struct bytes){ raw.p + head.n, raw.n - head.n }, m);
	if (m->text[0] == '\0')
		mail_raw(a, raw, m);
	return (RC_OK);
}

enum rc
mail_parse(struct arena *a, struct bytes raw, struct mail *m)
{
	struct bytes answer;
	enum rc rc;

	if (raw.n == 0)
		return (RC_INVALID);
	mail_warm();
	rc = jail_run(a, parse_child, raw, &answer);
	if (rc == RC_FAILED)
		return (rc);
	if (rc == RC_OK && mail_unpack(a, answer, m))
		return (RC_OK);
	log_warn("mail: a message of %zu bytes could not be read", raw.n);
	return (parse_header_only(a, raw, m));
}
