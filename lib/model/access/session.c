/*
 * Sessions (session.h).  Sealed under K(subject)'s key for sessions: 1 address
 * prefix, 2 browser label.  They are opened only to be listed.
 */
#include "model/access/session.h"

#include "core/pack.h"
#include "core/time.h"
#include "crypto/vault.h"
#include "model/access/factor.h"
#include "model/account/account_row.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"

enum { F_PREFIX = 1, F_LABEL = 2 };

#define SESSION_COLS							\
	"SELECT s.session_id, s.kind, s.subject_id, s.ticket_id,"	\
	" s.created_at, s.seen_at, s.expires_at, s.sealed, s.digest,"	\
	" s.step_up_until, s.factor"

QUERY(Q_SESSION_ADD, Q_TENANT,
    "INSERT INTO session (account_id, session_id, digest, kind, subject_id,"
    " ticket_id, generation, created_at, seen_at, expires_at, step_up_until,"
    " factor, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
/* What a request with a cookie asks each time: the session itself. */
QUERY(Q_SESSION_BY_HOST, Q_INSTALLATION, SESSION_COLS ", s.generation,"
    " c.generation, " PLACE_COLS PLACE_JOIN
    "  LEFT JOIN session s ON s.account_id = n.account_id AND s.digest = ?"
    "  LEFT JOIN contact c ON c.account_id = s.account_id"
    "   AND c.contact_id = s.subject_id AND s.kind IN (2, 3, 5)"
    " WHERE n.host = ?");
/* The rest is kept, an agent's together with his account (account_row.h). */
QUERY(Q_SESSION_AGENT, Q_TENANT, "SELECT g.role, g.generation, g.state,"
    " g.language, g.zone, g.role = 1 AND (g.all_departments = 0"
    " OR (SELECT COUNT(*) FROM department d WHERE d.account_id = a.account_id"
    " AND d.restricted = 1) > 0), g.created_at,"
    " f.methods, p.policy, p.grace_days, p.since, " ACCOUNT_COLS
    "  FROM account a" ACCOUNT_JOIN
    "  LEFT JOIN agent g ON g.account_id = a.account_id AND g.agent_id = ?"
    "  LEFT JOIN factor f ON f.account_id = a.account_id AND f.kind = 2"
    "   AND f.subject_id = g.agent_id"
    "  LEFT JOIN factor_policy p ON p.account_id = a.account_id"
    " WHERE a.account_id = ?");
QUERY(Q_SESSION_LIST, Q_TENANT, SESSION_COLS
    "  FROM session s"
    " WHERE s.account_id = ? AND s.kind = ? AND s.subject_id = ?"
    " ORDER BY s.seen_at DESC LIMIT 100");
QUERY(Q_SESSION_TOUCH, Q_TENANT,
    "UPDATE session SET seen_at = ? WHERE account_id = ? AND session_id = ?");
QUERY(Q_SESSION_RENEW, Q_TENANT,
    "UPDATE session SET digest = ?, step_up_until = ?"
    " WHERE account_id = ? AND session_id = ? AND digest = ?");
QUERY(Q_SESSION_END, Q_TENANT,
    "DELETE FROM session WHERE account_id = ? AND session_id = ?");
QUERY(Q_SESSION_REVOKE, Q_TENANT,
    "DELETE FROM session WHERE account_id = ? AND session_id = ?"
    " AND kind = ? AND subject_id = ?");
QUERY(Q_SESSION_END_OTHERS, Q_TENANT,
    "DELETE FROM session WHERE account_id = ? AND kind = ?"
    " AND subject_id = ? AND session_id <> ?");
QUERY(Q_SESSION_PURGE, Q_TENANT,
    "DELETE FROM session WHERE account_id = ? AND expires_at < ?");

/* The person's own: forgetting him ends what his sessions say of him. */
static RC
session_key(struct tenant *t, enum session_kind kind, uint64_t subject_id,
    struct key *k_r)
{
	struct key k;

	TRY(keyring_subject(t, SESSION_OF_AGENT(kind) ? SECRET_AGENT
	    : SECRET_CONTACT, subject_id, &k));
	*k_r = key_purpose(&k, "session");
	return (RC_OK);
}

static RC
session_insert(struct tenant *t, struct session *ss, unsigned generation)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct buf b = BUF_INIT(a);
	struct key k;

	TRY(session_key(t, ss->kind, ss->subject_id, &k));
	TRY(db_new_id(t->db, &ss->id.v));
	ss->created_at = ss->seen_at = now_s();
	ss->generation = generation;
	pack_str(&b, F_PREFIX, ss->ip_prefix);
	pack_str(&b, F_LABEL, ss->label);
	TRY(stmt_tenant(&st, t, &Q_SESSION_ADD));
	bind_u64(st, ss->id.v);
	bind_bytes(st, (struct bytes){ ss->digest.b, DIGEST_LEN });
	bind_u64(st, ss->kind);
	bind_u64(st, ss->subject_id);
	bind_u64(st, ss->ticket.v);
	bind_u64(st, generation);
	bind_i64(st, ss->created_at);
	bind_i64(st, ss->seen_at);
	bind_i64(st, ss->expires_at);
	bind_i64(st, ss->step_up_until);
	bind_u64(st, ss->way);
	bind_bytes(st, seal(a, &k, (struct seal_place){ t->id,
	    "session.sealed", ss->id.v }, pack_end(&b)));
	return (stmt_exec(st, NULL));
}

