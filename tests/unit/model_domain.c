/* What becomes of a domain after each look, and when the next one is. */
#include "../support/unit.h"

#include "model/account/domain.h"

#define DAY	86400
#define NOW	(1000 * (int64_t)DAY)

static enum domain_state
after(enum domain_state s, int64_t added, int64_t proved, enum domain_proof p,
    int64_t *at_r)
{
	struct domain_due d = { .state = s, .added_at = NOW - added,
		.proved_at = proved < 0 ? 0 : NOW - proved };

	return (domain_next(&d, p, NOW, 7, at_r));
}

static void
test_proof(void **state)
{
	int64_t at;

	(void)state;
	for (int s = DOMAIN_WAITING; s <= DOMAIN_TAKEN; s++) {
		if (s == DOMAIN_LEAVING)
			continue;
		assert_int_equal(after((enum domain_state)s, 100 * DAY, 90 * DAY,
		    PROOF_TXT, &at), DOMAIN_PROVED);
		assert_int_equal(at, NOW + DAY);
		assert_int_equal(after((enum domain_state)s, 0, -1, PROOF_FILE,
		    &at), DOMAIN_PROVED);
	}
}

static void
test_waiting(void **state)
{
	int64_t at, last = 0;

	(void)state;
	for (int64_t age = 0; age < DOMAIN_WAITS; age += 600) {
		assert_int_equal(after(DOMAIN_WAITING, age, -1, PROOF_ABSENT,
		    &at), DOMAIN_WAITING);
		assert_true(at > NOW && at - NOW >= last);
		last = at - NOW;
	}
	assert_int_equal(after(DOMAIN_WAITING, DOMAIN_WAITS, -1, PROOF_SILENT,
	    &at), DOMAIN_OFF);
	assert_true(at > NOW + 1000LL * DAY);
}

static void
test_lost(void **state)
{
	int64_t at;

	(void)state;
	for (int p = PROOF_ABSENT; p <= PROOF_INSIDE; p++) {
		assert_int_equal(after(DOMAIN_PROVED, 100 * DAY, DAY,
		    (enum domain_proof)p, &at), DOMAIN_LOST);
		assert_int_equal(at, NOW + 3600);
	}
	assert_int_equal(after(DOMAIN_LOST, 100 * DAY, 7 * DAY - 1,
	    PROOF_ABSENT, &at), DOMAIN_LOST);
	assert_int_equal(after(DOMAIN_LOST, 100 * DAY, 7 * DAY, PROOF_ABSENT,
	    &at), DOMAIN_OFF);
	assert_int_equal(after(DOMAIN_OFF, 100 * DAY, 8 * DAY, PROOF_ABSENT,
	    &at), DOMAIN_OFF);
	assert_int_equal(after(DOMAIN_TAKEN, DAY, -1, PROOF_ABSENT, &at),
	    DOMAIN_TAKEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_proof),
		cmocka_unit_test(test_waiting),
		cmocka_unit_test(test_lost),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
