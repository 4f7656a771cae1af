/*
 * The spam filter on messages made here: what it reads, that it learns in any
 * script, that a model survives its bytes, and that nonsense does it no harm.
 */
#include <math.h>

#include "../support/unit.h"

#include "core/buf.h"
#include "core/rand.h"
#include "spam/priv.h"

UNIT_ARENA(256U << 20)

static struct spam_text
reads(const char *raw)
{
	struct spam_text t;

	spam_read(a, (struct bytes){ (const uint8_t *)raw, strlen(raw) }, &t);
	return (t);
}

static bool
holds(struct bytes b, const char *s)
{
	return (memmem(b.p, b.n, s, strlen(s)) != NULL);
}

static void
text_of_parts(void **state)
{
	struct spam_text t = reads(
	    "From x Mon\r\nFrom: =?utf-8?B?QW5h?= <ana@example.org>\r\n"
	    "Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n"
	    "Message-ID: <abc123@mx.example.net>\r\n"
	    "Received: from a (b [192.0.2.7]) by c id XYZ99 for d; Tue\r\n"
	    "Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n"
	    "--b1\r\nContent-Type: text/plain\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
	    "caf=C3=A9 soft=\r\nbreak\r\n"
	    "--b1\r\nContent-Transfer-Encoding: base64\r\n\r\n"
	    "aGlkZGVuIHdvcmRz\r\n"
	    "--b1\r\nContent-Type: text/html\r\n\r\n"
	    "<style>dark{}</style>lo<!-- cut -->ve &amp; <b>be</b>st "
	    "<a href=\"http://pills.example/\">here</a>\r\n"
	    "--b1\r\nContent-Type: image/png\r\n\r\nnever read\r\n--b1--\r\n");

	(void)state;
	assert_true(holds(t.head, "from:=?Ana <ana@example.org>\n"));
	assert_true(holds(t.head, "date:\n"));
	assert_true(holds(t.head, "message-id:@mx.example.net>\n"));
	assert_true(holds(t.head, "[0.0.0.0]) by c id  for d\n"));
	assert_true(holds(t.body, "caf\xC3\xA9 softbreak "));
	assert_true(holds(t.body, "hidden words"));
	assert_true(holds(t.body, "love & best <a href="));
	assert_true(holds(t.body, "pills.example"));
	assert_false(holds(t.body, "dark"));
	assert_false(holds(t.body, "never read"));
	assert_true(holds(t.marks, "ct:image/png"));
}

static void
malformed(void **state)
{
	static const char *const odd[] = { "", "\n", "From ", "no colon at all",
		"A:", "Content-Type: multipart/mixed; boundary=", ":",
		"Content-Type: multipart/x; boundary=\"\"\n\n--\n--\n",
		"Content-Type: multipart/x; boundary=b\n\n--b\n--b\n--b--",
		"Content-Transfer-Encoding: base64\n\n====",
		"Content-Transfer-Encoding: quoted-printable\n\n=4",
		"Subject: =?x?q?=\n\n", "Subject: =?x?b\n\n&#;&#99999;<",
		"Content-Type: text/html\n\n<!--", "\n<script>", "\n<a href" };
	struct spam_model *m = spam_model_new(a, 0);
	struct spam_text t;

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		t = reads(odd[i]);
		spam_train(m, &t, i & 1);
		assert_true(spam_score(m, &t) < 1e6);
	}
	for (size_t i = 0; i < SPAM_SLOTS / 64; i++)
		assert_int_equal(m->seen[i], 0);
}

