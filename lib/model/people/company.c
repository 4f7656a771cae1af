/* Companies, read (company.h). Sealed: 1 the name. */
#include "model/people/company_row.h"

#include "core/pack.h"
#include "model/key/keyring.h"
#include "model/people/contact.h"

#define COMPANY_COLS							\
	"SELECT c.company_id, c.created_at, c.sealed, s.generation, s.wrapped"\
	"  FROM company c LEFT JOIN olvido_keys.secret s"		\
	"    ON s.account_id = c.account_id AND s.kind = 3"		\
	"   AND s.id = c.company_id"

QUERY(Q_COMPANY_GET, Q_TENANT, COMPANY_COLS
    " WHERE c.account_id = ? AND c.company_id = ?");
QUERY(Q_COMPANY_LIST, Q_TENANT, COMPANY_COLS
    " WHERE c.account_id = ? AND c.company_id < ?"
    " ORDER BY c.company_id DESC LIMIT 101");
QUERY(Q_COMPANY_OF, Q_TENANT,
    "SELECT company_id FROM contact WHERE account_id = ? AND contact_id = ?");
QUERY(Q_COMPANY_PEOPLE, Q_TENANT,
    "SELECT contact_id FROM contact FORCE INDEX (contact_company)"
    " WHERE account_id = ? AND company_id = ? AND contact_id > ?"
    " ORDER BY contact_id LIMIT 100");

struct seal_place
company_place(const struct tenant *t, company_id id)
{
	return ((struct seal_place){ t->id, "company.sealed", id.v });
}

static void
company_row(struct tenant *t, struct arena *a, struct stmt *st,
    struct company *c)
{
	struct bytes plain;
	struct key k;

	*c = (struct company){ .id = { col_u64(st, 0) }, .name = "",
		.created_at = col_i64(st, 1), .gone = true };
	if (keyring_company(t, c->id, col_wrapped(st, 3), &k) != RC_OK ||
	    seal_open(a, &k, company_place(t, c->id), col_bytes(st, 2),
	    &plain) != RC_OK)
		return;
	c->name = unpack_str(a, plain, F_COMPANY_NAME);
	c->gone = false;
}

RC
company_get(struct tenant *t, struct arena *a, company_id id,
    struct company *c_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_COMPANY_GET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	company_row(t, a, st, c_r);
	return (RC_OK);
}

RC
company_list(struct tenant *t, struct arena *a, uint64_t before,
    struct company_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct company_list){ .v = arena_array(a, COMPANY_PAGE,
	    sizeof(*l_r->v)) };
	TRY(stmt_tenant(&st, t, &Q_COMPANY_LIST));
	bind_u64(st, before != 0 ? before : INT64_MAX);
	while ((rc = stmt_row(st)) == RC_OK) {
		l_r->more = l_r->n == COMPANY_PAGE;
		if (!l_r->more)
			company_row(t, a, st, &l_r->v[l_r->n++]);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
company_of(struct tenant *t, contact_id id, company_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_COMPANY_OF));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	id_r->v = col_u64(st, 0);
	return (RC_OK);
}

static RC
people(struct tenant *t, company_id id, uint64_t after,
    contact_id v[COMPANY_PAGE], size_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*n_r = 0;
	TRY(stmt_tenant(&st, t, &Q_COMPANY_PEOPLE));
	bind_u64(st, id.v);
	bind_u64(st, after);
	while ((rc = stmt_row(st)) == RC_OK)
		v[(*n_r)++].v = col_u64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
company_people(struct tenant *t, company_id id, uint64_t after,
    contact_id v_r[COMPANY_PAGE], size_t *n_r, uint64_t *after_r)
{
	contact_id v[COMPANY_PAGE];
	size_t n;
	enum rc rc;

	*n_r = 0;
	TRY(people(t, id, after, v, &n));
	*after_r = n == COMPANY_PAGE ? v[n - 1].v : 0;
	for (size_t i = 0; i < n; i++) {
		rc = contact_seen(t, v[i]);
		if (rc == RC_OK)
			v_r[(*n_r)++] = v[i];
		else if (rc != RC_NOTFOUND)
			return (rc);
	}
	return (RC_OK);
}
