/* Our own mails, read back by our own parser. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/buf.h"
#include "core/str.h"
#include "mail/compose.h"

static struct arena *a;

static struct compose
letter(void)
{
	return ((struct compose){
		.from = { .name = "Soporte, Ñandú \"S.A.\"",
		    .email = "help@x.org" },
		.to = { .name = "", .email = "ana@example.org" },
		.subject = "[T-1] ¿Qué tal?",
		.message_id = "1.2@x.org",
		.text = "Hola\n.\nFrom here\nadiós\n",
		.date = 1795509000,
	});
}

static struct bytes
compose(const struct compose *c)
{
	struct bytes raw;

	assert_int_equal(mail_compose(a, c, &raw), RC_OK);
	return (raw);
}

/* Lines end in CRLF, are ASCII and at most 998 long (RFC 5322 2.1.1). */
static void
check_wire(struct bytes raw)
{
	size_t line = 0;

	for (size_t i = 0; i < raw.n; i++) {
		assert_true(raw.p[i] < 0x80 && raw.p[i] != 0);
		if (raw.p[i] == '\n')
			assert_true(i > 0 && raw.p[i - 1] == '\r');
		if (raw.p[i] == '\r')
			assert_true(i + 1 < raw.n && raw.p[i + 1] == '\n');
		line = raw.p[i] == '\n' ? 0 : line + 1;
		assert_true(line <= 998);
	}
}

static struct mail
back(const struct compose *c)
{
	struct bytes raw = compose(c);
	struct mail m;

	check_wire(raw);
	assert_int_equal(mail_parse(a, raw, &m), RC_OK);
	assert_false(m.broken);
	return (m);
}

static void
plain(void **state)
{
	struct compose c = letter();
	struct mail m = back(&c);

	(void)state;
	assert_string_equal(m.from.name, c.from.name);
	assert_string_equal(m.from.email, "help@x.org");
	assert_string_equal(m.to.v[0].email, "ana@example.org");
	assert_string_equal(m.subject, c.subject);
	assert_string_equal(m.message_id, "1.2@x.org");
	assert_string_equal(m.text, c.text);
	assert_int_equal(m.date, c.date);
	assert_false(m.automatic);
	assert_int_equal(m.nfiles, 0);
	assert_int_equal(m.nreferences, 0);
}

static void
everything(void **state)
{
	struct compose c = letter();
	const char *refs[30];
	char data[3000];
	struct mail_file f[3] = {
		{ .name = "año \"nuevo\".pdf", .type = "application/pdf",
		    .cid = "", .data = { (uint8_t *)data, sizeof(data) } },
		{ .name = "logo.png", .type = "image/png", .cid = "l@x",
		    .data = { (const uint8_t *)"\x89PNG\r\n\x1a\n", 8 } },
		{ .name = "m.eml", .type = "message/rfc822", .cid = "",
		    .data = { (const uint8_t *)"Subject: x\n\ny", 13 } },
	};
	struct mail m;

	(void)state;
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (char)(i * 7);
	for (size_t i = 0; i < 30; i++)
		refs[i] = arena_printf(a, "ref.%zu@x.org", i);
	c.references = refs;
	c.nreferences = 30;
	c.in_reply_to = "ref.29@x.org";
	c.reply_to = "ticket+abc@x.org";
	c.html = "<p>Hola <b>¿qué tal?</b></p>";
	c.files = f;
	c.nfiles = 3;
	c.automatic = true;
	m = back(&c);
	assert_string_equal(m.text, c.text);
	assert_string_equal(m.html.safe, c.html);
	assert_string_equal(m.reply_to.v[0].email, "ticket+abc@x.org");
	assert_true(m.automatic);
	assert_int_equal(m.nfiles, 3);
	assert_string_equal(m.files[0].name, "año nuevo.pdf");
	assert_int_equal(m.files[0].data.n, sizeof(data));
	assert_memory_equal(m.files[0].data.p, data, sizeof(data));
	assert_string_equal(m.files[1].cid, "l@x");
	assert_string_equal(m.files[2].type, "application/octet-stream");
	assert_int_equal(m.nreferences, 21);
	assert_int_equal(m.nin_reply_to, 1);
	assert_string_equal(m.references[0], "ref.29@x.org");
	assert_string_equal(m.references[1], "ref.0@x.org");
	assert_string_equal(m.references[2], "ref.11@x.org");
	assert_string_equal(m.references[20], "ref.29@x.org");
}

static void
scripts(void **state)
{
	struct compose c = letter();
	struct buf b = BUF_INIT(a);

	(void)state;
	for (int i = 0; i < 400; i++)
		buf_str(&b, "日本語のとても長い文");
	c.text = buf_cstr(&b);
	c.subject = "日本語の件名がとても長いときにも正しく折り返されること、"
	    "そして戻ること";
	assert_string_equal(back(&c).text, c.text);
	assert_string_equal(back(&c).subject, c.subject);
	c.subject = NULL;
	assert_string_equal(back(&c).subject, "");
}

static void
refused(const struct compose *c)
{
	struct bytes raw;

	assert_int_equal(mail_compose(a, c, &raw), RC_INVALID);
}

static void
injection(void **state)
{
	static const char *const evil[] = {
		"a@x.org\r\nBcc: z@z.org", "a@x.org\nX: y", "a@x.org\r",
		"a@x.org>, <b@x.org", "a@x.org, b@x.org", "a b@x.org", "a",
		"a@x.org\x01",
	};
	const char *bad_ref = "a>\r\nX: y";
	struct mail_file f = { .name = "a", .type = "text/plain", .cid = "" };
	struct compose c;

	(void)state;
	for (size_t i = 0; i < sizeof(evil) / sizeof(evil[0]); i++) {
		c = letter();
		c.from.email = evil[i];
		refused(&c);
		c = letter();
		c.to.email = evil[i];
		refused(&c);
		c = letter();
		c.reply_to = evil[i];
		refused(&c);
	}
	c = letter();
	c.to.name = "x\r\nBcc: z@z.org";
	refused(&c);
	c = letter();
	c.subject = "x\r\n\r\nbody";
	refused(&c);
	c = letter();
	c.subject = "x\ny";
	refused(&c);
	c = letter();
	c.message_id = bad_ref;
	refused(&c);
	c = letter();
	c.in_reply_to = bad_ref;
	refused(&c);
	c = letter();
	c.references = &bad_ref;
	c.nreferences = 1;
	refused(&c);
	c = letter();
	c.files = &f;
	c.nfiles = 1;
	f.type = "text/plain\r\nX: y";
	refused(&c);
	f.type = "text/plain";
	f.name = "a\r\nb";
	refused(&c);
	f.name = "a";
	f.cid = "x>\r\n";
	refused(&c);
	f.cid = "";
	(void)compose(&c);
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
		cmocka_unit_test(plain),
		cmocka_unit_test(everything),
		cmocka_unit_test(scripts),
		cmocka_unit_test(injection),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
