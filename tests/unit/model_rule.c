/* What a retention rule takes (model/privacy/rule.h), row by row. */
#include "../support/unit.h"

#include "model/privacy/rule.h"

#define DAY	86400
#define BEFORE	(1000 * DAY)

static struct rule
any(void)
{
	return ((struct rule){ .subject = RULE_TICKETS, .days = 30,
		.act = RULE_BIN });
}

static struct rule_row
old(void)
{
	return ((struct rule_row){ .id = 7, .activity = BEFORE - DAY,
		.department = { 3 }, .channel = CHANNEL_MAIL,
		.status = TICKET_CLOSED });
}

static void
by_age(void **state)
{
	struct rule r = any();
	struct rule_row x = old();

	(void)state;
	assert_true(rule_takes(&r, &x, BEFORE));
	x.activity = BEFORE;
	assert_true(rule_takes(&r, &x, BEFORE));
	x.activity = BEFORE + 1;
	assert_false(rule_takes(&r, &x, BEFORE));
}

static void
by_status(void **state)
{
	struct rule r = any();
	struct rule_row x = old();

	(void)state;
	for (int s = TICKET_NEW; s <= TICKET_DELETED; s++) {
		x.status = (enum ticket_status)s;
		assert_int_equal(rule_takes(&r, &x, BEFORE),
		    s != TICKET_POSTPONED && s != TICKET_DELETED);
	}
	r.status = TICKET_POSTPONED;
	x.status = TICKET_POSTPONED;
	assert_true(rule_takes(&r, &x, BEFORE));
	x.status = TICKET_OPEN;
	assert_false(rule_takes(&r, &x, BEFORE));
}

static void
by_place(void **state)
{
	struct rule r = any();
	struct rule_row x = old();

	(void)state;
	r.department.v = 3;
	r.channel = CHANNEL_MAIL;
	assert_true(rule_takes(&r, &x, BEFORE));
	r.channel = CHANNEL_WEB;
	assert_false(rule_takes(&r, &x, BEFORE));
	r.channel = 0;
	r.department.v = 4;
	assert_false(rule_takes(&r, &x, BEFORE));
}

static void
contacts(void **state)
{
	struct rule r = { .subject = RULE_CONTACTS, .days = 30,
		.act = RULE_ERASE };
	struct rule_row x = { .id = 7, .activity = BEFORE - DAY };

	(void)state;
	assert_true(rule_takes(&r, &x, BEFORE));
	x.busy = true;
	assert_false(rule_takes(&r, &x, BEFORE));
	x.busy = false;
	x.activity = BEFORE + DAY;
	assert_false(rule_takes(&r, &x, BEFORE));
}

static void
walk(void **state)
{
	struct rule r = any();
	struct rule_walk w;

	(void)state;
	rule_walk(&w, &r, 100 * DAY);
	assert_int_equal(w.before, 70 * DAY);
	assert_false(w.done);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_age), cmocka_unit_test(by_status),
		cmocka_unit_test(by_place), cmocka_unit_test(contacts),
		cmocka_unit_test(walk),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
