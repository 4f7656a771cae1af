/* Rows, paths, parameters, tokens, ranges and names of files. */
#include "../support/unit.h"

#include "core/str.h"
#include "crypto/vault.h"
#include "web/priv.h"

static struct arena *a;
static struct key account = { { 1, 2, 3 } };

static int
setup(void **state)
{
	(void)state;
	crypto_init();
	a = arena_new(64U << 20);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&a);
	return (0);
}

static enum rc
nothing(struct req *rq)
{
	(void)rq;
	return (RC_OK);
}

static const struct route rows[] = {
	{ GET,  "/", GUEST, nothing },
	{ GET,  "/ask", GUEST, nothing },
	{ POST, "/ask", GUEST, nothing, .form = 1, .param = {
		{ "name", P_LINE, 5, REQUIRED },
		{ "email", P_EMAIL, 254, OPTIONAL },
		{ "body", P_TEXT, 20, OPTIONAL },
		{ "n", P_U64, 20, OPTIONAL },
		{ "day", P_DATE, 10, OPTIONAL },
		{ "flag", P_FLAG, 1, OPTIONAL },
		{ "password", P_PASSWORD, 10, OPTIONAL },
		{ "ids", P_IDS, 3, OPTIONAL },
		{ "files", P_FILES, 10, OPTIONAL },
		{ "next", P_LINE, 200, OPTIONAL },
		{ "key", P_TOKEN, 43, OPTIONAL } } },
	{ POST, "/hard", GUEST, nothing, .param = {
		{ "name", P_LINE, 5, REQUIRED } } },
	{ GET,  "/t/{token}", GUEST, nothing },
	{ GET,  "/ticket/{ticket}", CONTACT, nothing },
	{ POST, "/ticket/{ticket}/reply", CONTACT, nothing },
	{ GET,  "/ticket/{ticket}/attachments/{attachment}", CONTACT,
	  nothing },
	{ 0 }
};

static const struct app app = { .name = "test", .routes = rows };

static struct req
request(struct req_priv *p, const char *path)
{
	*p = (struct req_priv){ .app = &app, .path = path, .host = "h",
	    .query = "" };
	return ((struct req){ .a = a, .priv = p, .route = rows, .now = 1000000,
	    .language = "en" });
}

/* ---- rows --------------------------------------------------------------- */

static void
test_rows(void **state)
{
	struct req_priv p;
	struct req rq = request(&p, "");
	unsigned others;

	(void)state;
	routes_check(rows);
	assert_ptr_equal(route_find(&rq, rows, GET, "/", &others), &rows[0]);
	assert_ptr_equal(route_find(&rq, rows, POST, "/ask", &others),
	    &rows[2]);
	assert_null(route_find(&rq, rows, POST, "/", &others));
	assert_int_equal(others, 1 << GET);
	assert_null(route_find(&rq, rows, (enum method)0, "/ask", &others));
	assert_int_equal(others, 1 << GET | 1 << POST);
	assert_ptr_equal(route_find(&rq, rows, GET,
	    "/ticket/12/attachments/9223372036854775807", &others), &rows[7]);
	assert_int_equal(req_path_id(&rq, "ticket"), 12);
	assert_int_equal(req_path_id(&rq, "attachment"), INT64_MAX);
}

static void
test_no_row(void **state)
{
	static const char *const paths[] = { "", "ask", "/ask/", "/asks",
		"/as", "//", "/ticket", "/ticket/", "/ticket/0x1",
		"/ticket/01", "/ticket/-1", "/ticket/+1", "/ticket/1/",
		"/ticket/1 ", "/ticket/9223372036854775808",
		"/ticket/18446744073709551616", "/ticket/1/reply/",
		"/ticket//reply", "/t/", "/t/short", "/t/AAAAAAAAAAAAAAAAAAA"
		"AAAAAAAAAAAAAAAAAAAAAAAA=", "/ticket/{ticket}", NULL };
	struct req_priv p;
	struct req rq = request(&p, "");
	unsigned others;

	(void)state;
	for (int i = 0; paths[i] != NULL; i++)
		if (route_find(&rq, rows, GET, paths[i], &others) != NULL ||
		    others != 0)
			fail_msg("'%s' leads somewhere", paths[i]);
}

static void
test_here(void **state)
{
	static const char *const pairs[][2] = { { "/", "/" },
		{ "/ask", "/ask" }, { "/hard", "/" },
		{ "/ticket/5/reply", "/ticket/5" },
		{ "/ticket/5/attachments/6", "/ticket/5/attachments/6" },
		{ "/nothing/at/all", "/" }, { "//evil", "/" }, { "", "/" },
		{ "/ask\r\nx", "/" } };
	struct req_priv p;
	struct req rq;

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		rq = request(&p, pairs[i][0]);
		assert_string_equal(route_here(&rq), pairs[i][1]);
	}
}

