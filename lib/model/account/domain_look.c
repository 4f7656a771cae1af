/* Looking for domains' proofs, and what nginx is told of them (domain.h): for who
   has no keys. */
#include "model/account/domain.h"

#define NEVER	(1LL << 40)	/* seconds: until somebody asks */

QUERY(Q_DOMAIN_DUE, Q_INSTALLATION,
    "SELECT d.account_id, d.domain_id, d.host, d.token, d.state, d.added_at,"
    " d.proved_at FROM domain d FORCE INDEX (domain_look)"
    "  JOIN account a ON a.account_id = d.account_id"
    " WHERE d.look_at <= ? AND d.state <> 5 AND a.state < 5"
    " ORDER BY d.look_at LIMIT 20");
QUERY(Q_DOMAIN_FOUND, Q_INSTALLATION,
    "UPDATE domain SET state = ?, proof = ?, looked_at = ?, look_at = ?,"
    " proved_at = ? WHERE account_id = ? AND domain_id = ? AND state = ?");
QUERY(Q_DOMAIN_HOSTS, Q_INSTALLATION,
    "SELECT h.host, h.account_id FROM domain d"
    "  JOIN host h ON h.host = d.host AND h.account_id = d.account_id"
    "  JOIN account a ON a.account_id = d.account_id"
    " WHERE d.state IN (2, 3) AND a.state < 5 ORDER BY h.host");
QUERY(Q_ACCOUNT_HOSTS, Q_INSTALLATION,
    "SELECT h.host, h.account_id FROM host h"
    "  JOIN account a ON a.account_id = h.account_id"
    " WHERE a.state < 5 ORDER BY h.host");

RC
domain_due(struct db *db, struct arena *a, int64_t now,
    struct domain_dues *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct domain_dues){ 0 };
	TRY(stmt_installation(&st, db, &Q_DOMAIN_DUE));
	bind_i64(st, now);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = (struct domain_due){
			.account = col_u64(st, 0), .id = col_u64(st, 1),
			.host = arena_strdup(a, col_str(st, 2)),
			.token = arena_strdup(a, col_str(st, 3)),
			.state = (enum domain_state)col_u64(st, 4),
			.added_at = col_i64(st, 5),
			.proved_at = col_i64(st, 6),
		};
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* Often while somebody waits for it, rarely later. */
static int64_t
patience(int64_t age)
{
	return (age < 3600 ? 60 : age < 86400 ? 900 : 6 * 3600);
}

enum domain_state
domain_next(const struct domain_due *d, enum domain_proof p, int64_t now,
    unsigned lost_days, int64_t *look_at_r)
{
	if (p == PROOF_TXT || p == PROOF_FILE) {
		*look_at_r = now + 86400;
		return (DOMAIN_PROVED);
	}
	if (d->state == DOMAIN_TAKEN) {
		*look_at_r = now + 86400;
		return (DOMAIN_TAKEN);
	}
	if (d->state == DOMAIN_WAITING && now - d->added_at < DOMAIN_WAITS) {
		*look_at_r = now + patience(now - d->added_at);
		return (DOMAIN_WAITING);
	}
	if ((d->state == DOMAIN_PROVED || d->state == DOMAIN_LOST) &&
	    now - d->proved_at < (int64_t)lost_days * 86400) {
		*look_at_r = now + 3600;
		return (DOMAIN_LOST);
	}
	*look_at_r = NEVER;
	return (DOMAIN_OFF);
}

RC
domain_found(struct db *db, const struct domain_due *d, enum domain_proof p,
    int64_t now, unsigned lost_days)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t look_at;
	enum domain_state state = domain_next(d, p, now, lost_days, &look_at);

	TRY(stmt_installation(&st, db, &Q_DOMAIN_FOUND));
	bind_u64(st, state);
	bind_u64(st, p);
	bind_i64(st, now);
	bind_i64(st, look_at);
	bind_i64(st, state == DOMAIN_PROVED ? now : d->proved_at);
	bind_u64(st, d->account);
	bind_u64(st, d->id);
	bind_u64(st, d->state);
	return (stmt_exec(st, NULL));
}

static RC
hosts(struct db *db, struct arena *a, const struct query *q,
    struct domain_hosts *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct domain_hosts){ 0 };
	TRY(stmt_installation(&st, db, q));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = (struct domain_host){
			arena_strdup(a, col_str(st, 0)), col_u64(st, 1) };
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
domain_hosts(struct db *db, struct arena *a, struct domain_hosts *l_r)
{
	return (hosts(db, a, &Q_DOMAIN_HOSTS, l_r));
}

RC
account_hosts(struct db *db, struct arena *a, struct domain_hosts *l_r)
{
	return (hosts(db, a, &Q_ACCOUNT_HOSTS, l_r));
}
