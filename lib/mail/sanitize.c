/*
 * The rebuild (SECURITY.md 5.4): a walk over libxml2's tree writes allowed
 * elements with allowed attributes, everything else as escaped text or not at
 * all.  No element whose content a browser reads as raw text, and nothing of
 * SVG or MathML, ever comes out: so however differently a browser builds its
 * tree from our text, the tree holds only allowed things.
 */
#include <ctype.h>

#include "core/str.h"
#include "core/utf8.h"
#include "mail/css.h"
#include "mail/html_tree.h"
#include "mail/sanitize.h"
#include "mail/url.h"

#define ATTR_MAX	1024

enum attr_form {
	A_LENGTH,	/* 12, 50%, 3px, 2* */
	A_NUMBER,	/* 0..1000 */
	A_COLOUR,
	A_TOKEN,	/* a word */
	A_NAMES,	/* font names */
	A_TEXT,
	A_FLAG,		/* present or not */
};

/* Attribute, its form, the elements that may have it (NULL: all). */
static const struct attr_row {
	const char	*name;
	enum attr_form	 form;
	const char	*tags;
} attr_rows[] = {
	{ "dir", A_TOKEN, NULL }, { "lang", A_TOKEN, NULL },
	{ "title", A_TEXT, NULL }, { "align", A_TOKEN, NULL },
	{ "valign", A_TOKEN, NULL }, { "bgcolor", A_COLOUR, NULL },
	{ "width", A_LENGTH, NULL }, { "height", A_LENGTH, NULL },
	{ "color", A_COLOUR, " font hr " }, { "face", A_NAMES, " font " },
	{ "size", A_LENGTH, " font hr " }, { "alt", A_TEXT, " img " },
	{ "border", A_LENGTH, " img table " },
	{ "hspace", A_LENGTH, " img " }, { "vspace", A_LENGTH, " img " },
	{ "cellpadding", A_LENGTH, " table " },
	{ "cellspacing", A_LENGTH, " table " },
	{ "colspan", A_NUMBER, " td th " }, { "rowspan", A_NUMBER, " td th " },
	{ "nowrap", A_FLAG, " td th " }, { "span", A_NUMBER, " col colgroup " },
	{ "noshade", A_FLAG, " hr " }, { "clear", A_TOKEN, " br " },
	{ "start", A_NUMBER, " ol " }, { "value", A_NUMBER, " li " },
	{ "type", A_TOKEN, " ol ul li blockquote " },
};

struct writer {
	struct buf	 out;
	const xmlNode	*open[HTML_DEPTH + 1];
	bool		 guard[HTML_DEPTH + 1];	/* a span was opened around */
	size_t		 nopen;
	bool		 remote;
};

static void
write_text(struct buf *b, const char *s)
{
	size_t run = 0, i;

	for (i = 0; s[i] != '\0'; i++) {
		const char *e = s[i] == '&' ? "&amp;" : s[i] == '<' ? "&lt;" :
		    s[i] == '>' ? "&gt;" : s[i] == '"' ? "&quot;" : NULL;

		if (e == NULL)
			continue;
		buf_add(b, s + run, i - run);
		buf_str(b, e);
		run = i + 1;
	}
	buf_add(b, s + run, i - run);
}

static void
write_attr(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, " %s=\"", name);
	write_text(b, value);
	buf_chr(b, '"');
}

/* Only bytes of [A-Za-z0-9] and extra, at most max, at least one. */
static bool
only(const char *s, const char *extra, size_t max)
{
	size_t n;

	for (n = 0; s[n] != '\0'; n++)
		if (!isalnum((unsigned char)s[n]) &&
		    strchr(extra, s[n]) == NULL)
			return (false);
	return (n > 0 && n <= max);
}

static bool
attr_length(const char *s)
{
	size_t n = strspn(s, "+0123456789.");

	return (n > 0 && n <= 8 && (s[n] == '\0' || str_eq(s + n, "%") ||
	    str_eq(s + n, "px") || str_eq(s + n, "*")));
}

static bool
attr_ok(enum attr_form form, const char *v)
{
	uint64_t n;

	switch (form) {
	case A_LENGTH:
		return (attr_length(v));
	case A_NUMBER:
		return (str_u64(v, &n) == RC_OK && n <= 1000);
	case A_COLOUR:
		return (only(v, "#", 30));
	case A_TOKEN:
		return (only(v, "-", 20));
	case A_NAMES:
		return (only(v, " ,'-", 200));
	case A_TEXT:
		return (strlen(v) <= ATTR_MAX);
	case A_FLAG:
	default:
		return (true);
	}
}

static bool
attr_fits(const struct attr_row *row, const char *tag)
{
	const char *p;
	size_t n = strlen(tag);

	if (row->tags == NULL)
		return (true);
	p = row->tags;
	while ((p = strstr(p, tag)) != NULL) {
		if (p[-1] == ' ' && p[n] == ' ')
			return (true);
		p += n;
	}
	return (false);
}

static void
write_attrs(struct writer *w, const xmlNode *n, const char *tag)
{
	struct arena *a = w->out.a;
	const char *style = html_attr(a, n, "style");

	for (size_t i = 0; i < sizeof(attr_rows) / sizeof(attr_rows[0]); i++) {
		const struct attr_row *row = &attr_rows[i];
		const char *v;

		if (!attr_fits(row, tag) || xmlHasProp(n,
		    (const xmlChar *)row->name) == NULL)
			continue;
		v = str_trim(a, html_attr(a, n, row->name));
		if (attr_ok(row->form, v))
			write_attr(&w->out, row->name,
			    row->form == A_FLAG ? row->name : v);
	}
	if (style[0] != '\0' && strlen(style) <= ATTR_MAX * 4)
		style = css_clean(a, style);
	else
		style = "";
	if (style[0] != '\0')
		write_attr(&w->out, "style", style);
}