static void
check(void *r)
{
	routes_check(r);
}

static void
test_wrong_rows(void **state)
{
	struct route twice[] = { rows[0], rows[0], { 0 } };
	struct route brace[] = { { GET, "/a/{thing}", GUEST, nothing },
		{ 0 } };
	struct route none[] = { { GET, "/a", GUEST, NULL }, { 0 } };
	struct route csrf[] = { { POST, "/a", GUEST, nothing, .param = {
		{ "csrf", P_LINE, 5, REQUIRED } } }, { 0 } };
	struct route files[] = { { GET, "/a", GUEST, nothing, .param = {
		{ "f", P_FILES, 5, REQUIRED } } }, { 0 } };

	(void)state;
	child_bugs(check, twice, "stands there twice");
	child_bugs(check, brace, "in braces");
	child_bugs(check, none, "not complete");
	child_bugs(check, csrf, "parameter 0");
	child_bugs(check, files, "files by GET");
}

/* ---- parameters ------------------------------------------------------------ */

static enum rc
read_form(struct req *rq, struct req_priv *p, const char *in, bool post)
{
	struct fields f;

	*rq = request(p, "/ask");
	rq->route = &rows[2];
	assert_int_equal(parse_urlencoded(a, (struct bytes){
	    (const uint8_t *)in, strlen(in) }, &f), RC_OK);
	return (param_read(rq, &f, post));
}

static void
test_params(void **state)
{
	const uint64_t *ids;
	struct req_priv p;
	struct req rq;

	(void)state;
	assert_int_equal(read_form(&rq, &p, "name=%20%C3%B1and%C3%BA%20&"
	    "email=A%40EXAMPLE.org&body=x%0D%0Ay&n=18446744073709551615&"
	    "day=2026-02-28&flag=&ids=1&ids=2&csrf=z&password=+a+&next=/ask",
	    true), RC_OK);
	assert_false(req_bad(&rq));
	assert_string_equal(req_text(&rq, "name"), "ñandú");
	assert_string_equal(req_text(&rq, "email"), "a@example.org");
	assert_string_equal(req_text(&rq, "body"), "x\ny");
	assert_true(req_u64(&rq, "n") == UINT64_MAX);
	assert_int_equal(req_date(&rq, "day"), 1772236800);
	assert_true(req_flag(&rq, "flag"));
	assert_int_equal(req_ids(&rq, "ids", &ids), 2);
	assert_int_equal(ids[1], 2);
	assert_string_equal(req_text(&rq, "password"), " a ");
	assert_string_equal(req_local(&rq, "next", "/"), "/ask");
}

static void
test_hard_mistakes(void **state)
{
	static const char *const bad[] = { "name=a&other=1",
		"name=a&name=b", "name=%FF", "name=a%00b", "name=a&n=x",
		"name=a&n=-1", "name=a&n=18446744073709551616",
		"name=a&ids=1&ids=2&ids=3&ids=4", "name=a&ids=x",
		"name=a&files=typed", "name=%ED%A0%80", "name=a&key=short",
		"name=a&password=%C0%80", NULL };
	struct req_priv p;
	struct req rq;

	(void)state;
	for (int i = 0; bad[i] != NULL; i++)
		if (read_form(&rq, &p, bad[i], true) != RC_INVALID)
			fail_msg("'%s' was taken", bad[i]);
	/* By GET a name nobody declared is not looked at. */
	assert_int_equal(read_form(&rq, &p, "name=a&other=1", false), RC_OK);
	assert_int_equal(read_form(&rq, &p, "name=a&name=b", false),
	    RC_INVALID);
}

static void
test_soft_mistakes(void **state)
{
	static const char *const bad[][2] = { { "", "Required" },
		{ "name=%20%09", "Required" }, { "name=abcdef", "TooLong" },
		{ "name=%C3%B1%C3%B1%C3%B1%C3%B1%C3%B1", NULL } };
	struct req_priv p;
	struct req rq;
	struct fields none = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(read_form(&rq, &p, bad[i][0], true), RC_OK);
		assert_true(req_bad(&rq) == (bad[i][1] != NULL));
		if (bad[i][1] != NULL)
			assert_string_equal(p.value[0].mistake, bad[i][1]);
	}
	assert_int_equal(read_form(&rq, &p, "name=a&email=no&day=2026-02-30&"
	    "body=012345678901234567890", true), RC_OK);
	assert_string_equal(p.value[1].mistake, "Email");
	assert_string_equal(p.value[2].mistake, "TooLong");
	assert_string_equal(p.value[4].mistake, "Date");
	/* What was typed is still there to be shown again. */
	assert_string_equal(req_text(&rq, "email"), "no");
	rq.route = &rows[3];	/* no form: a soft one is a 400 as well */
	assert_int_equal(param_read(&rq, &none, true), RC_INVALID);
}

