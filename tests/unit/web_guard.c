/* Who may come in at which row: every kind of reader at every kind of door. */
#include "../support/unit.h"

#include "model/agent.h"
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who),
		cmocka_unit_test(test_no_role),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