RC
session_add(struct tenant *t, struct session *ss, unsigned generation)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(session_insert(t, ss, generation));
	if (ss->sign_in)
		TRY(audit_add(t, &(struct audit_row){
			.verb = AUDIT_SIGN_IN, .value = ss->way,
			.object = ss->ticket.v != 0 ? ON_TICKET : ON_NOTHING,
			.id = ss->ticket.v,
			.actor = { .kind = ss->kind == SESSION_AGENT
			    ? ACTOR_AGENT : ACTOR_CONTACT,
			    .id = ss->subject_id },
		}));
	return (tx_commit(&tx));
}

/* k NULL: address and label stay closed. */
static void
session_row(struct tenant *t, struct arena *a, struct stmt *st,
    const struct key *k, struct session *ss)
{
	struct bytes plain = { 0 };

	*ss = (struct session){
		.id = { col_u64(st, 0) },
		.kind = (enum session_kind)col_u64(st, 1),
		.subject_id = col_u64(st, 2), .ticket = { col_u64(st, 3) },
		.created_at = col_i64(st, 4), .seen_at = col_i64(st, 5),
		.expires_at = col_i64(st, 6),
		.step_up_until = col_i64(st, 9),
		.way = (enum audit_way)col_u64(st, 10),
		.ip_prefix = "", .label = "",
	};
	if (col_bytes(st, 8).n == DIGEST_LEN)
		memcpy(ss->digest.b, col_bytes(st, 8).p, DIGEST_LEN);
	if (k == NULL || seal_open(a, k, (struct seal_place){ t->id, "session.sealed",
	    ss->id.v }, col_bytes(st, 7), &plain) != RC_OK)
		return;
	ss->ip_prefix = unpack_str(a, plain, F_PREFIX);
	ss->label = unpack_str(a, plain, F_LABEL);
}

/* What Q_SESSION_BY_HOST adds to SESSION_COLS, and Q_SESSION_AGENT's columns. */
enum { C_GENERATION = 11, C_CONTACT_GENERATION, C_PLACE };
enum {
	A_ROLE, A_GENERATION, A_STATE, A_LANGUAGE, A_ZONE, A_NARROW,
	A_CREATED, A_METHODS, A_NEED, A_GRACE, A_SINCE, A_ACCOUNT,
};

/* No rule is the default one, as factor_policy_get(). */
static int64_t
due(struct stmt *st, int role)
{
	struct factor_policy p = { NEED_ADMINS, GRACE_DAYS, 0 };

	if (col_u64(st, A_METHODS) != 0)
		return (0);
	if (!col_null(st, A_NEED))
		p = (struct factor_policy){
		    (enum factor_need)col_u64(st, A_NEED),
		    (unsigned)col_u64(st, A_GRACE), col_i64(st, A_SINCE) };
	return (factor_due(&p, role, col_i64(st, A_CREATED)));
}

/* An agent's session, and his account; whether he is active, of its generation. */
static RC
session_agent(struct tenant *place, struct arena *a, struct session *ss,
    struct tenant **t_r, enum account_state *state_r, bool *alive_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant_kept(&st, place, &Q_SESSION_AGENT, ss->subject_id));
	TRY(stmt_row(st));
	TRY(account_row_at(st, A_ACCOUNT, place, a, t_r, state_r));
	ss->role = (int)col_u64(st, A_ROLE);
	ss->language = arena_strdup(a, col_str(st, A_LANGUAGE));
	ss->zone = arena_strdup(a, col_str(st, A_ZONE));
	ss->narrow = col_u64(st, A_NARROW) != 0;
	ss->factor_due = due(st, ss->role);
	*alive_r = !col_null(st, A_ROLE) && col_u64(st, A_STATE) == 1 &&
	    ss->generation == col_u64(st, A_GENERATION);
	return (RC_OK);
}

