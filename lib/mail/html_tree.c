/* Reading HTML: libxml2 without network, entities files, or huge documents. */
#include <ctype.h>

#include <libxml/HTMLtree.h>
#include <libxml/parserInternals.h>

#include "core/buf.h"
#include "core/str.h"
#include "core/utf8.h"
#include "mail/html_tree.h"

/* Sorted by name, for bsearch(3). What is not here is TAG_SKIP, inline. */
static const struct tag html_tags[] = {
	{ "a", TAG_KEEP, false }, { "abbr", TAG_KEEP, false },
	{ "address", TAG_KEEP, true }, { "applet", TAG_DROP, false },
	{ "article", TAG_SKIP, true }, { "aside", TAG_SKIP, true },
	{ "audio", TAG_DROP, false }, { "b", TAG_KEEP, false },
	{ "base", TAG_DROP, false }, { "basefont", TAG_DROP, false },
	{ "bgsound", TAG_DROP, false }, { "big", TAG_KEEP, false },
	{ "blockquote", TAG_KEEP, true }, { "body", TAG_KEEP, true },
	{ "br", TAG_VOID, false },
	{ "canvas", TAG_DROP, false }, { "caption", TAG_KEEP, true },
	{ "center", TAG_KEEP, true }, { "cite", TAG_KEEP, false },
	{ "code", TAG_KEEP, false }, { "col", TAG_VOID, false },
	{ "colgroup", TAG_KEEP, false }, { "datalist", TAG_DROP, false },
	{ "dd", TAG_KEEP, true }, { "del", TAG_KEEP, false },
	{ "details", TAG_SKIP, true }, { "div", TAG_KEEP, true },
	{ "dl", TAG_KEEP, true }, { "dt", TAG_KEEP, true },
	{ "em", TAG_KEEP, false }, { "embed", TAG_DROP, false },
	{ "fieldset", TAG_SKIP, true }, { "figure", TAG_SKIP, true },
	{ "font", TAG_KEEP, false }, { "footer", TAG_SKIP, true },
	{ "form", TAG_SKIP, true }, { "frame", TAG_DROP, false },
	{ "frameset", TAG_DROP, false }, { "h1", TAG_KEEP, true },
	{ "h2", TAG_KEEP, true }, { "h3", TAG_KEEP, true },
	{ "h4", TAG_KEEP, true }, { "h5", TAG_KEEP, true },
	{ "h6", TAG_KEEP, true }, { "header", TAG_SKIP, true },
	{ "hr", TAG_VOID, true }, { "i", TAG_KEEP, false },
	{ "iframe", TAG_DROP, false }, { "img", TAG_VOID, false },
	{ "input", TAG_DROP, false }, { "ins", TAG_KEEP, false },
	{ "kbd", TAG_KEEP, false }, { "li", TAG_KEEP, true },
	{ "link", TAG_DROP, false }, { "main", TAG_SKIP, true },
	{ "map", TAG_DROP, false }, { "mark", TAG_KEEP, false },
	{ "math", TAG_DROP, false }, { "meta", TAG_DROP, false },
	{ "nav", TAG_SKIP, true }, { "noembed", TAG_DROP, false },
	{ "noframes", TAG_DROP, false }, { "noscript", TAG_DROP, false },
	{ "object", TAG_DROP, false }, { "ol", TAG_KEEP, true },
	{ "p", TAG_KEEP, true }, { "param", TAG_DROP, false },
	{ "plaintext", TAG_DROP, false }, { "pre", TAG_KEEP, true },
	{ "q", TAG_KEEP, false }, { "s", TAG_KEEP, false },
	{ "samp", TAG_KEEP, false }, { "script", TAG_DROP, false },
	{ "section", TAG_SKIP, true }, { "select", TAG_DROP, false },
	{ "small", TAG_KEEP, false }, { "source", TAG_DROP, false },
	{ "span", TAG_KEEP, false }, { "strike", TAG_KEEP, false },
	{ "strong", TAG_KEEP, false }, { "style", TAG_DROP, false },
	{ "sub", TAG_KEEP, false }, { "sup", TAG_KEEP, false },
	{ "svg", TAG_DROP, false }, { "table", TAG_KEEP, true },
	{ "tbody", TAG_KEEP, false }, { "td", TAG_KEEP, false },
	{ "template", TAG_DROP, false }, { "textarea", TAG_DROP, false },
	{ "tfoot", TAG_KEEP, false }, { "th", TAG_KEEP, false },
	{ "thead", TAG_KEEP, false }, { "title", TAG_DROP, false },
	{ "tr", TAG_KEEP, true }, { "track", TAG_DROP, false },
	{ "tt", TAG_KEEP, false }, { "u", TAG_KEEP, false },
	{ "ul", TAG_KEEP, true }, { "var", TAG_KEEP, false },
	{ "video", TAG_DROP, false }, { "wbr", TAG_VOID, false },
	{ "xml", TAG_DROP, false }, { "xmp", TAG_DROP, false },
};

