/* Pictures without what is written into them (image.h). */
#include "core/image.h"

#include <stdbool.h>
#include <string.h>


#include "core/buf.h"

struct reader { const uint8_t *p; size_t n; };

static uint32_t
be(const uint8_t *p, unsigned n)
{
	uint32_t v = 0;

	while (n-- > 0)
		v = v << 8 | *p++;
	return (v);
}

static void
skip(struct reader *r, size_t n)
{
	r->p += n;
	r->n -= n;
}

/* ---- PNG: chunks of length, name, data, CRC -------------------------------- */

static bool
png_keeps(const uint8_t *name)
{
	static const char keep[] = "IHDR PLTE tRNS sRGB gAMA IDAT IEND";

	for (const char *k = keep; *k != '\0'; k += 5) {
		if (memcmp(k, name, 4) == 0)
			return (true);
		if (k[4] == '\0')
			break;
	}
	return (false);
}

static RC
png_clean(struct buf *out, struct reader r, struct image *i)
{
	bool pixels = false;
	uint32_t n;

	buf_add(out, r.p, 8);
	skip(&r, 8);
	while (r.n >= 12) {
		n = be(r.p, 4);
		if (n > r.n - 12)
			return (RC_INVALID);
		if (i->width == 0) {
			if (n != 13 || memcmp(r.p + 4, "IHDR", 4) != 0)
				return (RC_INVALID);
			i->width = be(r.p + 8, 4);
			i->height = be(r.p + 12, 4);
			if (i->width == 0 || i->height == 0)
				return (RC_INVALID);
		}
		pixels |= memcmp(r.p + 4, "IDAT", 4) == 0;
		if (png_keeps(r.p + 4))
			buf_add(out, r.p, (size_t)n + 12);
		if (memcmp(r.p + 4, "IEND", 4) == 0)
			return (pixels ? RC_OK : RC_INVALID);
		skip(&r, (size_t)n + 12);
	}
	return (RC_INVALID);
}

/* ---- JPEG: markers; after SOS the scan's own bytes ---------------------------- */

/* APP14 says how colours are meant; other APPn and comments are talk. */
static bool
jpeg_keeps(uint8_t m)
{
	return (m < 0xE0 || m == 0xEE ? m != 0xFE : false);
}

static bool
jpeg_frame(uint8_t m)
{
	return (m >= 0xC0 && m <= 0xCF && m != 0xC4 && m != 0xC8 &&
	    m != 0xCC);
}

/* Up to the next marker that is no restart and no stuffed 0xFF. */
static size_t
jpeg_scan(const struct reader *r)
{
	size_t n = 0;

	while (n + 1 < r->n && !(r->p[n] == 0xFF && r->p[n + 1] != 0 &&
	    (r->p[n + 1] < 0xD0 || r->p[n + 1] > 0xD7)))
		n++;
	return (n);
}

static RC
jpeg_clean(struct buf *out, struct reader r, struct image *i)
{
	bool pixels = false;
	uint8_t m;
	size_t n;

	buf_add(out, r.p, 2);
	skip(&r, 2);
	while (r.n >= 4 && r.p[0] == 0xFF && r.p[1] != 0xD9) {
		m = r.p[1];
		n = 2 + be(r.p + 2, 2);
		if (m < 0xC0 || (m >= 0xD0 && m <= 0xD8) || n < 4 || n > r.n)
			return (RC_INVALID);
		if (jpeg_frame(m) && i->width == 0) {
			if (n < 9)
				return (RC_INVALID);
			i->height = be(r.p + 5, 2);
			i->width = be(r.p + 7, 2);
		}
		if (m == 0xDA) {
			pixels = i->width != 0 && i->height != 0;
			n += jpeg_scan(&(struct reader){ r.p + n, r.n - n });
		}
		if (jpeg_keeps(m))
			buf_add(out, r.p, n);
		skip(&r, n);
	}
	if (!pixels || r.n < 2 || r.p[0] != 0xFF || r.p[1] != 0xD9)
		return (RC_INVALID);
	buf_add(out, r.p, 2);
	return (RC_OK);
}

RC
image_clean(struct arena *a, struct bytes in, unsigned max, struct image *i_r)
{
	static const uint8_t png[] = { 0x89, 'P', 'N', 'G', 13, 10, 26, 10 };
	struct reader r = { in.p, in.n };
	struct buf out = BUF_INIT(a);

	*i_r = (struct image){ 0 };
	if (in.n > 8 && memcmp(in.p, png, 8) == 0) {
		i_r->type = "image/png";
		TRY(png_clean(&out, r, i_r));
	} else if (in.n > 4 && in.p[0] == 0xFF && in.p[1] == 0xD8 &&
	    in.p[2] == 0xFF) {
		i_r->type = "image/jpeg";
		TRY(jpeg_clean(&out, r, i_r));
	} else
		return (RC_INVALID);
	if (i_r->width > max || i_r->height > max)
		return (RC_INVALID);
	i_r->data = buf_bytes(&out);
	return (RC_OK);
}
