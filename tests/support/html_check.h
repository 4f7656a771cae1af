/*
 * What the sanitizer may write, said a second time and checked by a tokenizer
 * that shares no code with it.  For the unit test and the fuzzer.
 */
#ifndef SUPPORT_HTML_CHECK_H
#define SUPPORT_HTML_CHECK_H

#include <ctype.h>

#include "core/str.h"

static const char hc_tags[] = " a abbr address b big blockquote br caption "
    "center cite code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 "
    "hr i img ins kbd li mark ol p pre q s samp small span strike strong sub "
    "sup table tbody td tfoot th thead tr tt u ul var wbr ";
static const char hc_voids[] = " br col hr img wbr ";
static const char hc_attrs[] = " align alt bgcolor border cellpadding "
    "cellspacing clear color colspan data-remote-src dir face height href "
    "hspace lang noshade nowrap rel rowspan size span src start style target "
    "title type valign value vspace width ";

static bool
hc_in(struct arena *a, const char *list, const char *s, size_t n)
{
	return (n > 0 && strstr(list, arena_printf(a, " %.*s ", (int)n, s)) !=
	    NULL);
}

/* Bytes of a character reference at s, or 0. */
static size_t
hc_reference(const char *s)
{
	static const char *const all[] = { "&amp;", "&lt;", "&gt;", "&quot;" };

	for (size_t i = 0; i < 4; i++)
		if (str_starts(s, all[i]))
			return (strlen(all[i]));
	return (0);
}

static bool
hc_url(const char *v, const char *const *prefixes)
{
	for (; *prefixes != NULL; prefixes++)
		if (strncasecmp(v, *prefixes, strlen(*prefixes)) == 0)
			return (true);
	return (false);
}

static bool
hc_value(const char *name, const char *v)
{
	static const char *const link[] = { "http://", "https://", "mailto:",
	    "tel:", NULL };
	static const char *const image[] = { "cid:", "data:image/png;base64,",
	    "data:image/jpeg;base64,", "data:image/gif;base64,",
	    "data:image/webp;base64,", NULL };

	if (str_eq(name, "href"))
		return (hc_url(v, link));
	if (str_eq(name, "src"))
		return (hc_url(v, image));
	if (str_eq(name, "data-remote-src"))
		return (str_starts(v, "http://") || str_starts(v, "https://"));
	if (str_eq(name, "target"))
		return (str_eq(v, "_blank"));
	if (str_eq(name, "rel"))
		return (str_eq(v, "noopener noreferrer nofollow"));
	if (str_eq(name, "style"))
		return (strpbrk(v, "\\@{}<>&\"/*") == NULL &&
		    strcasestr(v, "url(") == NULL &&
		    strcasestr(v, "expression") == NULL &&
		    strcasestr(v, "position:") == NULL &&
		    strcasestr(v, "behavior") == NULL);
	return (true);
}

/* Behind ' name="value"' at s, or NULL. */
static const char *
hc_attr(struct arena *a, const char *s)
{
	const char *name = ++s, *value;
	size_t n;

	while (islower((unsigned char)*s) || *s == '-')
		s++;
	n = (size_t)(s - name);
	if (!hc_in(a, hc_attrs, name, n) || s[0] != '=' || s[1] != '"')
		return (NULL);
	for (value = s += 2; *s != '"';) {
		size_t step = *s == '&' ? hc_reference(s) : 1;

		if (*s == '\0' || *s == '<' || *s == '>' || step == 0)
			return (NULL);
		s += step;
	}
	if (!hc_value(arena_strndup(a, name, n),
	    arena_strndup(a, value, (size_t)(s - value))))
		return (NULL);
	return (s + 1);
}

/* NULL, or where it is wrong. */
static const char *
html_check(struct arena *a, const char *s)
{
	const char **open = arena_array(a, 1000, sizeof(char *)), *tag;
	size_t n = 0, len;

	while (*s != '\0') {
		if (((unsigned char)*s < ' ' && *s != '\n' && *s != '\t') ||
		    *s == '>' || *s == '"' || *s == 0x7f ||
		    (*s == '&' && hc_reference(s) == 0))
			return (arena_printf(a, "text: %.60s", s));
		if (*s != '<') {
			s += *s == '&' ? hc_reference(s) : 1;
			continue;
		}
		tag = s;
		if (s[1] == '/') {
			len = strcspn(s + 2, ">");
			if (n == 0 || strncmp(open[n - 1], s + 2, len) != 0 ||
			    isalnum((unsigned char)open[n - 1][len]))
				return (arena_printf(a, "end: %.60s", s));
			n--;
			s += len + 3;
			continue;
		}
		len = strcspn(s + 1, " >");
		if (!hc_in(a, hc_tags, s + 1, len) || n == 999)
			return (arena_printf(a, "tag: %.60s", s));
		if (!hc_in(a, hc_voids, s + 1, len))
			open[n++] = s + 1;
		s += len + 1;
		while (s != NULL && *s == ' ')
			s = hc_attr(a, s);
		if (s == NULL || *s != '>')
			return (arena_printf(a, "attribute: %.200s", tag));
		s++;
	}
	return (n == 0 ? NULL : "an open tag at the end");
}

#endif
