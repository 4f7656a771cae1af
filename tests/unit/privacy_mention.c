/* A person in a text: address, name, phone, and what is quoted from him. */
#include "../support/unit.h"

#include "model/ticket/message.h"
#include "privacy/mention_row.h"

static int
setup(void **state)
{
	*state = arena_new(64U << 20);
	return (0);
}

static int
teardown(void **state)
{
	arena_free((struct arena **)state);
	return (0);
}

#define HIS "the kettle stopped whistling on the third of May this year"

static struct person_words *
person(struct arena *a)
{
	struct person_words *p = ARENA_NEW(a, struct person_words);
	struct spans w = text_spans(a, HIS);

	p->email = text_spans(a, "ana.lopez@example.org");
	p->name[p->names++] = text_spans(a, "Ana L\u00F3pez");
	p->name[p->names++] = text_spans(a, "L\u00F3pez Ana");
	p->phone = "600123456";
	p->runs.a = a;
	for (size_t i = 0; i + SHINGLE <= w.n; i++)
		shingles_add(&p->runs, shingle(&w, i, SHINGLE), 0, true);
	return (p);
}

static const char *
cut(struct arena *a, const char *text, bool *quote_r)
{
	struct ranges r = { .a = a };

	mention_marks(a, person(a), text, true, &r, quote_r);
	ranges_merge(&r, text);
	return (redact_cut(a, text, &r));
}
#define X TEXT_REMOVED

static void
test_who(void **state)
{
	static const struct { const char *in, *out; } v[] = {
		{ "Write to ANA.LOPEZ@Example.org.", "Write to " X "." },
		{ "Ana L\u00F3pez and ana  lo\u0301pez", X " and " X },
		{ "L\u00F3pez, Ana", X },
		{ "Ana, L\u00F3pezes", "Ana, L\u00F3pezes" },
		{ "Juana L\u00F3pez", "Juana L\u00F3pez" },
		{ "Ana was here", "Ana was here" },
		{ "call 600123456", "call " X },
		{ "call +34 600 12 34 56.", "call " X "." },
		{ "call (0034) 600-123-456, or 7", "call (" X ", or 7" },
		{ "600/123/456", X },
		{ "600123457 and 60012345", "600123457 and 60012345" },
		{ "600 and 123 and 456", "600 and 123 and 456" },
		{ "1600123456", X },
		{ "", "" },
	};
	bool quote;

	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		assert_string_equal(cut(*state, v[i].in, &quote), v[i].out);
		assert_false(quote);
	}
}

/* Eight words in a row, however they are broken and marked; not seven. */
static void
test_quotes(void **state)
{
	bool quote;

	assert_string_equal(cut(*state, "He said: " HIS "!", &quote),
	    "He said: " X "!");
	assert_true(quote);
	assert_string_equal(cut(*state, "> The KETTLE stopped whistling\n"
	    "> on the third of\nMay, yes", &quote), "> " X ", yes");
	assert_true(quote);
	assert_string_equal(cut(*state, "kettle stopped whistling on the third"
	    " of June", &quote), "kettle stopped whistling on the third of "
	    "June");
	assert_false(quote);
	assert_string_equal(cut(*state, "kettle whistling stopped on the third"
	    " of May this year", &quote), "kettle whistling stopped on the "
	    "third of May this year");
	assert_false(quote);
}

/* Unlooked at: his address, and what is marked as quoted. */
static void
test_sure(void **state)
{
	static const struct { const char *in, *out; } v[] = {
		{ "Ana L\u00F3pez, 600123456, ana.lopez@example.org",
		  "Ana L\u00F3pez, 600123456, " X },
		{ HIS, HIS },
		{ "He said: > " HIS, "He said: > " HIS },
		{ "> " HIS "\n" HIS, "> " X "\n" HIS },
		{ "x\n\n  >> The kettle stopped whistling\n> on the third of May "
		  "this year\ny", "x\n\n  >> " X "\ny" },
		{ "> The kettle stopped whistling\non the third of May",
		  "> The kettle stopped whistling\non the third of May" },
		{ "> Ana L\u00F3pez", "> Ana L\u00F3pez" },
		{ "", "" }, { ">", ">" },
	};
	struct arena *a = *state;
	bool quote;

	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		struct ranges r = { .a = a };

		mention_marks(a, person(a), v[i].in, false, &r, &quote);
		ranges_merge(&r, v[i].in);
		assert_string_equal(redact_cut(a, v[i].in, &r), v[i].out);
	}
}

/* His is what he said before all others. */
static void
test_first(void **state)
{
	struct shingles s = { .a = *state };

	shingles_add(&s, 7, 20, false);
	assert_false(shingles_has(&s, 7));
	shingles_add(&s, 7, 20, true);
	assert_false(shingles_has(&s, 7));
	shingles_add(&s, 7, 19, true);
	assert_true(shingles_has(&s, 7));
	shingles_add(&s, 7, 25, false);
	assert_true(shingles_has(&s, 7));
	shingles_add(&s, 7, 18, false);
	assert_false(shingles_has(&s, 7));
}

/* What an older text of others says is not his, and adds nothing. */
static void
test_others(void **state)
{
	struct person_words *p = ARENA_NEW((struct arena *)*state,
	    struct person_words);
	struct ranges r = { .a = *state };
	size_t n;
	bool quote;

	p->phone = "";
	p->runs.a = *state;
	mention_learn_text(p, *state, HIS, 10, true);
	n = p->runs.n;
	mention_others_text(p, *state, "one two three four five six seven "
	    "eight nine", 5);
	assert_int_equal(p->runs.n, n);
	mention_others_text(p, *state, HIS, 11);
	mention_marks(*state, p, HIS, true, &r, &quote);
	assert_true(quote);
	mention_others_text(p, *state, HIS, 9);
	r.n = 0;
	mention_marks(*state, p, HIS, true, &r, &quote);
	assert_false(quote);
	assert_int_equal(r.n, 0);
}