/* Heads inside heads end; so do a thousand parts. */
static void
deep_and_wide(void **state)
{
	struct buf b = BUF_INIT(a);

	(void)state;
	for (int i = 0; i < 500; i++)
		buf_str(&b, "Content-Type: message/rfc822\n\n");
	(void)reads(buf_cstr(&b));
	b = (struct buf)BUF_INIT(a);
	buf_str(&b, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (int i = 0; i < 5000; i++)
		buf_str(&b, "--b\nContent-Type: text/plain\n\nx\n");
	(void)reads(buf_cstr(&b));
}

static struct spam_text
form(const char *text)
{
	const char *const fields[][2] = { { "from", "x@example.org" },
		{ NULL, NULL } };
	struct spam_text t;

	spam_form(a, fields, text, &t);
	return (t);
}

/* A few of each are enough, in Latin, Cyrillic, Arabic, Chinese. */
static void
learns_any_script(void **state)
{
	static const char *const spam[] = { "cheap pills and watches today",
		"дешёвые часы и таблетки сегодня", "ساعات رخيصة وحبوب اليوم",
		"今天便宜的手表和药片" };
	static const char *const ham[] = { "my invoice of march is wrong",
		"мой счёт за март неверен", "فاتورتي لشهر مارس خاطئة",
		"我三月份的发票有误" };
	struct spam_model *m = spam_model_new(a, 0);
	struct spam_text t;

	(void)state;
	t = form(spam[0]);
	assert_true(spam_score(m, &t) == 0);
	for (int round = 0; round < 5; round++)
		for (size_t i = 0; i < 4; i++) {
			t = form(spam[i]);
			spam_train(m, &t, true);
			t = form(ham[i]);
			spam_train(m, &t, false);
		}
	for (size_t i = 0; i < 4; i++) {
		t = form(spam[i]);
		assert_int_equal(spam_label(m, spam_score(m, &t)), SPAM_SPAM);
		t = form(ham[i]);
		assert_int_equal(spam_label(m, spam_score(m, &t)), SPAM_HAM);
	}
}

static void
survives_its_bytes(void **state)
{
	struct spam_model *m = spam_model_new(a, 0), *again;
	struct spam_text t = form("one two three"), u = form("four five six");
	struct bytes b;

	(void)state;
	for (int i = 0; i < 10; i++) {
		spam_train(m, &t, true);
		spam_train(m, &u, false);
	}
	b = spam_save(a, m);
	assert_true(b.n < SPAM_STORED_MAX);
	assert_int_equal(spam_load(a, b, 0, &again), RC_OK);
	assert_int_equal(spam_trained(again, true), 10);
	assert_true(spam_score(again, &t) / spam_score(m, &t) > 0.95);
	assert_true(spam_score(again, &t) / spam_score(m, &t) < 1.05);
	assert_true(spam_score(again, &u) / spam_score(m, &u) > 0.95);
	for (size_t n = 0; n < b.n; n += 1 + b.n / 50)
		assert_int_equal(spam_load(a, (struct bytes){ b.p, n }, 0,
		    &again), RC_INVALID);
	assert_int_equal(spam_load(a, arena_bytes(a, "OLSPAM2\n", 8), 0, &again),
	    RC_INVALID);
	memcpy((char *)(uintptr_t)b.p, "OLSPAM1\n", 8);
	assert_int_equal(spam_load(a, b, 0, &again), RC_INVALID);
}

/* Saved, read and saved again it is the same to the byte. */
static void
bytes_stay(void **state)
{
	struct spam_model *m = spam_model_new(a, 0), *again;
	struct spam_text t;
	struct bytes b, c;

	(void)state;
	for (int i = 0; i < 300; i++) {
		t = form(arena_printf(a, "word%d other%d", i % 17, i % 13));
		spam_train(m, &t, i % 17 < 8);
	}
	b = spam_save(a, m);
	assert_int_equal(spam_load(a, b, 0, &again), RC_OK);
	c = spam_save(a, again);
	assert_int_equal(c.n, b.n);
	assert_memory_equal(c.p, b.p, b.n);
}

/* Of two mails with the same words of spam, the one with new ones says less. */
static void
unknown_says_less(void **state)
{
	struct spam_model *m = spam_model_new(a, 0);
	struct spam_text t = form("cheap watches"), u = form("my invoice"), n;

	(void)state;
	for (int i = 0; i < 10; i++) {
		spam_train(m, &t, true);
		spam_train(m, &u, false);
	}
	n = form("cheap watches brown foxes jump over sleeping dogs");
	assert_true(spam_score(m, &n) > 0);
	assert_true(spam_score(m, &n) < spam_score(m, &t) / 2);
}

/* What a list adds is not taken for what its author wrote. */
static void
route_apart(void **state)
{
	struct spam_features *f = ARENA_NEW(a, struct spam_features),
	    *g = ARENA_NEW(a, struct spam_features);
	uint64_t *seen = arena_array(a, SPAM_SLOTS / 64, sizeof(*seen));
	struct spam_text t = reads("Subject: x\n\nbody\n"),
	    u = reads("Received: from a by b\nList-Id: <l.example>\n"
	    "Subject: x\n\nbody\n");

	(void)state;
	spam_features(&t, 0, seen, f);
	spam_features(&u, 0, seen, g);
	assert_int_equal(f->place[ROUTE_WORDS].n, 0);
	assert_true(g->place[ROUTE_WORDS].n > 4);
	assert_true(g->place[ROUTE_GRAMS].n > 20);
	for (size_t i = 0; i < SPAM_PLACES; i++)
		if (i != ROUTE_GRAMS && i != ROUTE_WORDS)
			assert_int_equal(f->place[i].n, g->place[i].n);
}

/* The words that it was taught come first, with their sides. */
static void
explains(void **state)
{
	struct spam_model *m = spam_model_new(a, 0);
	struct spam_text t = form("watches"), u = form("invoice");
	struct spam_reasons r;

	(void)state;
	for (int i = 0; i < 5; i++) {
		spam_train(m, &t, true);
		spam_train(m, &u, false);
	}
	t = form("watches never seen invoice watches");
	spam_explain(m, a, &t, 2, &r);
	assert_int_equal(r.n, 2);
	assert_string_not_equal(r.v[0].word, r.v[1].word);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(r.v[i].place, SPAM_IN_BODY);
		assert_string_equal(r.v[i].word, r.v[i].weight > 0 ?
		    "watches" : "invoice");
	}
}

