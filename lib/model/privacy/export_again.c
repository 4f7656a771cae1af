/* How often everything of an account may be asked for (export.h). */
#include "model/privacy/export.h"

RC
export_again(const struct export *last, int64_t now)
{
	if (last->state == EXPORT_WAITING || last->state == EXPORT_BUILDING)
		return (RC_CONFLICT);
	return (last->state != EXPORT_FAILED &&
	    last->fault != EXPORT_FAULT_FORGOTTEN &&
	    last->asked_at > now - 86400 ? RC_LIMIT : RC_OK);
}