static void
write_link(struct writer *w, const xmlNode *n)
{
	const char *url = url_link(w->out.a, html_attr(w->out.a, n, "href"));

	if (url == NULL)
		return;
	write_attr(&w->out, "href", url);
	buf_str(&w->out,
	    " rel=\"noopener noreferrer nofollow\" target=\"_blank\"");
}

/* Where an image may come from: the mail itself, or (later, asked) the web. */
static void
write_image(struct writer *w, const xmlNode *n)
{
	struct arena *a = w->out.a;
	const char *src = html_attr(a, n, "src"), *url;

	if ((url = url_cid(a, src)) != NULL ||
	    (url = url_data(a, src)) != NULL) {
		write_attr(&w->out, "src", url);
		return;
	}
	url = url_remote(a, src);
	if (url == NULL)
		url = url_remote(a, html_attr(a, n, "data-remote-src"));
	if (url == NULL)
		return;
	write_attr(&w->out, "data-remote-src", url);
	w->remote = true;
}

static bool
is_element(const xmlNode *n, const char *name)
{
	return (n->type == XML_ELEMENT_NODE &&
	    str_eqi((const char *)n->name, name));
}

/* Would libxml2 close an open tag of that name when it reads n's? */
static bool
closes(const xmlChar *name, const xmlNode *n)
{
	xmlNode probe = { .type = XML_ELEMENT_NODE, .name = n->name };

	/* It does not know that a <p> closes a <p>. */
	if (xmlStrEqual(name, n->name))
		return (!is_element(n, "div") && !is_element(n, "span"));
	return (htmlAutoCloseTag(NULL, name, &probe) != 0);
}

/*
 * Tags we left out may have stood between the open element and this one and
 * kept libxml2 from closing it.  A span takes their place, so that our text
 * reads back as the tree it was written from.
 */
static bool
write_guarded(const struct writer *w, const xmlNode *n)
{
	const xmlNode *top = w->nopen > 0 ? w->open[w->nopen - 1] : NULL;

	return (top != NULL && top != n->parent && closes(top->name, n));
}

/* The colours of <body> live on in a <div>. */
static const char *
write_name(const struct tag *t)
{
	return (str_eq(t->name, "body") ? "div" : t->name);
}

static void
write_open(struct writer *w, const xmlNode *n, const struct tag *t)
{
	const char *name = write_name(t);
	bool guard = write_guarded(w, n);

	if (guard && closes((const xmlChar *)"span", n))
		return;			/* a cell far from its table */
	if (guard)
		buf_str(&w->out, "<span>");
	buf_printf(&w->out, "<%s", name);
	if (str_eq(name, "a"))
		write_link(w, n);
	if (str_eq(name, "img"))
		write_image(w, n);
	write_attrs(w, n, name);
	buf_chr(&w->out, '>');
	if (t->kind == TAG_VOID) {
		if (guard)
			buf_str(&w->out, "</span>");
		return;
	}
	w->guard[w->nopen] = guard;
	w->open[w->nopen++] = n;
}

static void
write_close(struct writer *w)
{
	const xmlNode *n = w->open[--w->nopen];

	buf_printf(&w->out, "</%s>", write_name(html_tag(n)));
	if (w->guard[w->nopen])
		buf_str(&w->out, "</span>");
}

/* One node; whether to go into its children. */
static bool
write_node(struct writer *w, const xmlNode *n)
{
	const struct tag *t;

	if (n->type == XML_TEXT_NODE && n->content != NULL)
		write_text(&w->out, (const char *)n->content);
	if (n->type != XML_ELEMENT_NODE)
		return (false);
	t = html_tag(n);
	if (t->kind == TAG_DROP)
		return (false);
	if (str_eq(t->name, "body") && n->properties == NULL)
		return (true);
	if (t->kind != TAG_SKIP && w->nopen < HTML_DEPTH)
		write_open(w, n, t);
	return (true);
}

/* The next node, closing what was left on the way. */
static xmlNode *
write_next(struct writer *w, xmlNode *n, const xmlNode *root, bool deep)
{
	if (deep && n->children != NULL)
		return (n->children);
	for (;; n = n->parent) {
		if (w->nopen > 0 && w->open[w->nopen - 1] == n)
			write_close(w);
		if (n == root)
			return (NULL);
		if (n->next != NULL)
			return (n->next);
	}
}

static void
write_tree(struct writer *w, xmlNode *root)
{
	size_t nodes = 0;
	xmlNode *n = root;

	while (n != NULL && nodes++ < HTML_NODES)
		n = write_next(w, n, root, write_node(w, n));
	while (w->nopen > 0)
		write_close(w);
	if (n != NULL)
		buf_str(&w->out, "<p>[...]</p>");
}

struct safe_html
sanitize_html(struct arena *a, struct bytes html, bool *remote_r)
{
	CLEANUP(html_free) htmlDocPtr doc = NULL;
	struct writer *w = ARENA_NEW(a, struct writer);
	xmlNode *root;

	w->out = (struct buf)BUF_INIT(a);
	doc = html_parse(a, html);
	root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
	if (root != NULL)
		write_tree(w, root);
	*remote_r = w->remote;
	return ((struct safe_html){ utf8_clean(a, buf_cstr(&w->out), w->out.n,
	    false) });
}
