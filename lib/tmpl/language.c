/* Accept-Language, RFC 9110 12.5.4: the best of what we speak. */
#include "core/str.h"
#include "tmpl/tmpl.h"

/* The weight after ";q=" in thousandths; 1000 without one, 0 for junk. */
static int
weight(const char *s, size_t n)
{
	int v = 0, scale = 100;
	size_t i;

	for (i = 0; i < n && s[i] != 'q' && s[i] != 'Q'; i++)
		;
	if (i == n)
		return (1000);
	if (i + 2 >= n || s[i + 1] != '=')
		return (0);
	if (s[i + 2] == '1')
		return (1000);
	for (i += 4; i < n && s[i] >= '0' && s[i] <= '9' && scale > 0; i++) {
		v += (s[i] - '0') * scale;
		scale /= 10;
	}
	return (v);
}

const char *
tmpl_language(const char *accept, const char *fallback)
{
	const char *best = NULL, *lang;
	int best_q = 0, q;
	size_t n, tag;

	while (accept != NULL && *accept != '\0') {
		accept += strspn(accept, " \t,");
		n = strcspn(accept, ",");
		tag = strcspn(accept, ",;");
		lang = NULL;
		if (tag >= 2 && (tag == 2 || accept[2] == '-')) {
			if (strncasecmp(accept, "en", 2) == 0)
				lang = "en";
			else if (strncasecmp(accept, "es", 2) == 0)
				lang = "es";
		}
		q = weight(accept + tag, n - tag);
		if (lang != NULL && q > best_q) {
			best = lang;
			best_q = q;
		}
		accept += n;
	}
	if (best != NULL)
		return (best);
	return (str_eq(fallback, "es") ? "es" : "en");
}
