/* Domains of an account's own (domain.h): what its admins do. */
#include "model/account/domain.h"

#include "core/conf.h"
#include "core/hostname.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/digest.h"
#include "model/log/audit.h"

QUERY(Q_DOMAIN_LIST, Q_TENANT,
    "SELECT domain_id, host, token, state, proof, added_at, looked_at,"
    " look_at, proved_at FROM domain FORCE INDEX (domain_host)"
    " WHERE account_id = ? ORDER BY host LIMIT 100");
QUERY(Q_DOMAIN_ADD, Q_TENANT,
    "INSERT INTO domain (account_id, domain_id, host, token, state, settled,"
    " added_at, look_at) VALUES (?, ?, ?, ?, 1, 1, ?, ?)");
QUERY(Q_DOMAIN_AGAIN, Q_TENANT,
    "UPDATE domain SET look_at = 0"
    " WHERE account_id = ? AND domain_id = ? AND state <> 5");
QUERY(Q_DOMAIN_LEAVE, Q_TENANT,
    "UPDATE domain SET state = 5"
    " WHERE account_id = ? AND domain_id = ? AND state <> 5");
QUERY(Q_HOST_WHOSE, Q_INSTALLATION,
    "SELECT account_id FROM host WHERE host = ?");

static struct domain
row(struct stmt *st, struct arena *a)
{
	return ((struct domain){
		.id = col_u64(st, 0), .host = arena_strdup(a, col_str(st, 1)),
		.token = arena_strdup(a, col_str(st, 2)),
		.state = (enum domain_state)col_u64(st, 3),
		.proof = (enum domain_proof)col_u64(st, 4),
		.added_at = col_i64(st, 5), .looked_at = col_i64(st, 6),
		.look_at = col_i64(st, 7), .proved_at = col_i64(st, 8),
	});
}

RC
domain_list(struct tenant *t, struct arena *a, struct domain_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct domain_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_DOMAIN_LIST));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == 0)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = row(st, a);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
note(struct tenant *t, enum audit_verb verb, uint64_t id)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = ON_DOMAIN, .id = id }));
}

/* As it is asked for: lower case, no dot at its end. */
static RC
canonical(struct arena *a, const char *typed, const char **host_r)
{
	const char *base = conf_str("Base.Domain");
	char *host = str_lower(a, str_trim(a, typed));
	size_t n = strlen(host);

	if (n > 0 && host[n - 1] == '.')
		host[n - 1] = '\0';
	if (!hostname_good(host))
		return (RC_INVALID);
	*host_r = host;
	return (str_eq(host, base) || str_ends(host, arena_printf(a, ".%s",
	    base)) ? RC_DENIED : RC_OK);
}

static RC
nobodys(struct tenant *t, const char *host)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_installation(&st, t->db, &Q_HOST_WHOSE));
	bind_str(st, host);
	rc = stmt_row(st);
	return (rc == RC_OK ? RC_CONFLICT : rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
domain_add(struct tenant *t, struct arena *a, const char *typed,
    struct domain *d_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct token token = token_new();
	struct domain_list l;

	*d_r = (struct domain){ .state = DOMAIN_WAITING, .added_at = now_s(),
		.token = arena_strdup(a, token.text) };
	TRY(canonical(a, typed, &d_r->host));
	TRY(tx_join(&tx, t->db));
	TRY(nobodys(t, d_r->host));
	TRY(domain_list(t, a, &l));
	if (l.n >= DOMAIN_MAX)
		return (RC_LIMIT);
	TRY(db_new_id(t->db, &d_r->id));
	TRY(stmt_tenant(&st, t, &Q_DOMAIN_ADD));
	bind_u64(st, d_r->id);
	bind_str(st, d_r->host);
	bind_str(st, d_r->token);
	bind_i64(st, d_r->added_at);
	bind_i64(st, d_r->added_at);
	TRY(stmt_exec(st, NULL));
	TRY(note(t, AUDIT_DOMAIN_ADDED, d_r->id));
	return (tx_commit(&tx));
}

static RC
change(struct tenant *t, const struct query *q, uint64_t id, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, q));
	bind_u64(st, id);
	return (stmt_exec(st, n_r));
}

static RC
there(struct tenant *t, uint64_t id)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct domain_list l;

	TRY(domain_list(t, a, &l));
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].id == id && l.v[i].state != DOMAIN_LEAVING)
			return (RC_OK);
	return (RC_NOTFOUND);
}

RC
domain_look_now(struct tenant *t, uint64_t id)
{
	uint64_t n;

	TRY(there(t, id));
	return (change(t, &Q_DOMAIN_AGAIN, id, &n));
}

RC
domain_remove(struct tenant *t, uint64_t id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint64_t n;

	TRY(tx_join(&tx, t->db));
	TRY(change(t, &Q_DOMAIN_LEAVE, id, &n));
	if (n != 1)
		return (RC_NOTFOUND);
	TRY(note(t, AUDIT_DOMAIN_REMOVED, id));
	return (tx_commit(&tx));
}
