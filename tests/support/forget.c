/*
 * forget: destroys the secret of one contact (or of an agent, by his id) through
 * lib/model, as the tests need it before there is a page for it.  Prints what must be nowhere afterwards:
 * "secret HEX", the bytes that were destroyed.
 */
#include "core/str.h"
#include "model/account/account.h"
#include "model/key/keyring.h"
#include "model/people/contact.h"

#include "store.h"

static void
show(const struct secret *s)
{
	printf("secret ");
	for (size_t i = 0; i < SECRET_LEN; i++)
		printf("%02x", s->b[i]);
	printf("\n");
}

static RC
forget(struct db *db, struct vault *v, char **arg)
{
	struct arena *a = arena_new(1U << 20);
	const char *host = arg[2], *email = arg[3];
	enum account_state state;
	struct victim victim = { .kind = SECRET_AGENT };
	struct contact c;
	struct secret s;
	struct tenant *t;
	enum rc rc = RC_RETRY;

	TRY(account_by_host(db, v, a, host, &t, &state));
	if (str_u64(email, &victim.id) != RC_OK) {
		TRY(contact_by_email(t, a, email, &c));
		victim = (struct victim){ SECRET_CONTACT, c.id.v };
	}
	TRY(secret_get(t, victim.kind, victim.id, &s));
	for (int i = 0; i < 5 && rc == RC_RETRY; i++)
		rc = secret_forget(t, &victim, 1, 1);
	TRY(rc);
	show(&s);
	return (RC_OK);
}

int
main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: forget CONF HOST EMAIL|AGENT\n");
		return (2);
	}
	return (store_run("forget", argv, true, forget));
}
