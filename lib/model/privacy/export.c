/* Exports: asking, showing, handing out (export.h). */
#include "model/privacy/export.h"

#include "core/time.h"
#include "model/privacy/parting.h"

QUERY(Q_EXPORT_GET, Q_TENANT, EXPORT_COLS
    " WHERE e.account_id = ? AND e.export_id = ?");
QUERY(Q_EXPORT_NEWEST, Q_TENANT, EXPORT_COLS
    " WHERE e.account_id = ? AND e.contact_id = ?"
    " ORDER BY e.asked_at DESC LIMIT 1");
QUERY(Q_EXPORT_LIST, Q_TENANT, EXPORT_COLS
    " WHERE e.account_id = ? AND e.contact_id IS NOT NULL"
    " ORDER BY e.asked_at DESC, e.export_id DESC LIMIT 100");
QUERY(Q_EXPORT_CONTACT_LOCK, Q_TENANT,
    "SELECT contact_id FROM contact WHERE account_id = ? AND contact_id = ?"
    " FOR UPDATE");
QUERY(Q_EXPORT_ADD, Q_TENANT,
    "INSERT INTO contact_export (account_id, export_id, contact_id,"
    " actor_kind, actor_id, door, state, notes, asked_at, due_at)"
    " VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?)");
QUERY(Q_EXPORT_SETTINGS, Q_TENANT,
    "SELECT notes, agents FROM export_setting WHERE account_id = ?");

void
export_row(struct stmt *st, struct export *e_r)
{
	*e_r = (struct export){
		.id = { col_u64(st, 0) }, .account = { col_u64(st, 1) },
		.contact = { col_u64(st, 2) },
		.actor_kind = (enum actor_kind)col_u64(st, 3),
		.actor = col_u64(st, 4),
		.door = (enum export_door)col_u64(st, 5),
		.secret = col_u64(st, EXPORT_SECRET),
		.state = (enum export_state)col_u64(st, 6),
		.fault = (enum export_fault)col_u64(st, 7),
		.notes = col_u64(st, 8) != 0,
		.attempts = (unsigned)col_u64(st, 9),
		.total = col_u64(st, 10), .done = col_u64(st, 11),
		.problems = col_u64(st, 12), .size = col_u64(st, 13),
		.asked_at = col_i64(st, 14), .ready_at = col_i64(st, 15),
		.expires_at = col_i64(st, 16),
	};
	if (e_r->state == EXPORT_ANEW)
		e_r->state = EXPORT_WAITING;
}

RC
export_seal_key(struct tenant *t, const struct export *e, struct key *k_r)
{
	bool all = e->contact.v == 0;

	TRY(keyring_subject(t, all ? SECRET_EXPORT : SECRET_CONTACT, all
	    ? e->secret : e->contact.v, k_r));
	*k_r = key_purpose(k_r, "export");
	return (RC_OK);
}

RC
export_file_key(struct tenant *t, const struct export *e, struct key *k)
{
	struct key own;

	/* Its row's is under that secret already. */
	if (e->contact.v == 0)
		return (RC_OK);
	TRY(keyring_subject(t, SECRET_EXPORT, e->secret, &own));
	*k = key_author(k, &own);
	explicit_bzero(&own, sizeof(own));
	return (RC_OK);
}

RC
export_get(struct tenant *t, export_id id, struct export *e_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_GET));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	export_row(st, e_r);
	return (RC_OK);
}

RC
export_newest(struct tenant *t, contact_id id, struct export *e_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_NEWEST));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	export_row(st, e_r);
	return (RC_OK);
}

