/* Accounts on their way out (cold.h). */
#include "privacy/cold.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "model/privacy/hold.h"
#include "privacy/client.h"
#include "privacy/erase.h"

#define ARENA		(8UL << 30)
#define PAUSE_US	2000	/* after so many files: others come first */
#define PAUSE_FILES	32
#define TRIES		50

const char *
cold_folder(struct arena *a, account_id id)
{
	return (arena_printf(a, "%s/%llu", conf_str("Cold.Dir"),
	    (unsigned long long)id.v));
}

bool
cold_stopped(const struct cold_run *r)
{
	return (r->stopped != NULL && r->stopped());
}

static void
no_progress(const char *what, uint64_t done, uint64_t total)
{
	(void)what;
	(void)done;
	(void)total;
}

/* ---- making the backup ----------------------------------------------------------- */

static const char *const *
dump_argv(struct cold_run *r, struct backup *b)
{
	static const char *const fixed[] = { "mariadb-dump", "--no-defaults",
		"--single-transaction", "--skip-lock-tables",
		"--skip-add-locks", "--skip-disable-keys", "--no-create-info",
		"--skip-triggers", "--complete-insert", "--replace",
		"--hex-blob", "--no-tablespaces",
		"--default-character-set=utf8mb4",
		"--max-allowed-packet=64M" };
	const size_t nfixed = sizeof(fixed) / sizeof(fixed[0]);
	const struct purge_table *t;
	const char **v = arena_array(b->a, nfixed + 100, sizeof(*v));
	size_t n = nfixed;

	memcpy(v, fixed, sizeof(fixed));
	v[n++] = client_socket(b->a);
	v[n++] = arena_printf(b->a, "--user=%s", r->user);
	v[n++] = arena_printf(b->a, "--where=account_id = %llu",
	    (unsigned long long)b->account);
	v[n++] = "olvido";
	for (unsigned i = 0; (t = purge_table_at(i)) != NULL && n <
	    nfixed + 99; i++)
		if (t->kind == PURGE_ROWS && str_starts(t->name, "olvido."))
			v[n++] = t->name + strlen("olvido.");
	return (v);
}

struct data { struct backup *b; const struct tenant *t; };

static RC
take(void *arg, int in)
{
	struct data *d = arg;

	return (cold_data_write(d->b, d->t, in));
}

static RC
dump(struct cold_run *r, struct backup *b, const struct tenant *t)
{
	return (client_read(dump_argv(r, b), take, &(struct data){ b, t },
	    &b->why));
}

/* What root made is his whose the folder of all of them is. */
static void
give(int at, const char *name, const struct stat *to)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC |
	    O_NOFOLLOW);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	if (fchownat(at, name, to->st_uid, to->st_gid, AT_SYMLINK_NOFOLLOW)
	    != 0)
		log_warn("a cold backup keeps its owner");
	while (d != NULL && (e = readdir(d)) != NULL)
		if (!str_eq(e->d_name, ".") && !str_eq(e->d_name, ".."))
			give(dirfd(d), e->d_name, to);
	if (d != NULL)
		closedir(d);
}

/* Written, synced, and read back from the disk. */
static RC
make(struct cold_run *r, struct backup *b, const struct tenant *t)
{
	struct backup again = { .dir = -1, .lock = -1,
		.progress = b->progress };
	struct stat sb;
	enum rc rc;

	TRY(dump(r, b, t));
	TRY(backup_tombstones(b, r->db));
	TRY(backup_files(b, r->files_dir));
	TRY(backup_end(b, r->db, r->vault));
	if (geteuid() == 0 && stat(conf_str("Cold.Dir"), &sb) == 0)
		give(AT_FDCWD, b->folder, &sb);
	rc = backup_open(&again, b->a, b->folder);
	if (rc == RC_OK)
		rc = backup_ours(&again, r->db, r->vault);
	if (rc == RC_OK)
		rc = backup_check(&again);
	b->why = again.why;
	backup_close(&again);
	return (rc);
}