static int
tag_compare(const void *name, const void *row)
{
	return (strcasecmp(name, ((const struct tag *)row)->name));
}

const struct tag *
html_tag(const xmlNode *n)
{
	static const struct tag unknown = { "", TAG_SKIP, false };
	const struct tag *t = NULL;

	if (n->name != NULL)
		t = bsearch(n->name, html_tags,
		    sizeof(html_tags) / sizeof(html_tags[0]),
		    sizeof(html_tags[0]), tag_compare);
	return (t == NULL ? &unknown : t);
}

void
html_warm(void)
{
	static bool warm;

	if (warm)
		return;
	warm = true;
	xmlInitParser();
	/* Long answers nest a quote in a quote; at 256 libxml2 gives up. */
	xmlParserMaxDepth = 2000;
}

/* Length of a comment or "<![if ...]>" at p (which is "<"), or 0. */
static size_t
html_noise(const char *p, size_t n)
{
	const char *end;

	if (n > 4 && memcmp(p, "<!--", 4) == 0) {
		if (p[4] == '>')
			return (5);
		end = memmem(p + 4, n - 4, "-->", 3);
		return (end == NULL ? 4 : (size_t)(end - p) + 3);
	}
	if (n > 3 && memcmp(p, "<![", 3) == 0) {
		end = memchr(p, '>', n);
		return (end == NULL ? 3 : (size_t)(end - p) + 1);
	}
	return (0);
}

/* Bytes before the colon of "<o:p" or "</o:p", or 0. */
static size_t
html_prefix(const char *p, size_t n)
{
	size_t start = n > 1 && p[1] == '/' ? 2 : 1, i = start;

	while (i < n && isalnum((unsigned char)p[i]))
		i++;
	return (i < n && i > start && p[i] == ':' ? i : 0);
}

/*
 * What libxml2 2.9 would get wrong: comments and conditional sections of
 * Office go (the latter would become text), "o:p" becomes "o-p" (it would
 * become "p").  A fragment gets a body, or libxml2 makes its text a <p>.
 */
static struct bytes
html_prepare(struct arena *a, struct bytes html)
{
	size_t left = html.n < HTML_BYTES ? html.n : HTML_BYTES;
	const char *p = (const char *)html.p, *lt;
	struct buf b = BUF_INIT(a);

	if (memmem(p, left < 65536 ? left : 65536, "<body", 5) == NULL &&
	    memmem(p, left < 65536 ? left : 65536, "<BODY", 5) == NULL)
		buf_str(&b, "<html><body>");
	while ((lt = memchr(p, '<', left)) != NULL) {
		size_t skip, keep;

		buf_add(&b, p, (size_t)(lt - p));
		left -= (size_t)(lt - p);
		skip = html_noise(lt, left);
		keep = skip > 0 ? 0 : html_prefix(lt, left);
		if (skip == 0) {
			skip = keep + 1;
			buf_add(&b, lt, keep > 0 ? keep : 1);
			if (keep > 0)
				buf_chr(&b, '-');
		}
		p = lt + skip;
		left -= skip;
	}
	buf_add(&b, p, left);
	return (buf_bytes(&b));
}

htmlDocPtr
html_parse(struct arena *a, struct bytes html)
{
	htmlParserCtxtPtr c;
	htmlDocPtr doc;

	html_warm();
	if (html.n == 0)
		return (NULL);
	html = html_prepare(a, html);
	c = htmlNewParserCtxt();
	if (c == NULL)
		return (NULL);
	doc = htmlCtxtReadMemory(c, (const char *)html.p, (int)html.n, NULL,
	    "UTF-8", HTML_PARSE_RECOVER | HTML_PARSE_NONET |
	    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NODEFDTD);
	htmlFreeParserCtxt(c);
	return (doc);
}

void
html_free(htmlDocPtr *doc)
{
	if (*doc != NULL)
		xmlFreeDoc(*doc);
	*doc = NULL;
}

const char *
html_attr(struct arena *a, const xmlNode *n, const char *name)
{
	xmlChar *v = xmlGetNoNsProp(n, (const xmlChar *)name);
	const char *s;

	if (v == NULL)
		return ("");
	s = utf8_clean(a, v, strlen((const char *)v), false);
	xmlFree(v);
	return (s);
}
