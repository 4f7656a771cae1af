/* Making links (link.h): for the sender of mails. */
#include "core/pack.h"
#include "core/str.h"
#include "model/access/link_row.h"

QUERY(Q_LINK_ADD, Q_TENANT,
    "INSERT INTO link (account_id, digest, purpose, contact_id, agent_id,"
    " ticket_id, generation, expires_at, sealed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");

static void
bind_id_or_null(struct stmt *st, uint64_t id)
{
	if (id != 0)
		bind_u64(st, id);
	else
		bind_null(st);
}

RC
link_add(struct tenant *t, struct arena *a, const struct link *l,
    struct token *token_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(a);
	struct bytes sealed = { 0 };
	struct key k;

	*token_r = token_new();
	if (!str_empty(l->carried)) {
		TRY(link_key(t, l, &k));
		pack_str(&b, LINK_CARRIED, l->carried);
		sealed = seal(a, &k, link_place(t, &token_r->digest),
		    pack_end(&b));
	}
	TRY(stmt_tenant(&st, t, &Q_LINK_ADD));
	bind_bytes(st, (struct bytes){ token_r->digest.b, DIGEST_LEN });
	bind_u64(st, l->purpose);
	bind_id_or_null(st, l->contact.v);
	bind_id_or_null(st, l->agent.v);
	bind_u64(st, l->ticket.v);
	bind_u64(st, l->generation);
	bind_i64(st, l->expires_at);
	if (sealed.n > 0)
		bind_bytes(st, sealed);
	else
		bind_null(st);
	return (stmt_exec(st, NULL));
}