static void
asks_undeclared(void *unused)
{
	struct req_priv p;
	struct req rq;

	(void)unused;
	read_form(&rq, &p, "name=a", true);
	req_text(&rq, "undeclared");
}

static void
test_undeclared(void **state)
{
	(void)state;
	child_bugs(asks_undeclared, NULL, "does not declare undeclared");
}

static void
test_file_names(void **state)
{
	static const char *const pairs[][2] = {
		{ "../../x", "x" }, { "C:\\a\\b.txt", "b.txt" },
		{ "", "file" }, { "...", "file" }, { "/", "file" },
		{ ".htaccess", "htaccess" }, { " a b ", "a b" },
		{ "a\"b<c>d|e:f*g?h", "a_b_c_d_e_f_g_h" },
		{ "x\xE2\x80\xAEtxt.exe", "xtxt.exe" },
		{ "ñ.pdf", "ñ.pdf" } };

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_string_equal(safe_file_name(a, pairs[i][0]),
		    pairs[i][1]);
}

/* ---- tokens and origins ----------------------------------------------------- */

static enum rc
csrf(struct req *rq, const char *token)
{
	struct field v = { .name = "csrf", .value = {
	    (const uint8_t *)token, strlen(token) } };
	struct fields f = { &v, 1 };

	return (guard_csrf(rq, &f));
}

static void
test_csrf(void **state)
{
	struct tenant t = { .key = &account, .port = 443 }, t2 = t;
	struct key other = { { 9 } };
	struct req_priv p;
	struct req rq = request(&p, "/ask"), rq2;
	struct field two[2];
	char *token;

	(void)state;
	p.io = fcgi_new(-1);
	rq.t = &t;
	token = arena_strdup(a, csrf_token(&rq));
	assert_int_equal(csrf(&rq, token), RC_OK);
	assert_int_equal(csrf(&rq, ""), RC_DENIED);
	token[strlen(token) - 2] ^= 1;
	assert_int_equal(csrf(&rq, token), RC_DENIED);
	token[strlen(token) - 2] ^= 1;
	token[0] ^= 1;
	assert_int_equal(csrf(&rq, token), RC_DENIED);
	token[0] ^= 1;
	/* Half a day, and a minute for clocks that differ. */
	rq.now += 12 * 3600;
	assert_int_equal(csrf(&rq, token), RC_OK);
	rq.now++;
	assert_int_equal(csrf(&rq, token), RC_DENIED);
	rq.now = 1000000 - 60;
	assert_int_equal(csrf(&rq, token), RC_OK);
	rq.now--;
	assert_int_equal(csrf(&rq, token), RC_DENIED);
	rq.now = 1000000;
	/* Another account, a session, another session. */
	rq2 = rq;
	t2.key = &other;
	rq2.t = &t2;
	assert_int_equal(csrf(&rq2, token), RC_DENIED);
	rq2 = rq;
	rq2.signed_in = true;
	memset(rq2.session.digest.b, 7, DIGEST_LEN);
	assert_int_equal(csrf(&rq2, token), RC_DENIED);
	token = arena_strdup(a, csrf_token(&rq2));
	assert_int_equal(csrf(&rq2, token), RC_OK);
	rq2.session.digest.b[0] ^= 1;
	assert_int_equal(csrf(&rq2, token), RC_DENIED);
	assert_int_equal(csrf(&rq, token), RC_DENIED);
	/* Twice, or as a file. */
	token = arena_strdup(a, csrf_token(&rq));
	two[0] = two[1] = (struct field){ .name = "csrf", .value = {
	    (uint8_t *)token, strlen(token) } };
	assert_int_equal(guard_csrf(&rq, &(struct fields){ two, 2 }),
	    RC_DENIED);
	two[0].filename = "x";
	assert_int_equal(guard_csrf(&rq, &(struct fields){ two, 1 }),
	    RC_DENIED);
	assert_int_equal(guard_csrf(&rq, &(struct fields){ two, 0 }),
	    RC_DENIED);
}

