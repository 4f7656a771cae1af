/* Who consented to what (consent.h). Sealed: how, alone. */
#include "model/privacy/consent.h"

#include "model/access/withheld.h"
#include "model/key/keyring.h"
#include "model/people/contact.h"
#include "model/privacy/consent_row.h"

QUERY(Q_CONSENT_LIST, Q_TENANT,
    "SELECT c.consent_id, c.purpose_id, c.version, c.language, c.given_at,"
    " c.withdrawn_at, c.given_door, c.withdrawn_door, c.given_by,"
    " c.withdrawn_by, c.sealed, x.name, x.body"
    "  FROM consent c FORCE INDEX (consent_contact)"
    "  JOIN purpose_text x ON x.account_id = c.account_id"
    "   AND x.purpose_id = c.purpose_id AND x.version = c.version"
    "   AND x.language = c.language"
    " WHERE c.account_id = ? AND c.contact_id = ?"
    " ORDER BY c.given_at DESC, c.consent_id DESC LIMIT 200");

QUERY(Q_CONSENT_WHO, Q_TENANT,
    "SELECT contact_id FROM contact WHERE account_id = ? AND contact_id = ?");

struct seal_place
consent_place(struct tenant *t, uint64_t id)
{
	return ((struct seal_place){ t->id, "consent.sealed", id });
}

static RC
row(struct tenant *t, struct arena *a, struct stmt *st, const struct key *k,
    struct consent *c_r)
{
	struct bytes plain;

	*c_r = (struct consent){
		.id = col_u64(st, 0), .purpose = col_u64(st, 1),
		.version = (unsigned)col_u64(st, 2),
		.language = arena_strdup(a, col_str(st, 3)),
		.given_at = col_i64(st, 4), .withdrawn_at = col_i64(st, 5),
		.given_door = (enum consent_door)col_u64(st, 6),
		.withdrawn_door = (enum consent_door)col_u64(st, 7),
		.given_by = { col_u64(st, 8) },
		.withdrawn_by = { col_u64(st, 9) }, .how = "",
		.text = { arena_strdup(a, col_str(st, 11)),
		    arena_strdup(a, col_str(st, 12)) },
	};
	if (col_null(st, 10))
		return (RC_OK);
	TRY(seal_open(a, k, consent_place(t, c_r->id), col_bytes(st, 10),
	    &plain));
	c_r->how = arena_strndup(a, (const char *)plain.p, plain.n);
	return (RC_OK);
}

static RC
there(struct tenant *t, contact_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_CONSENT_WHO));
	bind_u64(st, id.v);
	return (stmt_row(st));
}

RC
consent_list(struct tenant *t, struct arena *a, contact_id id,
    struct consent_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;
	enum rc rc;

	*l_r = (struct consent_list){ 0 };
	TRY(there(t, id));
	TRY(contact_seen(t, id));
	if (withheld_restricted(t->withheld, id))
		return (RC_DENIED);
	if (withheld_has(t->withheld, id, NULL))
		return (RC_OK);		/* his went when he began to go */
	rc = keyring_register(t, id, &k);
	if (rc == RC_GONE)
		return (RC_OK);
	TRY(rc);
	TRY(stmt_tenant(&st, t, &Q_CONSENT_LIST));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		TRY(row(t, a, st, &k, &l_r->v[l_r->n]));
		l_r->v[l_r->n++].contact = id;
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