RC
export_list(struct tenant *t, struct arena *a, struct export_list *l_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*l_r = (struct export_list){ 0 };
	TRY(stmt_tenant(&st, t, &Q_EXPORT_LIST));
	while ((rc = stmt_row(st)) == RC_OK) {
		if (l_r->v == NULL)
			l_r->v = arena_array(a, stmt_rows(st),
			    sizeof(*l_r->v));
		export_row(st, &l_r->v[l_r->n++]);
	}
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* One after the other for one contact: his row is locked. */
static RC
may_ask(struct tenant *t, contact_id id, int64_t *at_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	/* Also one whose data is not to be used otherwise (art. 18) has it. */
	struct tenant his = *t;
	struct export last;
	struct key k;
	enum rc rc;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_CONTACT_LOCK));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	his.withheld = NULL;
	TRY(parting_not(t, id));
	TRY(keyring_subject(&his, SECRET_CONTACT, id.v, &k));
	explicit_bzero(&k, sizeof(k));
	rc = export_newest(t, id, &last);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	/* Which is the newest is told by the second it was asked for. */
	if (*at_r <= last.asked_at)
		*at_r = last.asked_at + 1;
	if (last.state == EXPORT_WAITING || last.state == EXPORT_BUILDING)
		return (RC_CONFLICT);
	return (last.state != EXPORT_FAILED &&
	    last.asked_at > now_s() - 86400 ? RC_LIMIT : RC_OK);
}

RC
export_add(struct tenant *t, const struct export *e)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_EXPORT_ADD));
	bind_u64(st, e->id.v);
	if (e->contact.v != 0)
		bind_u64(st, e->contact.v);
	else
		bind_null(st);
	bind_u64(st, t->actor != NULL ? t->actor->kind : ACTOR_SYSTEM);
	bind_u64(st, t->actor != NULL ? t->actor->id : 0);
	bind_u64(st, e->door);
	bind_u64(st, e->notes);
	bind_i64(st, e->asked_at);
	bind_i64(st, now_s());
	return (stmt_exec(st, NULL));
}

RC
export_ask(struct tenant *t, struct arena *a, contact_id id,
    enum export_door door, export_id *id_r)
{
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct export_settings set;
	int64_t now = now_s();

	(void)a;
	TRY(export_settings_get(t, &set));
	TRY(tx_begin(&tx, t->db));
	TRY(may_ask(t, id, &now));
	TRY(db_new_id(t->db, &id_r->v));
	TRY(export_add(t, &(struct export){ .id = *id_r, .contact = id,
	    .door = door, .notes = set.notes, .asked_at = now }));
	TRY(audit_add(t, &(struct audit_row){ .verb = AUDIT_EXPORT_ASKED,
	    .object = ON_CONTACT, .id = id.v, .value = id_r->v }));
	return (tx_commit(&tx));
}

RC
export_open(struct tenant *t, struct arena *a, int files_dir,
    const struct export *e, struct sealedfile **file_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct key k, file;
	enum rc rc;

	if (e->state != EXPORT_READY || e->expires_at <= now_s())
		return (RC_GONE);
	TRY(stmt_tenant(&st, t, &Q_EXPORT_GET));
	bind_u64(st, e->id.v);
	TRY(stmt_row(st));
	if (col_null(st, EXPORT_SEALED))
		return (RC_GONE);
	TRY(export_seal_key(t, e, &k));
	TRY(seal_open_to(&k, (struct seal_place){ t->id,
	    "contact_export.sealed", e->id.v }, col_bytes(st, EXPORT_SEALED),
	    file.b, KEY_LEN));
	TRY(export_file_key(t, e, &file));
	rc = sealedfile_open(files_dir, export_path(a, t->id, e->id), &file,
	    (struct seal_place){ t->id, "contact_export.file", e->id.v },
	    file_r);
	explicit_bzero(&file, sizeof(file));
	/* No backup brings one back. */
	return (rc == RC_NOTFOUND ? RC_GONE : rc);
}

RC
export_taken(struct tenant *t, const struct export *e)
{
	if (e->contact.v == 0)
		return (audit_add(t, &(struct audit_row){
		    .verb = AUDIT_ALL_TAKEN, .object = ON_ACCOUNT,
		    .id = t->id.v, .value = e->total }));
	return (audit_add(t, &(struct audit_row){ .verb = AUDIT_EXPORT_TAKEN,
	    .object = ON_CONTACT, .id = e->contact.v, .value = e->id.v }));
}

RC
export_settings_get(struct tenant *t, struct export_settings *s_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	enum rc rc;

	*s_r = (struct export_settings){ 0 };
	TRY(stmt_tenant(&st, t, &Q_EXPORT_SETTINGS));
	rc = stmt_row(st);
	if (rc == RC_NOTFOUND)
		return (RC_OK);
	TRY(rc);
	s_r->notes = col_u64(st, 0) != 0;
	s_r->agents = col_u64(st, 1) != 0;
	return (RC_OK);
}
