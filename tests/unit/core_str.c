/* Strings, encodings, JSON strings, random bytes, names of results. */
#include "../support/unit.h"

#include "core/json.h"
#include "core/rand.h"
#include "core/str.h"

UNIT_ARENA(64U << 20)

static void
test_compare(void **state)
{
	(void)state;
	assert_true(str_eq("a", "a"));
	assert_false(str_eq("a", "A"));
	assert_false(str_eq("a", "ab"));
	assert_false(str_eq("a", NULL));
	assert_false(str_eq(NULL, ""));
	assert_true(str_eq(NULL, NULL));
	assert_true(str_eqi("Content-TYPE", "content-type"));
	assert_false(str_eqi("content", "content-type"));
	assert_false(str_eqi("content-type", "content"));
	assert_false(str_eqi("[", "{"));	/* 0x20 apart, no letters */
	assert_false(str_eqi("@", "`"));
	assert_false(str_eqi("\xC3\x89", "\xC3\xA9"));
	assert_true(str_eqi(NULL, NULL));
	assert_false(str_eqi(NULL, ""));
	assert_true(str_starts("abc", "ab"));
	assert_true(str_starts("abc", ""));
	assert_false(str_starts("ab", "abc"));
	assert_true(str_ends("abc", "bc"));
	assert_true(str_ends("abc", ""));
	assert_false(str_ends("bc", "abc"));
	assert_true(str_empty(NULL));
	assert_true(str_empty(""));
	assert_false(str_empty(" "));
}

static void
test_trim_lower(void **state)
{
	(void)state;
	assert_string_equal(str_trim(a, " \t\r\n\v\fa b \n"), "a b");
	assert_string_equal(str_trim(a, ""), "");
	assert_string_equal(str_trim(a, " \n "), "");
	assert_string_equal(str_lower(a, "AZaz09[@\xC3\x89"),
	    "azaz09[@\xC3\x89");
}

static void
test_u64(void **state)
{
	static const char *const bad[] = { "", " 1", "1 ", "+1", "-1", "0x1",
	    "1.0", "18446744073709551616", "18446744073709551620",
	    "99999999999999999999", "184467440737095516150", "1\n",
	    "\xD9\xA1", "1e3" };
	uint64_t v = 42;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(str_u64(bad[i], &v), RC_INVALID);
		assert_true(v == 42);
	}
	assert_int_equal(str_u64(NULL, &v), RC_INVALID);
	assert_int_equal(str_u64("18446744073709551615", &v), RC_OK);
	assert_true(v == UINT64_MAX);
	assert_int_equal(str_u64("0", &v), RC_OK);
	assert_true(v == 0);
	assert_int_equal(str_u64("000123", &v), RC_OK);
	assert_true(v == 123);
}

static void
test_hex(void **state)
{
	uint8_t back[5];

	(void)state;
	assert_string_equal(hex_encode(a, "\0\x0F\xF0\xFF\x7B", 5),
	    "000ff0ff7b");
	assert_string_equal(hex_encode(a, "", 0), "");
	assert_int_equal(hex_decode("000ff0ff7b", back, 5), RC_OK);
	assert_memory_equal(back, "\0\x0F\xF0\xFF\x7B", 5);
	assert_int_equal(hex_decode("000ff0ff7b", back, 4), RC_INVALID);
	assert_int_equal(hex_decode("0", back, 1), RC_INVALID);
	assert_int_equal(hex_decode("0G", back, 1), RC_INVALID);
	assert_int_equal(hex_decode("0A", back, 1), RC_INVALID);
}

/* RFC 4648, 10, without padding; the last two are where base64url differs. */
static void
test_base64url(void **state)
{
	static const struct { const char *in, *out; } v[] = {
		{ "", "" }, { "f", "Zg" }, { "fo", "Zm8" }, { "foo", "Zm9v" },
		{ "foob", "Zm9vYg" }, { "fooba", "Zm9vYmE" },
		{ "foobar", "Zm9vYmFy" }, { "\xFB\xFF", "-_8" },
		{ "\xFF\xEF\xBE", "_---" },
	};
	uint8_t out[16];

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		size_t n = strlen(v[i].in);

		assert_string_equal(b64url_encode(a, v[i].in, n), v[i].out);
		if (str_eq(v[i].out, "_---"))
			continue;
		assert_int_equal(b64url_decode(v[i].out, out, n), RC_OK);
		assert_memory_equal(out, v[i].in, n);
	}
}

