/* Parsing: through the child, as the intake does it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/str.h"
#include "core/utf8.h"
#include "mail/charset.h"
#include "mail/jail.h"
#include "mail/parse_in.h"
#include "mail/parse_json.h"

static struct arena *a;

static struct mail
parse(const char *raw)
{
	struct mail m;

	assert_int_equal(mail_parse(a, (struct bytes){ (const uint8_t *)raw,
	    strlen(raw) }, &m), RC_OK);
	return (m);
}

static void
simple(void **state)
{
	struct mail m = parse(
	    "From: =?utf-8?Q?Ana_Mu=C3=B1oz?= <Ana@Example.ORG>\r\n"
	    "To: \"Doe, John\" <j@x.org>, team: b@x.org, c@x.org;, d@x.org\r\n"
	    "Cc: e@x.org (Eve)\r\n"
	    "Reply-To: r@x.org\r\n"
	    "Subject: =?iso-8859-1?q?caf=E9?= =?iso-8859-1?q?_con?=\r\n"
	    " leche\r\n"
	    "Message-ID: <1@x>\r\n"
	    "In-Reply-To: <0@x>\r\n"
	    "References: <a@x>\r\n <0@x>\r\n"
	    "Authentication-Results: mx; dmarc=pass\r\n"
	    "Authentication-Results: other; dmarc=fail\r\n"
	    "Date: Tue, 24 Nov 2026 09:30:00 +0100\r\n"
	    "\r\n"
	    "Hola\r\n\r\n> antes\r\n");

	(void)state;
	assert_string_equal(m.from.name, "Ana Mu\xc3\xb1oz");
	assert_string_equal(m.from.email, "ana@example.org");
	assert_int_equal(m.to.n, 4);
	assert_string_equal(m.to.v[0].name, "Doe, John");
	assert_string_equal(m.to.v[1].email, "b@x.org");
	assert_string_equal(m.to.v[3].email, "d@x.org");
	assert_string_equal(m.cc.v[0].name, "Eve");
	assert_string_equal(m.reply_to.v[0].email, "r@x.org");
	assert_string_equal(m.subject, "caf\xc3\xa9 con leche");
	assert_string_equal(m.message_id, "1@x");
	assert_int_equal(m.nreferences, 3);
	assert_int_equal(m.nin_reply_to, 1);
	assert_string_equal(m.references[0], "0@x");
	assert_string_equal(m.references[1], "a@x");
	assert_string_equal(m.auth_results, "mx; dmarc=pass");
	assert_int_equal(m.date, 1795509000);
	assert_string_equal(m.text, "Hola\n\n> antes\n");
	assert_string_equal(m.reply_text, "Hola");
	assert_string_equal(m.html.safe, "");
	assert_false(m.automatic || m.bounce || m.remote || m.broken);
}

static void
parts(void **state)
{
	struct mail m = parse(
	    "From: a@x.org\nMIME-Version: 1.0\n"
	    "Content-Type: multipart/mixed; boundary=A\n\n"
	    "--A\nContent-Type: multipart/alternative; boundary=B\n\n"
	    "--B\nContent-Type: text/plain; charset=utf-8\n\nplain\n"
	    "--B\nContent-Type: multipart/related; boundary=C\n\n"
	    "--C\nContent-Type: text/html\n\n"
	    "<p>rich<img src=\"cid:i@x\"><img src=http://e.org/p.png>\n"
	    "--C\nContent-Type: image/png; name=\"../a/b\xe2\x80\xae.png\"\n"
	    "Content-ID: <i@x>\nContent-Transfer-Encoding: base64\n"
	    "Content-Disposition: inline\n\niVBORw0KGgo=\n--C--\n--B--\n"
	    "--A\nContent-Type: application/pdf\n"
	    "Content-Disposition: attachment;\n"
	    " filename*0*=utf-8''%C3%A1; filename*1=\"b.pdf\"\n\npdf\n"
	    "--A\nContent-Type: message/rfc822\n\n"
	    "Subject: inner\nFrom: z@x.org\n\nbody\n"
	    "--A\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n"
	    "--A\nContent-Type: application/ms-tnef; name=winmail.dat\n\nT\n"
	    "--A--\n");

	(void)state;
	assert_string_equal(m.text, "plain");
	assert_string_equal(m.html.safe, "<p>rich<img src=\"cid:i@x\">"
	    "<img data-remote-src=\"http://e.org/p.png\"></p>");
	assert_true(m.remote);
	assert_int_equal(m.nfiles, 5);
	assert_string_equal(m.files[0].name, "b.png");
	assert_string_equal(m.files[0].cid, "i@x");
	assert_int_equal(m.files[0].data.n, 8);
	assert_string_equal(m.files[1].name, "\xc3\xa1" "b.pdf");
	assert_string_equal(m.files[1].type, "application/pdf");
	assert_memory_equal(m.files[1].data.p, "pdf", 3);
	assert_string_equal(m.files[2].name, "inner.eml");
	assert_string_equal(m.files[2].type, "message/rfc822");
	assert_non_null(strstr((const char *)m.files[2].data.p, "z@x.org"));
	assert_string_equal(m.files[3].name, "invite.ics");
	assert_string_equal(m.files[4].name, "winmail.dat");
}

static const char *
name_of(const char *field)
{
	struct mail m = parse(arena_printf(a, "From: a@x.org\nContent-Type: "
	    "application/octet-stream\nContent-Disposition: attachment; "
	    "filename=%s\n\nx", field));

	assert_int_equal(m.nfiles, 1);
	return (m.files[0].name);
}

static void
file_names(void **state)
{
	char longer[600];

	(void)state;
	assert_string_equal(name_of("a.txt"), "a.txt");
	assert_string_equal(name_of("\"/etc/passwd\""), "passwd");
	assert_string_equal(name_of("\"C:\\\\dir\\\\x y.doc\""), "x y.doc");
	assert_string_equal(name_of("..."), "attachment.bin");
	assert_string_equal(name_of("\".htaccess\""), "htaccess");
	assert_string_equal(name_of("\"a\x01" "b<c>.exe\""), "abc.exe");
	assert_string_equal(name_of("\"=?utf-8?b?w6EucG5n?=\""),
	    "\xc3\xa1.png");
	memset(longer, 'x', sizeof(longer));
	memcpy(longer + 580, ".pdf", 5);
	assert_true(str_ends(name_of(longer), ".pdf"));
	assert_true(utf8_count(name_of(longer)) <= NAME_MAX_CHARS);
}

static const char *
text_of(const char *type, const char *body)
{
	return (parse(arena_printf(a, "From: a@x.org\nContent-Type: %s\n\n%s",
	    type, body)).text);
}

static void
charsets(void **state)
{
	(void)state;
	assert_string_equal(text_of("text/plain; charset=iso-8859-1",
	    "\x80 \xe9"), "\xe2\x82\xac \xc3\xa9");
	assert_string_equal(text_of("text/plain; charset=utf-8",
	    "caf\xe9"), "caf\xc3\xa9");
	assert_string_equal(text_of("text/plain; charset=utf-8",
	    "\xc3\xa9\xc3\xa9\xff"), "\xc3\xa9\xc3\xa9\xef\xbf\xbd");
	assert_string_equal(text_of("text/plain; charset=klingon",
	    "caf\xe9"), "caf\xc3\xa9");
	assert_string_equal(text_of("text/plain", "\xc3\xb1"), "\xc3\xb1");
	assert_string_equal(text_of("text/plain; charset=koi8-r",
	    "\xc4\xc1"), "\xd0\xb4\xd0\xb0");
	assert_string_equal(text_of("text/plain; charset=windows-1251",
	    "\xe4\xe0"), "\xd0\xb4\xd0\xb0");
	assert_string_equal(text_of("text/plain; charset=gb2312",
	    "\xc4\xe3\xba\xc3"), "\xe4\xbd\xa0\xe5\xa5\xbd");
	assert_string_equal(text_of("text/plain; charset=shift_jis",
	    "\x93\xfa\x96{"), "\xe6\x97\xa5\xe6\x9c\xac");
	assert_string_equal(text_of("text/plain; charset=big5",
	    "\xa7\x41"), "\xe4\xbd\xa0");
	assert_string_equal(text_of("text/plain; charset=euc-kr",
	    "\xbe\xc8"), "\xec\x95\x88");
	assert_string_equal(text_of("text/plain; charset=iso-2022-jp",
	    "\x1b$BF|\x1b(B"), "\xe6\x97\xa5");
	assert_string_equal(text_of("text/plain; charset=euc-jp",
	    "\xc6\xfc"), "\xe6\x97\xa5");
	assert_string_equal(text_of("text/plain; charset=\"../../etc/x\"",
	    "a"), "a");
	assert_string_equal(text_of("text/plain; charset=utf-7",
	    "+AOk-"), "\xc3\xa9");
	assert_string_equal(text_of("text/html", "<meta charset=koi8-r>\xc4"),
	    "\xd0\xb4");
	assert_string_equal(text_of("text/plain; format=flowed",
	    "one \ntwo\n> q \n> r\n-- \nsig"), "one two\n> q r\n-- \nsig");
	assert_string_equal(text_of("text/plain; format=flowed; delsp=yes",
	    "on \ne"), "one");
}

static void
dates(void **state)
{
	static const struct { const char *s; int64_t t; } all[] = {
		{ "Tue, 24 Nov 2026 08:30:00 +0000", 1795509000 },
		{ "24 Nov 2026 08:30 GMT", 1795509000 },
		{ "Tue, 24 Nov 26 03:30:00 EST", 1795509000 },
		{ "Tue, 24 Nov 2026 09:30:00 +0100 (CET)", 1795509000 },
		{ "Tue Nov 24 08:30:00 2026", 1795509000 },
		{ "24-Nov-2026 08:30:00 +0000", 1795509000 },
		{ "2026-11-24T08:30:00Z", 1795509000 },
		{ "24 Nov 2026 08:30:00 AM", 1795509000 },
		{ "Fri, 21 Nov 97 09:55:06 -0600", 880127706 },
		{ "", 0 }, { "yesterday", 0 }, { "32 Jan 2020", 0 },
		{ "1 Jan 1900 00:00:00 +0000", 0 },
		{ "1 Jan 99999 00:00:00", 0 }, { "1 Foo 2020 01:01", 0 },
		{ "1 Jan 2020 99:99:99", 0 }, { "((((", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (mail_date(all[i].s) != all[i].t)
			fail_msg("%s: %lld", all[i].s,
			    (long long)mail_date(all[i].s));
}

static bool
automatic(const char *field)
{
	return (parse(arena_printf(a, "From: a@x.org\n%s\n\nx",
	    field)).automatic);
}

static void
machines(void **state)
{
	(void)state;
	assert_false(automatic("Auto-Submitted: no"));
	assert_true(automatic("Auto-Submitted: auto-replied"));
	assert_true(automatic("Precedence: bulk"));
	assert_true(automatic("List-Id: <x.y>"));
	assert_true(automatic("Return-Path: <>"));
	assert_false(automatic("Return-Path: <a@x.org>"));
	assert_true(automatic("X-Auto-Response-Suppress: All"));
	assert_false(automatic("X-Mailer: x"));
	assert_true(parse("From: MAILER-DAEMON@x.org\nContent-Type: "
	    "multipart/report; report-type=delivery-status; boundary=A\n\n"
	    "--A\n\nfailed\n--A--\n").bounce);
	assert_false(parse("From: b@x.org\nContent-Type: multipart/report; "
	    "report-type=disposition-notification; boundary=A\n\n"
	    "--A\n\nread\n--A--\n").bounce);
}

static void
garbage(void **state)
{
	struct buf b = BUF_INIT(a);
	struct mail m;

	(void)state;
	assert_int_equal(mail_parse(a, (struct bytes){ NULL, 0 }, &m),
	    RC_INVALID);
	m = parse("this is not a mail\nat all\n");
	assert_true(m.broken);
	assert_string_equal(m.text, "this is not a mail\nat all\n");
	assert_true(parse("\x01\x02\xff\xfe").broken);
	m = parse("\n\n");
	assert_true(m.broken);
	for (unsigned c = 0; c < 256; c++)
		buf_chr(&b, (char)c);
	assert_int_equal(mail_parse(a, buf_bytes(&b), &m), RC_OK);
	assert_true(m.broken);
	b.n = 0;
	buf_str(&b, "From: a@x.org\nSubject: deep\n");
	for (int i = 0; i < 2000; i++)
		buf_printf(&b, "Content-Type: multipart/mixed; boundary=X%d\n\n"
		    "--X%d\n", i, i);
	m = parse(buf_cstr(&b));
	assert_true(m.broken);
	assert_string_equal(m.subject, "deep");
	assert_true(m.text[0] != '\0');
	b.n = 0;
	buf_str(&b, "From: a@x.org\nContent-Type: multipart/mixed;boundary=X\n");
	for (int i = 0; i < 2000; i++)
		buf_str(&b, "\n--X\nContent-Type: image/png\n\nx");
	m = parse(buf_cstr(&b));
	assert_true(m.broken);
	assert_true(m.nfiles > 400 && m.nfiles <= PARSE_PARTS);
	m = parse("\xef\xbb\xbf  From: a@x.org\nSubject: s\n\nt");
	assert_string_equal(m.subject, "s");
	m = parse("From x Mon\nFrom: a@x.org\nSubject: s\n\nt");
	assert_string_equal(m.from.email, "a@x.org");
}

static const char *
sender(const char *from)
{
	struct mail m = parse(arena_printf(a, "From: %s\n\nx", from));

	return (arena_printf(a, "%s|%s", m.from.name, m.from.email));
}

static void
odd_senders(void **state)
{
	(void)state;
	assert_string_equal(sender("<a@x.org>"), "|a@x.org");
	assert_string_equal(sender("a@x.org (A (nested) B)"),
	    "A (nested) B|a@x.org");
	assert_string_equal(sender("=?utf-8?Q?Doe,_J?= <a@x.org>"),
	    "Doe, J|a@x.org");
	assert_string_equal(sender("'A' <a@x.org>"), "A|a@x.org");
	assert_string_equal(sender("\"b@y.org\" <a@x.org>"),
	    "b@y.org|a@x.org");
	assert_string_equal(sender("b@y.org <a@x.org>"), "b@y.org|a@x.org");
	/* What is encoded names nobody. */
	assert_string_equal(sender("=?utf-8?Q?a=40x.org?="), "|");
	assert_string_equal(sender("=?utf-8?Q?a_=3Ca=40x.org=3E?= <c@x.org>"),
	    "a <a@x.org>|c@x.org");
	assert_string_equal(sender("<@r.org:a@x.org>"), "|a@x.org");
	assert_string_equal(sender("\"A \\\"B\\\"\" <a@x.org>"),
	    "A \"B\"|a@x.org");
	assert_string_equal(sender("a@x.org, b@x.org"), "|a@x.org");
	assert_string_equal(sender("undisclosed:;"), "|");
	assert_string_equal(sender("A <a@x.org"), "A|a@x.org");
	assert_string_equal(sender("A \xe2\x80\xae" "B <a@x.org>"),
	    "A B|a@x.org");
}

