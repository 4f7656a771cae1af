/*
 * set_phone: gives a contact a phone, as the tests need it before there is a page
 * for it.
 *
 * usage: set_phone CONF HOST EMAIL PHONE
 */
#include "model/account/account.h"
#include "model/people/contact.h"

#include "store.h"

static RC
set(struct db *db, struct vault *v, char **arg)
{
	struct arena *a = arena_new(1U << 20);
	enum account_state state;
	struct contact c;
	struct tenant *t;

	TRY(account_by_host(db, v, a, arg[2], &t, &state));
	TRY(contact_by_email(t, a, arg[3], &c));
	c.phone = arg[4];
	return (contact_set(t, a, &c));
}

int
main(int argc, char **argv)
{
	if (argc != 5) {
		fprintf(stderr, "usage: set_phone CONF HOST EMAIL PHONE\n");
		return (2);
	}
	return (store_run("set_phone", argv, false, set));
}
