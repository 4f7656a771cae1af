/* The security page (security.h). Sealed: the name alone, padded. */
#include "model/access/security.h"

#include "crypto/vault.h"
#include "model/key/keyring.h"

QUERY(Q_SECURITY_GET, Q_TENANT,
    "SELECT shown, department_id, contact, policy, expires_at"
    "  FROM security_page WHERE account_id = ?");
QUERY(Q_THANKS_LIST, Q_TENANT,
    "SELECT h.thanks_id, h.contact_id, h.at, h.sealed, s.generation,"
    " s.wrapped FROM security_thanks h"
    "  JOIN olvido_keys.secret s ON s.account_id = h.account_id"
    "   AND s.kind = 1 AND s.id = h.contact_id"
    " WHERE h.account_id = ? AND NOT EXISTS (SELECT 1 FROM restriction r"
    " WHERE r.account_id = h.account_id AND r.contact_id = h.contact_id)"
    " ORDER BY h.thanks_id DESC LIMIT 200");

RC
security_get(struct tenant *t, struct arena *a, struct security_page *p_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant_kept(&st, t, &Q_SECURITY_GET, 0));
	TRY(stmt_row(st));
	*p_r = (struct security_page){
		.shown = col_u64(st, 0) != 0,
		.department = { col_u64(st, 1) },
		.contact = arena_strdup(a, col_str(st, 2)),
		.policy = arena_strdup(a, col_str(st, 3)),
		.expires_at = col_i64(st, 4),
	};
	return (RC_OK);
}

static RC
thanks_row(struct tenant *t, struct arena *a, struct stmt *st,
    struct thanks *h_r)
{
	struct bytes plain;
	struct key k;

	h_r->id = col_u64(st, 0);
	h_r->at = col_i64(st, 2);
	if (col_null(st, 3))
		return (RC_GONE);
	TRY(keyring_contact(t, (contact_id){ col_u64(st, 1) },
	    col_wrapped(st, 4), &k));
	TRY(seal_open(a, &k, (struct seal_place){ t->id,
	    "security_thanks.sealed", h_r->id }, col_bytes(st, 3), &plain));
	h_r->name = arena_strndup(a, (const char *)plain.p, plain.n);
	return (RC_OK);
}

RC
thanks_list(struct tenant *t, struct arena *a, struct thanks_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct thanks_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_THANKS_LIST));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		rc = thanks_row(t, a, st, &l_r->v[l_r->n]);
		if (rc == RC_OK)
			l_r->n++;
		else if (rc != RC_GONE)
			return (rc);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
