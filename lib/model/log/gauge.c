/* Reading gauges, and is all well (gauge.h): web programs. */
#include "model/log/gauge.h"

#include "model/account/account_row.h"

QUERY(Q_GAUGE_LIST, Q_INSTALLATION,
    "SELECT name, labels, value, at FROM gauge ORDER BY name, labels"
    " LIMIT 200");
/* One account's key, whichever. */
QUERY(Q_HEALTH_KEY, Q_INSTALLATION,
    "SELECT a.account_id, a.wrapped, gate.generation, gate.wrapped"
    "  FROM olvido_keys.account_key a" GATE_JOIN
    " ORDER BY a.account_id LIMIT 1");

RC
gauge_list(struct db *db, struct arena *a, struct gauge_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct gauge_list){
		.v = arena_array(a, GAUGES_MAX, sizeof(*l_r->v)) };
	TRY(stmt_installation(&st, db, &Q_GAUGE_LIST));
	while ((rc = stmt_row(st)) == RC_OK && l_r->n < GAUGES_MAX)
		l_r->v[l_r->n++] = (struct gauge){
			.name = arena_strdup(a, col_str(st, 0)),
			.labels = arena_strdup(a, col_str(st, 1)),
			.value = col_i64(st, 2), .at = col_i64(st, 3) };
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
health_look(struct db *db, struct vault *v, bool *keys_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;
	enum rc rc;

	*keys_r = false;
	TRY(db_ready(db));
	TRY(stmt_installation(&st, db, &Q_HEALTH_KEY));
	rc = stmt_row(st);
	/* None yet: a new installation. */
	*keys_r = rc == RC_NOTFOUND || (rc == RC_OK && account_key_of(v,
	    (account_id){ col_u64(st, 0) }, col_bytes(st, 1),
	    col_wrapped(st, 2), &k) == RC_OK);
	explicit_bzero(&k, sizeof(k));
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
