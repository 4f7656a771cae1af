/* Cutting out of texts: card numbers, words wherever they stand, pieces. */
#include "../support/unit.h"

#include "core/buf.h"
#include "core/str.h"
#include "model/ticket/message.h"
#include "privacy/redact.h"

static int
unit_arena(void **state)
{
	*state = arena_new(64U << 20);
	return (0);
}

static int
unit_free(void **state)
{
	arena_free((struct arena **)state);
	return (0);
}

/* Each card in brackets. */
static const char *
cards(struct arena *a, const char *text)
{
	struct ranges r = { .a = a };
	struct buf b = BUF_INIT(a);
	size_t at = 0;

	redact_cards(text, &r);
	for (size_t i = 0; i < r.n; i++) {
		buf_add(&b, text + at, r.v[i].from - at);
		buf_printf(&b, "[%.*s]", (int)(r.v[i].to - r.v[i].from),
		    text + r.v[i].from);
		at = r.v[i].to;
	}
	buf_str(&b, text + at);
	return (buf_cstr(&b));
}

/* Numbers that the card schemes give out for tests. */
static const char *const real[] = {
	"4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111",
	"4111.1111.1111.1111", "4012888888881881", "4222222222222",
	"5555555555554444", "5105 1051 0510 5100", "2223003122003222",
	"378282246310005", "3782 822463 10005", "371449635398431",
	"30569309025904", "3056 930902 5904", "6011111111111117",
	"6011 0009 9013 9424", "3530111333300000", "4000 0566 5566 5556",
	"6759 6498 2643 8453", "4917 6100 0000 0000 003",
	"4111\u00A01111\u00A01111\u00A01111",
};
/* Phones, orders, accounts, dates: the check digit is wrong, or it is no card. */
static const char *const not[] = {
	"4111111111111112", "+34 600 123 456 789", "0034 911 234 567 890",
	"1234567890123456", "order 2026-11-28-000000123", "123456789012",
	"ES91 2100 0418 4502 0005 1332", "00000000000000000",
	"4111  1111  1111  1111", "41111111111111110000", "1111111111111117",
	"9111111111111111119", "4111,1111,1111,1111", "tel 555 0100",
	"2026-11-28 12:30:00.123456",
};

static void
test_cards(void **state)
{
	struct arena *a = *state;

	for (size_t i = 0; i < sizeof(real) / sizeof(real[0]); i++)
		assert_string_equal(cards(a, arena_printf(a, "Pay %s now",
		    real[i])), arena_printf(a, "Pay [%s] now", real[i]));
	for (size_t i = 0; i < sizeof(not) / sizeof(not[0]); i++)
		assert_string_equal(cards(a, not[i]), not[i]);
	/* What stands beside it stays. */
	assert_string_equal(cards(a, "4111 1111 1111 1111 12/27 123"),
	    "[4111 1111 1111 1111] 12/27 123");
	assert_string_equal(cards(a, "n 12 4111 1111 1111 1111 5555555555554444"
	    ), "n 12 [4111 1111 1111 1111] [5555555555554444]");
	assert_string_equal(cards(a, "4111 1111 1111 1112 4012888888881881"),
	    "4111 1111 1111 1112 [4012888888881881]");
	assert_string_equal(cards(a, ""), "");
}

/* One wrong digit anywhere is seen. */
static void
test_luhn(void **state)
{
	char n[17] = "4012888888881881";

	(void)state;
	assert_true(luhn(n, 16));
	for (size_t i = 0; i < 16; i++) {
		for (char d = '0'; d <= '9'; d++) {
			char was = n[i];

			n[i] = d;
			assert_int_equal(luhn(n, 16), d == was);
			n[i] = was;
		}
	}
	assert_false(luhn(n, 0));
}

static const char *
without(struct arena *a, const char *text, const char *what)
{
	struct ranges r = { .a = a };

	redact_find(a, text, what, &r);
	ranges_merge(&r, text);
	return (redact_cut(a, text, &r));
}
#define X TEXT_REMOVED

static void
test_find(void **state)
{
	struct arena *a = *state;

	assert_string_equal(without(a, "I am Ana L\u00F3pez.", "ana lopez"),
	    "I am " X ".");
	assert_string_equal(without(a, "ANA  LOPEZ, ana-lopez", "Ana L\u00F3pez"),
	    X ", " X);
	assert_string_equal(without(a, "Write to ana@example.org!",
	    "Ana@Example.ORG"), "Write to " X "!");
	assert_string_equal(without(a, "Anabel and banana", "ana"),
	    "Anabel and banana");
	/* Marked with the mouse: the same bytes count inside words too. */
	assert_string_equal(without(a, "xsecretx", "secret"), "x" X "x");
	assert_string_equal(without(a, "a secret  secret b", "secret"),
	    "a " X " b");
	assert_string_equal(without(a, "one two", "   "), "one two");
	assert_string_equal(without(a, "what?! no?!", "?!"), "what?! no?!");
	assert_string_equal(without(a, "", "x"), "");
	assert_string_equal(without(a, "x", "x y"), "x");
	assert_string_equal(without(a, "\u6771\u4EAC\u90FD", "\u4EAC\u90FD"),
	    "\u6771" X);
	/* Again: no second marker beside the first. */
	assert_string_equal(without(a, "a " X "secret b", "secret"),
	    "a " X " b");
	assert_string_equal(without(a, "a secret" X " b", "secret"),
	    "a " X " b");
}

