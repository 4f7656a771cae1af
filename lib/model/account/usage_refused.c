/* A plan's limit stopped somebody: the log says so (usage.h). */
#include <stdio.h>

#include "model/access/throttle.h"
#include "model/account/usage.h"
#include "model/log/audit.h"

RC
usage_refused(struct tenant *t, enum usage_limit what)
{
	char which[48];
	struct digest d;
	enum rc rc;

	snprintf(which, sizeof(which), "%llu %d",
	    (unsigned long long)t->id.v, (int)what);
	d = throttle_key(t->vault, "plan-limit", which);
	rc = throttle_hit(t->db, &d, 1, 3600);
	if (rc != RC_OK)
		return (rc == RC_LIMIT ? RC_OK : rc);
	return (audit_add(t, &(struct audit_row){
	    .verb = what == LIMIT_AGENTS ? AUDIT_AGENTS_FULL
	    : AUDIT_STORAGE_FULL, .object = ON_ACCOUNT, .id = t->id.v,
	    .value = what == LIMIT_AGENTS ? t->limits.agents
	    : t->limits.bytes, .result = AUDIT_REFUSED }));
}