static RC
backup_of(struct cold_run *r, const struct tenant *t, struct cold *c)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct backup b = { .dir = -1, .lock = -1, .account = t->id.v,
		.progress = r->progress != NULL ? r->progress : no_progress };
	enum rc rc = backup_begin(&b, a, cold_folder(a, t->id));

	if (rc == RC_OK)
		rc = make(r, &b, t);
	if (rc != RC_OK)
		r->why = arena_strdup(arena_boot(), b.why);
	*c = (struct cold){ .made_at = b.at, .files = b.m.nfile,
		.size = b.m.bytes + b.m.data.size };
	backup_close(&b);
	return (rc == RC_DENIED || rc == RC_CONFLICT ? RC_FAILED : rc);
}

/* ---- removing ------------------------------------------------------------------------ */

RC
cold_purge(struct cold_run *r, struct tenant *t,
    const struct account_purge *how)
{
	struct account_purge p = *how;
	unsigned tries = 0;
	bool done = false;
	enum rc rc;

	while (!done) {
		if (cold_stopped(r))
			return (RC_RETRY);
		rc = account_purge_step(t, &p, &done);
		tries = rc == RC_RETRY ? tries + 1 : 0;
		if (rc != RC_OK && (rc != RC_RETRY || tries == TRIES))
			return (rc);
		if (r->progress != NULL)
			r->progress("rows removed", p.rows, 0);
		pace_rest(t->db, &p.pace);
	}
	r->rows += p.rows;
	if (p.pace.longest > r->longest_us)
		r->longest_us = p.pace.longest;
	return (RC_OK);
}

RC
cold_tree_remove(int at, const char *name, uint64_t *n_r)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC |
	    O_NOFOLLOW);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	enum rc rc = RC_OK;

	if (d == NULL)
		return (errno == ENOENT ? RC_OK : RC_FAILED);
	while (rc == RC_OK && (e = readdir(d)) != NULL) {
		if (str_eq(e->d_name, ".") || str_eq(e->d_name, ".."))
			continue;
		if (unlinkat(dirfd(d), e->d_name, 0) == 0) {
			if (++*n_r % PAUSE_FILES == 0)
				usleep(PAUSE_US);
		} else if (errno == EISDIR || errno == EPERM)
			rc = cold_tree_remove(dirfd(d), e->d_name, n_r);
		else if (errno != ENOENT)
			rc = RC_FAILED;
	}
	closedir(d);
	if (rc == RC_OK && unlinkat(at, name, AT_REMOVEDIR) != 0 &&
	    errno != ENOENT)
		rc = RC_FAILED;
	return (rc);
}

static RC
files_remove(struct cold_run *r, struct tenant *t)
{
	char name[24];
	uint64_t n = 0;
	enum rc rc;

	(void)snprintf(name, sizeof(name), "%llu",
	    (unsigned long long)t->id.v);
	rc = cold_tree_remove(r->files_dir, name, &n);
	if (rc != RC_OK)
		r->why = "a file of the account cannot be removed";
	r->files += n;
	TRY(account_count_add(t, "files", n));
	return (rc);
}

/* ---- deleted -------------------------------------------------------------------------- */

static RC
held_until(struct tenant *t, int64_t *until_r)
{
	struct hold h = { 0 };
	enum rc rc = hold_stops(t, HOLD_ACCOUNT, 0, &h);

	*until_r = h.ends_at;
	return (rc == RC_DENIED ? RC_OK : rc);
}

static RC
folder_remove(struct cold_run *r, account_id id)
{
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	uint64_t n = 0;
	enum rc rc = cold_tree_remove(AT_FDCWD, cold_folder(a, id), &n);

	if (rc != RC_OK)
		r->why = "a file of the cold backup cannot be removed";
	return (rc);
}