static void
test_spans(void **state)
{
	struct arena *a = *state;
	const char *text = " \u00C9l, se\u00F1or-12 \u6771\u4EAC.";
	struct spans w = text_spans(a, text);
	static const char *const want[] = { "el", "senor", "12", "\u6771",
		"\u4EAC" };

	assert_int_equal(w.n, 5);
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(w.v[i].word, want[i]);
	assert_int_equal(w.v[0].from, 1);
	assert_int_equal(w.v[0].to, 4);
	assert_int_equal(w.v[4].to, strlen(text) - 1);
}

static const char *
pieces(struct arena *a, const char *text, size_t max)
{
	struct ranges r = redact_pieces(a, text, max);
	struct buf b = BUF_INIT(a);

	for (size_t i = 0; i < r.n; i++)
		buf_printf(&b, "[%.*s]", (int)(r.v[i].to - r.v[i].from),
		    text + r.v[i].from);
	return (buf_cstr(&b));
}

static void
test_pieces(void **state)
{
	struct arena *a = *state;
	const char *s = "This sentence is about as long as they usually are, "
	    "and a little longer.";

	assert_string_equal(pieces(a, "one\n\n  two\nthree\n", 100),
	    "[one][two][three]");
	assert_string_equal(pieces(a, arena_printf(a, "%s %s %s\nend", s, s, s),
	    100), arena_printf(a, "[%s][%s][%s][end]", s, s, s));
	assert_string_equal(pieces(a, "a\nb\nc\nd", 2), "[a][b\nc\nd]");
	assert_string_equal(pieces(a, "", 9), "");
}

/*
 * Whatever the text: what was cut is not found again, and all else is there in
 * its order.
 */
static void
test_any(void **state)
{
	static const char *const bits[] = { "ana", "Ana", " ", "  ", "\n", ".",
		"-", "\u00E1", "lopez", "L\u00F3pez", "x", "4111", "1111", "12",
		TEXT_REMOVED, "\u6771", "\u00A0", "<", "&amp;", "@" };
	struct arena *a = *state;
	const char *text, *out, *what, *rest;

	for (int i = 0; i < 20000; i++) {
		struct buf b = BUF_INIT(a);
		struct ranges r = { .a = a }, again = { .a = a };

		for (size_t j = rnd_below(30); j > 0; j--)
			buf_str(&b, bits[rnd_below(sizeof(bits) /
			    sizeof(bits[0]))]);
		text = buf_cstr(&b);
		what = i % 2 == 0 ? "ana l\u00F3pez" : "ana";
		redact_find(a, text, what, &r);
		redact_cards(text, &r);
		ranges_merge(&r, text);
		out = redact_cut(a, text, &r);
		redact_find(a, out, what, &again);
		redact_cards(out, &again);
		assert_int_equal(again.n, 0);
		rest = out;
		for (size_t at = 0, k = 0; k <= r.n; k++) {
			size_t to = k < r.n ? r.v[k].from : strlen(text);
			const char *part = str_replace(a, arena_strndup(a,
			    text + at, to - at), TEXT_REMOVED, "");

			out = str_replace(a, rest, TEXT_REMOVED, "");
			assert_true(str_starts(out, part));
			rest = out + strlen(part);
			at = k < r.n ? r.v[k].to : to;
		}
		assert_string_equal(rest, "");
		(void)redact_pieces(a, text, 5);
		for (int how = PLAIN_JOINED; how <= PLAIN_ATTRIBUTES; how++)
			(void)redact_plain(a, text, (enum plain)how);
		arena_reset(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_cards, unit_arena,
		    unit_free),
		cmocka_unit_test(test_luhn),
		cmocka_unit_test_setup_teardown(test_find, unit_arena,
		    unit_free),
		cmocka_unit_test_setup_teardown(test_spans, unit_arena,
		    unit_free),
		cmocka_unit_test_setup_teardown(test_pieces, unit_arena,
		    unit_free),
		cmocka_unit_test_setup_teardown(test_any, unit_arena,
		    unit_free),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