/* CHEAP is cheap in a body; whose head it is may write as he likes. */
static void
capitals(void **state)
{
	struct spam_features *f = ARENA_NEW(a, struct spam_features),
	    *g = ARENA_NEW(a, struct spam_features);
	uint64_t *seen = arena_array(a, SPAM_SLOTS / 64, sizeof(*seen));
	struct spam_text t = reads("X-Mailer: Foo\n\nCHEAP Watches\n"),
	    u = reads("X-Mailer: foo\n\ncheap watches\n");

	(void)state;
	spam_features(&t, 0, seen, f);
	spam_features(&u, 0, seen, g);
	for (size_t i = BODY_GRAMS; i <= BODY_WORDS; i++) {
		assert_int_equal(f->place[i].n, g->place[i].n);
		assert_memory_equal(f->place[i].slot, g->place[i].slot,
		    f->place[i].n * sizeof(f->place[i].slot[0]));
	}
	assert_memory_not_equal(f->place[HEAD_WORDS].slot,
	    g->place[HEAD_WORDS].slot, f->place[HEAD_WORDS].n *
	    sizeof(f->place[HEAD_WORDS].slot[0]));
}

/* What one key learnt says nothing under another. */
static void
keys_differ(void **state)
{
	struct spam_model *m = spam_model_new(a, 4711), *other;
	struct spam_text t = form("cheap watches");
	struct bytes b;

	(void)state;
	for (int i = 0; i < 10; i++)
		spam_train(m, &t, true);
	b = spam_save(a, m);
	assert_int_equal(spam_load(a, b, 4712, &other), RC_OK);
	assert_true(spam_score(m, &t) > 0.5);
	assert_true(fabs(spam_score(other, &t)) < spam_score(m, &t) / 20);
}

