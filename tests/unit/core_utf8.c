/*
 * UTF-8 against RFC 3629's own grammar, for every sequence of up to three bytes
 * and a great many of four.
 */
#include "../support/unit.h"

#include "core/str.h"
#include "core/utf8.h"

UNIT_ARENA(64U << 20)

/* RFC 3629, 4, row by row: first byte, second, how many tails follow. */
static const struct {
	uint8_t lo, hi, lo2, hi2;
	size_t len;
} abnf[] = {
	{ 0x01, 0x7F, 0x00, 0x00, 1 },		/* but NUL */
	{ 0xC2, 0xDF, 0x80, 0xBF, 2 },
	{ 0xE0, 0xE0, 0xA0, 0xBF, 3 },
	{ 0xE1, 0xEC, 0x80, 0xBF, 3 },
	{ 0xED, 0xED, 0x80, 0x9F, 3 },
	{ 0xEE, 0xEF, 0x80, 0xBF, 3 },
	{ 0xF0, 0xF0, 0x90, 0xBF, 4 },
	{ 0xF1, 0xF3, 0x80, 0xBF, 4 },
	{ 0xF4, 0xF4, 0x80, 0x8F, 4 },
};

static size_t
abnf_one(const uint8_t *p, size_t n)
{
	for (size_t r = 0; r < sizeof(abnf) / sizeof(abnf[0]); r++) {
		size_t len = abnf[r].len;

		if (p[0] < abnf[r].lo || p[0] > abnf[r].hi)
			continue;
		if (len > n || (len > 1 && (p[1] < abnf[r].lo2 ||
		    p[1] > abnf[r].hi2)))
			return (0);
		for (size_t i = 2; i < len; i++)
			if (p[i] < 0x80 || p[i] > 0xBF)
				return (0);
		return (len);
	}
	return (0);
}

static bool
abnf_valid(const uint8_t *p, size_t n)
{
	size_t len;

	for (size_t i = 0; i < n; i += len)
		if ((len = abnf_one(p + i, n - i)) == 0)
			return (false);
	return (true);
}

static void
test_every_code_point(void **state)
{
	uint8_t s[5];
	size_t n;

	(void)state;
	for (uint32_t cp = 1; cp <= 0x1FFFFF; cp++) {
		bool good = cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF);

		n = put_cp(cp, s);
		s[n] = '\0';
		if (utf8_valid(s, n) != good)
			fail_msg("U+%X", cp);
		if (good && utf8_count((const char *)s) != 1)
			fail_msg("count of U+%X", cp);
		for (size_t cut = 1; cut < n; cut++)
			if (utf8_valid(s, cut))
				fail_msg("U+%X cut", cp);
	}
	assert_true(utf8_valid("", 0));
	assert_false(utf8_valid("a\0b", 3));
}

static void
test_every_short_sequence(void **state)
{
	uint8_t s[3];

	(void)state;
	for (uint32_t v = 0; v < 1U << 24; v++) {
		s[0] = (uint8_t)(v >> 16);
		s[1] = (uint8_t)(v >> 8);
		s[2] = (uint8_t)v;
		if (utf8_valid(s, 3) != abnf_valid(s, 3))
			fail_msg("%02x %02x %02x", s[0], s[1], s[2]);
		if (s[2] == 0 && utf8_valid(s, 2) != abnf_valid(s, 2))
			fail_msg("%02x %02x", s[0], s[1]);
	}
}

static void
test_four_byte_sequences(void **state)
{
	uint8_t s[6];

	(void)state;
	for (int i = 0; i < 3000000; i++) {
		rnd_fill(s, sizeof(s));
		s[0] |= 0xE0;
		for (size_t k = 1; k < 6; k++)
			if (rnd_below(8) != 0)
				s[k] = (uint8_t)(0x80 | (s[k] & 0x3F));
		for (size_t n = 3; n <= 6; n++)
			if (utf8_valid(s, n) != abnf_valid(s, n))
				fail_msg("%02x %02x %02x %02x", s[0], s[1],
				    s[2], s[3]);
	}
}

