/* How often everything of an account may be asked for (export.h). */
#include "model/privacy/export.h"

RC
export_again(const struct export *last, int64_t *asked_at)
{
	if (last->state == EXPORT_WAITING || last->state == EXPORT_BUILDING)
		return (RC_CONFLICT);
	if (last->state != EXPORT_FAILED &&
	    last->fault != EXPORT_FAULT_FORGOTTEN &&
	    last->asked_at > *asked_at - 86400)
		return (RC_LIMIT);
	if (*asked_at <= last->asked_at)
		*asked_at = last->asked_at + 1;
	return (RC_OK);
}
