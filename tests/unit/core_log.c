/* Log lines, die() and bug(). */
#include "../support/unit.h"

#include <errno.h>

#include "core/log.h"
#include "core/str.h"

static char err[8192];

static void
lines(void *arg)
{
	(void)arg;
	log_open("unit");
	log_info("number %d", 7);
	log_request("0123456789abcdef0123456789abcdef0123456789");
	log_warn("two\nlines\x1B[31m \x7F\t.");
	log_request(NULL);
	log_info("end");
}

static void
test_lines(void **state)
{
	char *line, *rest = err;

	(void)state;
	assert_int_equal(child_run(lines, NULL, err, sizeof(err)), 0);
	line = strsep(&rest, "\n");
	/* 2026-11-24T08:30:00Z unit[1] info - number 7 */
	assert_int_equal(line[19], 'Z');
	assert_non_null(strstr(line, " unit["));
	assert_true(str_ends(line, "] info - number 7"));
	line = strsep(&rest, "\n");
	/* A stranger's bytes make no line and no colour of their own. */
	assert_true(str_ends(line, "] warn 0123456789abcdef0123456789abcdef"
	    "0123 two lines [31m   ."));
	line = strsep(&rest, "\n");
	assert_true(str_ends(line, "] info - end"));
	assert_string_equal(rest, "");
}

static void
long_line(void *arg)
{
	char text[5000];

	(void)arg;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	log_warn("%s", text);
	log_warn("after");
}

static void
test_long_line(void **state)
{
	char *rest = err, *line;

	(void)state;
	assert_int_equal(child_run(long_line, NULL, err, sizeof(err)), 0);
	line = strsep(&rest, "\n");
	assert_in_range(strlen(line), 1000, 1023);
	assert_true(str_ends(rest, " after\n"));
}

static void
quiet(void *arg)
{
	(void)arg;
	if (log_level("loud") != RC_INVALID || log_level("warn") != RC_OK)
		_exit(3);
	log_info("not said");
	log_warn("said");
	if (log_level("info") != RC_OK)
		_exit(3);
	log_info("again");
}

static void
test_level(void **state)
{
	(void)state;
	assert_int_equal(child_run(quiet, NULL, err, sizeof(err)), 0);
	assert_null(strstr(err, "not said"));
	assert_non_null(strstr(err, " said"));
	assert_non_null(strstr(err, " again"));
}

static void
no_stderr(void *arg)
{
	(void)arg;
	close(STDERR_FILENO);
	errno = ENOSPC;
	log_warn("to nobody");
	if (errno != ENOSPC)
		_exit(3);
}

static void
test_errno_kept(void **state)
{
	(void)state;
	child_lives(no_stderr, NULL);
}

static void
dying(void *arg)
{
	(void)arg;
	die("no %s", "memory");
}

static void
buggy(void *arg)
{
	(void)arg;
	bug("promise %d", 9);
}

static void
test_ends(void **state)
{
	(void)state;
	child_dies(dying, NULL, "no memory");
	child_bugs(buggy, NULL, "promise 9");
	child_bugs(buggy, NULL, "core_log.c:");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_level),
		cmocka_unit_test(test_errno_kept),
		cmocka_unit_test(test_ends),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
