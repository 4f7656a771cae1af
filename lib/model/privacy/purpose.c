/* What the account asks consent for (purpose.h). */
#include "model/privacy/purpose.h"

#include "core/str.h"

#define PURPOSE_SELECT							\
	"SELECT p.purpose_id, p.version, p.active, p.on_ask, en.name,"	\
	" en.body, es.name, es.body FROM purpose p"			\
	"  JOIN purpose_text en ON en.account_id = p.account_id"	\
	"   AND en.purpose_id = p.purpose_id AND en.version = p.version"\
	"   AND en.language = ?"					\
	"  JOIN purpose_text es ON es.account_id = p.account_id"	\
	"   AND es.purpose_id = p.purpose_id AND es.version = p.version"\
	"   AND es.language = ?"

QUERY(Q_PURPOSE_LIST, Q_TENANT, PURPOSE_SELECT
    " WHERE p.account_id = ? ORDER BY p.purpose_id LIMIT 50");
QUERY(Q_PURPOSE_GET, Q_TENANT, PURPOSE_SELECT
    " WHERE p.account_id = ? AND p.purpose_id = ?");
QUERY(Q_PURPOSE_TEXT, Q_TENANT,
    "SELECT name, body FROM purpose_text WHERE account_id = ?"
    " AND purpose_id = ? AND version = ? AND language = ?");

static void
row(struct arena *a, struct stmt *st, struct purpose *p_r)
{
	*p_r = (struct purpose){
		.id = col_u64(st, 0), .version = (unsigned)col_u64(st, 1),
		.active = col_u64(st, 2) != 0, .on_ask = col_u64(st, 3) != 0,
		.en = { arena_strdup(a, col_str(st, 4)),
		    arena_strdup(a, col_str(st, 5)) },
		.es = { arena_strdup(a, col_str(st, 6)),
		    arena_strdup(a, col_str(st, 7)) },
	};
}

RC
purpose_list(struct tenant *t, struct arena *a, struct purpose_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct purpose_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_PURPOSE_LIST));
	bind_str(st, "en");
	bind_str(st, "es");
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		row(a, st, &l_r->v[l_r->n++]);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
purpose_get(struct tenant *t, struct arena *a, uint64_t id,
    struct purpose *p_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PURPOSE_GET));
	bind_str(st, "en");
	bind_str(st, "es");
	bind_u64(st, id);
	TRY(stmt_row(st));
	row(a, st, p_r);
	return (RC_OK);
}

RC
purpose_text(struct tenant *t, struct arena *a, uint64_t id,
    unsigned version, const char *language, struct purpose_text *x_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_PURPOSE_TEXT));
	bind_u64(st, id);
	bind_u64(st, version);
	bind_str(st, language);
	TRY(stmt_row(st));
	*x_r = (struct purpose_text){ arena_strdup(a, col_str(st, 0)),
		arena_strdup(a, col_str(st, 1)) };
	return (RC_OK);
}

const struct purpose_text *
purpose_in(const struct purpose *p, const char *language)
{
	return (str_eq(language, "es") ? &p->es : &p->en);
}
