/* Acts of the provider's programs, each once (provider_request.h). */
#include "model/account/provider_request.h"

#include <string.h>

#include "core/pack.h"
#include "core/time.h"

QUERY(Q_PROVIDER_REQUEST_ADD, Q_TENANT,
    "INSERT INTO provider_request (account_id, request_id, name, act, status,"
    " made_at, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_PROVIDER_REQUEST_GET, Q_TENANT,
    "SELECT request_id, act, status, sealed FROM provider_request"
    " WHERE account_id = ? AND name = ? FOR UPDATE");
QUERY(Q_PROVIDER_REQUEST_SET, Q_TENANT,
    "UPDATE provider_request SET status = ?, sealed = ?"
    " WHERE account_id = ? AND request_id = ?");

static struct seal_place
place(const struct tenant *t, uint64_t id)
{
	return ((struct seal_place){ t->id, "provider_request.sealed", id });
}

static struct digest
digest_of(const struct key *k, const char *what, const char *text)
{
	return (digest_keyed(k, what, (struct bytes){ (const uint8_t *)text,
	    strlen(text) }));
}

static RC
claim(struct tenant *t, uint64_t id, const struct digest *name,
    const struct digest *act)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PROVIDER_REQUEST_ADD));
	bind_u64(st, id);
	bind_bytes(st, (struct bytes){ name->b, DIGEST_LEN });
	bind_bytes(st, (struct bytes){ act->b, DIGEST_LEN });
	bind_u64(st, 0);
	bind_i64(st, now_s());
	bind_str(st, "");
	return (stmt_exec(st, NULL));
}

/* RC_RETRY: whoever had the name did not go through with it. */
static RC
before(struct tenant *t, struct arena *a, const struct key *k,
    const struct digest *name, const struct digest *act,
    struct provider_answer *n_r, bool *other_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes was, plain;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_PROVIDER_REQUEST_GET));
	bind_bytes(st, (struct bytes){ name->b, DIGEST_LEN });
	rc = stmt_row(st);
	TRY(rc == RC_NOTFOUND ? RC_RETRY : rc);
	was = col_bytes(st, 1);
	*other_r = was.n != DIGEST_LEN || !digest_eq(was.p, act->b, DIGEST_LEN);
	if (*other_r)
		return (RC_CONFLICT);
	TRY(seal_open(a, k, place(t, col_u64(st, 0)), col_bytes(st, 3),
	    &plain));
	*n_r = (struct provider_answer){ .status = (int)col_u64(st, 2),
		.text = unpack_str(a, plain, 1), .repeated = true };
	return (RC_OK);
}

static RC
keep(struct tenant *t, struct arena *a, const struct key *k, uint64_t id,
    const struct provider_answer *n)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(a);

	pack_str(&b, 1, n->text);
	TRY(stmt_tenant(&st, t, &Q_PROVIDER_REQUEST_SET));
	bind_u64(st, (uint64_t)n->status);
	bind_bytes(st, seal(a, k, place(t, id), pack_end(&b)));
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

RC
provider_once(struct tenant *t, struct arena *a,
    const struct provider_once *o, struct provider_answer *n_r, bool *other_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct key k = key_purpose(t->key, "provider-request");
	struct digest name = digest_of(&k, "name", arena_printf(a, "%s %s",
	    o->door, o->name)), act = digest_of(&k, "act", o->asked);
	uint64_t id;
	enum rc rc;

	*other_r = false;
	*n_r = (struct provider_answer){ 0 };
	TRY(db_new_id(t->db, &id));
	TRY(tx_begin(&tx, t->db));
	rc = claim(t, id, &name, &act);
	if (rc == RC_CONFLICT)
		return (before(t, a, &k, &name, &act, n_r, other_r));
	TRY(rc);
	TRY(o->act(o->arg, n_r));
	TRY(keep(t, a, &k, id, n_r));
	return (tx_commit(&tx));
}
