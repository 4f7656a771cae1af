/*
 * The sanitizer against hostile HTML.  html_check() walks its output with a tiny
 * tokenizer of its own and finds whatever is not on the allow-list.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/str.h"
#include "mail/css.h"
#include "mail/sanitize.h"
#include "mail/url.h"

#include "../support/html_check.h"

static struct arena *a;

static void
check(const char *html)
{
	const char *error = html_check(a, html);

	if (error != NULL)
		fail_msg("%s", error);
}

static const char *
clean(const char *html)
{
	bool remote;
	struct bytes in = { (const uint8_t *)html, strlen(html) };

	return (sanitize_html(a, in, &remote).safe);
}

/* Allowed only, and the same again. */
static void
attack(const char *html)
{
	const char *once = clean(html), *twice;

	check(once);
	twice = clean(once);
	check(twice);
	assert_string_equal(once, twice);
}

static const char *const vectors[] = {
	"<script>alert(1)</script>", "<SCRIPT SRC=//evil/x.js></SCRIPT>",
	"<scr<script>ipt>alert(1)</scr</script>ipt>",
	"<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)//",
	"<img src=\"x\" onerror=\"alert(1)\" style=\"x:expression(alert(1))\">",
	"<svg onload=alert(1)>", "<svg/onload=alert(1)//",
	"<svg><script>alert(1)</script></svg>",
	"<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
	"<svg><style><img src=x onerror=alert(1)></style></svg>",
	"<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
	"<math><mtext><table><mglyph><style><!--</style>"
	    "<img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
	"<form><math><mtext></form><form><mglyph><style></math>"
	    "<img src onerror=alert(1)>",
	"<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
	"<math href=\"javascript:alert(1)\">x</math>",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
	"<noembed><img title=\"</noembed><img src onerror=alert(1)>\"></noembed>",
	"<noframes><img title=\"</noframes><img src onerror=alert(1)>\">",
	"<xmp><p title=\"</xmp><svg/onload=alert(1)>\">",
	"<textarea><img title=\"</textarea><svg/onload=alert(1)>\"></textarea>",
	"<title><a title=\"</title><img src=x onerror=alert(1)>\"></title>",
	"<style><a title=\"</style><img src=x onerror=alert(1)>\"></style>",
	"<iframe src=javascript:alert(1)></iframe>",
	"<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
	"<iframe><img title=\"</iframe><img src onerror=alert(1)>\"></iframe>",
	"<plaintext><script>alert(1)</script>",
	"<object data=javascript:alert(1)></object>",
	"<embed src=javascript:alert(1)>", "<applet code=x></applet>",
	"<base href=javascript:/><a href=alert(1)>x</a>",
	"<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
	"<link rel=stylesheet href=//evil/x.css>",
	"<a href=javascript:alert(1)>x</a>",
	"<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
	"<a href=\"jav\nascript:alert(1)\">x</a>",
	"<a href=\" &#14; javascript:alert(1)\">x</a>",
	"<a href=\"&#106;&#97;vascript:alert(1)\">x</a>",
	"<a href=\"JaVaScRiPt&colon;alert(1)\">x</a>",
	"<a href=\"vbscript:msgbox(1)\">x</a>",
	"<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
	"<a href=\"http:javascript:alert(1)\">x</a>",
	"<a href=\"https://e/\" onclick=alert(1) target=_self ping=//x>x</a>",
	"<a href=\"//evil/x\">x</a>", "<a href=\"http://e/\"onmouseover=x>y</a>",
	"<a href=\"https://e/&quot;onclick=alert(1)&quot;\">x</a>",
	"<a href='https://e/\"><script>alert(1)</script>'>x</a>",
	"<a title='\"><script>alert(1)</script>'>x</a>",
	"<img src=data:image/svg+xml;base64,PHN2Zz4=>",
	"<img src=\"data:text/html;base64,PHNjcmlwdD4=\">",
	"<img src=\"data:image/png;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">",
	"<img src=\"cid:x&quot; onerror=&quot;alert(1)\">",
	"<img src=cid:a srcset=\"//evil/x 2x\" loading=eager>",
	"<img src=`x`onerror=alert(1)>", "<img lowsrc=javascript:x dynsrc=x>",
	"<div style=\"background:url(javascript:alert(1))\">x</div>",
	"<div style=\"background-image:url(//evil)\">x</div>",
	"<div style=\"background:u\\72l(//evil)\">x</div>",
	"<div style=\"color:red;behavior:url(x)\">x</div>",
	"<div style=\"width:expr/**/ession(alert(1))\">x</div>",
	"<div style=\"-moz-binding:url(//evil#x)\">x</div>",
	"<div style=\"position:fixed;top:0;left:0;width:100%\">x</div>",
	"<div style=\"color:red;}*{background:url(//evil)}\">x</div>",
	"<div style='font-family:\"</div><script>alert(1)</script>\"'>x</div>",
	"<div style=\"margin-left:-9999px;color:&quot;red\">x</div>",
	"<div style=\"background:image-set('//evil' 1x)\">x</div>",
	"<style>@import '//evil';</style>x",
	"<style>*{background:url(//evil)}", "<!--><script>alert(1)</script>-->",
	"<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
	"<![if !mso]><script>alert(1)</script><![endif]>",
	"<!-- --!><img src=x onerror=alert(1)> -->",
	"<![CDATA[<script>alert(1)</script>]]>", "<?xml version=\"1.0\"?><?php x?>",
	"<!DOCTYPE x [<!ENTITY y \"<script>alert(1)</script>\">]>&y;",
	"&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script>alert(1)</script>",
	"<table background=javascript:alert(1)><tr><td background=//evil>x",
	"<body onload=alert(1) background=//evil bgcolor=red>x",
	"<input autofocus onfocus=alert(1)><select><option>x</select>",
	"<button formaction=javascript:alert(1)>x</button><isindex action=x>",
	"<form action=//evil><input name=password type=password></form>",
	"<template><script>alert(1)</script></template>",
	"<template shadowroot=open><img src=x onerror=alert(1)></template>",
	"<details open ontoggle=alert(1)><summary>x</summary></details>",
	"<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
	"<marquee onstart=alert(1)>x</marquee><keygen autofocus onfocus=x>",
	"<p/onclick=alert(1)>x</p><p\tonclick=alert(1)>x</p><p\fonclick=x>y</p>",
	"<b <script>alert(1)</script>0", "<b id=\"a\" name=location>x</b>",
	"<<script>alert(1)//<</script>", "<img \"\"\"><script>alert(1)</script>\">",
	"<a href=\"http://e/\xe2\x80\xaegnp.exe\">\xe2\x80\xae txt.exe</a>",
	"<p>a\x01\x02<b>\x7f</b>\xc2\x85</p>", "\xff\xfe<script>x</script>",
	"<o:p>x</o:p><v:shape href=javascript:x><x:script>alert(1)</x:script>",
	"<div dir=\"rtl&quot; onclick=x\" lang='\"'>x</div>",
	"<table><form><tr><td><script>x</script></table><b><p></b><i></p>",
	"<a><a><a href=http://x/>1</a>2</a>3</a><p><h1><p></h1></p>",
	"<ul><li>a<li>b<ol><li>c</ul><li>d<dl><dt>e<dd>f<dt>g",
	"<h1><section><h2><article><p>x<aside><p>y</article></h1>z",
	"<b><form><p>x</form></b><font><nav><center>x<td>y</font>",
	"<p>one<foo><p>two<bar><div>three<table>four</p><tr>five<td>six",
	"<pre>\n\n<p> a </p>\n</pre>  <span> x </span>\n <br> <hr> t ",
};

