/* Asking for a help desk, and confirming it (signup.h): the portal. */
#include "core/conf.h"
#include "core/pack.h"
#include "core/time.h"
#include "model/account/account.h"
#include "model/account/signup_row.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/ticket/outbox.h"

QUERY(Q_SIGNUP_TOKEN, Q_TENANT, SIGNUP_SELECT
    " WHERE account_id = ? AND digest = ?");
QUERY(Q_SIGNUP_ADD, Q_TENANT,
    "INSERT INTO signup (account_id, signup_id, state, host, language,"
    " created_at, expires_at, terms, processing, sealed)"
    " VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_SIGNUP_CONFIRM, Q_TENANT,
    "UPDATE signup SET state = 2"
    " WHERE account_id = ? AND signup_id = ? AND state = 1"
    " AND expires_at > ?");

RC
signup_here(struct tenant *t, struct arena *a)
{
	struct tenant *provider;

	TRY(account_provider(t->db, t->vault, a, &provider));
	return (provider->id.v == t->id.v ? RC_OK : RC_NOTFOUND);
}

const char *
signup_host(struct arena *a, const char *label)
{
	return (arena_printf(a, "%s.%s", label, conf_str("Base.Domain")));
}

static RC
sealed_new(struct tenant *t, struct arena *a, const struct signup *s,
    struct bytes *sealed_r)
{
	struct buf b = BUF_INIT(a);
	struct secret secret;
	struct key k;

	TRY(secret_add(t, SECRET_SIGNUP, s->id, &secret));
	k = key_subject(t->key, SECRET_SIGNUP, s->id, &secret);
	explicit_bzero(&secret, sizeof(secret));
	pack_str(&b, SIGNUP_COMPANY, s->company);
	pack_str(&b, SIGNUP_NAME, s->name);
	pack_str(&b, SIGNUP_EMAIL, s->email);
	*sealed_r = seal(a, &k, signup_place(t, s->id), pack_end(&b));
	return (RC_OK);
}

static RC
insert(struct tenant *t, struct arena *a, const struct signup *s)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes sealed;

	TRY(sealed_new(t, a, s, &sealed));
	TRY(stmt_tenant(&st, t, &Q_SIGNUP_ADD));
	bind_u64(st, s->id);
	bind_str(st, s->host);
	bind_str(st, s->language);
	bind_i64(st, s->created_at);
	bind_i64(st, s->expires_at);
	bind_str(st, s->terms);
	bind_str(st, s->processing);
	bind_bytes(st, sealed);
	return (stmt_exec(st, NULL));
}

static RC
note(struct tenant *t, enum audit_verb verb, uint64_t id)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb, .value = id }));
}

RC
signup_add(struct tenant *t, struct arena *a, struct signup *s, bool mailed)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	s->state = SIGNUP_WAITING;
	s->created_at = now_s();
	s->expires_at = s->created_at + SIGNUP_LIVES;
	TRY(tx_begin(&tx, t->db));
	TRY(signup_host_free(t->db, s->host));
	TRY(db_new_id(t->db, &s->id));
	TRY(insert(t, a, s));
	TRY(outbox_add(t, mailed ? OUTBOX_SIGNUP : OUTBOX_NOTHING,
	    (ticket_id){ 0 }, (message_id){ s->id }, (contact_id){ 0 }));
	TRY(note(t, AUDIT_SIGNUP_ASKED, s->id));
	return (tx_commit(&tx));
}

static RC
by_token(struct tenant *t, struct arena *a, const struct digest *d,
    struct signup *s_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SIGNUP_TOKEN));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	TRY(stmt_row(st));
	return (signup_row(t, a, st, s_r));
}

RC
signup_by_token(struct tenant *t, struct arena *a, const struct digest *d,
    struct signup *s_r)
{
	TRY(by_token(t, a, d, s_r));
	return (s_r->state == SIGNUP_INSTALLED || (s_r->state ==
	    SIGNUP_WAITING && s_r->expires_at <= now_s()) ? RC_GONE : RC_OK);
}

RC
signup_confirm(struct tenant *t, struct arena *a, const struct digest *d)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct signup s;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(signup_by_token(t, a, d, &s));
	if (s.state != SIGNUP_WAITING)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_SIGNUP_CONFIRM));
	bind_u64(st, s.id);
	bind_i64(st, now_s());
	TRY(stmt_exec(st, &n));
	if (n != 1)
		return (RC_GONE);
	TRY(note(t, AUDIT_SIGNUP_CONFIRMED, s.id));
	return (tx_commit(&tx));
}
