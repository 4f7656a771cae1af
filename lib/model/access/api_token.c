/*
 * API tokens as the api program takes them (api_token.h).  Sealed under a key of
 * the agent's: 1 name, 2 networks it may come from.
 */
#include "model/access/api_token_row.h"

#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "model/people/agent.h"

QUERY(Q_API_TOKEN_FIND, Q_TENANT, API_TOKEN_COLS
    " WHERE k.account_id = ? AND k.digest = ?");
QUERY(Q_API_TOKEN_USED, Q_TENANT,
    "UPDATE api_token SET used_day = ? WHERE account_id = ?"
    " AND token_id = ?");

static const struct { const char *name; unsigned bit; } scopes[] = {
	{ "tickets.read", SCOPE_TICKETS_READ },
	{ "privacy", SCOPE_PRIVACY },
	{ "erase", SCOPE_ERASE },
	{ "provider", SCOPE_PROVIDER },
	{ "tickets.write", SCOPE_TICKETS_WRITE },
	{ "trusted", SCOPE_TRUSTED },
	{ NULL, 0 },
};

const char *
api_scope_at(size_t i, unsigned *bit_r)
{
	*bit_r = scopes[i].bit;
	return (scopes[i].name);
}

struct key
api_token_key(const struct key *agent)
{
	return (key_purpose(agent, "api-token"));
}

void
api_token_row(struct tenant *t, struct arena *a, struct stmt *st,
    struct api_token *k)
{
	struct bytes plain;
	struct key key;

	*k = (struct api_token){
		.id = col_u64(st, 0), .agent = { col_u64(st, 1) },
		.scopes = (unsigned)col_u64(st, 2) & SCOPES_ALL,
		.created_at = col_i64(st, 3), .expires_at = col_i64(st, 4),
		.revoked_at = col_i64(st, 5),
		.used_day = (unsigned)col_u64(st, 6),
		.name = "", .networks = "", .role = (int)col_u64(st, 12),
	};
	snprintf(k->tail, sizeof(k->tail), "%s", col_str(st, 7));
	/* One whose networks do not open would be let in from anywhere. */
	if (keyring_agent(t, k->agent, col_wrapped(st, 13), &key) != RC_OK)
		return;
	key = api_token_key(&key);
	if (seal_open(a, &key, (struct seal_place){ t->id, "api_token.sealed",
	    k->id }, col_bytes(st, 8), &plain) != RC_OK)
		return;
	k->name = unpack_str(a, plain, F_TOKEN_NAME);
	k->networks = unpack_str(a, plain, F_TOKEN_NETWORKS);
	k->alive = k->revoked_at == 0 && k->expires_at > now_s() &&
	    col_u64(st, 9) == col_u64(st, 10) &&
	    col_u64(st, 11) == AGENT_ACTIVE;
}

RC
api_token_find(struct tenant *t, struct arena *a, const struct digest *d,
    struct api_token *k_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_API_TOKEN_FIND));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	TRY(stmt_row(st));
	api_token_row(t, a, st, k_r);
	return (k_r->alive ? RC_OK : RC_NOTFOUND);
}

RC
api_token_used(struct tenant *t, const struct api_token *k)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	unsigned day = (unsigned)(now_s() / 86400);

	if (k->used_day == day)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_API_TOKEN_USED));
	bind_u64(st, day);
	bind_u64(st, k->id);
	return (stmt_exec(st, NULL));
}