static void
vectors_are_harmless(void **state)
{
	(void)state;
	assert_true(sizeof(vectors) / sizeof(vectors[0]) >= 60);
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		attack(vectors[i]);
		attack(arena_printf(a, "<html><body><p>before %s after",
		    vectors[i]));
		attack(arena_printf(a, "<table><tr><td>%s</td></tr></table>"
		    "<p>x", vectors[i]));
		arena_reset(a);
	}
}

/* Pieces of all vectors, glued together in ways nobody thought of. */
static void
mixtures_are_harmless(void **state)
{
	size_t n = sizeof(vectors) / sizeof(vectors[0]);
	uint32_t x = 12345;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct buf b = BUF_INIT(a);

		for (int k = 0; k < 6; k++) {
			const char *v;
			size_t len, from;

			x = x * 1664525 + 1013904223;
			v = vectors[(x >> 8) % n];
			len = strlen(v);
			x = x * 1664525 + 1013904223;
			from = (x >> 8) % len;
			x = x * 1664525 + 1013904223;
			buf_add(&b, v + from, (x >> 8) % (len - from) + 1);
		}
		attack(buf_cstr(&b));
		arena_reset(a);
	}
}

static void
good_mail_stays(void **state)
{
	(void)state;
	assert_string_equal(clean("<p>Hi <b>you</b> &amp; me</p>"),
	    "<p>Hi <b>you</b> &amp; me</p>");
	assert_string_equal(clean("<a href='https://x.org/?a=1&b=2'>l</a>"),
	    "<a href=\"https://x.org/?a=1&amp;b=2\" rel=\"noopener noreferrer "
	    "nofollow\" target=\"_blank\">l</a>");
	assert_string_equal(clean("<td colspan=2 width='50%' align=left>x"),
	    "<td align=\"left\" width=\"50%\" colspan=\"2\">x</td>");
	assert_string_equal(clean("<body bgcolor='#fff'>x<o:p>y</o:p></body>"),
	    "<div bgcolor=\"#fff\">xy</div>");
	assert_string_equal(clean("<p style='color: RED; margin:0 0 1em'>x"),
	    "<p style=\"color:RED;margin:0 0 1em\">x</p>");
	assert_string_equal(clean("x<script>1</script>y<style>p{}</style>z"),
	    "xyz");
	assert_string_equal(clean("<form action=x>a<input>b</form>"), "ab");
}

