/* Counters of many processes: none is lost, a file of another form is begun anew. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/unit.h"
#include "core/metric.h"

static char dir[] = "/tmp/olvido-metric-XXXXXX";

static void
test_all_processes(void **state)
{
	uint64_t v[METRICS];
	struct stat sb;
	char path[64];
	int status;

	(void)state;
	assert_int_equal(metric_read(dir, "prog", v), RC_NOTFOUND);
	assert_true(metric_open(dir, "prog"));
	for (int i = 0; i < 4; i++)
		if (fork() == 0) {
			for (int k = 0; k < 20000; k++)
				metric_add(METRIC_CONNECTS, 1);
			_exit(0);
		}
	while (wait(&status) > 0)
		assert_int_equal(status, 0);
	assert_int_equal(metric_read(dir, "prog", v), RC_OK);
	assert_int_equal(v[METRIC_CONNECTS], 80000);
	/* Others may read it, nobody else write. */
	snprintf(path, sizeof(path), "%s/prog.metrics", dir);
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0644);
}

static void
test_opened_again(void **state)
{
	uint64_t v[METRICS];

	(void)state;
	assert_true(metric_open(dir, "again"));
	metric_add(METRIC_CRASHES, 3);
	assert_true(metric_open(dir, "again"));
	metric_add(METRIC_CRASHES, 1);
	assert_int_equal(metric_read(dir, "again", v), RC_OK);
	assert_int_equal(v[METRIC_CRASHES], 4);
}

static void
test_requests(void **state)
{
	uint64_t v[METRICS], n = 0;

	(void)state;
	assert_true(metric_open(dir, "requests"));
	metric_request(200, 1000);		/* the first bucket's edge */
	metric_request(304, 1001);
	metric_request(404, 5000001);		/* the last */
	metric_request(503, -5);
	metric_request(0, 10);			/* not answered: not counted */
	metric_request(600, 10);
	assert_int_equal(metric_read(dir, "requests", v), RC_OK);
	for (int i = 0; i < 5; i++)
		assert_int_equal(v[METRIC_REQUESTS + i], i == 0 ? 0 : 1);
	assert_int_equal(v[METRIC_DURATION], 2);
	assert_int_equal(v[METRIC_DURATION + 1], 1);
	assert_int_equal(v[METRIC_DURATION + METRIC_BUCKETS - 1], 1);
	for (int i = 0; i < METRIC_BUCKETS; i++)
		n += v[METRIC_DURATION + i];
	assert_int_equal(n, 4);
	assert_int_equal(v[METRIC_DURATION_US], 1000 + 1001 + 5000001);
}

static void
test_other_form(void **state)
{
	uint64_t v[METRICS] = { 7, 7, 7 };
	char path[64];
	int fd;

	(void)state;
	snprintf(path, sizeof(path), "%s/old.metrics", dir);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, v, sizeof(v)), sizeof(v));
	close(fd);
	assert_int_equal(metric_read(dir, "old", v), RC_NOTFOUND);
	assert_true(metric_open(dir, "old"));
	assert_int_equal(metric_read(dir, "old", v), RC_OK);
	assert_int_equal(v[METRIC_BEAT] + v[METRIC_CRASHES], 0);
}

static void
test_no_place(void **state)
{
	(void)state;
	assert_false(metric_open("/nowhere", "prog"));
	metric_add(METRIC_CRASHES, 1);		/* for itself */
}

static int
setup(void **state)
{
	(void)state;
	return (mkdtemp(dir) == NULL);
}

static int
teardown(void **state)
{
	static const char *const names[] = { "prog", "again", "requests",
		"old" };
	char path[64];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s.metrics", dir, names[i]);
		unlink(path);
	}
	return (rmdir(dir));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_processes),
		cmocka_unit_test(test_opened_again),
		cmocka_unit_test(test_requests),
		cmocka_unit_test(test_other_form),
		cmocka_unit_test(test_no_place),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
