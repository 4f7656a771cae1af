/* Which passwords are refused and why, on the real list of common ones. */
#include "../support/unit.h"

#include <stdlib.h>

#include "auth/password_rule.h"
#include "core/str.h"
#include "crypto/digest.h"

static struct arena *a;

static int
setup(void **state)
{
	const char *build = getenv("BUILD");

	(void)state;
	crypto_init();
	a = arena_new(16U << 20);
	password_list_open(arena_printf(a, "%s/passwords", build != NULL ?
	    build : "build"));
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&a);
	return (0);
}

static void
fault_is(const char *want, const char *password, bool second)
{
	struct password_owner o = { .name = "Ana-María López",
		.email = "ana.lopez@correo.example", .company = "Acme Widgets",
		.second_factor = second };
	const char *got = password_fault(a, password, &o);

	if (!str_eq(got, want))
		fail_msg("%s: %s, not %s", password, got != NULL ? got : "fine",
		    want != NULL ? want : "fine");
}

static void
test_length(void **state)
{
	char long_one[600];

	(void)state;
	fault_is("PasswordShort", "trece ranas vu", false);
	fault_is(NULL, "trece ranas vue", false);
	fault_is("PasswordShort12", "trece ranas", true);
	fault_is(NULL, "trece ranas v", true);
	/* Code points count, not bytes. */
	fault_is(NULL, "любимая собака и дождь", false);
	fault_is(NULL, "星が三つ光る夜の海と猫の手紙", true);
	fault_is("PasswordShort", "星が三つ光る夜の海と猫の手紙", false);
	for (size_t i = 0; i < 129; i++)
		long_one[i] = (char)('!' + (i * i + i / 7) % 90);
	long_one[129] = '\0';
	fault_is("PasswordLong", long_one, false);
	long_one[128] = '\0';
	fault_is(NULL, long_one, false);
}

static void
test_any_characters(void **state)
{
	(void)state;
	fault_is(NULL, "   blanks count    too ", false);
	fault_is(NULL, "83920172263915408", false);
	fault_is(NULL, "🦊🐙🌵🎺🧦🪐🍋🚲🎈🪁🧊🎻🧭🪶🥁", false);
	fault_is(NULL, "correct horse battery staple", false);
}

static void
test_common(void **state)
{
	static const char *const common[] = { "passwordpassword",
		"PasswordPassword", "qwertyuiopasdfghjkl", "123456789012345",
		"1qaz2wsx3edc4rfv", "aaaaaaaaaaaaaaa", "abcabcabcabcabcabc",
		"abcdefghijklmno", "987654321098765", "dragon2024!!!!!",
		"!!!!!P@ssw0rd2025", "Contraseña12345", "xyzxyzxyzxyzxyzx",
		"thisisapassword", "iloveyouforever", NULL };

	(void)state;
	for (size_t i = 0; common[i] != NULL; i++)
		fault_is("PasswordCommon", common[i], false);
}

static void
test_own(void **state)
{
	static const char *const own[] = { "mi nombre es maria y ya",
		"LÓPEZ tiene una casa", "ana.lopez tiene gatos",
		"correo con mucha lluvia", "we make widgets all day",
		"ACME makes it since 1912", "olvido es un programa",
		"a-n-a-l-o-p-e-z 19 74", NULL };

	(void)state;
	for (size_t i = 0; own[i] != NULL; i++)
		fault_is("PasswordOwn", own[i], false);
	/* Three letters are in too many words. */
	fault_is(NULL, "banana pope trampoline", false);
}

static void
test_unknown_owner(void **state)
{
	struct password_owner o = { 0 };

	(void)state;
	assert_null(password_fault(a, "trece ranas vuelan", &o));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_length),
		cmocka_unit_test(test_any_characters),
		cmocka_unit_test(test_common),
		cmocka_unit_test(test_own),
		cmocka_unit_test(test_unknown_owner),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
