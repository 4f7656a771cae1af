/* A resealed ticket's files (reseal.h). */
#include "core/log.h"
#include "core/str.h"
#include "model/key/reseal_row.h"

QUERY(Q_RESEAL_FILES, Q_TENANT, FILE_SELECT
    " WHERE f.account_id = ? AND f.ticket_id = ? AND f.message_id = ?"
    " ORDER BY f.attachment_id");
QUERY(Q_RESEAL_FILE, Q_TENANT,
    "UPDATE attachment SET is_inline = ?, sealed = ?"
    " WHERE account_id = ? AND attachment_id = ?");
QUERY(Q_RESEAL_FILE_DROP, Q_TENANT,
    "DELETE FROM attachment WHERE account_id = ? AND attachment_id = ?");
QUERY(Q_RESEAL_FILE_OF, Q_TENANT,
    "SELECT ticket_id FROM attachment"
    " WHERE account_id = ? AND attachment_id = ?");

static RC
file_open(struct reseal_run *w, struct arena *a, struct attachment *f,
    const struct key *from)
{
	struct secret s;
	struct key k;
	enum rc rc;

	TRY(secret_get(w->t, SECRET_ATTACHMENT, f->id.v, &s));
	k = key_file(from, f->id, &s);
	TRY(attachment_settle(w->t, w->files_dir, f->id, &k));
	rc = attachment_content(w->t, a, w->files_dir, f, &k, &f->data);
	if (rc != RC_GONE && rc != RC_NOTFOUND)
		return (rc);
	log_warn("attachment %llu: the file is lost, its row is sealed anew",
	    (unsigned long long)f->id.v);
	f->data = (struct bytes){ 0 };
	return (RC_OK);
}

RC
reseal_files_open(struct reseal_run *w, struct arena *a, struct message *m,
    const struct key *from)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct attachment *v = arena_array(a, m->nfiles + 1, sizeof(*v));
	size_t n = 0;
	struct key k;
	enum rc rc = RC_OK, open;

	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_FILES));
	bind_u64(st, w->tk.id.v);
	bind_u64(st, m->id.v);
	while (n < m->nfiles && (rc = stmt_row(st)) == RC_OK) {
		open = attachment_row(w->t, a, st, from, &v[n], &k);
		if (open == RC_OK)
			open = file_open(w, a, &v[n], from);
		if (open == RC_OK)
			n++;
		else if (open != RC_GONE)
			return (open);
	}
	if (n < m->nfiles && rc != RC_NOTFOUND)
		return (rc);
	m->files = v;
	m->nfiles = n;
	return (RC_OK);
}

static struct reseal_file *
remember(struct reseal_run *w, attachment_id id, bool dropped)
{
	struct reseal_file *f = ARENA_NEW(w->a, struct reseal_file);

	*f = (struct reseal_file){ id, dropped, w->files };
	w->files = f;
	w->nfiles++;
	return (f);
}

static RC
file_drop(struct reseal_run *w, const struct attachment *f)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	remember(w, f->id, true);
	w->n.dropped++;
	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_FILE_DROP));
	bind_u64(st, f->id.v);
	return (stmt_exec(st, NULL));
}

static RC
file_keep(struct reseal_run *w, struct arena *a, const struct attachment *f,
    const struct key *to)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;
	struct secret s;
	struct key k;

	TRY(secret_get(w->t, SECRET_ATTACHMENT, f->id.v, &s));
	k = key_file(to, f->id, &s);
	if (f->data.p != NULL) {
		remember(w, f->id, false);
		TRY(sealedfile_write(w->files_dir, attachment_next_path(a,
		    w->t, f->id), &k, (struct seal_place){ w->t->id,
		    "attachment.file", f->id.v }, f->data));
	}
	w->n.files++;
	TRY(stmt_tenant(&st, w->t, &Q_RESEAL_FILE));
	bind_u64(st, f->is_inline);
	bind_bytes(st, seal(a, &k, (struct seal_place){ w->t->id,
	    "attachment.sealed", f->id.v }, attachment_pack(a, f)));
	bind_u64(st, f->id.v);
	return (stmt_exec(st, NULL));
}

RC
reseal_files(struct reseal_run *w, struct arena *a, struct reseal_message *x,
    const struct key *to)
{
	struct message *m = x->m;
	size_t n = 0;

	for (size_t i = 0; i < m->nfiles; i++) {
		if (x->drop[i]) {
			TRY(file_drop(w, &m->files[i]));
			continue;
		}
		/* No html shows it any more: it is listed. */
		if (x->part)
			m->files[i].is_inline = false;
		TRY(file_keep(w, a, &m->files[i], to));
		m->files[n++] = m->files[i];
	}
	m->nfiles = n;
	return (RC_OK);
}

RC
reseal_files_switch(struct reseal_run *w)
{
	enum rc rc = RC_OK, one;
	struct reseal_file *f;
	const char *name;

	for (f = w->files; f != NULL; f = f->next) {
		name = attachment_path(w->scratch, w->t, f->id);
		one = f->dropped ? sealedfile_remove(w->files_dir, name) :
		    sealedfile_move(w->files_dir,
		    attachment_next_path(w->scratch, w->t, f->id), name);
		/* NOTFOUND: a sweep was faster. */
		if (one == RC_OK || one == RC_NOTFOUND)
			continue;
		log_warn("attachment %llu: the file waits for a sweep",
		    (unsigned long long)f->id.v);
		rc = one;
	}
	return (rc);
}

void
reseal_files_undo(struct reseal_run *w)
{
	for (struct reseal_file *f = w->files; f != NULL; f = f->next)
		if (!f->dropped && sealedfile_remove(w->files_dir,
		    attachment_next_path(w->scratch, w->t, f->id)) != RC_OK)
			log_warn("attachment %llu: a file waits for a sweep",
			    (unsigned long long)f->id.v);
}

/* ---- what a crash left --------------------------------------------------- */

static RC
ticket_of(struct tenant *t, attachment_id id, ticket_id *id_r)
{
	CLEANUP(stmt_done) struct stmt *st = NULL;

	TRY(stmt_tenant(&st, t, &Q_RESEAL_FILE_OF));
	bind_u64(st, id.v);
	TRY(stmt_row(st));
	id_r->v = col_u64(st, 0);
	return (RC_OK);
}

/*
 * Under the ticket's lock no reseal of it is under way: what its key opens is
 * what counts.
 */
RC
attachment_mend(struct tenant *t, int files_dir, attachment_id id)
{
	CLEANUP(arena_free) struct arena *a = arena_new((size_t)64 << 20);
	CLEANUP(tx_end) struct tx *tx = NULL;
	struct ticket tk;
	struct key k, fk;
	enum rc rc;

	TRY(tx_begin(&tx, t->db));
	rc = ticket_of(t, id, &tk.id);
	if (rc == RC_OK)
		rc = ticket_get_locked(t, a, tk.id, &tk, &k);
	if (rc == RC_OK)
		rc = attachment_key(t, a, &tk, &k, id, &fk);
	if (rc == RC_OK)
		rc = attachment_settle(t, files_dir, id, &fk);
	else if (rc == RC_NOTFOUND || rc == RC_GONE)
		rc = sealedfile_remove(files_dir,
		    attachment_next_path(a, t, id));
	TRY(rc);
	return (tx_commit(&tx));
}
