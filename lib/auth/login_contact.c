/* Contacts who sign in (login.h): linked by programs that may read their table. */
#include "auth/login.h"
#include "model/access/session.h"
#include "model/people/contact_login.h"

static enum rc
renew(struct tenant *t, struct arena *a, uint64_t id, const char *password)
{
	return (contact_login_renew(t, a, (contact_id){ id }, password));
}

const struct whose login_contacts = {
	.kind = SESSION_CONTACT, .find = contact_login_find, .renew = renew,
};
