/* Secrets that billing signs with (billing.h). */
#include "core/pack.h"
#include "core/time.h"
#include "model/account/billing.h"
#include "model/log/audit.h"

#define PREFIX	"olvs1_"

QUERY(Q_BILLING_SECRETS, Q_TENANT,
    "SELECT secret_id, made_at, ends_at, sealed FROM billing_secret"
    " WHERE account_id = ? AND (ends_at = 0 OR ends_at > ?)"
    " ORDER BY ends_at = 0 DESC, secret_id DESC LIMIT 2");
QUERY(Q_BILLING_SECRET_ADD, Q_TENANT,
    "INSERT INTO billing_secret (account_id, secret_id, made_at, ends_at,"
    " sealed) VALUES (?, ?, ?, ?, ?)");
QUERY(Q_BILLING_SECRET_END, Q_TENANT,
    "UPDATE billing_secret SET ends_at = ? WHERE account_id = ?"
    " AND secret_id = ?");
QUERY(Q_BILLING_SECRET_DROP, Q_TENANT,
    "DELETE FROM billing_secret WHERE account_id = ? AND ends_at > 0");

static struct seal_place
place(const struct tenant *t, uint64_t id)
{
	return ((struct seal_place){ t->id, "billing_secret.sealed", id });
}

RC
billing_secrets(struct tenant *t, struct arena *a,
    struct billing_secrets *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k = key_purpose(t->key, "billing-secret");
	struct billing_secret *s;
	struct bytes plain;
	enum rc rc;

	*l_r = (struct billing_secrets){ .n = 0 };
	TRY(stmt_tenant(&st, t, &Q_BILLING_SECRETS));
	bind_i64(st, now_s());
	while ((rc = stmt_row(st)) == RC_OK && l_r->n < BILLING_SECRETS) {
		s = &l_r->v[l_r->n++];
		*s = (struct billing_secret){ .id = col_u64(st, 0),
			.made_at = col_i64(st, 1), .ends_at = col_i64(st, 2) };
		TRY(seal_open(a, &k, place(t, s->id), col_bytes(st, 3),
		    &plain));
		s->text = unpack_str(a, plain, 1);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

static RC
drop_ended(struct tenant *t, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_BILLING_SECRET_DROP));
	return (stmt_exec(st, n_r));
}

static RC
end_at(struct tenant *t, uint64_t id, int64_t at)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_BILLING_SECRET_END));
	bind_i64(st, at);
	bind_u64(st, id);
	return (stmt_exec(st, NULL));
}

static RC
add(struct tenant *t, struct arena *a, const struct billing_secret *s)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k = key_purpose(t->key, "billing-secret");
	struct buf b = BUF_INIT(a);

	pack_str(&b, 1, s->text);
	TRY(stmt_tenant(&st, t, &Q_BILLING_SECRET_ADD));
	bind_u64(st, s->id);
	bind_i64(st, s->made_at);
	bind_i64(st, 0);
	bind_bytes(st, seal(a, &k, place(t, s->id), pack_end(&b)));
	return (stmt_exec(st, NULL));
}

static RC
note(struct tenant *t, bool made)
{
	return (audit_add(t, &(struct audit_row){
	    .verb = made ? AUDIT_BILLING_SECRET_MADE
	    : AUDIT_BILLING_SECRET_ENDED }));
}

RC
billing_secret_make(struct tenant *t, struct arena *a, int64_t overlap,
    struct billing_secret *s_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct token token = token_new();
	struct billing_secrets l;

	*s_r = (struct billing_secret){ .made_at = now_s(),
		.text = arena_printf(a, PREFIX "%s", token.text) };
	explicit_bzero(&token, sizeof(token));
	TRY(db_new_id(t->db, &s_r->id));
	TRY(tx_begin(&tx, t->db));
	TRY(billing_secrets(t, a, &l));
	TRY(drop_ended(t, NULL));
	if (l.n > 0 && l.v[0].ends_at == 0)
		TRY(end_at(t, l.v[0].id, s_r->made_at + overlap));
	TRY(add(t, a, s_r));
	TRY(note(t, true));
	return (tx_commit(&tx));
}

RC
billing_secret_end(struct tenant *t)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(drop_ended(t, &n));
	if (n == 0)
		return (RC_NOTFOUND);
	TRY(note(t, false));
	return (tx_commit(&tx));
}
