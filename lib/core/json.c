/* JSON strings. Called by whoever prints JSON without lib/web's json-c. */
#include "core/json.h"

static void
json_escape(struct buf *b, unsigned char c)
{
	switch (c) {
	case '"':
		buf_str(b, "\\\"");
		break;
	case '\\':
		buf_str(b, "\\\\");
		break;
	case '\n':
		buf_str(b, "\\n");
		break;
	default:
		buf_printf(b, "\\u%04x", c);
		break;
	}
}

void
json_str(struct buf *b, const char *s)
{
	size_t i, run;

	if (s == NULL) {
		buf_str(b, "null");
		return;
	}
	buf_chr(b, '"');
	for (i = run = 0; s[i] != '\0'; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x20 && c != 0x7f && strchr("\"\\<>&", c) == NULL)
			continue;
		buf_add(b, s + run, i - run);
		json_escape(b, c);
		run = i + 1;
	}
	buf_add(b, s + run, i - run);
	buf_chr(b, '"');
}
