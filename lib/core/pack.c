/* The form of a sealed column (pack.h). */
#include "core/pack.h"

#include <string.h>

#include "core/log.h"

#define PAD	64

void
pack_bytes(struct buf *b, uint8_t tag, struct bytes v)
{
	uint8_t head[5] = { tag };

	if (tag == 0 || v.n > UINT32_MAX)
		bug("pack tag %u, %zu bytes", tag, v.n);
	if (v.n == 0)
		return;
	for (int i = 0; i < 4; i++)
		head[1 + i] = (uint8_t)(v.n >> (8 * i));
	buf_add(b, head, sizeof(head));
	buf_add(b, v.p, v.n);
}

void
pack_str(struct buf *b, uint8_t tag, const char *s)
{
	if (s != NULL)
		pack_bytes(b, tag, (struct bytes){ (const uint8_t *)s,
		    strlen(s) });
}

void
pack_u64(struct buf *b, uint8_t tag, uint64_t v)
{
	uint8_t le[8];

	for (int i = 0; i < 8; i++)
		le[i] = (uint8_t)(v >> (8 * i));
	if (v != 0)
		pack_bytes(b, tag, (struct bytes){ le, sizeof(le) });
}

struct bytes
pack_end(struct buf *b)
{
	static const uint8_t zeros[PAD];

	buf_add(b, zeros, b->n == 0 ? PAD : (PAD - b->n % PAD) % PAD);
	return (buf_bytes(b));
}

struct bytes
pack_text(struct arena *a, const char *s)
{
	struct buf b = BUF_INIT(a);

	buf_add(&b, s, strlen(s));
	return (pack_end(&b));
}

struct bytes
unpack_bytes(struct bytes in, uint8_t tag)
{
	size_t i = 0, n;

	while (i + 5 <= in.n && in.p[i] != 0) {
		n = (size_t)in.p[i + 1] | (size_t)in.p[i + 2] << 8 |
		    (size_t)in.p[i + 3] << 16 | (size_t)in.p[i + 4] << 24;
		if (n > in.n - i - 5)
			break;
		if (in.p[i] == tag)
			return ((struct bytes){ in.p + i + 5, n });
		i += 5 + n;
	}
	return ((struct bytes){ 0 });
}

const char *
unpack_str(struct arena *a, struct bytes in, uint8_t tag)
{
	struct bytes v = unpack_bytes(in, tag);

	return (v.n == 0 ? "" : arena_strndup(a, (const char *)v.p, v.n));
}

uint64_t
unpack_u64(struct bytes in, uint8_t tag)
{
	struct bytes b = unpack_bytes(in, tag);
	uint64_t v = 0;

	for (size_t i = 0; b.n == 8 && i < 8; i++)
		v |= (uint64_t)b.p[i] << (8 * i);
	return (v);
}
