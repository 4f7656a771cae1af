/* Bodies and cookies: multipart, urlencoded, Cookie headers; noise as well. */
#include "../support/unit.h"

#include "core/buf.h"
#include "core/str.h"
#include "web/priv.h"

UNIT_ARENA(64U << 20)

static struct bytes
bytes(const char *s)
{
	return ((struct bytes){ (const uint8_t *)s, strlen(s) });
}

static bool
is(struct bytes b, const char *s)
{
	return (b.n == strlen(s) && memcmp(b.p, s, b.n) == 0);
}

/* ---- urlencoded ------------------------------------------------------- */

static void
test_urlencoded(void **state)
{
	struct fields f;

	(void)state;
	assert_int_equal(parse_urlencoded(a, bytes(""), &f), RC_OK);
	assert_int_equal(f.n, 0);
	assert_int_equal(parse_urlencoded(a,
	    bytes("a=1&b=x+y%21&&c&d=&=e&%61=%C3%B1&a=2=3"), &f), RC_OK);
	assert_int_equal(f.n, 7);
	assert_string_equal(f.v[0].name, "a");
	assert_true(is(f.v[0].value, "1"));
	assert_true(is(f.v[1].value, "x y!"));
	assert_string_equal(f.v[2].name, "c");
	assert_int_equal(f.v[2].value.n, 0);
	assert_int_equal(f.v[3].value.n, 0);
	assert_string_equal(f.v[4].name, "");
	assert_true(is(f.v[4].value, "e"));
	assert_string_equal(f.v[5].name, "a");
	assert_true(is(f.v[5].value, "ñ"));
	assert_true(is(f.v[6].value, "2=3"));
	assert_null(f.v[0].filename);
}

static void
test_urlencoded_bad(void **state)
{
	static const char *const bad[] = { "a=%", "a=%4", "a=%zz", "%=a",
		"a=%4g", "a%00b=c", "%", NULL };
	struct buf b = BUF_INIT(a);
	struct fields f;

	(void)state;
	for (int i = 0; bad[i] != NULL; i++)
		assert_int_equal(parse_urlencoded(a, bytes(bad[i]), &f),
		    RC_INVALID);
	/* A NUL in a value is its reader's to judge. */
	assert_int_equal(parse_urlencoded(a, bytes("a=b%00c"), &f), RC_OK);
	assert_int_equal(f.v[0].value.n, 3);
	for (int i = 0; i < FIELDS_MAX; i++)
		buf_str(&b, "a=1&");
	assert_int_equal(parse_urlencoded(a, buf_bytes(&b), &f), RC_OK);
	assert_int_equal(f.n, FIELDS_MAX);
	buf_str(&b, "a=1");
	assert_int_equal(parse_urlencoded(a, buf_bytes(&b), &f), RC_INVALID);
	b = (struct buf)BUF_INIT(a);
	for (int i = 0; i < 65; i++)
		buf_chr(&b, 'n');
	assert_int_equal(parse_urlencoded(a, buf_bytes(&b), &f), RC_INVALID);
}

/* ---- multipart ----------------------------------------------------------- */

#define TYPE	"multipart/form-data; boundary=----x"
#define PART(disposition, more, value)					\
	"------x\r\nContent-Disposition: " disposition "\r\n" more	\
	"\r\n" value "\r\n"
#define LAST	"------x--\r\n"

static void
test_multipart(void **state)
{
	struct fields f;

	(void)state;
	assert_int_equal(parse_multipart(a, bytes(
	    PART("form-data; name=\"a\"", "", "one")
	    PART("form-data; name=\"b\"", "", "")
	    PART("form-data; name=\"f\"; filename=\"x%22y.txt\"",
	    "Content-Type: Text/PLAIN\r\n", "line\r\n--\r\n-----x\r\nend")
	    PART("form-data; filename=\"\"; name=f",
	    "X-Other: y\r\ncontent-type: application/x\r\n", "")
	    LAST), TYPE, &f), RC_OK);
	assert_int_equal(f.n, 4);
	assert_string_equal(f.v[0].name, "a");
	assert_true(is(f.v[0].value, "one"));
	assert_null(f.v[0].filename);
	assert_int_equal(f.v[1].value.n, 0);
	assert_string_equal(f.v[2].filename, "x\"y.txt");
	assert_string_equal(f.v[2].type, "text/plain");
	assert_true(is(f.v[2].value, "line\r\n--\r\n-----x\r\nend"));
	assert_string_equal(f.v[3].name, "f");
	assert_string_equal(f.v[3].filename, "");
	assert_string_equal(f.v[3].type, "application/x");
	/* No part at all is a form without fields. */
	assert_int_equal(parse_multipart(a, bytes(LAST), TYPE, &f), RC_OK);
	assert_int_equal(f.n, 0);
}

