/* One-purpose links in mails (link.h). */
#include "model/access/link.h"

#include "core/conf.h"
#include "core/log.h"
#include "core/pack.h"
#include "core/time.h"
#include "model/access/link_row.h"

QUERY(Q_LINK_GET, Q_TENANT,
    "SELECT l.contact_id, l.agent_id, l.ticket_id, l.expires_at,"
    " l.generation, l.used_at, l.sealed, c.generation, g.generation"
    "  FROM link l"
    "  LEFT JOIN contact c ON c.account_id = l.account_id"
    "   AND c.contact_id = l.contact_id"
    "  LEFT JOIN agent g ON g.account_id = l.account_id"
    "   AND g.agent_id = l.agent_id"
    " WHERE l.account_id = ? AND l.digest = ? AND l.purpose = ?");

int64_t
link_lifetime(enum link_purpose purpose)
{
	switch (purpose) {
	case LINK_TICKET:
		return (conf_int("Guest.Link.Days") * 86400);
	case LINK_INVITE:
	case LINK_CONFIRM:
		return (72 * 3600);
	case LINK_RESET:
		return (30 * 60);
	case LINK_MAGIC:
		return (10 * 60);
	case LINK_UNDO:
	case LINK_EXPORT:
		return (7 * 86400);
	}
	bug("a link of purpose %d", (int)purpose);
}

/* What a link carries is sealed under its subject's key, in its token's place. */
RC
link_key(struct tenant *t, const struct link *l, struct key *k_r)
{
	TRY(keyring_subject(t, l->agent.v != 0 ? SECRET_AGENT
	    : SECRET_CONTACT, l->agent.v != 0 ? l->agent.v : l->contact.v,
	    k_r));
	*k_r = key_purpose(k_r, "link");
	return (RC_OK);
}

struct seal_place
link_place(struct tenant *t, const struct digest *d)
{
	uint64_t row;

	memcpy(&row, d->b, sizeof(row));
	return ((struct seal_place){ t->id, "link.sealed", row });
}

/* The row, with its use and its subject's present generation. */
static RC
fetch(struct tenant *t, struct arena *a, const struct digest *d,
    enum link_purpose purpose, struct link *l_r, int64_t *used_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes plain;
	unsigned present;
	struct key k;

	TRY(stmt_tenant(&st, t, &Q_LINK_GET));
	bind_bytes(st, (struct bytes){ d->b, DIGEST_LEN });
	bind_u64(st, purpose);
	TRY(stmt_row(st));
	*l_r = (struct link){
		.purpose = purpose,
		.contact = { col_u64(st, 0) }, .agent = { col_u64(st, 1) },
		.ticket = { col_u64(st, 2) }, .expires_at = col_i64(st, 3),
		.generation = (unsigned)col_u64(st, 4), .carried = "",
	};
	*used_r = col_i64(st, 5);
	present = l_r->agent.v != 0 ? 8 : 7;
	if (col_null(st, present) ||
	    l_r->generation != col_u64(st, present))
		return (*used_r != 0 ? RC_GONE : RC_NOTFOUND);
	if (col_null(st, 6))
		return (RC_OK);
	TRY(link_key(t, l_r, &k));
	TRY(seal_open(a, &k, link_place(t, d), col_bytes(st, 6), &plain));
	l_r->carried = unpack_str(a, plain, LINK_CARRIED);
	return (RC_OK);
}

RC
link_whose(struct tenant *t, struct arena *a, const struct digest *d,
    struct link *l_r)
{
	int64_t used;

	return (fetch(t, a, d, LINK_TICKET, l_r, &used));
}

RC
link_get(struct tenant *t, struct arena *a, const struct digest *d,
    enum link_purpose purpose, struct link *l_r)
{
	int64_t used;

	TRY(fetch(t, a, d, purpose, l_r, &used));
	return (used == 0 && l_r->expires_at > now_s() ? RC_OK : RC_GONE);
}
