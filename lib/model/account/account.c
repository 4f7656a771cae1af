/* Accounts and the making of tenants (account.h). */
#include "model/account/account_row.h"

#include "core/conf.h"
#include "core/str.h"
#include "core/time.h"

QUERY(Q_ACCOUNT_BY_HOST, Q_INSTALLATION, "SELECT " PLACE_COLS PLACE_JOIN
    " WHERE n.host = ?");
QUERY(Q_ACCOUNT_KEPT, Q_TENANT, "SELECT " ACCOUNT_COLS
    "  FROM account a" ACCOUNT_JOIN " WHERE a.account_id = ?");
QUERY(Q_ACCOUNT_BY_ID, Q_INSTALLATION, "SELECT " ACCOUNT_COLS
    "  FROM account a" ACCOUNT_JOIN " WHERE a.account_id = ?");
QUERY(Q_ACCOUNT_BY_MAILBOX, Q_INSTALLATION, "SELECT " ACCOUNT_COLS
    ", d.department_id"
    "  FROM department d JOIN account a ON a.account_id = d.account_id"
    /* Whose domain went to another account gets no mail of it any more. */
    "  JOIN host o ON o.host = SUBSTRING_INDEX(d.mailbox, '@', -1)"
    "   AND o.account_id = d.account_id"
    ACCOUNT_JOIN " WHERE d.mailbox = ?");
/* Whose key may be away, and its hosts. */
QUERY(Q_ACCOUNT_FOR_JOB, Q_INSTALLATION, "SELECT " ACCOUNT_COLS
    "  FROM account a"
    "  LEFT JOIN host h ON h.account_id = a.account_id AND h.is_primary = 1"
    "  LEFT JOIN olvido_keys.account_key k ON k.account_id = a.account_id"
    "  LEFT JOIN roster r ON r.account_id = a.account_id"
    GATE_JOIN PLAN_JOIN " WHERE a.account_id = ?");
QUERY(Q_ACCOUNT_ID_OF, Q_INSTALLATION,
    "SELECT account_id FROM host WHERE host = ?");

/* In any state; k is its key or NULL. */
static struct tenant *
tenant_of(struct stmt *st, unsigned first, struct db *db, struct vault *v,
    struct arena *a)
{
	struct tenant *t = ARENA_NEW(a, struct tenant);
	int64_t port = conf_int("Web.Public.Port");

	*t = (struct tenant){
		.db = db, .vault = v, .id = { col_u64(st, first) },
		.name = arena_strdup(a, col_str(st, first + 1)),
		.language = arena_strdup(a, col_str(st, first + 2)),
		.host = arena_strdup(a, col_str(st, first + 4)),
		.zone = arena_strdup(a, col_str(st, first + 6)),
		.port = (int)(port != 0 ? port : conf_int("Web.Port")),
		.allow_version = col_u64(st, first + 7),
		.roster = col_u64(st, first + 8),
		.state = (int)col_u64(st, first + 3),
		.state_until = col_i64(st, first + 9),
		.sessions_from = col_i64(st, first + 10),
		.state_event = col_u64(st, first + 11),
		.delete_at = col_i64(st, first + 14),
		.first_steps = col_u64(st, first + 15) != 0,
		.limits = { .agents = col_u64(st, first + 16),
		    .bytes = col_u64(st, first + 17),
		    .mails = col_u64(st, first + 18),
		    .api = col_u64(st, first + 19) },
	};
	return (t);
}

static RC
key_of(struct stmt *st, unsigned first, struct vault *v, struct arena *a,
    struct tenant *t)
{
	struct key *k = ARENA_NEW(a, struct key);

	TRY(account_key_of(v, t->id, col_bytes(st, first + 5), col_wrapped(st,
	    first + 12), k));
	t->key = k;
	return (RC_OK);
}

RC
account_row(struct stmt *st, unsigned first, struct db *db, struct vault *v,
    struct arena *a, struct tenant **t_r, enum account_state *state_r)
{
	struct tenant *t;

	*state_r = (enum account_state)col_u64(st, first + 3);
	if (*state_r >= ACCOUNT_TERMINATED)
		return (RC_NOTFOUND);
	t = tenant_of(st, first, db, v, a);
	/* Its owner wants it gone by now. */
	if (t->delete_at != 0 && t->delete_at <= now_s())
		return (RC_NOTFOUND);
	TRY(key_of(st, first, v, a, t));
	*t_r = t;
	return (RC_OK);
}

struct tenant
account_place(struct stmt *st, unsigned first, struct db *db,
    struct vault *v)
{
	return ((struct tenant){
		.db = db, .vault = v, .id = { col_u64(st, first) },
		.roster = col_u64(st, first + 1),
	});
}

RC
account_row_at(struct stmt *st, unsigned first, const struct tenant *place,
    struct arena *a, struct tenant **t_r, enum account_state *state_r)
{
	TRY(account_row(st, first, place->db, place->vault, a, t_r, state_r));
	/* As read with the place: what came in between is for the next one. */
	(*t_r)->roster = place->roster;
	return (RC_OK);
}

RC
account_at(struct tenant *place, struct arena *a, struct tenant **t_r,
    enum account_state *state_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant_kept(&st, place, &Q_ACCOUNT_KEPT, 0));
	TRY(stmt_row(st));
	return (account_row_at(st, 0, place, a, t_r, state_r));
}

RC
account_by_host(struct db *db, struct vault *v, struct arena *a,
    const char *host, struct tenant **t_r, enum account_state *state_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct tenant place;

	TRY(stmt_installation(&st, db, &Q_ACCOUNT_BY_HOST));
	bind_str(st, host);
	TRY(stmt_row(st));
	place = account_place(st, 0, db, v);
	return (account_at(&place, a, t_r, state_r));
}

RC
account_by_id(struct db *db, struct vault *v, struct arena *a, account_id id,
    struct tenant **t_r, enum account_state *state_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_ACCOUNT_BY_ID));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	return (account_row(st, 0, db, v, a, t_r, state_r));
}

RC
account_for_job(struct db *db, struct vault *v, struct arena *a,
    account_id id, struct tenant **t_r, enum account_state *state_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_ACCOUNT_FOR_JOB));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	*t_r = tenant_of(st, 0, db, v, a);
	*state_r = (enum account_state)(*t_r)->state;
	if (col_null(st, 5))
		return (RC_OK);
	return (key_of(st, 0, v, a, *t_r));
}

RC
account_id_of(struct db *db, const char *host, account_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_ACCOUNT_ID_OF));
	bind_str(st, host);
	TRY(stmt_row(st));
	id_r->v = col_u64(st, 0);
	return (RC_OK);
}

RC
account_by_mailbox(struct db *db, struct vault *v, struct arena *a,
    const char *address, struct tenant **t_r, enum account_state *state_r,
    department_id *d_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_installation(&st, db, &Q_ACCOUNT_BY_MAILBOX));
	bind_str(st, address);
	TRY(stmt_row(st));
	TRY(account_row(st, 0, db, v, a, t_r, state_r));
	d_r->v = col_u64(st, ACCOUNT_NCOLS);
	return (RC_OK);
}

/* Reply addresses live under the account's own host name. */
RC
account_by_mail_domain(struct db *db, struct vault *v, struct arena *a,
    const char *domain, struct tenant **t_r, enum account_state *state_r)
{
	return (account_by_host(db, v, a, domain, t_r, state_r));
}
