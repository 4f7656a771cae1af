/* Normal forms, folding, addresses, words and stems. */
#include "../support/unit.h"

#include "core/str.h"
#include "core/utf8.h"
#include "text/fold.h"

UNIT_ARENA(256U << 20)

static void
test_nfc(void **state)
{
	static const struct { const char *in, *out; } v[] = {
		{ "", "" }, { "abc", "abc" },
		{ "e\u0301", "\u00E9" }, { "\u00E9", "\u00E9" },
		{ "n\u0303", "\u00F1" }, { "\u212B", "\u00C5" },
		{ "\u1100\u1161\u11A8", "\uAC01" },
		/* order of marks (UAX 15): dot below, dot above */
		{ "s\u0307\u0323", "\u1E69" }, { "s\u0323\u0307", "\u1E69" },
		/* no compatibility forms: passwords stay what they are */
		{ "\uFB01\u00B2", "\uFB01\u00B2" },
		/* composition exclusion */
		{ "\u0958", "\u0915\u093C" },
		{ "A\U0001F600z", "A\U0001F600z" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		assert_string_equal(text_nfc(a, v[i].in), v[i].out);
}

static void
test_fold(void **state)
{
	static const struct { const char *in, *out; } v[] = {
		{ "", "" }, { "Hello WORLD 42", "hello world 42" },
		{ "\u00C1rbol \u00D1and\u00FA PING\u00DCINO",
		    "arbol nandu pinguino" },
		{ "a\u0301 n\u0303", "a n" },
		{ "Stra\u00DFe STRASSE", "strasse strasse" },
		{ "\u0130stanbul", "istanbul" },
		{ "\uFB01n \uFF21\uFF22 \u00BD", "fin ab 1\u20442" },
		{ "\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2",
		    "\u03C3\u03B9\u03C3\u03C5\u03C6\u03BF\u03C3" },
		{ "\u0419\u043E\u0433\u0443\u0440\u0442",
		    "\u0438\u043E\u0433\u0443\u0440\u0442" },
		{ "a\u00ADb\u200Bc\u200Dd\uFEFFe", "abcde" },
		{ "\uD55C\uAD6D", "\uD55C\uAD6D" },	/* stays composed */
		{ "\uFF76\uFF9E", "\u30AB" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		assert_string_equal(text_fold(a, v[i].in), v[i].out);
}

/* Folding what is folded changes nothing: else a search misses its text. */
static void
test_fold_is_stable(void **state)
{
	char s[8];
	const char *once;

	(void)state;
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		s[put_cp(cp, s)] = '\0';
		once = text_fold(a, s);
		if (!str_eq(text_fold(a, once), once))
			fail_msg("U+%04X folds to %s and on to %s", cp, once,
			    text_fold(a, once));
		if (!str_eq(text_fold(a, text_nfc(a, s)), once))
			fail_msg("U+%04X folds otherwise after NFC", cp);
		if (cp % 4096 == 0)
			arena_reset(a);
	}
}

/* A valid text of all kinds of characters, at most n code points. */
static char *
any_text(size_t n)
{
	static const uint32_t from[] = { 0x20, 0x20, 0x41, 0x61, 0x30, 0xC0,
	    0x300, 0x370, 0x410, 0x5D0, 0x627, 0x915, 0xE01, 0x1100, 0x3042,
	    0x4E00, 0xAC00, 0xFB00, 0xFF21, 0x1D400, 0x1F600, 0x20000 };
	char *s = arena_alloc(a, n * 4 + 1), *p = s;
	uint32_t cp;

	while (n-- > 0) {
		cp = from[rnd_below(sizeof(from) / sizeof(from[0]))] +
		    (uint32_t)rnd_below(24);
		p += put_cp(cp, p);
	}
	return (s);
}

static void
test_fold_any(void **state)
{
	(void)state;
	for (int i = 0; i < 20000; i++) {
		char *s = any_text(rnd_below(40));
		const char *once = text_fold(a, s);

		assert_true(utf8_valid(once, strlen(once)));
		assert_string_equal(text_fold(a, once), once);
		assert_string_equal(text_fold(a, text_nfc(a, s)), once);
		if (i % 500 == 0)
			arena_reset(a);
	}
}

static void
test_email(void **state)
{
	static const struct { const char *in, *out; } v[] = {
		{ "ana@example.org", "ana@example.org" },
		{ "  Ana.Ruiz+Shop@Example.ORG\r\n",
		    "ana.ruiz+shop@example.org" },
		{ "a@b", "a@b" }, { "x@xn--bcher-kva.example",
		    "x@xn--bcher-kva.example" },
		{ "!#$%&'*+-/=?^_`{|}~@a.b", "!#$%&'*+-/=?^_`{|}~@a.b" },
		{ "jos\u00E9@ejemplo.es", "jos\u00E9@ejemplo.es" },
		{ "\u7528\u6237@\u4F8B\u5B50.\u5E7F\u544A",
		    "\u7528\u6237@\u4F8B\u5B50.\u5E7F\u544A" },
		{ "a@1.2.3.4", "a@1.2.3.4" },
		{ "1@2.com", "1@2.com" }, { "a@b-c.d", "a@b-c.d" },
	};
	const char *got;

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		if (text_email(a, v[i].in, &got) != RC_OK)
			fail_msg("refused: %s", v[i].in);
		assert_string_equal(got, v[i].out);
	}
}

static void
test_no_email(void **state)
{
	static const char *const bad[] = { "", " ", "a", "@", "a@", "@b",
	    "a b@c", "a@b c", "a@@b", "a@b@c", "a@b,c@d", "a@b;c@d",
	    "<a@b>", "Ana <a@b>", "\"a b\"@c", "\"a\"@c", "a(x)@b", "a@(x)b",
	    ".a@b", "a.@b", "a..b@c", "a@.b", "a@b.", "a@b..c", "a@-b",
	    "a@b-", "a@b.-c", "a@b-.c", "a@[1.2.3.4]", "a@b_c", "a:b@c",
	    "a\\@b", "a@b\n.c", "a\n@b", "a\t@b", "a@b\x01", "a\x7F@b",
	    "a@b\xFF", "\xC3@b", "\xC0\xAF@b",
	    /* C1 control, no-break space, line separator, override, zero
	     * width, byte order mark, private use, not assigned */
	    "a\xC2\x85@b", "a\u00A0@b", "a\u2028@b", "\u202Ea@b", "a\u200B@b",
	    "a@b\uFEFF.c", "a\uE000@b", "a\u0378@b", "a@\u3000b",
	    /* would become another's address by NFC */
	    "\u212Aim@example.org", "admin@\u212A.org", "jose\u0301@b.es" };
	char *s;
	const char *got = "kept";

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (text_email(a, bad[i], &got) != RC_INVALID)
			fail_msg("taken: %s", bad[i]);
	/* 64 before the at, 63 a label, 254 in all; one more is too many. */
	s = arena_printf(a, "%064d@a.b", 0);
	assert_int_equal(text_email(a, s, &got), RC_OK);
	s = arena_printf(a, "%065d@a.b", 0);
	assert_int_equal(text_email(a, s, &got), RC_INVALID);
	s = arena_printf(a, "a@%063d.b", 0);
	assert_int_equal(text_email(a, s, &got), RC_OK);
	s = arena_printf(a, "a@%064d.b", 0);
	assert_int_equal(text_email(a, s, &got), RC_INVALID);
	s = arena_printf(a, "a@%063d.%063d.%063d.%060d", 0, 0, 0, 0);
	assert_int_equal(strlen(s), 254);
	assert_int_equal(text_email(a, s, &got), RC_OK);
	s = arena_printf(a, "ab@%063d.%063d.%063d.%060d", 0, 0, 0, 0);
	assert_int_equal(text_email(a, s, &got), RC_INVALID);
	s = arena_printf(a, "%*s", 1 << 20, "a@b");
	assert_int_equal(text_email(a, s, &got), RC_INVALID);
}

/* Whatever is taken is taken again as it is: one key. */
static void
test_email_is_a_key(void **state)
{
	static const char alphabet[] = "aZ09.-+@@_ ";
	const char *once, *twice;
	char s[24];
	int taken = 0;

	(void)state;
	for (int i = 0; i < 300000; i++) {
		size_t n = rnd_below(12), k = 0;

		while (k < n)
			k += rnd_below(12) == 0 ? put_cp((uint32_t)(0xA0 +
			    rnd_below(0x2000)), s + k) : put_cp((uint32_t)
			    alphabet[rnd_below(sizeof(alphabet) - 1)], s + k);
		s[k] = '\0';
		if (text_email(a, s, &once) != RC_OK)
			continue;
		taken++;
		assert_int_equal(text_email(a, once, &twice), RC_OK);
		assert_string_equal(once, twice);
		if (i % 1000 == 0)
			arena_reset(a);
	}
	assert_true(taken > 1000);
}

static const char *
join(struct words w)
{
	struct { char s[4000]; size_t n; } o = { .n = 0 };

	o.s[0] = '\0';
	for (size_t i = 0; i < w.n; i++)
		o.n += (size_t)snprintf(o.s + o.n, sizeof(o.s) - o.n, "%s%s",
		    i == 0 ? "" : "|", w.v[i]);
	return (arena_strdup(a, o.s));
}

static void
test_words(void **state)
{
	static const struct { const char *in, *out; } v[] = {
		{ "", "" }, { " .,;-- ", "" }, { "word", "word" },
		{ "Hello, World! It's 42.", "hello|world|it|s|42" },
		{ "\u00BFQu\u00E9 tal, se\u00F1ora Mu\u00F1oz?",
		    "que|tal|senora|munoz" },
		{ "order-no. A_17/b@x.org", "order|no|a|17|b|x|org" },
		{ "\u041F\u0440\u0438\u0432\u0435\u0442, \u043C\u0438\u0440",
		    "\u043F\u0440\u0438\u0432\u0435\u0442|"
		    "\u043C\u0438\u0440" },
		{ "\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627",
		    "\u05E9\u05DC\u05D5\u05DD|"
		    "\u0645\u0631\u062D\u0628\u0627" },
		{ "\u0661\u0662 x\u00B2", "\u0661\u0662|x2" },
		{ "a\U0001F600b", "a|b" },
		{ "soft\u00ADhyphen", "softhyphen" },
		/* pairs in Han, kana, Hangul, Thai; one alone as itself */
		{ "\u6771\u4EAC\u90FD", "\u6771\u4EAC|\u4EAC\u90FD" },
		{ "\u732B", "\u732B" },
		{ "\u732B \u72AC", "\u732B|\u72AC" },
		{ "a\u6771\u4EACb\u732Bc",
		    "a|\u6771\u4EAC|b|\u732B|c" },
		{ "\u30C6\u30B9\u30C8", "\u30C6\u30B9|\u30B9\u30C8" },
		{ "\uD55C\uAD6D\uC5B4 \uB9D0",
		    "\uD55C\uAD6D|\uAD6D\uC5B4|\uB9D0" },
		{ "\u0E01\u0E02\u0E03", "\u0E01\u0E02|\u0E02\u0E03" },
		{ "\u6771\u3002\u4EAC", "\u6771|\u4EAC" },
		{ "\U00020000\U00020001", "\U00020000\U00020001" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		assert_string_equal(join(text_words(a, v[i].in, 100)),
		    v[i].out);
	assert_int_equal(text_words(a, NULL, 100).n, 0);
}

static void
test_words_bounded(void **state)
{
	struct words w = text_words(a, "one two three four", 2);
	char *s;

	(void)state;
	assert_string_equal(join(w), "one|two");
	assert_int_equal(text_words(a, "one two", 0).n, 0);
	s = arena_printf(a, "%039d\u0436\u0436", 0);
	w = text_words(a, s, 9);
	assert_int_equal(w.n, 1);
	assert_int_equal(strlen(w.v[0]), 39);	/* not half a character */
	s = arena_printf(a, "%0100d next", 0);
	w = text_words(a, s, 9);
	assert_int_equal(w.n, 2);
	assert_int_equal(strlen(w.v[0]), 40);
	assert_string_equal(w.v[1], "next");
	/* The most words there can be. */
	s = arena_alloc(a, 20001);
	for (int i = 0; i < 20000; i++)
		s[i] = i % 2 == 0 ? 'a' : ' ';
	assert_int_equal(text_words(a, s, SIZE_MAX).n, 10000);
}

static void
test_words_any(void **state)
{
	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t max = rnd_below(30);
		char *s = any_text(rnd_below(60));
		struct words w = text_words(a, s, max), again;

		assert_true(w.n <= max);
		for (size_t k = 0; k < w.n; k++) {
			size_t n = strlen(w.v[k]);

			assert_true(n > 0 && n <= 40);
			assert_true(utf8_valid(w.v[k], n));
			/* A word is found by itself. */
			again = text_words(a, w.v[k], 10);
			assert_int_equal(again.n, 1);
			assert_string_equal(again.v[0], w.v[k]);
		}
		if (i % 200 == 0)
			arena_reset(a);
	}
}

/* Any piece of two characters or more of an unspaced text is found in it. */
static void
test_pairs_are_found(void **state)
{
	char s[200];
	size_t at[41], n;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct words all, piece;
		size_t from, to;

		at[0] = 0;
		for (n = 0; n < 40; n++)
			at[n + 1] = at[n] + put_cp((uint32_t)(0x4E00 +
			    rnd_below(5000)), s + at[n]);
		s[at[n]] = '\0';
		all = text_words(a, s, 100);
		assert_int_equal(all.n, 39);
		from = rnd_below(38);
		to = from + 2 + rnd_below(39 - from);
		piece = text_words(a, arena_strndup(a, s + at[from],
		    at[to] - at[from]), 100);
		assert_int_equal(piece.n, to - from - 1);
		for (size_t i = 0; i < piece.n; i++)
			assert_string_equal(piece.v[i], all.v[from + i]);
		arena_reset(a);
	}
}

static void
test_stems(void **state)
{
	static const struct { const char *lang, *in, *out; } v[] = {
		{ "en", "running", "run" }, { "en", "tickets", "ticket" },
		{ "en", "invoices", "invoic" }, { "en", "invoice", "invoic" },
		{ "en", "42", "42" }, { "en", "", "" },
		{ "es", "facturas", "factur" }, { "es", "factura", "factur" },
		{ "es", "rapidamente", "rapid" }, { "es", "gatos", "gat" },
		{ "es", "\u043C\u0438\u0440", "\u043C\u0438\u0440" },
		{ "en", "\u6771\u4EAC", "\u6771\u4EAC" },
	};

	(void)state;
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
			assert_string_equal(text_stem(a, v[i].in, v[i].lang),
			    v[i].out);
	/* A stem is kept: the next call must not change it. */
	{
		const char *x = text_stem(a, "running", "en");

		text_stem(a, "jumping", "en");
		assert_string_equal(x, "run");
	}
}

/* The two forms of one word meet, through folding, as searching needs it. */
static void
test_forms_meet(void **state)
{
	static const struct { const char *lang, *x, *y; } v[] = {
		{ "es", "CANCI\u00D3N", "canciones" },
		{ "es", "devoluci\u00F3n", "Devoluciones" },
		{ "es", "env\u00EDo", "envios" },
		{ "es", "ni\u00F1os", "NI\u00D1O" },
		{ "en", "Caf\u00E9s", "cafe" },
		{ "en", "Refunded", "refunding" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		assert_string_equal(
		    text_stem(a, text_words(a, v[i].x, 1).v[0], v[i].lang),
		    text_stem(a, text_words(a, v[i].y, 1).v[0], v[i].lang));
}

/* Words where they stand are the same words, folded one by one. */
static void
test_spans(void **state)
{
	static const char *v[] = { "", " ", "a", "Ana's 1st CAF\u00C9, no?",
		"\u65E5\u672C x\u0301y", "Stra\u00DFe\u2588Z",
		"a\u0301 \u0130I \uFB01n" };
	struct spans w;

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		w = text_spans(a, v[i]);
		for (size_t k = 0; k < w.n; k++)
			assert_string_equal(w.v[k].word, text_fold(a,
			    arena_strndup(a, v[i] + w.v[k].from, w.v[k].to -
			    w.v[k].from)));
	}
	assert_int_equal(text_spans(a, v[3]).n, 5);
	assert_int_equal(text_spans(a, v[4]).n, 3);
	assert_int_equal(text_spans(a, v[5]).n, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nfc),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_fold_is_stable),
		cmocka_unit_test(test_fold_any),
		cmocka_unit_test(test_email),
		cmocka_unit_test(test_no_email),
		cmocka_unit_test(test_email_is_a_key),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_words_bounded),
		cmocka_unit_test(test_words_any),
		cmocka_unit_test(test_pairs_are_found),
		cmocka_unit_test(test_stems),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_forms_meet),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
