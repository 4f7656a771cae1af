/* Setting, lifting and listing legal holds (hold.h). Sealed: 1 the reason. */
#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/vault.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/people/agent_row.h"
#include "model/privacy/hold.h"
#include "model/privacy/parting.h"

enum { F_REASON = 1 };

#define HOLD_COLS							\
	"SELECT hold_id, kind, id, agent_id, lifted_by, created_at,"	\
	" ends_at, sealed FROM legal_hold"

QUERY(Q_HOLD_ADD, Q_TENANT,
    "INSERT INTO legal_hold (account_id, hold_id, kind, id, agent_id,"
    " created_at, ends_at, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
QUERY(Q_HOLD_LOCK_CONTACT, Q_TENANT,
    "SELECT contact_id FROM contact"
    " WHERE account_id = ? AND contact_id = ? FOR UPDATE");
QUERY(Q_HOLD_LOCK_TICKET, Q_TENANT,
    "SELECT contact_id FROM ticket"
    " WHERE account_id = ? AND ticket_id = ? FOR UPDATE");
/* Who forgets or deletes in the account right now ends first (hold_bars()). */
QUERY(Q_HOLD_LOCK_ALL, Q_TENANT,
    "SELECT account_id FROM account WHERE account_id = ? FOR UPDATE");
QUERY(Q_HOLD_LIFT, Q_TENANT,
    "UPDATE legal_hold SET ends_at = ?, lifted_by = ?"
    " WHERE account_id = ? AND hold_id = ? AND ends_at > ?");
QUERY(Q_HOLD_GET, Q_TENANT,
    HOLD_COLS " WHERE account_id = ? AND hold_id = ?");
QUERY(Q_HOLD_LIST, Q_TENANT,
    HOLD_COLS " FORCE INDEX (hold_ends)"
    " WHERE account_id = ? AND ends_at > ? ORDER BY ends_at LIMIT 101");
QUERY(Q_HOLD_LIST_ENDED, Q_TENANT,
    HOLD_COLS " FORCE INDEX (hold_ends)"
    " WHERE account_id = ? AND ends_at <= ? ORDER BY ends_at DESC LIMIT 101");
QUERY(Q_HOLD_LIST_ON, Q_TENANT,
    HOLD_COLS " FORCE INDEX (hold_of)"
    " WHERE account_id = ? AND kind = ? AND id = ? AND ends_at > ?"
    " ORDER BY ends_at DESC LIMIT 101");

static struct seal_place
place(const struct tenant *t, uint64_t hold)
{
	return ((struct seal_place){ t->id, "legal_hold.sealed", hold });
}

static RC
note(struct tenant *t, enum audit_verb verb, const struct hold *h)
{
	return (audit_add(t, &(struct audit_row){ .verb = verb,
	    .object = h->on == HOLD_CONTACT ? ON_CONTACT : ON_TICKET,
	    .id = h->subject, .value = h->id }));
}

/* Its row is locked, and then the account's: an erasure waits, or was first and
   a secret is gone. */
static RC
subject_lock(struct tenant *t, enum hold_on on, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL, *account = NULL;
	struct tenant all = *t;
	uint64_t contact;
	struct secret s;
	enum rc rc;

	all.withheld = NULL;
	TRY(stmt_tenant(&st, t, on == HOLD_CONTACT ? &Q_HOLD_LOCK_CONTACT
	    : &Q_HOLD_LOCK_TICKET));
	bind_u64(st, id);
	TRY(stmt_row(st));
	contact = col_u64(st, 0);
	TRY(stmt_tenant(&account, t, &Q_HOLD_LOCK_ALL));
	TRY(stmt_row(account));
	TRY(parting_not(t, (contact_id){ contact }));
	/* Whose it is: RC_GONE when he was erased, and it goes with him. */
	rc = secret_get(&all, SECRET_CONTACT, contact, &s);
	explicit_bzero(&s, sizeof(s));
	TRY(rc);
	rc = secret_get(t, (enum secret_kind)on, id, &s);
	explicit_bzero(&s, sizeof(s));
	return (rc == RC_GONE ? RC_NOTFOUND : rc);
}

static RC
insert(struct tenant *t, struct arena *a, const struct hold *h)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k = key_purpose(t->key, "hold");
	struct buf b = BUF_INIT(a);

	pack_str(&b, F_REASON, h->reason);
	TRY(stmt_tenant(&st, t, &Q_HOLD_ADD));
	bind_u64(st, h->id);
	bind_u64(st, h->on);
	bind_u64(st, h->subject);
	bind_u64(st, h->by.v);
	bind_i64(st, h->created_at);
	bind_i64(st, h->ends_at);
	bind_bytes(st, seal(a, &k, place(t, h->id), pack_end(&b)));
	return (stmt_exec(st, NULL));
}