/* What a child that was taken over could answer. */
static void
forged_answers(void **state)
{
	struct mail m, back;
	struct buf b = BUF_INIT(a);
	uint8_t *bytes;

	(void)state;
	m = parse("From: A <a@x.org>\nTo: b@x.org\nSubject: s\n"
	    "Message-ID: <1@x>\nContent-Type: text/html\n\n<p>x");
	mail_pack(&b, &m);
	assert_true(mail_unpack(a, buf_bytes(&b), &back));
	assert_string_equal(back.html.safe, "<p>x</p>");
	for (size_t n = 0; n < b.n; n++)
		assert_false(mail_unpack(a, (struct bytes){
		    (const uint8_t *)b.p, n }, &back));
	for (size_t i = 0; i < b.n; i++) {
		bytes = arena_alloc(a, b.n);
		memcpy(bytes, b.p, b.n);
		bytes[i] ^= 0xff;
		/* Whatever it says, it says it without harm. */
		if (mail_unpack(a, (struct bytes){ bytes, b.n }, &back))
			assert_true(utf8_valid(back.subject,
			    strlen(back.subject)));
	}
}

static void
json(void **state)
{
	struct mail m = parse("From: A <a@x.org>\nSubject: \"q\"\n\nx<y\n");
	struct buf b = BUF_INIT(a);

	(void)state;
	mail_json(&b, &m, "f\\1");
	assert_string_equal(buf_cstr(&b),
	    "{\"file\":\"f\\\\1\",\"from\":[[\"A\",\"a@x.org\"]],\"to\":[],"
	    "\"cc\":[],\"reply_to\":[],\"subject\":\"\\\"q\\\"\",\"date\":null,"
	    "\"message_id\":\"\",\"in_reply_to\":[],\"references\":[],"
	    "\"text\":\"x\\u003cy\\n\",\"html\":\"\",\"reply_text\":"
	    "\"x\\u003cy\",\"attachments\":[],\"automatic\":false,"
	    "\"bounce\":false,\"remote\":false,\"broken\":false}\n");
}

