/* privacy/mask: what goes out of a text about somebody else. */
#include "../support/unit.h"

#include "core/str.h"
#include "privacy/mask.h"

static const struct { const char *in, *out; bool all; } cases[] = {
	{ "Dear Anna", "Dear Anna", true },		/* his own name */
	{ "Bob Jones wrote", "# wrote", false },
	{ "BOB JONES, BOB  jones", "#, #", false },
	{ "Mr Jones' bill; José's", "Mr #' bill; José's", false },
	{ "jones street bobbin", "jones street bobbin", false },
	{ "Bobby and Jonesy", "Bobby and Jonesy", false },
	{ "“Jones”, Jones’s", "“#”, #’s", false },
	{ "bob@x.example.", "#.", false },
	{ "<BOB@X.example>", "<#>", false },
	{ "a bob@x.example.org b", "a bob@x.example.org b", false },
	{ "a bob@x.example.org b", "a # b", true },
	{ "to anna@x.example, else@y.example",
	    "to anna@x.example, #", true },
	{ "else@y.example", "else@y.example", false },
	{ "call +34 600 11 22 33 now", "call # now", false },
	{ "call 600.112.233!", "call #!", false },
	{ "order 600112", "order 600112", false },
	{ "Müller, MÜLLER, Muller", "#, #, #", false },
	{ "mueller", "mueller", false },
	{ "李小龙说", "#说", false },
	{ "", "", true },
	{ "@ @@ a@ @b", "@ @@ a@ @b", true },
};

static void
test_cases(void **state)
{
	struct arena *a = arena_new(1U << 20);
	struct mask *m = mask_new(a, "#");

	(void)state;
	mask_own(m, "Anna Example", "Anna@x.example");
	assert_true(mask_empty(m));
	mask_person(m, "Bob Jones", "bob@x.example", "+34600112233");
	mask_person(m, "Müller", "", "");
	mask_person(m, "李小龙", "", "");
	assert_false(mask_empty(m));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(mask_text(m, a, cases[i].in,
		    cases[i].all), cases[i].out);
	arena_free(&a);
}

/* Nobody else is known: addresses go all the same where they shall. */
static void
test_nobody(void **state)
{
	struct arena *a = arena_new(1U << 20);
	struct mask *m = mask_new(a, "#");

	(void)state;
	mask_own(m, "", "me@x.example");
	assert_string_equal(mask_text(m, a, "me@x.example b@c.de", true),
	    "me@x.example #");
	assert_string_equal(mask_text(m, a, "b@c.de", false), "b@c.de");
	arena_free(&a);
}

/* A name that both have stays: it is his. */
static void
test_shared(void **state)
{
	struct arena *a = arena_new(1U << 20);
	struct mask *m = mask_new(a, "#");

	(void)state;
	mask_own(m, "Anna Jones", "a@x.example");
	mask_person(m, "Bob Jones", "", "");
	assert_string_equal(mask_text(m, a, "Jones, Bob Jones, Bob", false),
	    "Jones, #, #");
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_nobody),
		cmocka_unit_test(test_shared),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
