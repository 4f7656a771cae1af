/* Names of result codes for log lines (rc.h). */
#include "core/rc.h"

#include "core/log.h"

const char *
rc_name(enum rc rc)
{
	static const char *const names[] = {
		[RC_OK] = "ok", [RC_NOTFOUND] = "notfound",
		[RC_INVALID] = "invalid", [RC_DENIED] = "denied",
		[RC_CONFLICT] = "conflict", [RC_LIMIT] = "limit",
		[RC_RETRY] = "retry", [RC_GONE] = "gone",
		[RC_FAILED] = "failed",
	};

	if ((unsigned)rc >= sizeof(names) / sizeof(names[0]))
		bug("result code %d", (int)rc);
	return (names[rc]);
}
