/* Buffers and the packed form of sealed columns. */
#include "../support/unit.h"

#include "core/buf.h"
#include "core/pack.h"

UNIT_ARENA(64U << 20)

static void
test_buf(void **state)
{
	static uint8_t want[300000];
	struct buf b = BUF_INIT(a);
	size_t n = 0, m;

	(void)state;
	assert_string_equal(buf_cstr(&b), "");
	assert_int_equal(buf_bytes(&b).n, 0);
	rnd_fill(want, sizeof(want));
	while (n < sizeof(want)) {
		m = rnd_below(rnd_below(2) == 0 ? 20 : 5000);
		if (m > sizeof(want) - n)
			m = sizeof(want) - n;
		buf_add(&b, want + n, m);
		n += m;
		assert_int_equal(b.n, n);
		assert_int_equal(b.p[n], 0);
		assert_true(b.cap > b.n);
	}
	assert_memory_equal(buf_bytes(&b).p, want, n);
}

static void
test_buf_text(void **state)
{
	struct buf b = BUF_INIT(a);

	(void)state;
	buf_str(&b, NULL);
	buf_str(&b, "a");
	buf_chr(&b, 'b');
	buf_printf(&b, "%s-%d", "c", 7);
	assert_string_equal(buf_cstr(&b), "abc-7");
	/* Its own bytes, across a move. */
	for (int i = 0; i < 10; i++)
		buf_add(&b, b.p, b.n);
	assert_int_equal(b.n, 5 * 1024);
	assert_memory_equal(b.p + 5115, "abc-7", 6);
	for (int i = 0; i < 300; i++)
		buf_printf(&b, "%0*d", i, 1);
	assert_int_equal(strlen(buf_cstr(&b)), b.n);
}

static void
buf_overflow(void *arg)
{
	struct buf b = BUF_INIT(arena_boot());

	buf_add(&b, "abc", 3);
	buf_add(&b, "", *(size_t *)arg);
}

static void
test_buf_overflow(void **state)
{
	size_t n[] = { SIZE_MAX, SIZE_MAX - 3, SIZE_MAX - 4 };

	(void)state;
	for (size_t i = 0; i < 3; i++)
		child_bugs(buf_overflow, &n[i], "");
}

static void
test_pack_round(void **state)
{
	static uint8_t raw[5000];
	struct bytes v[256], whole, got;
	struct buf b;

	(void)state;
	rnd_fill(raw, sizeof(raw));
	for (int round = 0; round < 300; round++) {
		b = (struct buf)BUF_INIT(a);
		memset(v, 0, sizeof(v));
		for (int i = 0; i < 8; i++) {
			uint8_t tag = (uint8_t)(1 + rnd_below(255));
			struct bytes x = { raw, rnd_below(200) };

			if (i == 7 && round % 50 == 0)
				x.n = sizeof(raw);
			pack_bytes(&b, tag, x);
			if (v[tag].n == 0)
				v[tag] = x;
		}
		whole = pack_end(&b);
		assert_int_equal(whole.n % 64, 0);
		assert_true(whole.n > 0);
		for (unsigned tag = 1; tag < 256; tag++) {
			got = unpack_bytes(whole, (uint8_t)tag);
			assert_int_equal(got.n, v[tag].n);
			if (got.n > 0)
				assert_memory_equal(got.p, v[tag].p, got.n);
		}
		arena_reset(a);
	}
}

static void
test_pack_text(void **state)
{
	struct buf b = BUF_INIT(a);
	struct bytes p;

	(void)state;
	pack_str(&b, 1, "Ana");
	pack_str(&b, 2, "");
	pack_str(&b, 3, NULL);
	pack_u64(&b, 4, UINT64_MAX - 1);
	pack_u64(&b, 5, 0);
	pack_str(&b, 1, "second");
	p = pack_end(&b);
	/* The form for ever: tag, length (4, little endian), bytes. */
	assert_memory_equal(p.p, "\1\3\0\0\0Ana\4\10\0\0\0\xFE\xFF\xFF\xFF"
	    "\xFF\xFF\xFF\xFF\1\6\0\0\0second\0", 33);
	assert_int_equal(p.n, 64);
	assert_string_equal(unpack_str(a, p, 1), "Ana");
	assert_string_equal(unpack_str(a, p, 2), "");
	assert_string_equal(unpack_str(a, p, 3), "");
	assert_string_equal(unpack_str(a, p, 77), "");
	assert_true(unpack_u64(p, 4) == UINT64_MAX - 1);
	assert_true(unpack_u64(p, 5) == 0);
	assert_true(unpack_u64(p, 1) == 0);	/* not 8 bytes: no number */
	assert_int_equal(unpack_bytes(p, 0).n, 0);
}

/* Full to the last byte: no tag zero stands at the end. */
static void
test_pack_no_padding(void **state)
{
	struct buf b = BUF_INIT(a);
	struct bytes p;
	char s[60] = { 0 };

	(void)state;
	memset(s, 'x', 59);
	pack_str(&b, 9, s);
	p = pack_end(&b);
	assert_int_equal(p.n, 64);
	assert_string_equal(unpack_str(a, p, 9), s);
	assert_int_equal(unpack_bytes(p, 8).n, 0);
}

/* Whatever comes, what is found lies inside. */
static void
test_unpack_garbage(void **state)
{
	uint8_t raw[200];
	struct bytes got, in;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		in.n = rnd_below(sizeof(raw));
		rnd_fill(raw, in.n);
		for (size_t k = 1; k < in.n; k += 5)
			if (rnd_below(2) == 0)
				memset(raw + k, 0, in.n - k < 4 ? in.n - k : 4);
		/* A copy of just its size: a step outside is seen. */
		in.p = arena_bytes(a, raw, in.n).p;
		got = unpack_bytes(in, (uint8_t)(1 + rnd_below(8)));
		if (got.n > 0) {
			assert_true(got.p >= in.p + 5);
			assert_true(got.p + got.n <= in.p + in.n);
		}
		if (i % 1000 == 0)
			arena_reset(a);
	}
	in = (struct bytes){ (const uint8_t *)"\1\xFF\xFF\xFF\xFFx", 6 };
	assert_int_equal(unpack_bytes(in, 1).n, 0);
	assert_int_equal(unpack_bytes((struct bytes){ 0 }, 1).n, 0);
}

static void
tag_zero(void *arg)
{
	struct buf b = BUF_INIT(arena_boot());

	(void)arg;
	pack_str(&b, 0, "x");
}

static void
test_pack_tag_zero(void **state)
{
	(void)state;
	child_bugs(tag_zero, NULL, "pack tag");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_buf),
		cmocka_unit_test(test_buf_text),
		cmocka_unit_test(test_buf_overflow),
		cmocka_unit_test(test_pack_round),
		cmocka_unit_test(test_pack_text),
		cmocka_unit_test(test_pack_no_padding),
		cmocka_unit_test(test_unpack_garbage),
		cmocka_unit_test(test_pack_tag_zero),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