static void
test_base64url_strict(void **state)
{
	uint8_t in[32], out[32];
	char *s, kept;

	(void)state;
	for (int round = 0; round < 200; round++) {
		size_t n = 1 + rnd_below(32), len, i;

		rnd_fill(in, n);
		s = b64url_encode(a, in, n);
		len = strlen(s);
		assert_int_equal(b64url_decode(s, out, n), RC_OK);
		assert_memory_equal(in, out, n);
		assert_int_equal(b64url_decode(s, out, n - 1), RC_INVALID);
		if (n < 32)
			assert_int_equal(b64url_decode(s, out, n + 1),
			    RC_INVALID);
		i = rnd_below(len);
		kept = s[i];
		/* Any other character there: no value, or another value. */
		for (int c = 1; c < 256; c++) {
			s[i] = (char)c;
			if (s[i] != kept &&
			    b64url_decode(s, out, n) == RC_OK)
				assert_memory_not_equal(in, out, n);
		}
		arena_reset(a);
	}
	assert_int_equal(b64url_decode("Zh", out, 1), RC_INVALID);
	assert_int_equal(b64url_decode("Zg==", out, 1), RC_INVALID);
	assert_int_equal(b64url_decode("Zm9v\n", out, 3), RC_INVALID);
	assert_int_equal(b64url_decode("Zm+v", out, 3), RC_INVALID);
	assert_int_equal(b64url_decode("Zm/v", out, 3), RC_INVALID);
}

static void
test_base32(void **state)
{
	(void)state;
	/* RFC 4648's "foobar" in Crockford's alphabet. */
	assert_string_equal(b32_encode(a, "foobar", 6), "CSQPYRK1E8");
	assert_string_equal(b32_encode(a, "\0\0\0\0\0", 5), "00000000");
	assert_string_equal(b32_encode(a, "\xFF\xFF\xFF\xFF\xFF", 5),
	    "ZZZZZZZZ");
	assert_string_equal(b32_encode(a, "\xFF", 1), "ZW");
	assert_string_equal(b32_encode(a, "", 0), "");
}

static const char *
json(const char *s)
{
	struct buf b = BUF_INIT(a);

	json_str(&b, s);
	return (buf_cstr(&b));
}

static void
test_json(void **state)
{
	char all[128], *p = all;

	(void)state;
	assert_string_equal(json(NULL), "null");
	assert_string_equal(json(""), "\"\"");
	assert_string_equal(json("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
	assert_string_equal(json("\n\t\r\x01\x1F\x7F"),
	    "\"\\n\\u0009\\u000d\\u0001\\u001f\\u007f\"");
	assert_string_equal(json("</script><!--&"),
	    "\"\\u003c/script\\u003e\\u003c!--\\u0026\"");
	assert_string_equal(json("\xC3\xB1\xF0\x9F\x98\x80"),
	    "\"\xC3\xB1\xF0\x9F\x98\x80\"");
	for (int c = 1; c < 128; c++)
		*p++ = (char)c;
	*p = '\0';
	/* No byte in it that ends a string, a line or a script. */
	p = (char *)(uintptr_t)json(all);
	p[strlen(p) - 1] = '\0';
	for (p++; *p != '\0'; p++) {
		assert_true((unsigned char)*p >= 0x20);
		assert_null(strchr("<>&", *p));
		if (*p == '\\')
			p++;
		else
			assert_int_not_equal(*p, '"');
	}
}

static void
test_rand(void **state)
{
	uint8_t v[1000], seen[1000] = { 0 };

	(void)state;
	/* Each byte of a long request is filled: never zero 20 times. */
	for (int i = 0; i < 20; i++) {
		memset(v, 0, sizeof(v));
		rand_bytes(v, sizeof(v));
		for (size_t k = 0; k < sizeof(v); k++)
			seen[k] |= v[k];
	}
	for (size_t k = 0; k < sizeof(v); k++)
		assert_int_not_equal(seen[k], 0);
	v[1] = 7;
	rand_bytes(v, 1);
	assert_int_equal(v[1], 7);
	rand_bytes(v, 0);
}

static void
no_name(void *arg)
{
	rc_name((enum rc)*(int *)arg);
}

static void
test_rc_name(void **state)
{
	int past = RC_FAILED + 1, below = -1;

	(void)state;
	for (int i = 0; i <= RC_FAILED; i++) {
		assert_false(str_empty(rc_name((enum rc)i)));
		for (int k = 0; k < i; k++)
			assert_string_not_equal(rc_name((enum rc)i),
			    rc_name((enum rc)k));
	}
	child_bugs(no_name, &past, "result code");
	child_bugs(no_name, &below, "result code");
}

static void
test_replace(void **state)
{
	const char *s = "no such";

	(void)state;
	assert_ptr_equal(str_replace(a, s, "x", "y"), s);
	assert_string_equal(str_replace(a, "axbxx", "x", "--"), "a--b----");
	assert_string_equal(str_replace(a, "xx", "x", ""), "");
	assert_string_equal(str_replace(a, "aaa", "aa", "b"), "ba");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_trim_lower),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_u64),
		cmocka_unit_test(test_hex),
		cmocka_unit_test(test_base64url),
		cmocka_unit_test(test_base64url_strict),
		cmocka_unit_test(test_base32),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_rand),
		cmocka_unit_test(test_rc_name),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
