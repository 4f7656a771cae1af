/* Comma separated values (csv.h). */
#include "core/csv.h"

#include <string.h>

static void
separate(struct buf *b)
{
	if (b->n > 0 && b->p[b->n - 1] != '\n')
		buf_chr(b, ',');
}

void
csv_cell(struct buf *b, const char *s)
{
	separate(b);
	buf_chr(b, '"');
	if (*s != '\0' && strchr("=+-@\t\r\n", *s) != NULL)
		buf_chr(b, '\'');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_chr(b, '"');
		buf_chr(b, *s);
	}
	buf_chr(b, '"');
}

void
csv_u64(struct buf *b, uint64_t v)
{
	separate(b);
	buf_printf(b, "%llu", (unsigned long long)v);
}

void
csv_end(struct buf *b)
{
	buf_str(b, "\r\n");
}
