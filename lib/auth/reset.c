/* Forgotten passwords of agents (auth/reset.h). */
#include "auth/reset.h"

#include "model/access/throttle.h"
#include "model/people/agent_admin.h"

#define AN_HOUR	3	/* mails to one name */

RC
reset_ask(struct tenant *t, struct arena *a, const char *email)
{
	struct digest name = throttle_key(t->vault, "reset", arena_printf(a,
	    "%llu %s", (unsigned long long)t->id.v, email));
	enum rc rc = throttle_hit(t->db, &name, AN_HOUR, 3600);

	if (rc == RC_LIMIT)
		return (RC_OK);
	TRY(rc);
	return (agent_reset_ask(t, a, email));
}
