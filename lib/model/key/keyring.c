/*
 * Secrets in and out of olvido_keys (keyring.h). The forgetting half, which only
 * the erase program and the command line may link, is forget.c.
 */
#include "model/key/keyring.h"

#include "core/log.h"
#include "model/access/withheld.h"

QUERY(Q_SECRET_ADD, Q_TENANT,
    "INSERT INTO olvido_keys.secret"
    " (account_id, kind, id, bucket, generation, wrapped)"
    " SELECT ?, ?, ?, b.bucket, b.generation, ?"
    "  FROM olvido_keys.bucket b"
    " WHERE b.bucket = ? AND b.generation = ? LOCK IN SHARE MODE");

QUERY(Q_SECRET_GET, Q_TENANT,
    "SELECT generation, wrapped FROM olvido_keys.secret"
    " WHERE account_id = ? AND kind = ? AND id = ?");

struct wrapped
col_wrapped(struct stmt *st, unsigned i)
{
	if (col_null(st, i))
		return ((struct wrapped){ 0 });
	return ((struct wrapped){
		.generation = (uint32_t)col_u64(st, i),
		.bytes = col_bytes(st, i + 1),
	});
}

/*
 * The generation is read from the slot file and must still be the row's under
 * its shared lock: a forgetting in between sends the whole act round again.
 */
RC
secret_add(struct tenant *t, enum secret_kind kind, uint64_t id,
    struct secret *s_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint32_t bucket = vault_bucket(t->vault, t->id, kind, id);
	uint32_t generation = vault_generation(t->vault, bucket);
	uint8_t wrapped[WRAPPED_LEN];
	uint64_t n = 0;

	*s_r = secret_new();
	TRY(vault_wrap(t->vault, t->id, kind, id, generation, s_r, wrapped));
	TRY(stmt_tenant(&st, t, &Q_SECRET_ADD));
	bind_u64(st, kind);
	bind_u64(st, id);
	bind_bytes(st, (struct bytes){ wrapped, sizeof(wrapped) });
	bind_u64(st, bucket);
	bind_u64(st, generation);
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_RETRY);
}

static const struct lent *
lent_of(const struct tenant *t, contact_id id)
{
	const struct lent *l = t->lent;

	while (l != NULL && l->contact.v != id.v)
		l = l->next;
	return (l);
}

static RC
unwrap(struct tenant *t, enum secret_kind kind, uint64_t id,
    struct wrapped w, struct secret *s_r)
{
	const struct lent *l;

	if (w.bytes.n == 0) {
		l = kind == SECRET_CONTACT ? lent_of(t, (contact_id){ id })
		    : NULL;
		if (l == NULL)
			return (RC_GONE);
		*s_r = l->secret;
		return (RC_OK);
	}
	if (vault_unwrap(t->vault, t->id, kind, id, w.generation, w.bytes,
	    s_r) != RC_OK)
		return (RC_GONE);
	return (RC_OK);
}

static RC
secret_fetch(struct tenant *t, enum secret_kind kind, uint64_t id,
    struct secret *s_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_SECRET_GET));
	bind_u64(st, kind);
	bind_u64(st, id);
	rc = stmt_row(st);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	return (unwrap(t, kind, id, rc == RC_OK ? col_wrapped(st, 0)
	    : (struct wrapped){ 0 }, s_r));
}

RC
secret_get(struct tenant *t, enum secret_kind kind, uint64_t id,
    struct secret *s_r)
{
	if (kind == SECRET_CONTACT && withheld_has(t->withheld,
	    (contact_id){ id }, NULL))
		return (RC_GONE);
	return (secret_fetch(t, kind, id, s_r));
}

RC
keyring_subject(struct tenant *t, enum secret_kind kind, uint64_t id,
    struct key *k_r)
{
	struct secret s;

	TRY(secret_get(t, kind, id, &s));
	*k_r = key_subject(t->key, kind, id, &s);
	explicit_bzero(&s, sizeof(s));
	return (RC_OK);
}

RC
keyring_register(struct tenant *t, contact_id id, struct key *k_r)
{
	struct secret s;
	struct key k;

	TRY(secret_fetch(t, SECRET_CONTACT, id.v, &s));
	k = key_subject(t->key, SECRET_CONTACT, id.v, &s);
	*k_r = key_purpose(&k, "register");
	explicit_bzero(&s, sizeof(s));
	explicit_bzero(&k, sizeof(k));
	return (RC_OK);
}

RC
keyring_contact(struct tenant *t, contact_id id, struct wrapped w,
    struct key *k_r)
{
	if (withheld_has(t->withheld, id, NULL))
		return (RC_GONE);
	return (keyring_requester(t, id, w, k_r));
}

RC
keyring_requester(struct tenant *t, contact_id id, struct wrapped w,
    struct key *k_r)
{
	struct secret s;

	TRY(unwrap(t, SECRET_CONTACT, id.v, w, &s));
	*k_r = key_subject(t->key, SECRET_CONTACT, id.v, &s);
	return (RC_OK);
}

RC
keyring_ticket(struct tenant *t, const struct key *requester, ticket_id id,
    struct wrapped w, struct key *k_r)
{
	struct secret s;

	TRY(unwrap(t, SECRET_TICKET, id.v, w, &s));
	*k_r = key_ticket(requester, id, &s);
	return (RC_OK);
}

RC
keyring_company(struct tenant *t, company_id id, struct wrapped w,
    struct key *k_r)
{
	struct secret s;

	TRY(unwrap(t, SECRET_COMPANY, id.v, w, &s));
	*k_r = key_subject(t->key, SECRET_COMPANY, id.v, &s);
	explicit_bzero(&s, sizeof(s));
	return (RC_OK);
}

RC
keyring_agent(struct tenant *t, agent_id id, struct wrapped w,
    struct key *k_r)
{
	struct secret s;

	TRY(unwrap(t, SECRET_AGENT, id.v, w, &s));
	*k_r = key_subject(t->key, SECRET_AGENT, id.v, &s);
	return (RC_OK);
}

RC
keyring_attachment(struct tenant *t, const struct key *message,
    attachment_id id, struct wrapped w, struct key *k_r)
{
	struct secret s;

	TRY(unwrap(t, SECRET_ATTACHMENT, id.v, w, &s));
	*k_r = key_file(message, id, &s);
	return (RC_OK);
}
