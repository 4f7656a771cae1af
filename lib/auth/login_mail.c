/* Asking for a mail about a login (login_mail.h). */
#include "auth/login_mail.h"

#include "auth/session.h"
#include "model/access/throttle.h"

#define AN_HOUR		3	/* mails to one address */
#define NETWORK_MOST	20	/* in ten minutes */

RC
login_mail(struct tenant *t, struct arena *a, const char *addr,
    const char *address, struct outbox_login l)
{
	struct digest network = throttle_key(t->vault, "login-mail-network",
	    session_ip_prefix(a, addr));
	struct digest name = throttle_key(t->vault, "login-mail",
	    arena_printf(a, "%llu %s", (unsigned long long)t->id.v, address));
	enum rc rc;

	TRY(throttle_hit(t->db, &network, NETWORK_MOST, 600));
	rc = throttle_hit(t->db, &name, AN_HOUR, 3600);
	if (rc != RC_OK && rc != RC_LIMIT)
		return (rc);
	if (rc == RC_LIMIT || (l.contact.v == 0 && l.agent.v == 0))
		l = (struct outbox_login){ .kind = OUTBOX_NOTHING };
	return (outbox_login(t, a, &l));
}