/* It was led elsewhere meanwhile: what was copied goes, and nothing else. */
static RC
give_up(struct cold_run *r, account_id id)
{
	struct cold c;
	enum rc rc = cold_get(r->db, id, &c);

	r->why = "it was led elsewhere meanwhile; nothing of it was removed";
	if (rc == RC_OK && c.state == COLD_MAKING) {
		TRY(folder_remove(r, id));
		TRY(cold_drop(r->db, id));
	} else if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	return (RC_CONFLICT);
}

/* What was begun to be forgotten in it is forgotten first: the copy would go on with
   what an erasure still has of a person (model/privacy/erasure_job.h). */
static RC
forget_first(struct cold_run *r, struct tenant *t)
{
	uint64_t id;
	enum rc rc = RC_OK;

	while (rc == RC_OK) {
		rc = erasure_begun(t, &id);
		if (rc == RC_OK)
			rc = erase_run(t, r->files_dir, id, r->stopped);
		else if (rc == RC_NOTFOUND)
			return (RC_OK);
	}
	if (rc != RC_DENIED && rc != RC_CONFLICT)
		return (rc);
	r->why = rc == RC_DENIED
	    ? "a legal hold stops an erasure that was begun in it"
	    : "another process is at an erasure that was begun in it; it "
	    "comes again";
	return (RC_CONFLICT);
}

/* None began since: it is not in the copy, or half. */
static RC
none_began(struct cold_run *r, struct tenant *t)
{
	uint64_t id;
	enum rc rc = erasure_begun(t, &id);

	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	rc = give_up(r, t->id);
	if (rc == RC_CONFLICT)
		r->why = "an erasure began in it meanwhile; nothing of it "
		    "was removed";
	return (rc);
}

static RC
copy(struct cold_run *r, struct tenant *t, bool begun, enum life_door door)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct life from;
	struct cold c;
	enum rc rc;

	if (t->key == NULL) {
		r->why = "its key is not there, or does not open";
		return (RC_FAILED);
	}
	TRY(account_life(t, a, false, &from));
	if (from.state < ACCOUNT_TERMINATED)
		return (give_up(r, t->id));
	TRY(forget_first(r, t));
	/* What a restore left that was stopped at its end. */
	if (!begun) {
		TRY(folder_remove(r, t->id));
		TRY(cold_begin(r->db, t->id, from.state));
	}
	TRY(backup_of(r, t, &c));
	TRY(db_ready(r->db));
	TRY(none_began(r, t));
	TRY(held_until(t, &c.held_until));
	rc = cold_made(t, a, &c, &(struct account_move){ ACCOUNT_DELETED,
	    LIFE_TIME_PASSED, door, 0, &from, door == LIFE_CLOCK });
	return (rc == RC_CONFLICT ? give_up(r, t->id) : rc);
}

RC
cold_delete(struct cold_run *r, account_id id, enum life_door door)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	enum account_state state;
	CLEANUP(cold_unlock) int lock = -1;
	struct tenant *t;
	struct cold c;
	bool cold;
	enum rc rc;

	r->why = NULL;
	TRY(cold_lock(r, id, &lock));
	TRY(account_any(r->db, r->vault, a, id, &t, &state, &cold));
	rc = cold_get(r->db, id, &c);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	if (rc == RC_OK && (c.state == COLD_KEPT ||
	    c.state == COLD_RESTORING))
		return (c.state == COLD_KEPT ? RC_OK : RC_CONFLICT);
	if (rc == RC_NOTFOUND && (state >= ACCOUNT_GONE || cold))
		return (RC_INVALID);
	if (rc == RC_NOTFOUND || c.state == COLD_MAKING)
		TRY(copy(r, t, rc == RC_OK, door));
	TRY(cold_purge(r, t, &(struct account_purge){ 0 }));
	TRY(files_remove(r, t));
	return (cold_set_state(r->db, id, COLD_KEPT));
}

/* ---- gone ------------------------------------------------------------------------------ */

