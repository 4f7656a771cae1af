/* Where an export lies: also for who removes it and may do nothing else. */
#include "model/privacy/export.h"

const char *
export_path(struct arena *a, account_id account, export_id id)
{
	return (arena_printf(a, "%llu/export/%llu",
	    (unsigned long long)account.v, (unsigned long long)id.v));
}
