/* Whose data is not used (withheld.h). */
#include "model/access/withheld.h"

/* Kept by the process: triggers move the roster's version with it. */
QUERY(Q_WITHHELD, Q_TENANT,
    "(SELECT contact_id, since FROM restriction WHERE account_id = ?)"
    " UNION ALL (SELECT contact_id, 9223372036854775807 FROM parting"
    " WHERE account_id = ?)");

RC
withheld_load(struct tenant *t, struct arena *a, bool decides)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct withheld *w = ARENA_NEW(a, struct withheld);
	struct withheld_row *v = NULL;
	enum rc rc;

	TRY(stmt_tenant_kept(&st, t, &Q_WITHHELD, 0));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (v == NULL)
			v = arena_array(a, stmt_rows(st), sizeof(*v));
		v[w->n++] = (struct withheld_row){ { col_u64(st, 0) },
			col_i64(st, 1) };
	}
	w->v = v;
	w->decides = decides;
	t->withheld = w;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

bool
withheld_has(const struct withheld *w, contact_id id, int64_t *since_r)
{
	if (w == NULL)
		return (false);
	for (size_t i = 0; i < w->n; i++)
		if (w->v[i].contact.v == id.v) {
			if (since_r != NULL)
				*since_r = w->v[i].since;
			return (true);
		}
	return (false);
}

bool
withheld_hides(const struct withheld *w, contact_id id, int64_t created_at)
{
	int64_t since;

	return (withheld_has(w, id, &since) && created_at < since);
}

bool
withheld_decides(const struct withheld *w)
{
	return (w == NULL || w->decides);
}

bool
withheld_restricted(const struct withheld *w, contact_id id)
{
	int64_t since;

	return (withheld_has(w, id, &since) && since != WITHHELD_PARTING);
}
