/* An account back from its cold backup (cold.h): the command line only. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "model/search/index.h"
#include "privacy/client.h"
#include "privacy/cold.h"
#include "privacy/restore.h"

#define ARENA	(8UL << 30)

static void
no_progress(const char *what, uint64_t done, uint64_t total)
{
	(void)what;
	(void)done;
	(void)total;
}

/* ---- rows ---------------------------------------------------------------------- */

static RC
load(struct cold_run *r, struct backup *b, const struct tenant *t)
{
	/* Of what it reads no line is a command of its own ("\\!"). */
	const char *argv[] = { "mariadb", "--no-defaults", "--sandbox",
		client_socket(b->a), arena_printf(b->a, "--user=%s", r->user),
		"--default-character-set=utf8mb4",
		"--max-allowed-packet=64M", "--init-command=SET SESSION "
		"foreign_key_checks = 0, unique_checks = 0", "olvido", NULL };
	int p[2];
	pid_t pid;
	enum rc rc, end;

	if (pipe2(p, O_CLOEXEC) != 0)
		return (RC_FAILED);
	rc = client_start(argv, p[0], -1, &pid);
	close(p[0]);
	if (rc == RC_OK) {
		rc = cold_data_read(b, t, p[1]);
		close(p[1]);
		end = client_ended(pid);
		if (end != RC_OK && b->why == NULL)
			b->why = "the rows could not be loaded; see the lines "
			    "above";
		return (rc == RC_OK ? end : rc);
	}
	close(p[1]);
	return (rc);
}

/* Nothing of it stays; the backup is as it was.  Unless it is back: then it is. */
static RC
unload(struct cold_run *r, struct backup *b, struct tenant *t)
{
	uint64_t rows = r->rows, n = 0;
	struct cold c;

	TRY(cold_get(r->db, t->id, &c));
	if (c.state != COLD_RESTORING)
		return (RC_CONFLICT);
	TRY(cold_purge(r, t, &(struct account_purge){ .uncounted = true }));
	r->rows = rows;
	TRY(cold_tree_remove(r->files_dir, arena_printf(b->a, "%llu",
	    (unsigned long long)t->id.v), &n));
	return (cold_set_state(r->db, t->id, COLD_KEPT));
}

/* ---- the rest -------------------------------------------------------------------- */

/* Rows of whoever was forgotten since, by any copy that knows of it. */
static RC
settle(struct cold_run *r, struct backup *b, struct tenant *t,
    struct sealed_counts *n_r)
{
	struct restore_report n = { 0 };
	struct index_counts words;
	uint64_t taught;

	TRY(backup_teach(b, r->db, r->vault, &taught));
	TRY(restore_files(b, r->db, r->files_dir));
	TRY(restore_forget(r->db, r->vault, r->files_dir, t->id, b->progress,
	    &n));
	TRY(index_rebuild(t, &words));
	TRY(sealed_walk(t, r->files_dir, n_r));
	return (audit_add(t, &(struct audit_row){ .verb = AUDIT_RESTORED,
	    .object = ON_ACCOUNT, .value = (uint64_t)b->m.at }));
}

static RC
back(struct cold_run *r, struct backup *b, struct tenant *t,
    struct sealed_counts *n_r)
{
	uint64_t n = 0;

	TRY(settle(r, b, t, n_r));
	if (n_r->broken + n_r->missing > 0) {
		b->why = arena_printf(b->a, "%llu values and %llu files of it "
		    "do not open though their keys are there; see the log",
		    (unsigned long long)n_r->broken,
		    (unsigned long long)n_r->missing);
		return (RC_DENIED);
	}
	r->files = b->m.nfile;
	TRY(cold_back(t, b->a, &(struct account_move){ ACCOUNT_ACTIVE,
	    LIFE_RESTORED, LIFE_CONSOLE, 0 }));
	if (cold_tree_remove(AT_FDCWD, b->folder, &n) != RC_OK)
		log_warn("account %llu: its cold backup cannot be removed",
		    (unsigned long long)t->id.v);
	return (RC_OK);
}

static RC
put(struct cold_run *r, struct backup *b, struct tenant *t,
    struct sealed_counts *n_r)
{
	enum rc rc;

	TRY(cold_set_state(r->db, t->id, COLD_RESTORING));
	rc = load(r, b, t);
	TRY(db_ready(r->db));
	if (rc != RC_OK)
		rc = RC_DENIED;
	else
		rc = back(r, b, t, n_r);
	if (rc != RC_OK) {
		TRY(db_ready(r->db));
		TRY(unload(r, b, t));
	}
	return (rc);
}

static RC
checked(struct cold_run *r, struct backup *b, const struct tenant *t)
{
	enum rc rc = backup_open(b, b->a, b->folder);

	if (rc == RC_OK)
		rc = backup_ours(b, r->db, r->vault);
	if (rc == RC_OK && b->m.cold != t->id.v) {
		b->why = arena_printf(b->a, "%s is not the cold backup of "
		    "account %llu", b->folder, (unsigned long long)t->id.v);
		rc = RC_DENIED;
	}
	return (rc == RC_OK ? backup_check(b) : rc);
}

RC
cold_restore(struct cold_run *r, account_id id, struct sealed_counts *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct backup b = { .a = a, .dir = -1, .lock = -1,
		.folder = cold_folder(a, id),
		.progress = r->progress != NULL ? r->progress : no_progress };
	enum account_state is;
	struct tenant *t;
	CLEANUP(cold_unlock) int lock = -1;
	struct cold c;
	bool cold;
	enum rc rc;

	r->why = NULL;
	TRY(cold_lock(r, id, &lock));
	*n_r = (struct sealed_counts){ 0 };
	TRY(account_any(r->db, r->vault, a, id, &t, &is, &cold));
	rc = cold_get(r->db, id, &c);
	if (rc == RC_NOTFOUND || is != ACCOUNT_DELETED || (rc == RC_OK &&
	    c.state != COLD_KEPT && c.state != COLD_RESTORING)) {
		r->why = rc == RC_OK && c.state == COLD_PURGING ? "its rows "
		    "are still being removed; run 'olvido-cron accounts' "
		    "first" : "it has no cold backup";
		return (RC_DENIED);
	}
	TRY(rc);
	if (t->key == NULL || !cold) {
		r->why = "its key is not in the cold slot, or does not open";
		return (RC_DENIED);
	}
	rc = checked(r, &b, t);
	if (rc == RC_OK)
		rc = put(r, &b, t, n_r);
	if (b.why != NULL)
		r->why = arena_strdup(arena_boot(), b.why);
	backup_close(&b);
	return (rc);
}