static void
test_cut(void **state)
{
	static const struct { const char *in; size_t max; const char *out; }
	v[] = {
		{ "", 0, "" }, { "", 5, "" }, { "abc", 0, "" },
		{ "abc", 3, "abc" }, { "abc", 4, "abc" },
		{ "abc", 2, "a\xE2\x80\xA6" }, { "abc", 1, "\xE2\x80\xA6" },
		{ "\xC3\xB1\xC3\xB1\xC3\xB1", 2, "\xC3\xB1\xE2\x80\xA6" },
		{ "\xF0\x9F\x98\x80z", 2, "\xF0\x9F\x98\x80z" },
		{ "\xF0\x9F\x98\x80zz", 2, "\xF0\x9F\x98\x80\xE2\x80\xA6" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		assert_string_equal(utf8_cut(a, v[i].in, v[i].max), v[i].out);
}

static const char *
clean(const char *s, bool one_line)
{
	return (utf8_clean(a, s, strlen(s), one_line));
}

static void
test_clean(void **state)
{
	static const struct { const char *in, *text, *line; } v[] = {
		{ "a\r\nb\rc\nd\te", "a\nb\nc\nd\te", "a b c d e" },
		{ "\r", "\n", " " }, { "\n\r", "\n\n", "  " },
		{ "a\x01\x1B[31m\x7F" "b", "a[31mb", "a[31mb" },
		{ "\xC2\x85\xC2\x9Bx\xC2\xA0", "x\xC2\xA0", "x\xC2\xA0" },
		/* every override and isolate, but not their neighbours */
		{ "\xE2\x80\xA9\xE2\x80\xAA\xE2\x80\xAB\xE2\x80\xAC\xE2\x80"
		    "\xAD\xE2\x80\xAE\xE2\x80\xAF", "\xE2\x80\xA9\xE2\x80\xAF",
		    "\xE2\x80\xA9\xE2\x80\xAF" },
		{ "\xE2\x81\xA5\xE2\x81\xA6\xE2\x81\xA7\xE2\x81\xA8\xE2\x81"
		    "\xA9\xE2\x81\xAA", "\xE2\x81\xA5\xE2\x81\xAA",
		    "\xE2\x81\xA5\xE2\x81\xAA" },
		{ "a\xFFz", "a\xEF\xBF\xBDz", "a\xEF\xBF\xBDz" },
		{ "\xC3", "\xEF\xBF\xBD", "\xEF\xBF\xBD" },
		{ "\xC3(", "\xEF\xBF\xBD(", "\xEF\xBF\xBD(" },
		{ "se\xC3\xB1or \xF0\x9F\x98\x80", "se\xC3\xB1or "
		    "\xF0\x9F\x98\x80", "se\xC3\xB1or \xF0\x9F\x98\x80" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		assert_string_equal(clean(v[i].in, false), v[i].text);
		assert_string_equal(clean(v[i].in, true), v[i].line);
	}
	assert_string_equal(utf8_clean(a, "a\0b", 3, false), "ab");
	assert_string_equal(utf8_clean(a, NULL, 0, false), "");
	/* Slash by an overlong form must not come out as a slash. */
	assert_null(strchr(clean("\xC0\xAF\xE0\x80\xAF", true), '/'));
}

/* Whatever comes in: valid, nothing forbidden, and a fixed point. */
static void
test_clean_garbage(void **state)
{
	uint8_t in[80];
	char *out;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		bool one_line = rnd_below(2) == 0;
		size_t n = rnd_below(sizeof(in));

		rnd_fill(in, n);
		for (size_t k = 0; k + 3 < n; k += 4)
			if (rnd_below(3) == 0)
				put_cp((uint32_t)rnd_below(0x3000), in + k);
		out = utf8_clean(a, in, n, one_line);
		assert_true(utf8_valid(out, strlen(out)));
		for (const char *p = out; *p != '\0'; p++)
			if ((unsigned char)*p < 0x20)
				assert_true(!one_line && (*p == '\n' ||
				    *p == '\t'));
		assert_null(strchr(out, 0x7F));
		assert_string_equal(utf8_clean(a, out, strlen(out),
		    one_line), out);
		if (i % 1000 == 0)
			arena_reset(a);
	}
}

static void
test_cut_name(void **state)
{
	(void)state;
	assert_string_equal(utf8_cut_name(a, "short.pdf", 9), "short.pdf");
	assert_string_equal(utf8_cut_name(a, "a longer one.pdf", 9),
	    "a lo\xE2\x80\xA6.pdf");
	assert_string_equal(utf8_cut_name(a, "\xC3\xB1\xC3\xB1\xC3\xB1\xC3\xB1"
	    ".tar", 7), "\xC3\xB1\xC3\xB1\xE2\x80\xA6.tar");
	assert_string_equal(utf8_cut_name(a, "no extension", 5),
	    "no e\xE2\x80\xA6");
	assert_string_equal(utf8_cut_name(a, "a.whole sentence behind it", 5),
	    "a.wh\xE2\x80\xA6");
	assert_string_equal(utf8_cut_name(a, "abcdefgh.pdf", 4),
	    "abc\xE2\x80\xA6");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_every_short_sequence),
		cmocka_unit_test(test_four_byte_sequences),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_cut_name),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_clean_garbage),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