static RC
may_go(struct cold_run *r, struct tenant *t)
{
	struct cold c;
	enum rc rc = cold_get(r->db, t->id, &c);

	if (rc != RC_OK && rc != RC_NOTFOUND)
		return (rc);
	if (rc == RC_OK && c.state == COLD_RESTORING) {
		r->why = "its cold backup is being put back, or that was "
		    "stopped: run 'olvido cold restore' again";
		return (RC_CONFLICT);
	}
	r->until = rc == RC_OK && c.state != COLD_MAKING ? c.held_until : 0;
	if (r->until == 0)
		TRY(held_until(t, &r->until));
	return (r->until > now_s() ? RC_DENIED : RC_OK);
}

static RC
begin(struct cold_run *r, struct tenant *t, const struct cold_order *o,
    struct erasure *e)
{
	CLEANUP(arena_free) struct arena *a = arena_new(256U << 20);
	/* The provider's hand does not wait for its time. */
	bool hand = !o->again && o->door == DOOR_CONSOLE &&
	    o->event == LIFE_TIME_PASSED;
	struct life from;
	struct account_move m = { ACCOUNT_GONE, o->event, o->door == DOOR_PANEL
	    ? LIFE_PANEL : o->door == DOOR_RULE ? LIFE_CLOCK : LIFE_CONSOLE,
	    o->by, hand ? &from : NULL, !o->again && !hand };
	enum rc rc = RC_RETRY;

	TRY(account_life(t, a, false, &from));
	if (hand && from.state < ACCOUNT_TERMINATED)
		return (RC_CONFLICT);
	*e = (struct erasure){ .scope = ERASE_ACCOUNT, .subject = t->id.v,
		.door = o->door, .by_kind = o->by_kind, .by = o->by,
		.asked_at = o->asked_at, .total = 1,
		.receipt = token_new().digest };
	TRY(db_new_id(r->db, &e->id));
	for (int i = 0; i < TRIES && rc == RC_RETRY; i++) {
		rc = account_gone_begin(t, a, e, &m);
		arena_reset(a);
	}
	return (rc);
}

RC
cold_destroy(struct cold_run *r, account_id id, const struct cold_order *o)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	enum account_state state;
	CLEANUP(cold_unlock) int lock = -1;
	struct tenant *t;
	struct erasure e;
	bool waits;
	enum rc rc;

	r->why = NULL;
	r->until = 0;
	TRY(cold_lock(r, id, &lock));
	TRY(account_any(r->db, r->vault, a, id, &t, &state, NULL));
	rc = account_gone_erasure(t, &e);
	if (rc == RC_NOTFOUND) {
		if (!o->again)
			TRY(may_go(r, t));
		rc = begin(r, t, o, &e);
		if (rc == RC_DENIED)
			TRY(held_until(t, &r->until));
		if (rc == RC_CONFLICT && account_gone_erasure(t, &e) == RC_OK)
			rc = RC_OK;
		if (rc == RC_CONFLICT)
			r->why = "it was lifted, or its end taken back, "
			    "meanwhile; nothing of it was removed";
	}
	TRY(rc);
	if (e.state < ERASURE_ROWS_GONE) {
		TRY(cold_purge(r, t, &(struct account_purge){ .last = true }));
		TRY(files_remove(r, t));
		TRY(folder_remove(r, id));
		TRY(account_gone_end(t, e.id));
		TRY(account_gone_erasure(t, &e));
	}
	if (e.state == ERASURE_CERTIFIED)
		return (RC_OK);
	return (erase_certify(t, a, &e, &waits));
}

RC
cold_certificate(struct db *db, struct vault *v, struct arena *a,
    account_id id, struct certificate *c_r)
{
	enum account_state state;
	struct tenant *t;
	struct erasure e;

	TRY(account_any(db, v, a, id, &t, &state, NULL));
	TRY(account_gone_erasure(t, &e));
	return (certificate_make(t, a, &e, READ_AGENT, c_r));
}
