/* What an export holds besides tickets (export_read.h). */
#include "model/key/keyring.h"
#include "model/log/audit_row.h"
#include "model/privacy/export_read.h"

QUERY(Q_EXPORT_MAILS, Q_TENANT,
    "SELECT outbox_id, kind, ticket_id, state, created_at, done_at"
    "  FROM outbox FORCE INDEX (outbox_contact)"
    " WHERE account_id = ? AND contact_id = ? AND state = ?"
    " AND outbox_id > ? ORDER BY outbox_id LIMIT 500");
QUERY(Q_EXPORT_ACTS, Q_TENANT,
    "SELECT " AUDIT_COLS " FROM audit WHERE account_id = ?"
    " AND actor_kind = 2 AND actor_id = ? AND n > ? ORDER BY n LIMIT 500");
QUERY(Q_EXPORT_PASSWORD, Q_TENANT,
    "SELECT changed_at FROM contact_login"
    " WHERE account_id = ? AND contact_id = ?");
QUERY(Q_EXPORT_THANKS, Q_TENANT,
    "SELECT thanks_id, sealed FROM security_thanks"
    " WHERE account_id = ? AND contact_id = ? AND sealed IS NOT NULL");

QUERY(Q_EXPORT_CONSENTS, Q_TENANT,
    "SELECT c.version, c.language, c.given_at, c.withdrawn_at, p.name, p.body"
    "  FROM consent c FORCE INDEX (consent_contact)"
    "  LEFT JOIN purpose_text p ON p.account_id = c.account_id"
    "   AND p.purpose_id = c.purpose_id AND p.version = c.version"
    "   AND p.language = c.language"
    " WHERE c.account_id = ? AND c.contact_id = ?"
    " ORDER BY c.given_at, c.consent_id LIMIT 1000");

_Static_assert(EXPORT_PAGE == 500, "the LIMITs above");

RC
export_mails(struct tenant *t, struct arena *a, contact_id id, int state,
    uint64_t after, struct export_mails *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct export_mails){ 0 };
	TRY(stmt_tenant(&st, t, &Q_EXPORT_MAILS));
	bind_u64(st, id.v);
	bind_i64(st, state);
	bind_u64(st, after);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = (struct export_mail){
			.id = col_u64(st, 0), .kind = (int)col_u64(st, 1),
			.ticket = { col_u64(st, 2) },
			.state = (int)col_u64(st, 3),
			.created_at = col_i64(st, 4),
			.done_at = col_i64(st, 5),
		};
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* His own key, or the account's: never another person's. */
static RC
network(struct tenant *t, struct arena *a, struct audit_row *r,
    struct bytes sealed, const struct key *own)
{
	struct bytes plain;

	if (sealed.n > 0 && seal_open(a, own, (struct seal_place){ t->id,
	    "audit.sealed", r->n }, sealed, &plain) == RC_OK)
		r->actor.prefix = arena_strndup(a, (const char *)plain.p,
		    plain.n);
	return (RC_OK);
}

RC
export_acts(struct tenant *t, struct arena *a, contact_id id,
    uint64_t after, struct export_acts *l_r)
{
	const struct audit_row his = { .actor = { .kind = ACTOR_CONTACT,
	    .id = id.v } };
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key own;
	enum rc rc;

	*l_r = (struct export_acts){ 0 };
	TRY(audit_key(t, &his, &own));
	TRY(stmt_tenant(&st, t, &Q_EXPORT_ACTS));
	bind_u64(st, id.v);
	bind_u64(st, after);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		audit_row_of(st, a, &l_r->v[l_r->n]);
		TRY(network(t, a, &l_r->v[l_r->n], col_bytes(st, 10), &own));
		l_r->n++;
	}
	explicit_bzero(&own, sizeof(own));
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
export_password(struct tenant *t, contact_id id, int64_t *at_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*at_r = 0;
	TRY(stmt_tenant(&st, t, &Q_EXPORT_PASSWORD));
	bind_u64(st, id.v);
	rc = stmt_row(st);
	if (rc == RC_OK)
		*at_r = col_i64(st, 0);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
export_thanks(struct tenant *t, struct arena *a, contact_id id,
    struct export_thanks *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct bytes plain;
	struct key k;
	enum rc rc;

	*l_r = (struct export_thanks){ 0 };
	TRY(keyring_subject(t, SECRET_CONTACT, id.v, &k));
	TRY(stmt_tenant(&st, t, &Q_EXPORT_THANKS));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		if (seal_open(a, &k, (struct seal_place){ t->id,
		    "security_thanks.sealed", col_u64(st, 0) },
		    col_bytes(st, 1), &plain) == RC_OK)
			l_r->v[l_r->n++] = arena_strndup(a,
			    (const char *)plain.p, plain.n);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
export_consents(struct tenant *t, struct arena *a, contact_id id,
    struct export_consents *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct export_consents){ 0 };
	TRY(stmt_tenant(&st, t, &Q_EXPORT_CONSENTS));
	bind_u64(st, id.v);
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		l_r->v[l_r->n++] = (struct export_consent){
			.version = (unsigned)col_u64(st, 0),
			.language = arena_strdup(a, col_str(st, 1)),
			.given_at = col_i64(st, 2),
			.withdrawn_at = col_i64(st, 3),
			.name = arena_strdup(a, col_str(st, 4)),
			.body = arena_strdup(a, col_str(st, 5)),
		};
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}
