/*
 * CSS declarations from strangers.  A browser forgives much (escapes, comments,
 * odd functions); whoever needs one of these loses the declaration.  Nothing
 * that loads (url, image-set), places outside its box (position, transform,
 * negative margins), moves or computes is on the list.
 */
#include <ctype.h>

#include "core/str.h"
#include "mail/css.h"

#define CSS_VALUE_MAX	200
#define CSS_MANY	60	/* declarations in one attribute */

/* Sorted, for bsearch(3). */
static const char *const css_properties[] = {
	"background", "background-color", "border", "border-bottom",
	"border-bottom-color", "border-bottom-left-radius",
	"border-bottom-right-radius", "border-bottom-style",
	"border-bottom-width", "border-collapse", "border-color",
	"border-left", "border-left-color", "border-left-style",
	"border-left-width", "border-radius", "border-right",
	"border-right-color", "border-right-style", "border-right-width",
	"border-spacing", "border-style", "border-top", "border-top-color",
	"border-top-left-radius", "border-top-right-radius",
	"border-top-style", "border-top-width", "border-width", "box-sizing",
	"caption-side", "clear", "color", "direction", "display",
	"empty-cells", "float", "font", "font-family", "font-size",
	"font-stretch", "font-style", "font-variant", "font-weight",
	"height", "letter-spacing", "line-height", "list-style",
	"list-style-position", "list-style-type", "margin", "margin-bottom",
	"margin-left", "margin-right", "margin-top", "max-height",
	"max-width", "min-height", "min-width", "overflow-wrap", "padding",
	"padding-bottom", "padding-left", "padding-right", "padding-top",
	"table-layout", "text-align", "text-decoration",
	"text-decoration-color", "text-decoration-line",
	"text-decoration-style", "text-indent", "text-transform",
	"unicode-bidi", "vertical-align", "white-space", "width",
	"word-break", "word-spacing", "word-wrap",
};

static int
css_compare(const void *a, const void *b)
{
	return (strcmp(a, *(const char *const *)b));
}

static bool
css_property(const char *name)
{
	return (bsearch(name, css_properties, sizeof(css_properties) /
	    sizeof(css_properties[0]), sizeof(css_properties[0]),
	    css_compare) != NULL);
}

/* The only functions: colours. p is at "(". */
static bool
css_function(const char *value, const char *p)
{
	static const char *const colours[] = { "rgb", "rgba", "hsl", "hsla" };
	const char *start = p;

	while (start > value && (isalnum((unsigned char)start[-1]) ||
	    start[-1] == '-' || start[-1] == '_'))
		start--;
	for (size_t i = 0; i < sizeof(colours) / sizeof(colours[0]); i++)
		if ((size_t)(p - start) == strlen(colours[i]) &&
		    strncasecmp(start, colours[i], (size_t)(p - start)) == 0)
			return (true);
	return (false);
}

/* A minus that makes a length negative moves text over its neighbours. */
static bool
css_negative(const char *value, const char *p)
{
	return ((p == value || strchr(" ,(", p[-1]) != NULL) &&
	    (isdigit((unsigned char)p[1]) || p[1] == '.'));
}

static bool
css_value(const char *v)
{
	size_t depth = 0, quotes = 0;

	for (const char *p = v; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (!isalnum(c) && strchr(" #%.,'!+-_()", c) == NULL)
			return (false);
		if (c == '\'')
			quotes++;
		if ((c == '(' && (depth++ > 0 || !css_function(v, p))) ||
		    (c == ')' && depth-- == 0) ||
		    (c == '-' && css_negative(v, p)))
			return (false);
	}
	return (depth == 0 && quotes % 2 == 0 && *v != '\0' &&
	    strcasestr(v, "expression") == NULL &&
	    strcasestr(v, "javascript") == NULL &&
	    strcasestr(v, "behavior") == NULL);
}

/* Value between [p, end) with white space collapsed and " made '. */
static char *
css_normal(struct arena *a, const char *p, const char *end)
{
	char *s = arena_alloc(a, (size_t)(end - p) + 1);
	size_t n = 0;

	for (; p < end; p++) {
		char c = *p == '"' ? '\'' : *p;

		if (isspace((unsigned char)c))
			c = ' ';
		if (c == ' ' && (n == 0 || s[n - 1] == ' '))
			continue;
		s[n++] = c;
	}
	while (n > 0 && s[n - 1] == ' ')
		n--;
	s[n] = '\0';
	return (s);
}

/* Where a declaration ends: at ";" outside quotes and brackets. */
static const char *
css_end(const char *p)
{
	char quote = '\0';
	int depth = 0;

	for (; *p != '\0'; p++) {
		if (quote != '\0') {
			if (*p == quote)
				quote = '\0';
		} else if (*p == '"' || *p == '\'') {
			quote = *p;
		} else if (*p == '(') {
			depth++;
		} else if (*p == ')') {
			depth -= depth > 0;
		} else if (*p == ';' && depth == 0) {
			break;
		}
	}
	return (p);
}

/* One declaration [p, end) into b, if allowed. */
static bool
css_declaration(struct buf *b, const char *p, const char *end)
{
	const char *colon = memchr(p, ':', (size_t)(end - p));
	char *name, *value;

	if (colon == NULL)
		return (false);
	name = str_lower(b->a, css_normal(b->a, p, colon));
	value = css_normal(b->a, colon + 1, end);
	if (!css_property(name) || strlen(value) > CSS_VALUE_MAX ||
	    !css_value(value))
		return (false);
	if (b->n > 0)
		buf_chr(b, ';');
	buf_printf(b, "%s:%s", name, value);
	return (true);
}

const char *
css_clean(struct arena *a, const char *style)
{
	struct buf b = BUF_INIT(a);
	size_t many = 0;

	for (const char *p = style; *p != '\0' && many < CSS_MANY;) {
		const char *end = css_end(p);

		many += css_declaration(&b, p, end);
		p = *end == ';' ? end + 1 : end;
	}
	return (buf_cstr(&b));
}
