/* Plain text as HTML: escaped, lines kept, addresses linked. */
#include "core/buf.h"
#include "core/str.h"
#include "tmpl/tmpl.h"

static void
escape(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		switch (s[i]) {
		case '&': buf_str(b, "&amp;"); break;
		case '<': buf_str(b, "&lt;"); break;
		case '>': buf_str(b, "&gt;"); break;
		case '"': buf_str(b, "&quot;"); break;
		case '\'': buf_str(b, "&#39;"); break;
		case '\n': buf_str(b, "<br>\n"); break;
		default: buf_chr(b, s[i]);
		}
}

/* Bytes of the link that begins here, 0 if none does. */
static size_t
link_length(const char *s)
{
	size_t n;

	if (!str_starts(s, "https://") && !str_starts(s, "http://") &&
	    !str_starts(s, "mailto:"))
		return (0);
	n = strcspn(s, " \t\n<>\"'`{}|\\^");
	/* A full stop or bracket at the end belongs to the sentence. */
	while (n > 0 && strchr(".,;:!?)]", s[n - 1]) != NULL)
		n--;
	return (n > 8 ? n : 0);
}

struct safe_html
text_to_html(struct arena *a, const char *text)
{
	struct buf b = BUF_INIT(a);
	const char *s = text;
	bool edge = true;
	size_t n;

	while (*s != '\0') {
		n = edge ? link_length(s) : 0;
		if (n > 0) {
			buf_str(&b, "<a rel=\"noopener noreferrer nofollow\""
			    " target=\"_blank\" href=\"");
			escape(&b, s, n);
			buf_str(&b, "\">");
			escape(&b, s, n);
			buf_str(&b, "</a>");
			s += n;
			edge = false;
			continue;
		}
		escape(&b, s, 1);
		edge = !((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z')
		    || (*s >= '0' && *s <= '9'));
		s++;
	}
	return ((struct safe_html){ buf_cstr(&b) });
}
