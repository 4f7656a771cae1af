/* What nginx is told of all accounts (allow_list.h): olvido-nginx only. */
#include "model/access/allow_list.h"

QUERY(Q_ALLOW_MAP, Q_INSTALLATION,
    "SELECT l.account_id, l.place, l.ranges, h.host FROM allow_list l"
    "  JOIN account a ON a.account_id = l.account_id AND a.state < 5"
    "  JOIN host h ON h.account_id = l.account_id"
    " WHERE l.ranges <> '' ORDER BY l.account_id, l.place, h.host");

RC
allow_map(struct db *db, struct arena *a, struct allow_rows *r_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*r_r = (struct allow_rows){ 0 };
	TRY(stmt_installation(&st, db, &Q_ALLOW_MAP));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (r_r->v == NULL)
			r_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*r_r->v));
		r_r->v[r_r->n++] = (struct allow_row){
			.account = col_u64(st, 0),
			.place = (enum allow_place)col_u64(st, 1),
			.ranges = arena_strdup(a, col_str(st, 2)),
			.host = arena_strdup(a, col_str(st, 3)),
		};
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
