/* Behind loading a backup (restore.h). */
#include "privacy/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "db/whole.h"
#include "model/account/account_any.h"
#include "model/key/keyring.h"
#include "model/log/audit.h"
#include "model/search/index.h"
#include "privacy/backup_in.h"
#include "privacy/cold.h"
#include "privacy/erase.h"

/* Ids that were given out after the backup and left no trace in the keys. */
#define IDS_AHEAD	1000000

/* ---- the forgotten ------------------------------------------------------------ */

static enum erase_scope
scope_of(enum secret_kind kind)
{
	switch (kind) {
	case SECRET_CONTACT:
		return (ERASE_CONTACT);
	case SECRET_AGENT:
		return (ERASE_AGENT);
	case SECRET_COMPANY:
		return (ERASE_COMPANY);
	case SECRET_TICKET:
		return (ERASE_TICKET);
	default:
		return (ERASE_ATTACHMENT);
	}
}

static uint64_t *
count_of(struct restore_report *n, enum secret_kind kind)
{
	return (kind == SECRET_CONTACT ? &n->contacts : kind == SECRET_AGENT
	    ? &n->agents : kind == SECRET_COMPANY ? &n->companies
	    : kind == SECRET_TICKET ? &n->tickets : &n->files);
}

static RC
forget_one(struct db *db, struct vault *v, struct arena *a, int files_dir,
    enum secret_kind kind, const struct dead_row *d)
{
	CLEANUP(arena_free) struct arena *mine = arena_new(1U << 20);
	enum account_state state;
	struct tenant *t;
	enum rc rc = account_any(db, v, mine, d->account, &t, &state, NULL);

	TRY(rc);
	if (t->key == NULL)
		return (RC_FAILED);
	return (erase_again(t, a, files_dir, &(struct erasure){
	    .id = d->erasure_id, .scope = scope_of(kind), .subject = d->id,
	    /* Those of its contacts that went have tombstones of their own. */
	    .keep_tickets = kind == SECRET_COMPANY,
	    .by_kind = ACTOR_PROVIDER, .door = DOOR_CONSOLE,
	    .asked_at = (int64_t)d->at * 1000000,
	    .unreadable_at = (int64_t)d->at * 1000000 }));
}

static RC
forget_kind(struct db *db, struct vault *v, int files_dir, account_id of,
    enum secret_kind kind, backup_progress *progress,
    struct restore_report *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(256U << 20);
	struct dead_row *row = arena_array(a, 500, sizeof(*row));
	size_t n = 1, before = SIZE_MAX;
	uint64_t first = 0;

	while (n > 0) {
		CLEANUP(arena_free) struct arena *one = arena_new(256U << 20);

		TRY(restored_dead(db, of, kind, row, &n));
		/* One that does not go would be met for ever. */
		if (n > 0 && n == before && row[0].id == first) {
			log_warn("rows of %llu do not go",
			    (unsigned long long)first);
			return (RC_FAILED);
		}
		before = n;
		first = n > 0 ? row[0].id : 0;
		for (size_t i = 0; i < n; i++) {
			TRY(forget_one(db, v, one, files_dir, kind, &row[i]));
			(*count_of(n_r, kind))++;
			progress("forgotten again", *count_of(n_r, kind), 0);
			arena_reset(one);
		}
	}
	return (RC_OK);
}

