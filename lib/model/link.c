/* One-purpose links in mails (link.h). */
#include "model/link.h"

#include "core/time.h"

QUERY(Q_LINK_ADD, Q_TENANT,
    "INSERT INTO link (account_id, digest, purpose, contact_id, ticket_id,"
    " generation, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_LINK_GET, Q_TENANT,
    "SELECT l.contact_id, l.ticket_id, l.expires_at, l.generation,"
    " c.generation FROM link l"
    "  JOIN contact c ON c.account_id = l.account_id"
    "   AND c.contact_id = l.contact_id"
    " WHERE l.account_id = ? AND l.digest = ? AND l.purpose = ?");

RC
link_add(struct tenant *t, const struct link *l, struct token *token_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	*token_r = token_new();
	TRY(stmt_tenant(&st, t, &Q_LINK_ADD));
	bind_bytes(st, (struct bytes){ token_r->digest.b, DIGEST_LEN });
	bind_u64(st, l->purpose);
	bind_u64(st, l->contact.v);
	bind_u64(st, l->ticket.v);
	bind_u64(st, l->generation);
	bind_i64(st, l->expires_at);
	return (stmt_exec(st, NULL));
}

RC
link_get(struct tenant *t, const struct digest *d, enum link_purpose purpose,
    struct link *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_LINK_GET));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	bind_u64(st, purpose);
	TRY(stmt_row(st));
	*l_r = (struct link){
		.purpose = purpose,
		.contact = { col_u64(st, 0) }, .ticket = { col_u64(st, 1) },
		.expires_at = col_i64(st, 2),
		.generation = (unsigned)col_u64(st, 3),
	};
	if (l_r->generation != col_u64(st, 4))
		return (RC_NOTFOUND);
	return (l_r->expires_at > now_s() ? RC_OK : RC_GONE);
}
