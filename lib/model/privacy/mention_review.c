/* Reviews of mentions (mention_review.h).  Sealed: 1 the reason, 2 which
   stay by choice. */
#include "model/privacy/mention_review.h"

#include <string.h>

#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/vault.h"

enum { F_REASON = 1, F_KEPT = 2 };

QUERY(Q_MENTION_REVIEW_SET, Q_TENANT,
    "INSERT INTO mention_review (account_id, contact_id, at, agent_id,"
    " removed, rewritten, kept, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE at = VALUES(at), agent_id = VALUES(agent_id),"
    " removed = removed + VALUES(removed),"
    " rewritten = rewritten + VALUES(rewritten), kept = VALUES(kept),"
    " sealed = VALUES(sealed)");
QUERY(Q_MENTION_REVIEW_GET, Q_TENANT,
    "SELECT at, agent_id, removed, kept, sealed, rewritten FROM mention_review"
    " WHERE account_id = ? AND contact_id = ?");

static struct seal_place
place(struct tenant *t, contact_id id)
{
	return ((struct seal_place){ t->id, "mention_review.sealed", id.v });
}

RC
mention_review_set(struct tenant *t, struct arena *a,
    const struct mention_review *r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k = key_purpose(t->key, "mention");
	struct buf b = BUF_INIT(a);

	TRY(stmt_tenant(&st, t, &Q_MENTION_REVIEW_SET));
	bind_u64(st, r->contact.v);
	bind_i64(st, now_s());
	bind_u64(st, r->by.v);
	bind_u64(st, r->removed);
	bind_u64(st, r->rewritten);
	bind_u64(st, r->kept);
	if (!str_empty(r->reason) || r->nkept > 0) {
		pack_str(&b, F_REASON, r->reason);
		if (r->nkept > 0)
			pack_bytes(&b, F_KEPT, (struct bytes){
			    (const uint8_t *)r->kept_ids,
			    r->nkept * sizeof(*r->kept_ids) });
		bind_bytes(st, seal(a, &k, place(t, r->contact),
		    pack_end(&b)));
	} else
		bind_null(st);
	return (stmt_exec(st, NULL));
}

static void
kept_ids(struct arena *a, struct bytes plain, struct mention_review *r)
{
	struct bytes b = unpack_bytes(plain, F_KEPT);
	uint64_t *v;

	r->nkept = b.n / sizeof(*v);
	r->kept_ids = v = arena_array(a, r->nkept + 1, sizeof(*v));
	if (r->nkept > 0)
		memcpy(v, b.p, r->nkept * sizeof(*v));
}

RC
mention_review_get(struct tenant *t, struct arena *a, contact_id id,
    struct mention_review *r_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k = key_purpose(t->key, "mention");
	struct bytes plain;

	TRY(stmt_tenant(&st, t, &Q_MENTION_REVIEW_GET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	*r_r = (struct mention_review){
		.contact = id, .at = col_i64(st, 0), .by = { col_u64(st, 1) },
		.removed = col_u64(st, 2), .kept = col_u64(st, 3),
		.rewritten = col_u64(st, 5),
		.reason = "",
	};
	if (col_null(st, 4))
		return (RC_OK);
	TRY(seal_open(a, &k, place(t, id), col_bytes(st, 4), &plain));
	r_r->reason = unpack_str(a, plain, F_REASON);
	kept_ids(a, plain, r_r);
	return (RC_OK);
}
