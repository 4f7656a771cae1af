/*
 * Readable plain text of an HTML body: for the search, for notices, for
 * answers, and for finding where the quoted rest begins.
 */
#include "core/str.h"
#include "core/utf8.h"
#include "mail/html_text.h"
#include "mail/html_tree.h"
#include "mail/sanitize.h"
#include "mail/url.h"

#define QUOTE_DEPTH	10
#define TEXT_MAX	((size_t)2 << 20)

struct typist {
	struct buf	 out;
	size_t		 lines;		/* line ends at the end of out */
	bool		 space;		/* white space to write before a word */
	bool		 marks;
	bool		 marked;
	size_t		 pre, quote, list;
	size_t		 item[HTML_DEPTH];	/* 0: bullets; else next number */
};

static void
type_newline(struct typist *t)
{
	if (t->lines < 2 && t->out.n > 0) {
		for (size_t i = 0; t->lines == 1 && i < t->quote; i++)
			buf_str(&t->out, i + 1 < t->quote ? "> " : ">");
		buf_chr(&t->out, '\n');
		t->lines++;
	}
	t->space = false;
}

/* At least n line ends before what follows. */
static void
type_break(struct typist *t, size_t n)
{
	while (t->out.n > 0 && t->lines < n)
		type_newline(t);
	t->space = false;
}

static void
type_bytes(struct typist *t, const char *s, size_t n)
{
	if (t->out.n == 0 || t->lines > 0)
		for (size_t i = 0; i < t->quote; i++)
			buf_str(&t->out, "> ");
	else if (t->space)
		buf_chr(&t->out, ' ');
	buf_add(&t->out, s, n);
	t->lines = 0;
	t->space = false;
}