/* An address as it is spelt, and no part of another one. */
static void
test_exact(void **state)
{
	static const struct { const char *in; size_t n; } v[] = {
		{ "ANA.lopez@example.org", 1 }, { "<ana.lopez@example.org>.", 1 },
		{ "mailto:ana.lopez@example.org, x", 1 },
		{ "to -ana.lopez@example.org-", 1 },
		{ "ana.lopez@example.org\nana.lopez@example.org", 2 },
		{ "ana lopez example org", 0 }, { "ana.lopez.example.org", 0 },
		{ "ana.lopez @example.org", 0 },
		{ "maria.ana.lopez@example.org", 0 },
		{ "x+ana.lopez@example.org", 0 },
		{ "ana.lopez@example.org.mx", 0 },
		{ "ana.lopez@example.org-x", 0 },
	};
	struct person_words *p = ARENA_NEW((struct arena *)*state,
	    struct person_words);
	bool quote;

	p->email = text_spans(*state, "ana.lopez@example.org");
	p->phone = "";
	p->exact = true;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		struct ranges r = { .a = *state };

		mention_marks(*state, p, v[i].in, true, &r, &quote);
		assert_int_equal(r.n, v[i].n);
	}
}

static void
test_shingles(void **state)
{
	struct shingles s = { .a = *state };

	assert_false(shingles_has(&s, 5));
	for (uint64_t i = 1; i <= 20000; i++)
		shingles_add(&s, i * 0x9E3779B97F4A7C15, 0, true);
	for (uint64_t i = 1; i <= 20000; i++)
		shingles_add(&s, i * 0x9E3779B97F4A7C15, 0, true);
	assert_int_equal(s.n, 20000);
	for (uint64_t i = 1; i <= 20000; i++)
		assert_true(shingles_has(&s, i * 0x9E3779B97F4A7C15));
	for (uint64_t i = 20001; i <= 40000; i++)
		assert_false(shingles_has(&s, i * 0x9E3779B97F4A7C15));
}

/* Markup hides nothing. */
static void
test_html(void **state)
{
	static const char *const in[] = {
		"<p>Dear <b>Ana</b> L\u00F3pez,</p>", "<p>An<b>a</b> L\u00F3p<i>ez</i></p>",
		"<td>Ana</td><td>L\u00F3pez</td>", "<img alt=\"Ana L\u00F3pez\">",
		"<a href=\"mailto:ana.lopez@example.org\">mail</a>",
	};
	static const char *const not[] = {
		"<p>Ana</p>", "", "&lt;Ana&gt; Maria",
	};
	struct person_words *p = person(*state);
	struct mention_cut c = { .person = p };

	for (size_t i = 0; i < sizeof(in) / sizeof(in[0]) +
	    sizeof(not) / sizeof(not[0]); i++) {
		bool want = i < sizeof(in) / sizeof(in[0]);
		struct message m = { .text = "none", .has_html = true,
			.html = { want ? in[i] : not[i - sizeof(in) /
			sizeof(in[0])] } };
		struct reseal_message x = { .m = &m };

		assert_int_equal(mention_cut_message(&c, *state, &x), RC_OK);
		assert_int_equal(x.part, want);
	}
}

/* The text with most words of its length, as long as any that is stored. */
static void
test_longest(void **state)
{
	struct arena *a = arena_new(256U << 20);
	struct person_words *p = person(*state);
	char *text = arena_alloc(a, MESSAGE_TEXT_MAX + 1);
	struct mention m = { 0 };
	struct range first;

	for (size_t i = 0; i < MESSAGE_TEXT_MAX; i++)
		text[i] = i % 2 == 0 ? 'a' : ' ';
	assert_false(mention_look(a, p, text, &m, &first));
	memcpy(text + MESSAGE_TEXT_MAX - 30, "ana.lopez@example.org", 21);
	assert_true(mention_look(a, p, text, &m, &first));
	assert_int_equal(first.from, MESSAGE_TEXT_MAX - 30);
	arena_free(&a);
}

/* More was written than is kept: what is kept is still known, by when too. */
static void
test_full(void **state)
{
	struct arena *a = arena_new(64U << 20);
	struct shingles s = { .a = a };
	uint64_t n = 0;

	(void)state;
	while (!shingles_full(&s))
		shingles_add(&s, ++n * 0x9E3779B97F4A7C15ULL, 5, true);
	assert_in_range(n, 500000, 1000000);
	for (uint64_t i = n + 1; i < 2 * n; i++)
		shingles_add(&s, i * 0x9E3779B97F4A7C15ULL, 5, true);
	assert_int_equal(s.n, n);
	assert_true(shingles_has(&s, n * 0x9E3779B97F4A7C15ULL));
	assert_false(shingles_has(&s, (n + 1) * 0x9E3779B97F4A7C15ULL));
	shingles_add(&s, n * 0x9E3779B97F4A7C15ULL, 4, false);
	assert_false(shingles_has(&s, n * 0x9E3779B97F4A7C15ULL));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_who, setup, teardown),
		cmocka_unit_test_setup_teardown(test_quotes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sure, setup, teardown),
		cmocka_unit_test_setup_teardown(test_first, setup, teardown),
		cmocka_unit_test_setup_teardown(test_others, setup, teardown),
		cmocka_unit_test_setup_teardown(test_exact, setup, teardown),
		cmocka_unit_test_setup_teardown(test_shingles, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_html, setup, teardown),
		cmocka_unit_test_setup_teardown(test_longest, setup,
		    teardown),
		cmocka_unit_test(test_full),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
