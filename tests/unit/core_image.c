/* Pictures lose what is written into them, and nothing else. */
#include "../support/unit.h"

#include "core/buf.h"
#include "core/image.h"

static struct arena *a;

static void
be32(struct buf *b, uint32_t v)
{
	for (int s = 24; s >= 0; s -= 8)
		buf_chr(b, (char)(v >> s));
}

static void
chunk(struct buf *b, const char *name, const void *data, size_t n)
{
	be32(b, (uint32_t)n);
	buf_add(b, name, 4);
	buf_add(b, data, n);
	be32(b, 0x12345678);
}

static void
png_head(struct buf *b, uint32_t w, uint32_t h)
{
	struct buf ihdr = BUF_INIT(a);

	buf_add(b, "\x89PNG\r\n\x1a\n", 8);
	be32(&ihdr, w);
	be32(&ihdr, h);
	buf_add(&ihdr, "\x08\x06\0\0\0", 5);
	chunk(b, "IHDR", ihdr.p, ihdr.n);
}

static bool
holds(struct bytes b, const char *word)
{
	return (memmem(b.p, b.n, word, strlen(word)) != NULL);
}

static struct bytes
png(bool meta)
{
	struct buf b = BUF_INIT(a);

	png_head(&b, 3, 2);
	if (meta) {
		chunk(&b, "tEXt", "Author\0Canary", 13);
		chunk(&b, "eXIf", "MM Canary", 9);
		chunk(&b, "iTXt", "Canary", 6);
		chunk(&b, "acTL", "Canary..", 8);
	}
	chunk(&b, "IDAT", "pixels", 6);
	chunk(&b, "IEND", "", 0);
	if (meta)
		buf_str(&b, "<script>Canary</script>");
	return (buf_bytes(&b));
}

static void
test_png(void **state)
{
	struct bytes plain = png(false);
	struct image i;

	(void)state;
	assert_int_equal(image_clean(a, png(true), 100, &i), RC_OK);
	assert_string_equal(i.type, "image/png");
	assert_int_equal(i.width, 3);
	assert_int_equal(i.height, 2);
	assert_false(holds(i.data, "Canary"));
	assert_int_equal(i.data.n, plain.n);
	assert_memory_equal(i.data.p, plain.p, plain.n);
}

static struct bytes
jpeg(bool meta)
{
	struct buf b = BUF_INIT(a);

	buf_add(&b, "\xff\xd8", 2);
	if (meta) {
		buf_add(&b, "\xff\xe0\0\x0aJFIF.Can", 12);
		buf_add(&b, "\xff\xe1\0\x0e" "Exif\0\0Canary", 16);
		buf_add(&b, "\xff\xfe\0\x08" "Canary", 10);
	}
	buf_add(&b, "\xff\xee\0\x0e" "Adobe\0d\0\0\0\0\1", 16);
	buf_add(&b, "\xff\xc2\0\x0b\x08\0\x05\0\x07\x01\x01\x11\0", 13);
	buf_add(&b, "\xff\xda\0\x03\1", 5);
	buf_add(&b, "scan\xff\0more\xff\xd3rest", 14);
	buf_add(&b, "\xff\xc4\0\x04hh", 6);
	buf_add(&b, "\xff\xda\0\x03\2second", 11);
	buf_add(&b, "\xff\xd9", 2);
	if (meta)
		buf_str(&b, "Canary\xff\xd9");
	return (buf_bytes(&b));
}

static void
test_jpeg(void **state)
{
	struct bytes plain = jpeg(false);
	struct image i;

	(void)state;
	assert_int_equal(image_clean(a, jpeg(true), 100, &i), RC_OK);
	assert_string_equal(i.type, "image/jpeg");
	assert_int_equal(i.width, 7);
	assert_int_equal(i.height, 5);
	assert_false(holds(i.data, "Can"));
	assert_int_equal(i.data.n, plain.n);
	assert_memory_equal(i.data.p, plain.p, plain.n);
}

static void
refused(struct bytes b)
{
	struct image i;

	assert_int_equal(image_clean(a, b, 100, &i), RC_INVALID);
}

static void
test_refused(void **state)
{
	static const char *const other[] = { "", "GIF89a and more",
		"<svg xmlns='http://www.w3.org/2000/svg'/>",
		"\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "\xff\xd8\xff\xd9", "RIFF....WEBP",
		"<html>", "%PDF-1.7" };
	struct buf b = BUF_INIT(a);

	(void)state;
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		refused((struct bytes){ (const uint8_t *)other[i],
		    strlen(other[i]) });
	png_head(&b, 101, 1);
	chunk(&b, "IDAT", "pixels", 6);
	chunk(&b, "IEND", "", 0);
	refused(buf_bytes(&b));
	b.n = 0;
	png_head(&b, 1, 1);
	chunk(&b, "IEND", "", 0);
	refused(buf_bytes(&b));		/* nothing to see in it */
}

/* Cut anywhere, or with any byte changed, it is taken whole or refused. */
static void
test_broken(void **state)
{
	struct bytes whole[] = { png(true), jpeg(true) };
	struct image i;
	uint8_t *p;

	(void)state;
	for (int k = 0; k < 2; k++)
		for (size_t n = 0; n < whole[k].n; n++) {
			struct arena *one = arena_new(1U << 20);

			p = arena_alloc(one, n + 1);
			memcpy(p, whole[k].p, n);
			if (image_clean(one, (struct bytes){ p, n }, 100,
			    &i) == RC_OK)
				assert_true(i.data.n <= n);
			p = arena_alloc(one, whole[k].n);
			memcpy(p, whole[k].p, whole[k].n);
			p[n] ^= 0xFF;
			if (image_clean(one, (struct bytes){ p, whole[k].n },
			    100, &i) == RC_OK)
				assert_true(i.data.n <= whole[k].n);
			arena_free(&one);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_png),
		cmocka_unit_test(test_jpeg),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_broken),
	};

	a = arena_new(16U << 20);
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