static bool
is_space(char c)
{
	return (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f');
}

static void
type_text(struct typist *t, const char *s)
{
	while (*s != '\0') {
		size_t n = 0;

		if (t->pre > 0) {
			n = strcspn(s, "\n");
			if (n > 0)
				type_bytes(t, s, n);
			if (s[n] == '\n')
				type_newline(t);
			s += n + (s[n] == '\n');
			continue;
		}
		while (s[n] != '\0' && !is_space(s[n]))
			n++;
		if (n > 0)
			type_bytes(t, s, n);
		s += n;
		if (is_space(*s)) {
			t->space = t->lines == 0;
			s++;
		}
	}
}

static bool
has(struct typist *t, const xmlNode *n, const char *attr, const char *word)
{
	return (strcasestr(html_attr(t->out.a, n, attr), word) != NULL);
}

/*
 * Where programs say "from here on I quote": Gmail, Yahoo, Thunderbird,
 * Outlook (desktop, web, mobile), Proton, Zimbra, and cite blocks.
 */
static bool
type_quotes(struct typist *t, const xmlNode *n, const char *tag)
{
	if (n->properties == NULL)
		return (false);
	if (str_eq(tag, "blockquote"))
		return (has(t, n, "type", "cite") ||
		    has(t, n, "class", "gmail_quote") ||
		    has(t, n, "id", "isReplyContent"));
	return (has(t, n, "class", "gmail_quote") ||
	    has(t, n, "class", "gmail_extra") ||
	    has(t, n, "class", "yahoo_quoted") ||
	    has(t, n, "class", "moz-cite-prefix") ||
	    has(t, n, "class", "protonmail_quote") ||
	    has(t, n, "class", "zmail_extra") ||
	    has(t, n, "id", "appendonsend") ||
	    has(t, n, "id", "divRplyFwdMsg") ||
	    has(t, n, "id", "mail-editor-reference-message-container") ||
	    has(t, n, "id", "OLK_SRC_BODY_SECTION") ||
	    str_eqi(html_attr(t->out.a, n, "id"), "stopSpelling"));
}

static void
type_item(struct typist *t)
{
	size_t *next = &t->item[t->list > 0 ? t->list - 1 : 0];
	char s[32] = "- ";

	type_break(t, 1);
	if (t->list > 0 && *next > 0)
		(void)snprintf(s, sizeof(s), "%zu. ", (*next)++);
	type_bytes(t, s, strlen(s));
}

static bool
is_paragraph(const char *tag)
{
	return (str_eq(tag, "p") || str_eq(tag, "pre") ||
	    str_eq(tag, "blockquote") || (tag[0] == 'h' && tag[1] >= '1' &&
	    tag[1] <= '6'));
}

static void
type_image(struct typist *t, const xmlNode *n)
{
	const char *alt = str_trim(t->out.a, html_attr(t->out.a, n, "alt"));

	if (alt[0] != '\0' && strlen(alt) < 200)
		type_text(t, arena_printf(t->out.a, "[%s]", alt));
}

/* False: nothing of it is text. */
static bool
type_enter(struct typist *t, const xmlNode *n, const struct tag *tag)
{
	const char *name = tag->name;

	if (tag->kind == TAG_DROP)
		return (false);
	if (n->properties != NULL && (has(t, n, "style", "display:none") ||
	    has(t, n, "style", "display: none")))
		return (false);
	if (tag->block)
		type_break(t, is_paragraph(name) ? 2 : 1);
	if (t->marks && !t->marked && type_quotes(t, n, name)) {
		type_break(t, 1);
		type_bytes(t, QUOTE_MARK, strlen(QUOTE_MARK));
		type_break(t, 1);
		t->marked = true;
	}
	if (str_eq(name, "blockquote") && t->quote < QUOTE_DEPTH)
		t->quote++;
	else if (str_eq(name, "pre"))
		t->pre++;
	else if ((str_eq(name, "ul") || str_eq(name, "ol")) &&
	    t->list < HTML_DEPTH)
		t->item[t->list++] = str_eq(name, "ol");
	else if (str_eq(name, "li"))
		type_item(t);
	else if (str_eq(name, "td") || str_eq(name, "th"))
		t->space = t->lines == 0 && t->out.n > 0;
	else if (str_eq(name, "img"))
		type_image(t, n);
	else if (str_eq(name, "hr"))
		type_bytes(t, "---", 3);
	else if (str_eq(name, "br"))
		type_newline(t);
	return (true);
}

/* A link's address after its text, unless the text shows it. */
static void
type_link(struct typist *t, const xmlNode *n)
{
	const char *url = url_link(t->out.a, html_attr(t->out.a, n, "href"));
	const char *bare, *tail;
	size_t len;

	if (url == NULL || strlen(url) > 500)
		return;
	bare = strchr(url, ':') + 1;
	bare += strspn(bare, "/");
	len = strlen(bare);
	if (len > 0 && bare[len - 1] == '/')
		len--;
	tail = t->out.n > 2 * len + 8 ?
	    t->out.p + t->out.n - 2 * len - 8 : t->out.p;
	if (tail == NULL || memmem(tail, strlen(tail), bare, len) != NULL)
		return;
	if (t->lines == 0 && !str_ends(t->out.p, "]"))
		t->space = true;
	type_bytes(t, "<", 1);
	type_bytes(t, url, strlen(url));
	type_bytes(t, ">", 1);
}

static void
type_leave(struct typist *t, const xmlNode *n, const struct tag *tag)
{
	const char *name = tag->name;

	if (str_eq(name, "blockquote") && t->quote > 0) {
		type_break(t, 1);
		t->quote--;
	} else if (str_eq(name, "pre") && t->pre > 0) {
		t->pre--;
	} else if ((str_eq(name, "ul") || str_eq(name, "ol")) && t->list > 0) {
		t->list--;
	} else if (str_eq(name, "a")) {
		type_link(t, n);
	}
	if (tag->block)
		type_break(t, is_paragraph(name) ? 2 : 1);
}

static bool
type_node(struct typist *t, const xmlNode *n)
{
	if (n->type == XML_TEXT_NODE && n->content != NULL)
		type_text(t, (const char *)n->content);
	if (n->type != XML_ELEMENT_NODE)
		return (false);
	return (type_enter(t, n, html_tag(n)));
}

static void
type_tree(struct typist *t, xmlNode *root)
{
	xmlNode *n = root;
	size_t nodes = 0;

	while (nodes++ < HTML_NODES * 2 && t->out.n < TEXT_MAX) {
		bool in = type_node(t, n);

		if (in && n->children != NULL) {
			n = n->children;
			continue;
		}
		for (;; n = n->parent, in = true) {
			if (in && n->type == XML_ELEMENT_NODE)
				type_leave(t, n, html_tag(n));
			if (n == root)
				return;
			if (n->next != NULL)
				break;
		}
		n = n->next;
	}
}

char *
html_text(struct arena *a, struct bytes html, bool marks)
{
	CLEANUP(html_free) htmlDocPtr doc = html_parse(a, html);
	struct typist *t = ARENA_NEW(a, struct typist);
	xmlNode *root = doc == NULL ? NULL : xmlDocGetRootElement(doc);

	t->out = (struct buf)BUF_INIT(a);
	t->marks = marks;
	if (root != NULL)
		type_tree(t, root);
	while (t->out.n > 0 && is_space(t->out.p[t->out.n - 1]))
		t->out.n--;
	return (utf8_clean(a, t->out.p, t->out.n, false));
}

char *
html_to_text(struct arena *a, struct bytes html)
{
	return (html_text(a, html, false));
}