RC
restore_ended(struct db *db, struct vault *v, int files_dir)
{
	struct cold_run r = { .db = db, .vault = v, .files_dir = files_dir };
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	struct dead_row d = { .id = 0 };
	enum rc rc;

	while ((rc = restored_ended(db, RESTORED_GONE, d.id, &d)) == RC_OK)
		TRY(cold_destroy(&r, d.account, &(struct cold_order){
		    .door = DOOR_CONSOLE, .by_kind = ACTOR_PROVIDER,
		    .event = LIFE_TIME_PASSED, .asked_at = (int64_t)d.at * 1000000, .again = true }));
	if (rc != RC_NOTFOUND)
		return (rc);
	d.id = 0;
	while ((rc = restored_ended(db, RESTORED_COLD, d.id, &d)) == RC_OK) {
		struct tenant t = { .db = db, .vault = v, .id = d.account };

		TRY(cold_back(&t, a, &(struct account_move){
		    ACCOUNT_TERMINATED, LIFE_TERMINATE, LIFE_CONSOLE, 0 }));
		log_warn("account %llu was deleted when the backup was put "
		    "back: terminated again", (unsigned long long)d.id);
	}
	if (rc != RC_NOTFOUND)
		return (rc);
	d.id = 0;
	while ((rc = restored_ended(db, RESTORED_WARM, d.id, &d)) == RC_OK)
		TRY(account_key_cool(db, d.account, true));
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

RC
restore_forget(struct db *db, struct vault *v, int files_dir, account_id of,
    backup_progress *progress, struct restore_report *n_r)
{
	/* People first: what hangs on them goes with them. */
	static const enum secret_kind kinds[] = { SECRET_CONTACT,
		SECRET_TICKET, SECRET_ATTACHMENT, SECRET_AGENT,
		SECRET_COMPANY };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		TRY(forget_kind(db, v, files_dir, of, kinds[i], progress,
		    n_r));
	TRY(restored_senders(db, &n_r->senders));
	TRY(restored_farewells(db));
	return (restored_requests(db, &n_r->requests));
}

/* ---- files ------------------------------------------------------------------------ */

struct files_run {
	struct backup	*b;
	struct db	*db;
	int		 from, to;
	uint8_t		*buf;
};

/* "ACCOUNT/XX/ID" or "ACCOUNT/XX/ID.next" */
static RC
ids_of(struct arena *a, const char *path, uint64_t *account_r, uint64_t *id_r)
{
	const char *last = strrchr(path, '/');

	if (last == NULL)
		return (RC_INVALID);
	TRY(str_u64(arena_strndup(a, path, strcspn(path, "/")), account_r));
	return (str_u64(arena_strndup(a, last + 1, strspn(last + 1,
	    "0123456789")), id_r));
}

static void
folders(int at, const char *path)
{
	char p[512];

	for (size_t i = 1; path[i] != '\0' && i < sizeof(p); i++)
		if (path[i] == '/') {
			memcpy(p, path, i);
			p[i] = '\0';
			/* 02770 whatever the umask, as sealedfile.c has it. */
			if (mkdirat(at, p, 02770) == 0 &&
			    fchmodat(at, p, 02770, 0) != 0)
				log_warn("a folder of files keeps its mode");
		}
}

static bool
pour(int in, int out, uint8_t *buf)
{
	ssize_t n;

	while ((n = read(in, buf, 1U << 20)) > 0)
		if (write(out, buf, (size_t)n) != n)
			return (false);
	return (n == 0 && fchmod(out, 0660) == 0);
}

static RC
restore_file(void *arg, const char *path, uint64_t size,
    const struct digest *d)
{
	struct files_run *r = arg;
	CLEANUP(arena_free) struct arena *a = arena_new(65536);
	const char *tmp = arena_printf(a, "%s.new", path);
	uint64_t account, id;
	struct stat sb;
	enum rc rc;
	int in, out;
	bool good;

	(void)d;
	if (ids_of(a, path, &account, &id) != RC_OK)
		return (RC_OK);		/* nothing of ours */
	rc = restored_file(r->db, account, id);
	if (rc != RC_OK)
		return (rc == RC_NOTFOUND ? RC_OK : rc);
	/* A restore that was stopped had it; sealed files are never changed in
	   place, and one of another time is another size or does not open. */
	if (fstatat(r->to, path, &sb, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(sb.st_mode) && (uint64_t)sb.st_size == size)
		return (RC_OK);
	folders(r->to, path);
	in = openat(r->from, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	out = openat(r->to, tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC |
	    O_NOFOLLOW, 0660);
	good = in >= 0 && out >= 0 && pour(in, out, r->buf);
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) != 0)
		good = false;
	if (good && renameat(r->to, tmp, r->to, path) == 0)
		return (RC_OK);
	return (backup_trouble(r->b, "copying into Files.Dir", path));
}

RC
restore_files(struct backup *b, struct db *db, int files_dir)
{
	struct files_run r = { .b = b, .db = db, .to = files_dir,
		.buf = arena_alloc(b->a, 1U << 20) };
	enum rc rc;

	r.from = openat(b->dir, "files", O_RDONLY | O_DIRECTORY | O_CLOEXEC |
	    O_NOFOLLOW);
	if (r.from < 0)
		return (backup_trouble(b, "reading", "files"));
	rc = backup_each_file(b, restore_file, &r);
	close(r.from);
	if (rc == RC_OK && syncfs(files_dir) != 0)
		return (RC_FAILED);
	return (rc);
}

/* ---- the rest ---------------------------------------------------------------------- */

RC
restore_settle(struct backup *b, struct db *db, struct restore_report *n_r)
{
	uint64_t ids;

	TRY(restored_ids(db, &ids));
	ids = (ids > b->m.sequence ? ids : b->m.sequence) + IDS_AHEAD;
	TRY(whole_ids_from(db, ids));
	TRY(restored_later(db, &n_r->later));
	return (restored_end(db, &n_r->ended));
}

static void
add(struct sealed_counts *to, const struct sealed_counts *n)
{
	to->opened += n->opened;
	to->gone += n->gone;
	to->resealed += n->resealed;
	to->files += n->files;
	to->broken += n->broken;
	to->missing += n->missing;
}

RC
restore_accounts(struct db *db, struct vault *v, int files_dir,
    backup_progress *progress, struct restore_report *n_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(16U << 20);
	enum account_state state;
	struct sealed_counts s;
	struct account_list l;
	struct index_counts n;
	struct tenant *t;

	TRY(account_list(db, a, &l));
	for (size_t i = 0; i < l.n; i++) {
		progress("accounts indexed and opened", i, l.n);
		TRY(account_any(db, v, a, l.v[i], &t, &state, NULL));
		if (state >= ACCOUNT_DELETED || t->key == NULL)
			continue;
		TRY(index_rebuild(t, &n));
		TRY(sealed_walk(t, files_dir, &s));
		add(&n_r->sealed, &s);
	}
	progress("accounts indexed and opened", l.n, l.n);
	return (RC_OK);
}

RC
restore_record(struct db *db, struct vault *v, const struct manifest *m,
    const struct restore_report *n)
{
	CLEANUP(arena_free) struct arena *a = arena_new(16U << 20);
	struct audit_row row = { .verb = AUDIT_RESTORED, .object = ON_ACCOUNT,
		.value = (uint64_t)m->at };
	enum account_state state;
	struct account_list l;
	struct tenant *t;
	enum rc rc;

	TRY(account_list(db, a, &l));
	for (size_t i = 0; i < l.n; i++) {
		rc = account_by_id(db, v, a, l.v[i], &t, &state);
		if (rc == RC_NOTFOUND)
			continue;
		TRY(rc);
		TRY(audit_add(t, &row));
	}
	return (restoration_add(db, &(struct restoration){ .taken_at = m->at,
	    .forgotten = n->contacts + n->agents + n->companies + n->tickets +
	    n->files,
	    .resealed = n->sealed.resealed, .later = n->later,
	    .opened = n->sealed.opened + n->sealed.files }));
}