static struct mail
parse_filled(const char *head, const char *with, size_t times, size_t every)
{
	struct buf b = BUF_INIT(a);
	struct mail m;

	buf_str(&b, head);
	for (size_t i = 1; i <= times; i++) {
		buf_str(&b, with);
		if (i % every == 0)
			buf_chr(&b, '\n');
	}
	/* Without a child, whose limits are for one that is not sanitized. */
	mail_parse_here(a, buf_bytes(&b), &m);
	return (m);
}

/* What is kept of a text is bounded as it is stored, not as it came. */
static void
longest(void **state)
{
	struct mail m = parse_filled("From: a@x.org\n\n", "word ", 5000000,
	    10);

	(void)state;
	assert_in_range(strlen(m.text), PARSE_TEXT - 4, PARSE_TEXT);
	assert_true(m.broken);
	/* A sign of one byte there is one of three here. */
	m = parse_filled("From: a@x.org\nContent-Type: text/plain; "
	    "charset=windows-1252\nContent-Transfer-Encoding: 8bit\n\n",
	    "\x80", 2000000, 70);
	assert_in_range(strlen(m.text), PARSE_TEXT - 4, PARSE_TEXT);
	assert_true(utf8_valid((const uint8_t *)m.text, strlen(m.text)));
	assert_true(strlen(m.reply_text) <= PARSE_TEXT);
	m = parse_filled("From: a@x.org\nContent-Type: text/html\n\n<p>",
	    "&", 3500000, 70);
	assert_int_equal(strlen(m.html.safe), 0);
	assert_true(m.broken);
	assert_in_range(strlen(m.text), PARSE_TEXT - 4, PARSE_TEXT);
	m = parse_filled("From: a@x.org\nContent-Type: text/html\n\n<p>",
	    "word word ", 1500000, 7);
	assert_in_range(strlen(m.html.safe), 4000000, PARSE_HTML);
	assert_true(strlen(m.text) <= PARSE_TEXT);
	arena_reset(a);
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
		cmocka_unit_test(simple),
		cmocka_unit_test(parts),
		cmocka_unit_test(file_names),
		cmocka_unit_test(charsets),
		cmocka_unit_test(dates),
		cmocka_unit_test(machines),
		cmocka_unit_test(garbage),
		cmocka_unit_test(odd_senders),
		cmocka_unit_test(forged_answers),
		cmocka_unit_test(json),
		cmocka_unit_test(longest),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