static void
test_multipart_bad(void **state)
{
	static const char *const bad[] = {
		"", "x", "------x", "------x\r\n", "------x--x" + 10,
		PART("form-data; name=\"a\"", "", "one"),	/* cut short */
		PART("form-data; name=\"a\"", "", "one") "------x-",
		PART("form-data", "", "one") LAST,
		PART("form-data; name=\"a", "", "one") LAST,
		PART("form-data; name=\"a\"; name=\"b\"", "", "one") LAST,
		PART("form-data; name", "", "one") LAST,
		PART("attachment; name=\"a\"", "", "one") LAST,
		PART("form-data; name=\"\xFF\"", "", "one") LAST,
		PART("form-data; name=\"a\"",
		    "Content-Disposition: form-data; name=\"b\"\r\n", "one")
		    LAST,
		"------x\r\nContent-Type: text/plain\r\n\r\none\r\n" LAST,
		"------x\r\nContent-Disposition: form-data; name=a\r\n" LAST,
		"\r\n" PART("form-data; name=\"a\"", "", "one") LAST,
		NULL
	};
	static const char *const types[] = { "multipart/form-data",
		"multipart/form-data; boundary=",
		"multipart/form-data; boundary=\"\"",
		"multipart/form-data; boundary=\"a\rb\"",
		"multipart/form-data; boundary=----x; boundary=----x",
		"multipart/form-data; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL };
	struct fields f;

	(void)state;
	for (int i = 0; bad[i] != NULL; i++)
		if (parse_multipart(a, bytes(bad[i]), TYPE, &f) != RC_INVALID)
			fail_msg("number %d was taken", i);
	for (int i = 0; types[i] != NULL; i++)
		assert_int_equal(parse_multipart(a, bytes(PART("form-data; "
		    "name=\"a\"", "", "one") LAST), types[i], &f),
		    RC_INVALID);
}

static void
test_multipart_many(void **state)
{
	struct buf b = BUF_INIT(a);
	struct fields f;

	(void)state;
	for (int i = 0; i < FIELDS_MAX; i++)
		buf_str(&b, PART("form-data; name=\"a\"", "", "1"));
	for (int i = 0; i < 2; i++) {
		struct buf all = BUF_INIT(a);

		buf_add(&all, b.p, b.n);
		buf_str(&all, i == 0 ? "" : PART("form-data; name=\"a\"", "",
		    "1"));
		buf_str(&all, LAST);
		assert_int_equal(parse_multipart(a, buf_bytes(&all), TYPE,
		    &f), i == 0 ? RC_OK : RC_INVALID);
	}
}

/* Whatever comes in: no value reaches out of the body. */
static void
test_noise(void **state)
{
	static const char whole[] =
	    PART("form-data; name=\"a\"", "", "one")
	    PART("form-data; name=\"f\"; filename=\"x\"",
	    "Content-Type: text/plain\r\n", "two") LAST;
	char text[sizeof(whole)];
	struct fields f;
	enum rc rc;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t n = rnd_below(sizeof(whole));

		memcpy(text, whole, sizeof(whole));
		for (size_t k = rnd_below(4); k > 0; k--)
			text[rnd_below(sizeof(text))] = (char)rnd();
		rc = rnd_below(2) == 0 ? parse_multipart(a, (struct bytes){
		    (uint8_t *)text, n }, TYPE, &f) :
		    parse_urlencoded(a, (struct bytes){ (uint8_t *)text, n },
		    &f);
		for (size_t k = 0; rc == RC_OK && k < f.n; k++) {
			assert_non_null(f.v[k].name);
			assert_true(f.v[k].value.n <= n);
		}
		arena_reset(a);
	}
}

/* ---- cookies ------------------------------------------------------------- */

static void
test_cookies(void **state)
{
	const char *h = "x=1; __Host-olvido=abc;y=2;__Host-olvido-lang=es; "
	    " z = 3 ;; e=; __Host-olvido=later";

	(void)state;
	assert_string_equal(cookie_get(a, h, "__Host-olvido"), "abc");
	assert_string_equal(cookie_get(a, h, "__Host-olvido-lang"), "es");
	assert_string_equal(cookie_get(a, h, "x"), "1");
	assert_string_equal(cookie_get(a, h, "e"), "");
	assert_null(cookie_get(a, h, "Host-olvido"));
	assert_null(cookie_get(a, h, "__host-olvido"));
	assert_null(cookie_get(a, h, "q"));
	assert_null(cookie_get(a, "", "x"));
	assert_null(cookie_get(a, NULL, "x"));
	assert_null(cookie_get(a, "x", "x"));
	assert_null(cookie_get(a, ";;;===", "x"));
}

static void
test_set_cookies(void **state)
{
	struct req_priv p = { 0 };
	struct req rq = { .a = a, .priv = &p };
	struct buf b = BUF_INIT(a);

	(void)state;
	cookie_set(&rq, "__Host-a", "1", 0);
	cookie_set(&rq, "__Host-b", "2", 60);
	cookie_set(&rq, "__Host-a", "", -1);
	assert_true(cookie_is_set(&rq, "__Host-a"));
	assert_false(cookie_is_set(&rq, "__Host-c"));
	cookie_lines(&rq, &b);
	assert_string_equal(buf_cstr(&b),
	    "Set-Cookie: __Host-a=; Path=/; Secure; HttpOnly; SameSite=Lax; "
	    "Max-Age=0\r\n"
	    "Set-Cookie: __Host-b=2; Path=/; Secure; HttpOnly; SameSite=Lax;"
	    " Max-Age=60\r\n");
}

static void
set_bad(void *value)
{
	struct req_priv p = { 0 };
	struct req rq = { .a = a, .priv = &p };

	cookie_set(&rq, "__Host-a", value, 0);
}

static void
test_set_cookie_bad(void **state)
{
	char bad[][8] = { "a;b", "a b", "a\r\nb", "a,b", "\"", "a\\" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		child_bugs(set_bad, bad[i], "needs quoting");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_urlencoded),
		cmocka_unit_test(test_urlencoded_bad),
		cmocka_unit_test(test_multipart),
		cmocka_unit_test(test_multipart_bad),
		cmocka_unit_test(test_multipart_many),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_cookies),
		cmocka_unit_test(test_set_cookies),
		cmocka_unit_test(test_set_cookie_bad),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
