/* Dates, sizes, numbers and plurals in templates, by language; escaping. */
#include "../support/unit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/str.h"
#include "core/time.h"
#include "tmpl/tmpl.h"

static struct arena *a;
static char dir[] = "/tmp/olvido-tmpl-XXXXXX";

static void
put_file(const char *name, const char *text)
{
	FILE *f = fopen(arena_printf(a, "%s/%s", dir, name), "we");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static int
setup(void **state)
{
	char here[2048];

	(void)state;
	a = arena_new(16U << 20);
	if (mkdtemp(dir) == NULL || getcwd(here, sizeof(here)) == NULL ||
	    mkdir(arena_printf(a, "%s/x", dir), 0700) != 0 ||
	    symlink(arena_printf(a, "%s/templates/lang", here),
	    arena_printf(a, "%s/lang", dir)) != 0)
		return (1);
	put_file("x/date.cs", "<?cs var:date(S) ?>");
	put_file("x/datetime.cs", "<?cs var:datetime(S) ?>");
	put_file("x/ymd.cs", "<?cs var:ymd(S) ?>");
	put_file("x/iso.cs", "<?cs var:iso(S) ?>");
	put_file("x/ago.cs", "<?cs var:ago(S) ?>");
	put_file("x/size.cs", "<?cs var:size(S) ?>");
	put_file("x/number.cs", "<?cs var:number(S) ?>");
	put_file("x/plural.cs",
	    "<?cs var:plural(S + \"|Lang.Time.Hours\") ?>");
	put_file("x/plain.cs", "<?cs var:S ?>");
	put_file("x/raw.cs", "<?cs uvar:Html.S ?>");
	if (mkdir(arena_printf(a, "%s/layout", dir), 0700) != 0)
		return (1);
	put_file("layout/macros.cs", "<?cs def:shared(t) ?>[<?cs var:t ?>]"
	    "<?cs /def ?>");
	put_file("layout/x_top.cs", "<?cs if:S == \"<l>\" ?>"
	    "<?cs call:shared(S) ?><?cs set:Layout = #2 ?><?cs /if ?>");
	put_file("layout/x_bottom.cs", "<?cs if:Layout ?>.<?cs /if ?>");
	put_file("x/own.cs", "<?cs def:own(t) ?><?cs call:shared(t) ?>"
	    "<?cs var:Layout ?><?cs /def ?><?cs call:own(S) ?>");
	return (0);
}

static int
teardown(void **state)
{
	static const char *const file[] = { "x/date.cs", "x/datetime.cs",
	    "x/iso.cs", "x/ymd.cs", "x/ago.cs", "x/size.cs", "x/number.cs", "x/plural.cs",
	    "x/plain.cs", "x/raw.cs", "x/own.cs", "layout/macros.cs",
	    "layout/x_top.cs", "layout/x_bottom.cs", "lang" };

	(void)state;
	for (size_t i = 0; i < sizeof(file) / sizeof(file[0]); i++)
		unlink(arena_printf(a, "%s/%s", dir, file[i]));
	rmdir(arena_printf(a, "%s/x", dir));
	rmdir(arena_printf(a, "%s/layout", dir));
	rmdir(dir);
	arena_free(&a);
	return (0);
}

static const char *
render_at(const char *zone, const char *name, const char *value,
    const char *language)
{
	static const char *const folders[] = { "x", NULL };
	struct tmpl *t = tmpl_load(dir, folders);
	struct view *v = view_new();
	struct buf b = BUF_INIT(a);

	node_str(view_root(v), "S", value);
	node_str(view_root(v), "Page.Zone", zone);
	node_html(view_root(v), "S", (struct safe_html){ value });
	tmpl_render(t, arena_printf(a, "x/%s", name), v, language, &b);
	view_free(&v);
	tmpl_free(&t);
	return (buf_cstr(&b));
}

static const char *
render(const char *name, const char *value, const char *language)
{
	return (render_at("", name, value, language));
}

/* Five to midnight in UTC: another day in the east, another hour in the west. */
static void
test_zones(void **state)
{
	static const struct { const char *zone, *fn, *en, *es; } v[] = {
		{ "", "ymd", "2026-11-24", "2026-11-24" },
		{ "Europe/Madrid", "ymd", "2026-11-25", "2026-11-25" },
		{ "Europe/Madrid", "date", "25 November 2026",
		    "25 de noviembre de 2026" },
		{ "Europe/Madrid", "datetime", "25 November 2026, 00:55 CET",
		    "25 de noviembre de 2026, 00:55 CET" },
		{ "Europe/Madrid", "iso", "2026-11-24T23:55:00Z",
		    "2026-11-24T23:55:00Z" },
		{ "America/New_York", "datetime",
		    "24 November 2026, 18:55 EST",
		    "24 de noviembre de 2026, 18:55 EST" },
		{ "America/Sao_Paulo", "datetime",
		    "24 November 2026, 20:55 UTC-3",
		    "24 de noviembre de 2026, 20:55 UTC-3" },
		{ "No/Where", "datetime", "24 November 2026, 23:55 UTC",
		    "24 de noviembre de 2026, 23:55 UTC" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		assert_string_equal(render_at(v[i].zone, v[i].fn, "1795564500",
		    "en"), v[i].en);
		assert_string_equal(render_at(v[i].zone, v[i].fn, "1795564500",
		    "es"), v[i].es);
	}
}

static void
test_values(void **state)
{
	static const struct { const char *fn, *in, *en, *es; } v[] = {
		{ "date", "1795523696", "24 November 2026",
		    "24 de noviembre de 2026" },
		{ "date", "0", "1 January 1970", "1 de enero de 1970" },
		{ "datetime", "1795523696", "24 November 2026, 12:34 UTC",
		    "24 de noviembre de 2026, 12:34 UTC" },
		{ "ago", "32503680000", "1 Jan 3000", "1 ene 3000" },
		{ "ago", "1483228800", "1 Jan 2017", "1 ene 2017" },
		{ "iso", "1795523696", "2026-11-24T12:34:56Z",
		    "2026-11-24T12:34:56Z" },
		{ "size", "0", "0 B", "0 B" },
		{ "size", "999", "999 B", "999 B" },
		{ "size", "1500", "1.5 KB", "1,5 KB" },
		{ "size", "1000", "1.0 KB", "1,0 KB" },
		{ "size", "26214400", "25 MB", "25 MB" },
		{ "number", "7", "7", "7" },
		{ "number", "1234", "1,234", "1234" },
		{ "number", "1234567", "1,234,567", "1.234.567" },
		{ "number", "-20000", "-20,000", "-20.000" },
		{ "plural", "1", "1 hour ago", "hace 1 hora" },
		{ "plural", "0", "0 hours ago", "hace 0 horas" },
		{ "plural", "20000", "20,000 hours ago",
		    "hace 20.000 horas" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		assert_string_equal(render(v[i].fn, v[i].in, "en"), v[i].en);
		assert_string_equal(render(v[i].fn, v[i].in, "es"), v[i].es);
	}
}

static void
test_ago(void **state)
{
	static const struct { int64_t s; const char *en, *es; } v[] = {
		{ 5, "just now", "ahora mismo" },
		{ 90, "1 minute ago", "hace 1 minuto" },
		{ 3 * 3600 + 60, "3 hours ago", "hace 3 horas" },
		{ 86400 + 60, "1 day ago", "hace 1 d\u00EDa" },
		{ 12 * 86400 + 60, "12 days ago", "hace 12 d\u00EDas" },
	};
	const char *in;

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		in = arena_printf(a, "%lld", (long long)(now_s() - v[i].s));
		assert_string_equal(render("ago", in, "en"), v[i].en);
		assert_string_equal(render("ago", in, "es"), v[i].es);
	}
}

static void
test_escaping(void **state)
{
	(void)state;
	assert_string_equal(render("plain", "<b a=\"1\" c='2'>&", "en"),
	    "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
	assert_string_equal(render("raw", "<b>x</b>", "en"), "<b>x</b>");
}

/* The layout and its macros are parsed once, and are there in every page. */
static void
test_layout(void **state)
{
	(void)state;
	assert_string_equal(render("own", "<l>", "en"), "[&lt;l&gt;][&lt;l&gt;]2.");
	assert_string_equal(render("own", "x", "en"), "[x]");
	assert_string_equal(render("plain", "<l>", "en"), "[&lt;l&gt;]&lt;l&gt;.");
}

static void
test_text_html(void **state)
{
	static const struct { const char *in, *out; } v[] = {
		{ "", "" }, { "a\nb", "a<br>\nb" },
		{ "<script>", "&lt;script&gt;" },
		{ "javascript:alert(1)", "javascript:alert(1)" },
		{ "see https://a.example/x?y=1&z=2.",
		    "see <a rel=\"noopener noreferrer nofollow\""
		    " target=\"_blank\" href=\"https://a.example/x?y=1&amp;z=2\""
		    ">https://a.example/x?y=1&amp;z=2</a>." },
		{ "xhttps://a.example", "xhttps://a.example" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		assert_string_equal(text_to_html(a, v[i].in).safe, v[i].out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_ago),
		cmocka_unit_test(test_escaping),
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_text_html),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
