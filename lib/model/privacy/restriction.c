/* Restriction of processing (restriction.h). Sealed: the reason alone. */
#include "model/privacy/restriction.h"

#include "core/pack.h"
#include "model/key/keyring.h"
#include "model/privacy/restriction_row.h"

/* The mail that tells him: gone or given up when it waits no more. */
#define RESTRICTION_SELECT						\
	"SELECT r.contact_id, r.since, r.ground, r.agent_id, r.lift_at,"\
	" r.told_id <> 0 AND IFNULL(o.state, 2) <> 1, r.sealed"		\
	"  FROM restriction r"						\
	"  LEFT JOIN outbox o ON o.account_id = r.account_id"		\
	"   AND o.outbox_id = r.told_id"

QUERY(Q_RESTRICTION_GET, Q_TENANT, RESTRICTION_SELECT
    " WHERE r.account_id = ? AND r.contact_id = ?");
QUERY(Q_RESTRICTION_LIST, Q_TENANT, RESTRICTION_SELECT
    " WHERE r.account_id = ? ORDER BY r.contact_id LIMIT 1000");

QUERY(Q_RESTRICTION_ANY, Q_TENANT,
    "SELECT 1 FROM restriction WHERE account_id = ? LIMIT 1");
QUERY(Q_RESTRICTION_OF, Q_TENANT,
    "SELECT 1 FROM restriction WHERE account_id = ? AND contact_id = ?");
QUERY(Q_RESTRICTION_IN, Q_TENANT,
    "(SELECT 1 FROM ticket t JOIN restriction r"
    "    ON r.account_id = t.account_id AND r.contact_id = t.contact_id"
    "  WHERE t.account_id = ? AND t.ticket_id = ?) UNION ALL"
    " (SELECT 1 FROM message m FORCE INDEX (message_ticket)"
    "  STRAIGHT_JOIN restriction r"
    "    ON r.account_id = m.account_id AND r.contact_id = m.author_id"
    "  WHERE m.account_id = ? AND m.ticket_id = ? AND m.author_kind = 1"
    "  LIMIT 1)");

struct seal_place
restriction_place(struct tenant *t, contact_id id)
{
	return ((struct seal_place){ t->id, "restriction.sealed", id.v });
}

static void
row(struct stmt *st, struct restriction *r_r)
{
	*r_r = (struct restriction){
		.contact = { col_u64(st, 0) }, .since = col_i64(st, 1),
		.ground = (enum restriction_ground)col_u64(st, 2),
		.by = { col_u64(st, 3) }, .lift_at = col_i64(st, 4),
		.told = col_u64(st, 5) != 0, .reason = "",
	};
}

RC
restriction_get(struct tenant *t, struct arena *a, contact_id id,
    struct restriction *r_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes sealed, plain;
	struct key k;

	TRY(stmt_tenant(&st, t, &Q_RESTRICTION_GET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	row(st, r_r);
	sealed = col_bytes(st, 6);
	sealed = arena_bytes(a, sealed.p, sealed.n);
	stmt_done(&st);
	TRY(keyring_register(t, id, &k));
	TRY(seal_open(a, &k, restriction_place(t, id), sealed, &plain));
	r_r->reason = arena_strndup(a, (const char *)plain.p, plain.n);
	return (RC_OK);
}

RC
restriction_list(struct tenant *t, struct arena *a,
    struct restriction_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct restriction_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_RESTRICTION_LIST));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		row(st, &l_r->v[l_r->n++]);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* times: how often the id is asked for, 0: not. */
static RC
asked(struct tenant *t, const struct query *q, uint64_t id, int times,
    bool *yes_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	TRY(stmt_tenant(&st, t, q));
	for (int i = 0; i < times; i++)
		bind_u64(st, id);
	rc = stmt_row(st);
	*yes_r = rc == RC_OK;
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
restriction_any(struct tenant *t, bool *yes_r)
{
	return (asked(t, &Q_RESTRICTION_ANY, 0, 0, yes_r));
}

RC
restriction_of(struct tenant *t, contact_id id, bool *yes_r)
{
	return (asked(t, &Q_RESTRICTION_OF, id.v, 1, yes_r));
}

RC
restriction_in(struct tenant *t, uint64_t ticket, bool *yes_r)
{
	return (asked(t, &Q_RESTRICTION_IN, ticket, 2, yes_r));
}