static void
styles(void **state)
{
	(void)state;
	assert_string_equal(css_clean(a, "color:rgb(1, 2,3);x:y"),
	    "color:rgb(1, 2,3)");
	assert_string_equal(css_clean(a, "color:var(--x);width:calc(1px)"), "");
	assert_string_equal(css_clean(a, "font-family:\"A B\", serif"),
	    "font-family:'A B', serif");
	assert_string_equal(css_clean(a, "margin:-5px;padding:1px -2px"), "");
	assert_string_equal(css_clean(a, "text-decoration:none!important"),
	    "text-decoration:none!important");
	assert_string_equal(css_clean(a, "content:';color:red"), "");
}

static void
remote_images(void **state)
{
	struct bytes in = { (const uint8_t *)"<img src=http://e/x.png width=3>",
	    32 };
	struct bytes png = { (const uint8_t *)"\x89PNG\r\n\x1a\n12", 10 };
	const struct cid_file f = { "logo", "image/png", png };
	struct safe_html h;
	bool remote;

	(void)state;
	h = sanitize_html(a, in, &remote);
	assert_true(remote);
	assert_string_equal(h.safe,
	    "<img data-remote-src=\"http://e/x.png\" width=\"3\">");
	assert_string_equal(sanitize_show(a, h, NULL, 0, false).safe, h.safe);
	assert_string_equal(sanitize_show(a, h, NULL, 0, true).safe,
	    "<img width=\"3\" src=\"http://e/x.png\">");
	h.safe = clean("<p>a<img alt='x' src=cid:logo>b<img src=cid:other>c");
	assert_string_equal(sanitize_show(a, h, &f, 1, false).safe,
	    "<p>a<img alt=\"x\" src=\"data:image/png;base64,iVBORw0KGgoxMg==\">"
	    "b<img>c</p>");
	check(sanitize_show(a, h, &f, 1, true).safe);
}

static void
limits(void **state)
{
	struct buf b = BUF_INIT(a);

	(void)state;
	for (int i = 0; i < 50000; i++)
		buf_str(&b, "<div><b>");
	check(clean(buf_cstr(&b)));
	b.n = 0;
	for (int i = 0; i < 30000; i++)
		buf_str(&b, "<p>x</p>");
	check(clean(buf_cstr(&b)));
	assert_true(str_ends(clean(buf_cstr(&b)), "<p>[...]</p>"));
	b.n = 0;
	buf_str(&b, "<p title='");
	for (int i = 0; i < 2000; i++)
		buf_chr(&b, 'x');
	buf_str(&b, "'>y");
	assert_string_equal(clean(buf_cstr(&b)), "<p>y</p>");
}

static const char *
text(const char *html)
{
	return (html_to_text(a, (struct bytes){ (const uint8_t *)html,
	    strlen(html) }));
}

static void
plain_text(void **state)
{
	(void)state;
	assert_string_equal(text("<p>Hello   <b>you</b></p><p>two</p>"),
	    "Hello you\n\ntwo");
	assert_string_equal(text("<ul><li>a<li>b</ul><ol><li>c</ol>"),
	    "- a\n- b\n1. c");
	assert_string_equal(text("a<br>b<style>x</style><script>y</script>"),
	    "a\nb");
	assert_string_equal(text("<blockquote>q<br>r</blockquote>s"),
	    "> q\n> r\n\ns");
	assert_string_equal(text("<a href=http://x.org/y>here</a>"),
	    "here <http://x.org/y>");
	assert_string_equal(text("<a href=http://x.org/>http://x.org</a>"),
	    "http://x.org");
	assert_string_equal(text("<table><tr><td>a</td><td>b</td></tr>"
	    "<tr><td>c</table>"), "a b\nc");
	assert_string_equal(text(""), "");
}

static int
setup(void **state)
{
	(void)state;
	a = arena_new((size_t)1 << 30);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&a);
	return (0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_mail_stays),
		cmocka_unit_test(styles),
		cmocka_unit_test(vectors_are_harmless),
		cmocka_unit_test(mixtures_are_harmless),
		cmocka_unit_test(remote_images),
		cmocka_unit_test(limits),
		cmocka_unit_test(plain_text),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
