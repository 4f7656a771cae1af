/* privacy/doctor: what the kernel says of its clock becomes a finding. */
#include "../support/unit.h"

#include <sys/timex.h>

#include "core/str.h"
#include "privacy/doctor_in.h"

static const struct finding *
clock_is(struct arena *a, int state)
{
	struct finding_list *l = ARENA_NEW(a, struct finding_list);
	struct doctor d = { NULL, a, l };

	l->v = arena_array(a, FINDINGS_MAX, sizeof(*l->v));
	doctor_clock(&d, state);
	assert_int_equal(l->n, 1);
	assert_string_equal(l->v[0].name, "clock");
	return (&l->v[0]);
}

static void
test_clock(void **state)
{
	struct arena *a = arena_new(1U << 20);
	const struct finding *f;

	(void)state;
	f = clock_is(a, TIME_OK);
	assert_int_equal(f->level, FINDING_GOOD);
	assert_string_equal(f->mend, "");
	/* A leap second that is announced is no trouble. */
	assert_int_equal(clock_is(a, TIME_INS)->level, FINDING_GOOD);
	f = clock_is(a, TIME_ERROR);
	assert_int_equal(f->level, FINDING_WARN);
	assert_string_equal(f->what, "not synchronised");
	assert_true(strlen(f->mend) > 0);
	f = clock_is(a, -1);
	assert_int_equal(f->level, FINDING_WARN);
	assert_string_equal(f->what, "cannot be asked");
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clock),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
