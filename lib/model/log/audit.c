/* Adding to the audit log (audit.h). */
#include "core/log.h"
#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/le.h"
#include "model/log/audit_row.h"

QUERY(Q_AUDIT_HEAD, Q_TENANT,
    "SELECT n, at, chain FROM audit_head WHERE account_id = ? FOR UPDATE");
/* Locks the row it finds as an update does: no shared lock to wait in. */
QUERY(Q_AUDIT_HEAD_NEW, Q_TENANT,
    "INSERT INTO audit_head (account_id, n, at, chain) VALUES (?, 0, 0, ?)"
    " ON DUPLICATE KEY UPDATE n = n");
QUERY(Q_AUDIT_HEAD_SET, Q_TENANT,
    "UPDATE audit_head SET n = ?, at = ?, chain = ? WHERE account_id = ?");
QUERY(Q_AUDIT_ADD, Q_TENANT,
    "INSERT INTO audit (account_id, n, at, family, verb, actor_kind,"
    " actor_id, object_kind, object_id, value, result, request_id, sealed,"
    " chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

static enum actor_kind process = ACTOR_SYSTEM;

void
audit_process(enum actor_kind kind)
{
	process = kind;
}

static void
add_u64(struct buf *b, uint64_t v)
{
	uint8_t le[8];

	le64(le, v);
	buf_add(b, le, sizeof(le));
}

/* The row's canonical form between the chain before and n; never change it. */
struct digest
audit_chain(struct tenant *t, struct arena *a, const struct digest *before,
    const struct audit_row *r, struct bytes sealed)
{
	const uint64_t v[] = { t->id.v, (uint64_t)r->at, r->verb,
	    r->actor.kind, r->actor.id, r->object, r->id, r->value, r->result,
	    strlen(r->actor.request_id) };
	struct key k = key_purpose(t->key, "chain");
	struct buf b = BUF_INIT(a);

	buf_add(&b, before->b, DIGEST_LEN);
	for (size_t i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		add_u64(&b, v[i]);
	buf_str(&b, r->actor.request_id);
	add_u64(&b, sealed.n);
	if (sealed.n > 0)
		buf_add(&b, sealed.p, sealed.n);
	add_u64(&b, r->n);
	return (digest_keyed(&k, "audit", buf_bytes(&b)));
}

enum secret_kind
audit_person(const struct audit_row *r, uint64_t *id_r)
{
	if (r->actor.kind == ACTOR_AGENT || r->actor.kind == ACTOR_CONTACT) {
		*id_r = r->actor.id;
		return (r->actor.kind == ACTOR_AGENT ? SECRET_AGENT
		    : SECRET_CONTACT);
	}
	*id_r = r->id;
	return (r->object == ON_AGENT && r->id != 0 ? SECRET_AGENT
	    : r->object == ON_CONTACT && r->id != 0 ? SECRET_CONTACT : 0);
}

RC
audit_key(struct tenant *t, const struct audit_row *r, struct key *k_r)
{
	uint64_t id;
	enum secret_kind kind = audit_person(r, &id);
	/* Asked for nobody too: a failure takes as long for unknown names. */
	enum rc rc = keyring_subject(t, kind != 0 ? kind : SECRET_AGENT,
	    kind != 0 ? id : 0, k_r);

	if (kind == 0 && rc == RC_GONE) {
		*k_r = *t->key;
		rc = RC_OK;
	}
	if (rc == RC_OK)
		*k_r = key_purpose(k_r, "audit");
	return (rc);
}

static RC
head_get(struct tenant *t, struct audit_link *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_AUDIT_HEAD));
	TRY(stmt_row(st));
	l_r->n = col_u64(st, 0);
	l_r->at = col_i64(st, 1);
	if (col_bytes(st, 2).n != DIGEST_LEN)
		return (RC_FAILED);
	memcpy(l_r->chain.b, col_bytes(st, 2).p, DIGEST_LEN);
	return (RC_OK);
}

static RC
head_lock(struct tenant *t, struct audit_link *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct digest none = { 0 };
	enum rc rc = head_get(t, l_r);

	if (rc != RC_NOTFOUND)
		return (rc);
	TRY(stmt_tenant(&st, t, &Q_AUDIT_HEAD_NEW));
	bind_bytes(st, (struct bytes){ none.b, DIGEST_LEN });
	TRY(stmt_exec(st, NULL));
	return (head_get(t, l_r));
}

static RC
head_set(struct tenant *t, const struct audit_row *r,
    const struct digest *chain)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_AUDIT_HEAD_SET));
	bind_u64(st, r->n);
	bind_i64(st, r->at);
	bind_bytes(st, (struct bytes){ chain->b, DIGEST_LEN });
	return (stmt_exec(st, NULL));
}

static RC
insert(struct tenant *t, const struct audit_row *r, struct bytes sealed,
    const struct digest *chain)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_AUDIT_ADD));
	bind_u64(st, r->n);
	bind_i64(st, r->at);
	bind_u64(st, r->verb / 100);
	bind_u64(st, r->verb);
	bind_u64(st, r->actor.kind);
	bind_u64(st, r->actor.id);
	bind_u64(st, r->object);
	bind_u64(st, r->id);
	bind_u64(st, r->value);
	bind_u64(st, r->result);
	bind_str(st, r->actor.request_id);
	if (sealed.n > 0)
		bind_bytes(st, sealed);
	else
		bind_null(st);
	bind_bytes(st, (struct bytes){ chain->b, DIGEST_LEN });
	rc = stmt_exec(st, NULL);
	if (rc != RC_CONFLICT)
		return (rc);
	log_warn("ALARM: account %llu: the audit log's head was put back; "
	    "run 'olvido audit verify'", (unsigned long long)t->id.v);
	return (RC_FAILED);
}

/* In a transaction; from the lock on nothing else is waited for. */
static RC
add_row(struct tenant *t, struct audit_row *r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	struct bytes sealed = { 0 };
	struct audit_link last;
	struct digest chain;
	struct key k;
	enum rc rc = audit_key(t, r, &k);

	if (rc != RC_OK && rc != RC_GONE)
		return (rc);
	TRY(head_lock(t, &last));
	r->n = last.n + 1;
	r->at = now_s() > last.at ? now_s() : last.at;
	if (rc == RC_OK && *r->actor.prefix != '\0')
		sealed = seal(a, &k, (struct seal_place){ t->id,
		    "audit.sealed", r->n }, pack_text(a, r->actor.prefix));
	chain = audit_chain(t, a, &last.chain, r, sealed);
	TRY(insert(t, r, sealed, &chain));
	return (head_set(t, r, &chain));
}

RC
audit_add(struct tenant *t, const struct audit_row *what)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct audit_row r = *what;

	r.actor = t->actor != NULL ? *t->actor : (struct actor){
		.kind = process, .prefix = "", .request_id = "",
	};
	if (what->actor.kind != ACTOR_NOBODY) {
		r.actor.kind = what->actor.kind;
		r.actor.id = what->actor.id;
	}
	if (*r.actor.prefix != '\0' && strchr(r.actor.prefix, '/') == NULL)
		bug("a whole address in the audit log");
	if (db_in_tx(t->db))
		return (add_row(t, &r));
	TRY(tx_begin(&tx, t->db));
	TRY(add_row(t, &r));
	return (tx_commit(&tx));
}