RC
hold_add(struct tenant *t, struct arena *a, enum hold_on on, uint64_t id,
    int64_t ends_at, const char *reason, uint64_t *hold_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct hold h = { .on = on, .subject = id, .ends_at = ends_at,
		.created_at = now_s(), .reason = reason };

	if (ends_at <= h.created_at || str_empty(reason) ||
	    (on != HOLD_CONTACT && on != HOLD_TICKET))
		return (RC_INVALID);
	TRY(db_new_id(t->db, &h.id));
	TRY(tx_begin(&tx, t->db));
	TRY(subject_lock(t, on, id));
	TRY(actor_admin(t));
	h.by.v = t->actor->id;
	TRY(insert(t, a, &h));
	TRY(note(t, AUDIT_HOLD_SET, &h));
	*hold_r = h.id;
	return (tx_commit(&tx));
}

static void
hold_row(struct tenant *t, struct arena *a, struct stmt *st, struct hold *h)
{
	struct key k = key_purpose(t->key, "hold");
	struct bytes plain;

	*h = (struct hold){
		.id = col_u64(st, 0), .on = (enum hold_on)col_u64(st, 1),
		.subject = col_u64(st, 2), .by = { col_u64(st, 3) },
		.lifted_by = { col_u64(st, 4) },
		.created_at = col_i64(st, 5), .ends_at = col_i64(st, 6),
		.reason = "",
	};
	if (seal_open(a, &k, place(t, h->id), col_bytes(st, 7), &plain) ==
	    RC_OK)
		h->reason = unpack_str(a, plain, F_REASON);
}

static RC
rows(struct tenant *t, struct arena *a, struct stmt *st,
    struct hold_list *l_r)
{
	enum rc rc;

	*l_r = (struct hold_list){ .v = arena_array(a, HOLD_PAGE,
	    sizeof(*l_r->v)) };
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->n == HOLD_PAGE) {
			l_r->more = true;
			return (RC_OK);
		}
		hold_row(t, a, st, &l_r->v[l_r->n++]);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
hold_lift(struct tenant *t, uint64_t hold)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	CLEANUP(tx_end) struct tx *tx = NULL;
	CLEANUP(stmt_done) struct stmt *get = NULL, *st = NULL;
	int64_t now = now_s();
	struct hold h;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(actor_admin(t));
	TRY(stmt_tenant(&get, t, &Q_HOLD_GET));
	bind_u64(get, hold);
	TRY(stmt_row(get));
	hold_row(t, a, get, &h);
	stmt_done(&get);
	TRY(stmt_tenant(&st, t, &Q_HOLD_LIFT));
	bind_i64(st, now);
	bind_u64(st, t->actor->id);
	bind_u64(st, hold);
	bind_i64(st, now);
	TRY(stmt_exec(st, &n));
	if (n == 0)
		return (RC_NOTFOUND);
	TRY(note(t, AUDIT_HOLD_LIFTED, &h));
	return (tx_commit(&tx));
}

RC
hold_list(struct tenant *t, struct arena *a, bool ended,
    struct hold_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, ended ? &Q_HOLD_LIST_ENDED : &Q_HOLD_LIST));
	bind_i64(st, now_s());
	return (rows(t, a, st, l_r));
}

RC
hold_list_on(struct tenant *t, struct arena *a, enum hold_on on, uint64_t id,
    struct hold_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_HOLD_LIST_ON));
	bind_u64(st, on);
	bind_u64(st, id);
	bind_i64(st, now_s());
	return (rows(t, a, st, l_r));
}
