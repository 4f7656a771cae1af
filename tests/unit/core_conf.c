/* The configuration: each in a child, as it is read once per process. */
#include "../support/unit.h"

#include <sys/stat.h>

#include "core/conf.h"
#include "core/str.h"

static char dir[] = "/tmp/olvido-unit-XXXXXX";
static char path[64];

static int
setup(void **state)
{
	(void)state;
	if (mkdtemp(dir) == NULL)
		return (-1);
	snprintf(path, sizeof(path), "%s/olvido.hdf", dir);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	unlink(path);
	return (rmdir(dir));
}

static void
put(const char *text, size_t n)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void
load(void *arg)
{
	conf_load(arg);
}

static void
test_mistakes(void **state)
{
	static const struct { const char *text, *error; } v[] = {
		{ "# x\n\nWorker = 4\n", "olvido.hdf:3: there is no setting "
		    "Worker;" },
		{ "workers = 4\n", ":1: there is no setting workers" },
		{ "Workers.More = 4\n", ":1: there is no setting" },
		{ "Workers\n", ":1: expected 'Name = value'" },
		{ " = 4\n", ":1: there is no setting" },
		{ "Workers = four\n", ":1: Workers must be a whole number" },
		{ "Workers = -1\n", ":1: Workers must be a whole number" },
		{ "Workers = 4 # four\n", ":1: Workers must be" },
		{ "Workers = 9223372036854775808\n", ":1: Workers must be" },
		{ "Workers =\n", ":1: Workers must be a whole number" },
		{ "Run.Dir =  \n", ":1: Run.Dir has no value" },
		{ "Workers = 4\nVar = /v\nWorkers = 4\n", ":3: Workers is set "
		    "a second time" },
		{ "Log.Level = debug\n", ":1: Log.Level must be info or warn" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		put(v[i].text, strlen(v[i].text));
		child_dies(load, path, v[i].error);
	}
	put("Var = a\0b\n", 10);
	child_dies(load, path, ":1: a NUL byte");
	unlink(path);
	child_dies(load, path, "cannot read the configuration");
	child_dies(load, dir, "cannot read the configuration");
}

static void
good(void *arg)
{
	char want[6001];

	conf_load(arg);
	memset(want, 'x', 6000);
	want[6000] = '\0';
	if (!str_eq(conf_str("Var"), "/a = b # c") ||
	    !str_eq(conf_str("Run.Dir"), "/run/here") ||
	    !str_eq(conf_str("Base.Domain"), want) ||
	    !str_eq(conf_str("Log.Level"), "warn") ||
	    conf_int("Workers") != 9 ||
	    conf_int("Arena.Max") != INT64_MAX ||
	    conf_int("Keys.Buckets") != 4096)
		_exit(3);
}

/* Comments, blanks, CR LF, "=" and "#" in values, lines of any length. */
static void
test_good(void **state)
{
	char text[8000] = "\xEF";
	int n;

	(void)state;
	n = snprintf(text, sizeof(text), "# Workers = 1\r\n\t#Var = no\n\n"
	    "  Var=/a = b # c  \nRun.Dir\t=\t/run/here\r\nWorkers = 009\n"
	    "Arena.Max = 9223372036854775807\nLog.Level = warn\n"
	    "Base.Domain = ");
	memset(text + n, 'x', 6000);
	put(text, (size_t)n + 6000);		/* no newline at the end */
	child_lives(good, path);
}

static void
defaults(void *arg)
{
	conf_load(arg);
	if (conf_int("Workers") != 4 || conf_int("Keys.Buckets") != 4096 ||
	    conf_int("Web.Public.Port") != 0 ||
	    conf_int("Session.Contact.Max") != 2592000 ||
	    !str_eq(conf_str("Log.Level"), "info"))
		_exit(3);
}

static void
unknown(void *arg)
{
	conf_load(arg);
	conf_str("No.Such");
}

static void
no_number(void *arg)
{
	conf_load(arg);
	conf_int("Run.Dir");
}

static void
test_defaults(void **state)
{
	(void)state;
	put("", 0);
	child_lives(defaults, path);
	child_bugs(unknown, path, "no setting No.Such");
	child_dies(no_number, path, "Run.Dir must be a whole number");
}

static void
print(void *arg)
{
	(void)arg;
	dup2(STDERR_FILENO, STDOUT_FILENO);
	conf_print();
	fflush(stdout);
}

/* What --help shows can be put into a file, line by line. */
static void
test_print(void **state)
{
	char out[16384], text[16384], *line, *rest = out;
	size_t n = 0, rows = 0;
	char name[64], value[128];

	(void)state;
	assert_int_equal(child_run(print, NULL, out, sizeof(out)), 0);
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
		assert_int_equal(sscanf(line, "%63s %127s", name, value), 2);
		assert_true(strlen(line) > 51);		/* it has a meaning */
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s = %s\n",
		    name, value);
		rows++;
	}
	assert_true(rows > 20);
	put(text, n);
	child_lives(defaults, path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_print),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
