/* Signing in with a password (login.h); counted before the expensive work. */
#include "auth/login.h"

#include "auth/session.h"
#include "core/str.h"
#include "crypto/password.h"
#include "model/agent_login.h"
#include "model/throttle.h"
#include "text/fold.h"

#define WINDOW		600	/* seconds */
#define PER_NAME	10	/* wrong ones, of one name from one network */
#define PER_NETWORK	100

struct counted { struct digest name, network; };

static RC
count(struct tenant *t, struct arena *a, const char *addr, const char *name,
    struct counted *c_r)
{
	const char *network = session_ip_prefix(a, addr);

	c_r->network = throttle_key(t->vault, "login-network", network);
	c_r->name = throttle_key(t->vault, "login", arena_printf(a,
	    "%llu %s %s", (unsigned long long)t->id.v, network, name));
	TRY(throttle_hit(t->db, &c_r->network, PER_NETWORK, WINDOW));
	return (throttle_hit(t->db, &c_r->name, PER_NAME, WINDOW));
}

static RC
forgive(struct tenant *t, const struct counted *c)
{
	TRY(throttle_forgive(t->db, &c->network));
	return (throttle_forgive(t->db, &c->name));
}

RC
login_agent(struct tenant *t, struct arena *a, const char *addr,
    const char *email, const char *password, agent_id *id_r,
    unsigned *generation_r)
{
	const char *address, *hash = NULL;
	bool known = text_email(a, email, &address) == RC_OK;
	enum rc rc = RC_NOTFOUND;
	struct counted c;
	int state = 0;

	TRY(count(t, a, addr, known ? address : "", &c));
	if (known)
		rc = agent_login_get(t, a, address, id_r, &hash, generation_r,
		    &state);
	if (rc == RC_FAILED || rc == RC_RETRY)
		return (rc);
	if (rc != RC_OK)
		hash = NULL;
	rc = password_check(hash, password);
	if (rc != RC_OK || state != AGENT_ACTIVE)
		return (RC_DENIED);
	return (forgive(t, &c));
}
