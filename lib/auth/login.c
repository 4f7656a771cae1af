#include "auth/login.h"

#include "crypto/password.h"
#include "model/agent_login.h"
#include "text/fold.h"

RC
login_agent(struct tenant *t, struct arena *a, const char *email,
    const char *password, agent_id *id_r, unsigned *generation_r)
{
	const char *address, *hash = NULL;
	enum rc rc = RC_NOTFOUND;
	int state = 0;

	if (text_email(a, email, &address) == RC_OK)
		rc = agent_login_get(t, a, address, id_r, &hash, generation_r,
		    &state);
	if (rc == RC_FAILED || rc == RC_RETRY)
		return (rc);
	if (rc != RC_OK)
		hash = NULL;
	rc = password_check(hash, password);
	return (rc == RC_OK && state == AGENT_ACTIVE ? RC_OK : RC_DENIED);
}
