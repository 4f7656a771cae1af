/* What is left of an answer without the quoted rest. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/buf.h"
#include "core/str.h"
#include "mail/html_text.h"
#include "mail/parse.h"

static struct arena *a;

/* Each: the text, what is left ("=": all of it). */
static const char *const cases[][2] = {
	{ "Yes.\n\nOn Tue, Nov 24, 2026 at 9:30 AM Ana <ana@x.org> wrote:\n"
	    "> old\n> more\n", "Yes." },
	{ "Yes.\nOn 24 Nov 2026, at 9:30, Ana Very Long Name\n<ana@x.org>\n"
	    "wrote:\n\n> old\n", "Yes." },
	{ "Sí.\n\nEl mar, 24 nov 2026 a las 9:30, Ana (<ana@x.org>)\n"
	    "escribió:\n\n> viejo\n", "Sí." },
	{ "Ja.\n\nAm 24.11.2026 um 09:30 schrieb Ana:\n> alt", "Ja." },
	{ "Oui.\n\nLe mar. 24 nov. 2026 à 09:30, Ana <ana@x.org> a écrit :\n\n"
	    "vieux sans marque\n", "Oui." },
	{ "Да.\n\nвт, 24 нояб. 2026 г. в 09:30, Ana <ana@x.org>:\n\n> старое",
	    "Да." },
	{ "Yes.\n\n-----Original Message-----\nFrom: Ana\nSent: x\n\nold",
	    "Yes." },
	{ "Sí.\n\n________________________________\nDe: Ana <ana@x.org>\n"
	    "Enviado: martes\nPara: Joe\nAsunto: cosa\n\nviejo", "Sí." },
	{ "Ja.\n\nVon: Ana\nGesendet: Dienstag\nAn: Joe\nBetreff: x\n\nalt",
	    "Ja." },
	{ "Да\n\nОт: Ana\nОтправлено: вчера\nКому: Joe\nТема: x\n\nстарое",
	    "Да" },
	{ "Yes.\n\n##- Please type your answer above this line -##\nold",
	    "Yes." },
	{ "> ##- x -##\nold", "old" },
	{ "Yes.\n-- \nAna\nx.org", "Yes." },
	{ "Yes.\n\nSent from my iPhone\n\nOn 24 Nov 2026, Ana wrote:\n> old",
	    "Yes." },
	{ "On 24 Nov 2026 at 9:30, Ana wrote:\n> old\n\nMy answer below.",
	    "My answer below." },
	{ "Hi,\n> question one\nanswer one\n> question two\nanswer two\n> tail",
	    "Hi,\n> question one\nanswer one\n> question two\nanswer two" },
	{ "See below.\n\n---------- Forwarded message ---------\nFrom: Z\n"
	    "Date: x\nSubject: y\nTo: w\n\nthe thing", "=" },
	{ "> only a quote", "=" },
	{ "I wrote:\nthis and that.", "=" },
	{ "On Monday I wrote to you: nothing came.", "=" },
	{ "From: the start\nit was bad.", "=" },
	{ "Date: tomorrow\nTo: be decided", "=" },
	{ "Prices:\n- 10:30 is fine\n- cost 5", "=" },
	{ "A list:\n\n----\n\none\n\n----\n\ntwo", "=" },
	{ "", "" },
};

static void
texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(reply_trim(a, cases[i][0]),
		    str_eq(cases[i][1], "=") ? cases[i][0] : cases[i][1]);
}

static const char *
html(const char *s)
{
	return (reply_trim(a, html_text(a, (struct bytes){
	    (const uint8_t *)s, strlen(s) }, true)));
}

static void
pages(void **state)
{
	(void)state;
	assert_string_equal(html("<div>Yes</div><div class=gmail_quote>"
	    "On x, y wrote:<blockquote>old</blockquote></div>"), "Yes");
	assert_string_equal(html("<p>Yes</p><div id=divRplyFwdMsg><b>From:</b>"
	    " x</div><div>old</div>"), "Yes");
	assert_string_equal(html("<p>Yes</p><blockquote type=cite>old"
	    "</blockquote>"), "Yes");
	assert_string_equal(html("<div class=gmail_quote>only this</div>"),
	    "only this");
}

/* No line of any length or number takes it long. */
static void
large(void **state)
{
	struct buf b = BUF_INIT(a);

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_str(&b, "On 1 Jan 2020 10:10 a@b wrote this\n");
	(void)reply_trim(a, buf_cstr(&b));
	b.n = 0;
	for (int i = 0; i < 200000; i++)
		buf_str(&b, "12:30 a@b.org: ");
	(void)reply_trim(a, buf_cstr(&b));
	b.n = 0;
	for (int i = 0; i < 200000; i++)
		buf_str(&b, "--\n\n");
	(void)reply_trim(a, buf_cstr(&b));
}

static int
setup(void **state)
{
	(void)state;
	a = arena_new((size_t)2 << 30);
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
		cmocka_unit_test(texts),
		cmocka_unit_test(pages),
		cmocka_unit_test(large),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