static void
test_origin(void **state)
{
	(void)state;
	assert_true(own_origin("https://a.b", "a.b", 443));
	assert_true(own_origin("https://a.b:8443", "a.b", 8443));
	assert_false(own_origin("https://a.b:443", "a.b", 443));
	assert_false(own_origin("http://a.b", "a.b", 443));
	assert_false(own_origin("https://a.b.evil", "a.b", 443));
	assert_false(own_origin("https://evil.a.b", "a.b", 443));
	assert_false(own_origin("https://a.b:8443/", "a.b", 8443));
	assert_false(own_origin("null", "a.b", 443));
	assert_false(own_origin("", "a.b", 443));
}

static void
test_local_path(void **state)
{
	static const char *const bad[] = { "", "x", "//evil", "/\\evil",
		"https://evil", "/a b", "/a\tb", "/a\r\nb", "/a\\b",
		"/\x7F", "/ñ", "javascript:alert(1)", NULL };

	(void)state;
	assert_string_equal(local_path("/"), "/");
	assert_string_equal(local_path("/a/b?c=d&e=%20#f"),
	    "/a/b?c=d&e=%20#f");
	assert_string_equal(local_path(NULL), "");
	for (int i = 0; bad[i] != NULL; i++)
		assert_string_equal(local_path(bad[i]), "");
}

/* ---- answers ------------------------------------------------------------------- */

static void
test_range(void **state)
{
	static const struct {
		const char	*in;
		uint64_t	 size;
		enum rc		 rc;
		uint64_t	 from, to;
	} t[] = {
		{ "bytes=0-0", 10, RC_OK, 0, 0 },
		{ "bytes=0-9", 10, RC_OK, 0, 9 },
		{ "bytes=0-10", 10, RC_OK, 0, 9 },
		{ "bytes=5-", 10, RC_OK, 5, 9 },
		{ "bytes=-3", 10, RC_OK, 7, 9 },
		{ "bytes=-30", 10, RC_OK, 0, 9 },
		{ "bytes=9-9", 10, RC_OK, 9, 9 },
		{ "bytes=9-18446744073709551615", 10, RC_OK, 9, 9 },
		{ "bytes=10-", 10, RC_INVALID, 0, 0 },
		{ "bytes=10-11", 10, RC_INVALID, 0, 0 },
		{ "bytes=-0", 10, RC_INVALID, 0, 0 },
		{ "bytes=0-", 0, RC_INVALID, 0, 0 },
		{ "bytes=-1", 0, RC_INVALID, 0, 0 },
		{ "bytes=5-4", 10, RC_NOTFOUND, 0, 0 },
		{ "bytes=0-1,3-4", 10, RC_NOTFOUND, 0, 0 },
		{ "bytes=a-b", 10, RC_NOTFOUND, 0, 0 },
		{ "bytes=-", 10, RC_NOTFOUND, 0, 0 },
		{ "bytes=", 10, RC_NOTFOUND, 0, 0 },
		{ "bytes=5", 10, RC_NOTFOUND, 0, 0 },
		{ "bytes=--5", 10, RC_NOTFOUND, 0, 0 },
		{ "bytes=0-18446744073709551616", 10, RC_NOTFOUND, 0, 0 },
		{ "items=0-1", 10, RC_NOTFOUND, 0, 0 },
		{ "", 10, RC_NOTFOUND, 0, 0 },
		{ NULL, 10, RC_NOTFOUND, 0, 0 },
	};
	uint64_t from, to;

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		from = to = 0;
		if (range_parse(a, t[i].in, t[i].size, &from, &to) != t[i].rc
		    || (t[i].rc == RC_OK && (from != t[i].from ||
		    to != t[i].to)))
			fail_msg("%s of %llu", t[i].in,
			    (unsigned long long)t[i].size);
	}
}

static void
test_disposition(void **state)
{
	(void)state;
	assert_string_equal(disposition(a, "a b.txt", false),
	    "attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt");
	assert_string_equal(disposition(a, "ñ%\"\\;'.pdf", true),
	    "inline; filename=\"_____;'.pdf\"; "
	    "filename*=UTF-8''%C3%B1%25%22%5C%3B%27.pdf");
	assert_string_equal(disposition(a, "x\r\nSet-Cookie: a", false),
	    "attachment; filename=\"x__Set-Cookie: a\"; "
	    "filename*=UTF-8''x%0D%0ASet-Cookie%3A%20a");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_no_row),
		cmocka_unit_test(test_here),
		cmocka_unit_test(test_wrong_rows),
		cmocka_unit_test(test_params),
		cmocka_unit_test(test_hard_mistakes),
		cmocka_unit_test(test_soft_mistakes),
		cmocka_unit_test(test_undeclared),
		cmocka_unit_test(test_file_names),
		cmocka_unit_test(test_csrf),
		cmocka_unit_test(test_origin),
		cmocka_unit_test(test_local_path),
		cmocka_unit_test(test_range),
		cmocka_unit_test(test_disposition),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
