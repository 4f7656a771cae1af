/* Terms of the index: a word is one key, a beginning is one range of keys. */
#include "../support/unit.h"

#include "crypto/vault.h"
#include "model/search/search_term.h"

static const char *const words[] = { "ana", "anabel", "anagram", "analog",
	"analogi", "analogu", "and", "andorra", "an", "a", "parcel", "parsley",
	"par", "part", "parti", "partis", "partisan", "\xc3\xb1" "and\xc3\xba",
	"\xc3\xb1" "an", "\xd0\xb7\xd0\xb0\xd0\xba\xd0\xb0\xd0\xb7",
	"\xd0\xb7\xd0\xb0\xd0\xba", "12345678", "123", "1234" };
#define NWORDS	(sizeof(words) / sizeof(words[0]))

static struct key
key_of(uint8_t byte)
{
	struct key k;

	memset(&k, byte, sizeof(k));
	return (k);
}

static bool
in_range(const struct key *k, enum term_kind kind, const char *prefix,
    const char *word)
{
	struct term from, to, t = term_make(k, kind, word);

	term_range(k, kind, prefix, &from, &to);
	return (memcmp(t.b, from.b, TERM_LEN) >= 0 &&
	    memcmp(t.b, to.b, TERM_LEN) <= 0);
}

/* Up to six letters the range holds exactly the words that begin so. */
static void
test_prefix(void **state)
{
	struct key k = key_of(7);
	size_t n;

	(void)state;
	for (size_t p = 0; p < NWORDS; p++) {
		n = utf8_letters(words[p]);
		if (n < 3 || n > 6)
			continue;
		for (size_t w = 0; w < NWORDS; w++)
			if (in_range(&k, TERM_WORD, words[p], words[w]) !=
			    (strncmp(words[w], words[p], strlen(words[p])) ==
			    0))
				fail_msg("%s in %s", words[w], words[p]);
	}
}

/* A longer one ranges over its first six: never too few. */
static void
test_long_prefix(void **state)
{
	struct key k = key_of(7);

	(void)state;
	assert_true(in_range(&k, TERM_WORD, "partisa", "partisan"));
	assert_true(in_range(&k, TERM_WORD, "partisanship", "partisan"));
	assert_true(in_range(&k, TERM_WORD, "partisx", "partisan"));
	assert_false(in_range(&k, TERM_WORD, "partixx", "partisan"));
}

static void
test_apart(void **state)
{
	struct key k = key_of(7), other = key_of(8);
	struct term t = term_make(&k, TERM_WORD, "parcel");
	struct term f = term_make(&k, TERM_FROM, "parcel");
	struct term o = term_make(&other, TERM_WORD, "parcel");
	struct term again = term_make(&k, TERM_WORD, "parcel");

	(void)state;
	assert_memory_equal(t.b, again.b, TERM_LEN);
	assert_memory_not_equal(t.b, f.b, 4);	/* no word of a text */
	assert_memory_not_equal(t.b, o.b, 4);	/* of no other account */
	assert_false(in_range(&k, TERM_FROM, "par", "pax"));
	for (size_t i = 0; i < NWORDS; i++)
		for (size_t j = 0; j < i; j++) {
			struct term x = term_make(&k, TERM_WORD, words[i]);
			struct term y = term_make(&k, TERM_WORD, words[j]);

			assert_memory_not_equal(x.b, y.b, TERM_LEN);
		}
}

static void
test_letters(void **state)
{
	(void)state;
	assert_int_equal(utf8_letters(""), 0);
	assert_int_equal(utf8_letters("abc"), 3);
	assert_int_equal(utf8_letters("\xc3\xb1" "an"), 3);
	assert_int_equal(utf8_letters("\xe6\x9d\xb1\xe4\xba\xac"), 2);
	assert_int_equal(utf8_letters("\xf0\x9d\x94\x98"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prefix),
		cmocka_unit_test(test_long_prefix),
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_letters),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
