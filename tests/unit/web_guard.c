/* Who may come in at which row: every kind of reader at every kind of door. */
#include "../support/unit.h"

#include "model/people/agent.h"
#include "web/priv.h"

enum { NOBODY, BY_LINK, CUSTOMER, AN_AGENT, AN_ADMIN, AN_OWNER, READERS };

static const enum verdict want[READERS][OWNER + 1] = {
	/*		GUEST CONTACT  AGENT    ADMIN    OWNER */
	[NOBODY] =   { PASS, SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN },
	[BY_LINK] =  { PASS, PASS,    REFUSED, REFUSED, REFUSED },
	[CUSTOMER] = { PASS, PASS,    REFUSED, REFUSED, REFUSED },
	[AN_AGENT] = { PASS, REFUSED, PASS,    REFUSED, REFUSED },
	[AN_ADMIN] = { PASS, REFUSED, PASS,    PASS,    REFUSED },
	[AN_OWNER] = { PASS, REFUSED, PASS,    PASS,    PASS },
};

static struct req
reader(int who)
{
	struct req rq = { .signed_in = who != NOBODY };

	rq.session.kind = who == BY_LINK ? SESSION_TICKET :
	    who == CUSTOMER ? SESSION_CONTACT : SESSION_AGENT;
	rq.session.role = who == AN_AGENT ? ROLE_AGENT :
	    who == AN_ADMIN ? ROLE_ADMIN : who == AN_OWNER ? ROLE_OWNER : 0;
	return (rq);
}

static void
test_who(void **state)
{
	(void)state;
	for (int who = 0; who < READERS; who++)
		for (int door = GUEST; door <= OWNER; door++) {
			struct route row = { .who = (enum who)door };
			struct req rq = reader(who);

			rq.route = &row;
			if (guard_who(&rq) != want[who][door])
				fail_msg("reader %d at door %d", who, door);
		}
}

/* A role that does not exist, as a damaged row might say, opens nothing. */
static void
test_no_role(void **state)
{
	struct route row = { .who = ADMIN };
	struct req rq = reader(AN_AGENT);

	(void)state;
	rq.route = &row;
	rq.session.role = 0;
	assert_int_equal(guard_who(&rq), REFUSED);
	row.who = OWNER;
	rq.session.role = 99;
	assert_int_equal(guard_who(&rq), REFUSED);
}

/* Whose second factor is missing: the page that asks for it, nothing else. */
static void
test_half(void **state)
{
	struct req rq = { .half = true };
	struct route row = { 0 };

	(void)state;
	rq.session.kind = SESSION_AGENT_HALF;
	rq.session.role = ROLE_OWNER;
	rq.route = &row;
	for (int door = GUEST; door <= OWNER; door++) {
		row.who = (enum who)door;
		assert_int_equal(guard_who(&rq), door == GUEST ? PASS
		    : SIGN_IN);
	}
	row.who = HALF;
	assert_int_equal(guard_who(&rq), PASS);
	for (int who = 0; who < READERS; who++) {
		rq = reader(who);
		rq.route = &row;
		assert_int_equal(guard_who(&rq), SIGN_IN);
	}
}

static void
test_step_up(void **state)
{
	struct req rq = reader(AN_OWNER);
	struct route row = { .who = AGENT };

	(void)state;
	rq.route = &row;
	rq.now = 1000;
	assert_true(guard_step_up(&rq));
	row.step_up = true;
	assert_false(guard_step_up(&rq));
	rq.session.step_up_until = 1000;
	assert_false(guard_step_up(&rq));
	rq.session.step_up_until = 1001;
	assert_true(guard_step_up(&rq));
}

/* Past the day he had to have a factor by, only rows for setting one up. */
static void
test_enrolled(void **state)
{
	struct req rq = reader(AN_ADMIN);
	struct route row = { .who = AGENT };

	(void)state;
	rq.route = &row;
	rq.now = 1000;
	assert_true(guard_enrolled(&rq));
	rq.session.factor_due = 1001;
	assert_true(guard_enrolled(&rq));
	rq.session.factor_due = 1000;
	assert_false(guard_enrolled(&rq));
	row.enrol = true;
	assert_true(guard_enrolled(&rq));
	row.enrol = false;
	row.who = GUEST;
	assert_true(guard_enrolled(&rq));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who),
		cmocka_unit_test(test_no_role),
		cmocka_unit_test(test_half),
		cmocka_unit_test(test_step_up),
		cmocka_unit_test(test_enrolled),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