RC
session_by_host(struct db *db, struct vault *v, struct arena *a,
    const struct session_ask *ask, struct tenant **t_r,
    enum account_state *state_r, struct session *ss_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();
	struct tenant place;
	struct session ss;
	bool alive;

	*ss_r = (struct session){ 0 };
	TRY(stmt_installation(&st, db, &Q_SESSION_BY_HOST));
	bind_bytes(st, (struct bytes){ ask->digest->b, DIGEST_LEN });
	bind_str(st, ask->host);
	TRY(stmt_row(st));
	place = account_place(st, C_PLACE, db, v);
	if (col_null(st, 0))
		return (account_at(&place, a, t_r, state_r));
	session_row(&place, a, st, NULL, &ss);
	ss.generation = (unsigned)col_u64(st, C_GENERATION);
	if (SESSION_OF_AGENT(ss.kind)) {
		TRY(session_agent(&place, a, &ss, t_r, state_r, &alive));
	} else {
		TRY(account_at(&place, a, t_r, state_r));
		alive = !col_null(st, C_CONTACT_GENERATION) &&
		    ss.generation == col_u64(st, C_CONTACT_GENERATION);
	}
	if (alive && ss.expires_at > now && ss.seen_at + ask->idle > now &&
	    ss.created_at >= (*t_r)->sessions_from)
		*ss_r = ss;
	return (RC_OK);
}

RC
session_touch(struct tenant *t, const struct session *ss)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	int64_t now = now_s();

	if (now - ss->seen_at < 60)
		return (RC_OK);
	TRY(stmt_tenant(&st, t, &Q_SESSION_TOUCH));
	bind_i64(st, now);
	bind_u64(st, ss->id.v);
	return (stmt_exec(st, NULL));
}

static RC
renew(struct tenant *t, struct session *ss, const struct digest *next,
    int64_t step_up_until)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_SESSION_RENEW));
	bind_bytes(st, (struct bytes){ next->b, DIGEST_LEN });
	bind_i64(st, step_up_until);
	bind_u64(st, ss->id.v);
	bind_bytes(st, (struct bytes){ ss->digest.b, DIGEST_LEN });
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_NOTFOUND);
}

RC
session_renew(struct tenant *t, struct session *ss,
    const struct digest *next, int64_t step_up_until)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(renew(t, ss, next, step_up_until));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_STEP_UP }));
	TRY(tx_commit(&tx));
	ss->digest = *next;
	ss->step_up_until = step_up_until;
	return (RC_OK);
}

RC
session_end(struct tenant *t, session_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SESSION_END));
	bind_u64(st, id.v);
	return (stmt_exec(st, NULL));
}

RC
session_sign_out(struct tenant *t, session_id id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(session_end(t, id));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_SIGN_OUT }));
	return (tx_commit(&tx));
}

static RC
revoke(struct tenant *t, enum session_kind kind, uint64_t subject_id,
    session_id id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_SESSION_REVOKE));
	bind_u64(st, id.v);
	bind_u64(st, kind);
	bind_u64(st, subject_id);
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_NOTFOUND);
}

RC
session_revoke(struct tenant *t, enum session_kind kind, uint64_t subject_id,
    session_id id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(revoke(t, kind, subject_id, id));
	TRY(audit_add(t, &(struct audit_row){
		.verb = AUDIT_SESSION_ENDED, .object = ON_SESSION, .id = id.v,
	}));
	return (tx_commit(&tx));
}

static RC
end_others(struct tenant *t, enum session_kind kind, uint64_t subject_id,
    session_id keep, uint64_t *n_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SESSION_END_OTHERS));
	bind_u64(st, kind);
	bind_u64(st, subject_id);
	bind_u64(st, keep.v);
	return (stmt_exec(st, n_r));
}

RC
session_end_others(struct tenant *t, enum session_kind kind,
    uint64_t subject_id, session_id keep)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	uint64_t n;

	TRY(tx_begin(&tx, t->db));
	TRY(end_others(t, kind, subject_id, keep, &n));
	TRY(audit_add(t, &(struct audit_row){
		.verb = AUDIT_SESSIONS_ENDED, .value = n,
		.object = kind == SESSION_AGENT ? ON_AGENT : ON_CONTACT,
		.id = subject_id,
	}));
	return (tx_commit(&tx));
}

RC
session_list(struct tenant *t, struct arena *a, enum session_kind kind,
    uint64_t subject_id, struct session_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k;
	enum rc rc;

	*l_r = (struct session_list){
		.v = arena_array(a, 100, sizeof(struct session)),
	};
	TRY(session_key(t, kind, subject_id, &k));
	TRY(stmt_tenant(&st, t, &Q_SESSION_LIST));
	bind_u64(st, kind);
	bind_u64(st, subject_id);
	while ((rc = stmt_row(st)) == RC_OK && l_r->n < 100)
		session_row(t, a, st, &k, &l_r->v[l_r->n++]);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
session_purge(struct tenant *t, int64_t before)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SESSION_PURGE));
	bind_i64(st, before);
	return (stmt_exec(st, NULL));
}
