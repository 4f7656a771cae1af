/*
 * A browser drops tabs and line ends inside an address and white space around
 * it before it looks at the scheme (WHATWG URL, 4.4): so do we, then the rest
 * must begin with an allowed scheme, literally.
 */
#include <ctype.h>

#include "core/str.h"
#include "mail/url.h"

/* Copy without controls and outer space; inner space and quotes as %XX. */
static char *
url_normal(struct arena *a, const char *raw)
{
	size_t n = strlen(raw), k = 0;
	char *s;

	while (n > 0 && (unsigned char)raw[n - 1] <= ' ')
		n--;
	s = arena_alloc(a, n * 3 + 1);
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)raw[i];

		if (c < ' ' || c == 0x7f || (c == ' ' && k == 0))
			continue;
		if (strchr(" \"'<>\\`{}|^", c) != NULL)
			k += (size_t)snprintf(s + k, 4, "%%%02X", c);
		else
			s[k++] = (char)c;
	}
	s[k] = '\0';
	return (s);
}

static bool
url_scheme(const char *url, const char *scheme)
{
	return (strncasecmp(url, scheme, strlen(scheme)) == 0 &&
	    url[strlen(scheme)] != '\0');
}

/* http(s) with a host, the scheme in lower case. */
static const char *
url_web(char *s)
{
	if (!url_scheme(s, "http://") && !url_scheme(s, "https://"))
		return (NULL);
	for (char *p = s; *p != ':'; p++)
		*p = (char)tolower((unsigned char)*p);
	return (isalnum((unsigned char)strchr(s, ':')[3]) ||
	    (unsigned char)strchr(s, ':')[3] >= 0x80 ||
	    strchr(s, ':')[3] == '[' ? s : NULL);
}

const char *
url_link(struct arena *a, const char *raw)
{
	char *s;

	if (strlen(raw) > URL_MAX)
		return (NULL);
	s = url_normal(a, raw);
	if (strlen(s) > URL_MAX)
		return (NULL);
	if (url_scheme(s, "mailto:") || url_scheme(s, "tel:"))
		return (s);
	return (url_web(s));
}

const char *
url_remote(struct arena *a, const char *raw)
{
	char *s;

	if (strlen(raw) > URL_MAX)
		return (NULL);
	s = url_normal(a, raw);
	if (s[0] == '/' && s[1] == '/')
		s = arena_printf(a, "https:%s", s);
	return (strlen(s) > URL_MAX ? NULL : url_web(s));
}

const char *
url_cid(struct arena *a, const char *raw)
{
	const char *s = str_trim(a, raw);

	if (strlen(s) > 255 || !url_scheme(s, "cid:"))
		return (NULL);
	for (const char *p = s + 4; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || strchr("\"'<>&\\`", *p) != NULL)
			return (NULL);
	return (arena_printf(a, "cid:%s", s + 4));
}

const char *
image_type(const void *data, size_t n)
{
	const unsigned char *p = data;

	if (n >= 8 && memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0)
		return ("image/png");
	if (n >= 3 && memcmp(p, "\xff\xd8\xff", 3) == 0)
		return ("image/jpeg");
	if (n >= 6 && (memcmp(p, "GIF87a", 6) == 0 ||
	    memcmp(p, "GIF89a", 6) == 0))
		return ("image/gif");
	if (n >= 12 && memcmp(p, "RIFF", 4) == 0 &&
	    memcmp(p + 8, "WEBP", 4) == 0)
		return ("image/webp");
	return (NULL);
}

static int
base64_value(char c)
{
	static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *p = c == '\0' ? NULL : strchr(set, c);

	return (p == NULL ? -1 : (int)(p - set));
}

/* The first bytes of base64 text, to look at their magic. */
static size_t
base64_head(const char *s, unsigned char out[12])
{
	size_t n = 0;

	for (; n < 12; s += 4) {
		int v[4] = { 0 };

		for (int i = 0; i < 4; i++)
			if ((v[i] = base64_value(s[i])) < 0)
				return (n);
		out[n++] = (unsigned char)(v[0] << 2 | v[1] >> 4);
		out[n++] = (unsigned char)(v[1] << 4 | v[2] >> 2);
		out[n++] = (unsigned char)(v[2] << 6 | v[3]);
	}
	return (n);
}

const char *
url_data(struct arena *a, const char *raw)
{
	const char *comma = strchr(raw, ','), *type;
	unsigned char head[12];
	char *s;
	size_t n = 0;

	if (comma == NULL || !url_scheme(raw, "data:image/") ||
	    comma - raw > 40 || !str_eqi(arena_strndup(a, comma - 7, 7),
	    ";base64") || strlen(comma + 1) > IMAGE_MAX / 3 * 4 + 1000)
		return (NULL);
	s = arena_alloc(a, strlen(comma));
	for (const char *p = comma + 1; *p != '\0'; p++) {
		if (isspace((unsigned char)*p))
			continue;
		if (base64_value(*p) < 0 && *p != '=')
			return (NULL);
		s[n++] = *p;
	}
	type = image_type(head, base64_head(s, head));
	if (type == NULL || n > IMAGE_MAX / 3 * 4 + 4)
		return (NULL);
	return (arena_printf(a, "data:%s;base64,%s", type, s));
}
