/* Mail waiting to be sent (outbox.h). Sealed: 1 address, 2 carried. */
#include "model/ticket/outbox.h"

#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "model/key/keyring.h"

enum { F_EMAIL = 1, F_CARRIED = 2 };

QUERY(Q_OUTBOX_ADD, Q_TENANT,
    "INSERT INTO outbox (account_id, outbox_id, kind, ticket_id, message_id,"
    " contact_id, agent_id, next_at, created_at, sealed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_OUTBOX_SEALED, Q_TENANT,
    "SELECT sealed FROM outbox WHERE account_id = ? AND outbox_id = ?");

static RC
add(struct tenant *t, const struct outbox *o, struct bytes sealed,
    int64_t wait)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();

	TRY(stmt_tenant(&st, t, &Q_OUTBOX_ADD));
	bind_u64(st, o->id.v);
	bind_u64(st, o->kind);
	bind_u64(st, o->ticket.v);
	bind_u64(st, o->message.v);
	bind_u64(st, o->contact.v);
	bind_u64(st, o->agent.v);
	bind_i64(st, now + wait);
	bind_i64(st, now);
	if (sealed.n > 0)
		bind_bytes(st, sealed);
	else
		bind_null(st);
	return (stmt_exec(st, NULL));
}

RC
outbox_add_id(struct tenant *t, enum outbox_kind kind, ticket_id tid,
    message_id mid, contact_id cid, outbox_id *id_r)
{
	struct outbox o = { .kind = kind, .ticket = tid, .message = mid,
		.contact = cid };

	TRY(db_new_id(t->db, &o.id.v));
	*id_r = o.id;
	return (add(t, &o, (struct bytes){ 0 }, 0));
}

RC
outbox_add(struct tenant *t, enum outbox_kind kind, ticket_id tid,
    message_id mid, contact_id cid)
{
	outbox_id id;

	return (outbox_add_id(t, kind, tid, mid, cid, &id));
}

RC
outbox_agent(struct tenant *t, enum outbox_kind kind, ticket_id tid,
    message_id mid, agent_id aid)
{
	struct outbox o = { .kind = kind, .ticket = tid, .message = mid,
		.agent = aid };

	TRY(db_new_id(t->db, &o.id.v));
	return (add(t, &o, (struct bytes){ 0 }, 0));
}

static RC
sealed_key(struct tenant *t, const struct outbox *o, struct key *k_r)
{
	TRY(keyring_subject(t, o->agent.v != 0 ? SECRET_AGENT
	    : SECRET_CONTACT, o->agent.v != 0 ? o->agent.v : o->contact.v,
	    k_r));
	*k_r = key_purpose(k_r, "outbox");
	return (RC_OK);
}

static struct seal_place
sealed_place(struct tenant *t, outbox_id id)
{
	return ((struct seal_place){ t->id, "outbox.sealed", id.v });
}

RC
outbox_login(struct tenant *t, struct arena *a, const struct outbox_login *l)
{
	struct outbox o = { .kind = l->kind, .contact = l->contact,
		.agent = l->agent };
	struct bytes sealed = { 0 };
	struct buf b = BUF_INIT(a);
	struct key k;

	TRY(db_new_id(t->db, &o.id.v));
	if (!str_empty(l->email) || !str_empty(l->carried)) {
		TRY(sealed_key(t, &o, &k));
		pack_str(&b, F_EMAIL, l->email);
		pack_str(&b, F_CARRIED, l->carried);
		sealed = seal(a, &k, sealed_place(t, o.id), pack_end(&b));
	}
	return (add(t, &o, sealed, l->wait));
}

RC
outbox_open(struct tenant *t, struct arena *a, const struct outbox *o,
    const char **email_r, const char **carried_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes plain;
	struct key k;

	*email_r = *carried_r = "";
	TRY(stmt_tenant(&st, t, &Q_OUTBOX_SEALED));
	bind_u64(st, o->id.v);
	TRY(stmt_row(st));
	if (col_null(st, 0))
		return (RC_OK);
	TRY(sealed_key(t, o, &k));
	TRY(seal_open(a, &k, sealed_place(t, o->id), col_bytes(st, 0),
	    &plain));
	*email_r = unpack_str(a, plain, F_EMAIL);
	*carried_r = unpack_str(a, plain, F_CARRIED);
	return (RC_OK);
}