/* What a model begins with: it leans a little, knows nothing of other languages,
   gives way at the first word, and stays when the model is kept. */
static void
begins(void **state)
{
	static const char *const ham[] = { "My parcel has not arrived yet, could "
	    "you look where it is?", "¿Podría decirme dónde está mi pedido?",
	    "Meine Rechnung vom März ist falsch.", "Мой счёт за март неверен",
	    "فاتورتي لشهر مارس خاطئة", "我三月份的发票有误" };
	struct spam_model *m = spam_model_new(a, 4711), *again;
	struct spam_text t, offer = form("Free money: credit for your business, "
	    "reply to be removed. Remove your address here.");
	double first;

	(void)state;
	assert_true(spam_begin(m));
	assert_int_equal(spam_trained(m, true) + spam_trained(m, false), 0);
	first = spam_score(m, &offer);
	assert_true(first > spam_lean(m) && first < 1);
	for (size_t i = 0; i < sizeof(ham) / sizeof(ham[0]); i++) {
		t = form(ham[i]);
		assert_int_equal(spam_label(m, spam_score(m, &t)), SPAM_HAM);
	}
	assert_int_equal(spam_load(a, spam_save(a, m), 4711, &again), RC_OK);
	assert_true(fabs(spam_score(again, &offer) / first - 1) < 0.1);
	spam_train(m, &offer, false);
	assert_true(spam_score(m, &offer) < first / 4);
	spam_train(m, &offer, false);
	assert_true(spam_score(m, &offer) < 0);
}

static void
links(void **state)
{
	static const struct { const char *html; bool lies; } cases[] = {
		{ "<a href=\"https://evil.example/x\">https://bank.example/</a>",
		  true },
		{ "<a href=\"https://bank.example/x\">https://bank.example</a>",
		  false },
		{ "<a href=https://www.bank.example>http://bank.example</a>",
		  false },
		{ "<a href=https://login.bank.example>https://bank.example</a>",
		  false },
		{ "<a href=https://bank.example.evil.example>https://bank.example"
		  "</a>", true },
		{ "<a href=https://evil.example>click here</a>", false },
		{ "<a href=\"https://ok.example\">ok</a> <a href=http://a.example>"
		  "http://b.example</a>", true },
		{ "<a name=x>https://bank.example</a>", false },
		{ "<a href=https://evil.example", false }, { "<a ", false },
	};
	struct spam_text t;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		t = form(cases[i].html);
		assert_int_equal(spam_link_lies(&t), cases[i].lies);
	}
}

static void
noise(void **state)
{
	uint8_t raw[3000];
	struct spam_text t;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		rand_bytes(raw, sizeof(raw));
		for (size_t k = 0; k < sizeof(raw); k++)
			if (raw[k] < 60)
				raw[k] = (uint8_t)"\n<=?&:;-#>\r "[raw[k] % 12];
		spam_read(a, (struct bytes){ raw, sizeof(raw) }, &t);
		(void)spam_link_lies(&t);
		arena_reset(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(text_of_parts, setup, teardown),
		cmocka_unit_test_setup_teardown(malformed, setup, teardown),
		cmocka_unit_test_setup_teardown(deep_and_wide, setup, teardown),
		cmocka_unit_test_setup_teardown(learns_any_script, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(survives_its_bytes, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(bytes_stay, setup, teardown),
		cmocka_unit_test_setup_teardown(unknown_says_less, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(route_apart, setup, teardown),
		cmocka_unit_test_setup_teardown(explains, setup, teardown),
		cmocka_unit_test_setup_teardown(capitals, setup, teardown),
		cmocka_unit_test_setup_teardown(keys_differ, setup, teardown),
		cmocka_unit_test_setup_teardown(begins, setup, teardown),
		cmocka_unit_test_setup_teardown(links, setup, teardown),
		cmocka_unit_test_setup_teardown(noise, setup, teardown),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
