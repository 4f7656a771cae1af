/* Allow-lists as every program reads them (allow_list.h). */
#include "model/access/allow_list.h"

QUERY(Q_ALLOW_RANGES, Q_TENANT,
    "SELECT place, ranges FROM allow_list WHERE account_id = ?");

RC
allow_list_ranges(struct tenant *t, struct arena *a,
    const char *ranges_r[PLACES])
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;
	size_t i;

	for (i = 0; i < PLACES; i++)
		ranges_r[i] = "";
	TRY(stmt_tenant(&st, t, &Q_ALLOW_RANGES));
	while ((rc = stmt_row(st)) == RC_OK) {
		i = (size_t)col_u64(st, 0) - 1;
		if (i < PLACES)
			ranges_r[i] = arena_strdup(a, col_str(st, 1));
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
