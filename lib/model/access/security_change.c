/* Changing the security page and its thanks (security.h): the panel only. */
#include "core/pack.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/vault.h"
#include "model/access/security.h"
#include "model/access/security_thanks.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/ticket/ticket.h"

#define YEAR	(364 * 86400)	/* RFC 9116: less than a year */

QUERY(Q_SECURITY_SET, Q_TENANT,
    "INSERT INTO security_page (account_id, shown, department_id, contact,"
    " policy, expires_at) VALUES (?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE shown = VALUES(shown),"
    " department_id = VALUES(department_id), contact = VALUES(contact),"
    " policy = VALUES(policy), expires_at = VALUES(expires_at)");
QUERY(Q_DEPARTMENT_RESTRICT, Q_TENANT,
    "UPDATE department SET restricted = 1"
    " WHERE account_id = ? AND department_id = ?");
QUERY(Q_THANKS_ADD, Q_TENANT,
    "INSERT INTO security_thanks (account_id, thanks_id, contact_id, at,"
    " sealed) VALUES (?, ?, ?, ?, ?)");
QUERY(Q_THANKS_REMOVE, Q_TENANT,
    "UPDATE security_thanks SET sealed = NULL"
    " WHERE account_id = ? AND thanks_id = ? AND sealed IS NOT NULL");

/* A line of security.txt: a URI (RFC 9116, 2.5.3), nothing that breaks it. */
static bool
is_contact(const char *s)
{
	if (*s == '\0')
		return (true);
	if (!str_starts(s, "https://") && !(str_starts(s, "mailto:") &&
	    strchr(s, '@') != NULL))
		return (false);
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s >= 0x7f || strchr("<>\"\\", *s) != NULL)
			return (false);
	return (true);
}

static RC
department_make(struct tenant *t, struct arena *a, const char *name,
    department_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(department_add(t, name, arena_printf(a, "security@%s", t->host),
	    false, id_r));
	TRY(stmt_tenant(&st, t, &Q_DEPARTMENT_RESTRICT));
	bind_u64(st, id_r->v);
	TRY(stmt_exec(st, NULL));
	return (audit_add(t, &(struct audit_row){
		.verb = AUDIT_DEPARTMENT_ADDED, .object = ON_DEPARTMENT,
		.id = id_r->v,
	}));
}

static RC
department_check(struct tenant *t, struct arena *a, department_id id)
{
	struct department d;

	TRY(department_get(t, a, id, &d));
	return (d.restricted ? RC_OK : RC_INVALID);
}

static RC
page_store(struct tenant *t, const struct security_page *p)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_SECURITY_SET));
	bind_u64(st, p->shown ? 1 : 0);
	bind_u64(st, p->department.v);
	bind_str(st, p->contact);
	bind_str(st, p->policy);
	bind_i64(st, p->expires_at);
	return (stmt_exec(st, NULL));
}

RC
security_set(struct tenant *t, struct arena *a, struct security_page *p,
    const char *name)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	enum rc rc;

	if (!is_contact(p->contact))
		return (RC_INVALID);
	p->expires_at = now_s() + YEAR;
	TRY(tx_begin(&tx, t->db));
	rc = p->department.v == 0 ? department_make(t, a, name,
	    &p->department) : department_check(t, a, p->department);
	/* The mailbox is a department's already: that one is to be chosen. */
	if (rc == RC_CONFLICT || rc == RC_NOTFOUND)
		rc = RC_INVALID;
	TRY(rc);
	TRY(page_store(t, p));
	TRY(audit_add(t, &(struct audit_row){
		.verb = AUDIT_SECURITY_PAGE_CHANGED, .value = p->shown,
		.object = ON_SETTINGS, .id = PAGE_SECURITY,
	}));
	return (tx_commit(&tx));
}

static RC
thanks_insert(struct tenant *t, struct arena *a, contact_id who,
    const struct key *k, const char *name)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t id;

	TRY(db_new_id(t->db, &id));
	TRY(stmt_tenant(&st, t, &Q_THANKS_ADD));
	bind_u64(st, id);
	bind_u64(st, who.v);
	bind_i64(st, now_s());
	bind_bytes(st, seal(a, k, (struct seal_place){ t->id,
	    "security_thanks.sealed", id }, pack_text(a, name)));
	return (stmt_exec(st, NULL));
}

RC
thanks_add(struct tenant *t, struct arena *a, ticket_id ticket,
    const char *name)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct ticket tk;
	struct key k;

	TRY(tx_begin(&tx, t->db));
	TRY(ticket_get(t, a, ticket, &tk, NULL));
	TRY(keyring_subject(t, SECRET_CONTACT, tk.contact.v, &k));
	TRY(thanks_insert(t, a, tk.contact, &k, name));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_THANKS_ADDED,
	    .object = ON_CONTACT, .id = tk.contact.v }));
	return (tx_commit(&tx));
}

static RC
thanks_blank(struct tenant *t, uint64_t id)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	uint64_t n;

	TRY(stmt_tenant(&st, t, &Q_THANKS_REMOVE));
	bind_u64(st, id);
	TRY(stmt_exec(st, &n));
	return (n == 1 ? RC_OK : RC_NOTFOUND);
}

RC
thanks_remove(struct tenant *t, uint64_t id)
{
	CLEANUP(tx_end) struct tx *tx = NULL;

	TRY(tx_begin(&tx, t->db));
	TRY(thanks_blank(t, id));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_THANKS_REMOVED,
	    .value = id }));
	return (tx_commit(&tx));
}
