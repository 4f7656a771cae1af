/*
 * olvido backup, restore, data check: runs MariaDB's own client programs (no
 * secret in any argument: the socket knows root) around lib/privacy.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "core/time.h"
#include "db/migrate.h"
#include "db/whole.h"
#include "model/key/lost.h"
#include "privacy/client.h"
#include "privacy/cold.h"
#include "privacy/restore.h"

#define LL(x)	((unsigned long long)(x))
#define ARENA	(8UL << 30)

/* On a terminal a line that is written over; else one every ten seconds. */
static void
progress(const char *what, uint64_t done, uint64_t total)
{
	static int64_t last;
	static const char *was;
	static bool ended;
	bool end = total != 0 && done == total;
	int64_t pause = isatty(2) ? 200000 : 10000000;

	if (str_eq(was, what) && ((end && ended) || (!end &&
	    mono_us() - last < pause)))
		return;
	ended = end;
	last = mono_us();
	was = what;
	if (!isatty(2) && done == 0)
		return;
	fprintf(stderr, "%s%s: %llu", isatty(2) ? "\r\033[K" : "", what,
	    LL(done));
	if (total != 0)
		fprintf(stderr, " of %llu", LL(total));
	if (!isatty(2) || end)
		fprintf(stderr, "\n");
}

static int
files_open(void)
{
	return (open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC));
}

/* ---- making one ------------------------------------------------------------- */

static RC
take(void *b, int in)
{
	return (backup_data(b, in));
}

static RC
dump(struct cli *c, struct backup *b)
{
	const char *argv[] = { "mariadb-dump", "--no-defaults", client_socket(c->a),
		"--user=root", "--single-transaction", "--skip-lock-tables",
		"--hex-blob", "--no-tablespaces", "--triggers",
		"--default-character-set=utf8mb4", "--max-allowed-packet=64M",
		"olvido", NULL };

	return (client_read(argv, take, b, &b->why));
}

static RC
make(struct cli *c, struct backup *b)
{
	int files = files_open();
	enum rc rc;

	if (files < 0) {
		b->why = "Files.Dir cannot be opened";
		return (RC_FAILED);
	}
	rc = dump(c, b);
	if (rc == RC_OK)
		rc = backup_tombstones(b, c->db);
	if (rc == RC_OK)
		rc = backup_files(b, files);
	if (rc == RC_OK)
		rc = backup_end(b, c->db, cli_vault(c));
	close(files);
	return (rc);
}

static RC
told(const struct backup *b, enum rc rc)
{
	if (rc != RC_OK)
		fprintf(stderr, "olvido: %s\n", b->why != NULL ? b->why :
		    rc_name(rc));
	return (rc);
}

static RC
cmd_backup(struct cli *c)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct backup b = { .dir = -1, .progress = progress };
	enum rc rc;

	TRY(told(&b, backup_begin(&b, a, c->argv[0])));
	rc = make(c, &b);
	if (rc != RC_OK)
		fprintf(stderr, "olvido: this is no backup yet%s\n", b.had
		    ? "; the one before it is still whole" : "");
	else
		printf("backup of %s: %llu bytes of data, %llu files (%llu "
		    "copied now, %llu bytes in all), %llu tombstones, %zu "
		    "accounts\n", time_iso(a, b.m.at), LL(b.m.data.size),
		    LL(b.m.nfile), LL(b.copied), LL(b.m.bytes),
		    LL(b.m.ntombstone), b.m.naccount);
	backup_close(&b);
	return (told(&b, rc));
}

static RC
cmd_backup_check(struct cli *c)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct backup b = { .dir = -1, .progress = progress };
	enum rc rc = backup_open(&b, a, c->argv[0]);

	if (rc == RC_OK)
		rc = backup_ours(&b, c->db, cli_vault(c));
	if (rc == RC_OK)
		rc = backup_check(&b);
	if (rc == RC_OK)
		printf("whole: of %s, schema %u, %llu files, %llu tombstones, "
		    "%zu accounts\n", time_iso(a, b.m.at), b.m.schema,
		    LL(b.m.nfile), LL(b.m.ntombstone), b.m.naccount);
	backup_close(&b);
	return (told(&b, rc));
}

/* ---- putting one back ------------------------------------------------------------ */

/* The newest schema this program knows. */
static unsigned
schema_known(struct cli *c)
{
	DIR *d = opendir(arena_printf(c->a, "%s/schema", c->sql));
	struct dirent *e;
	unsigned n = 0, v;

	while (d != NULL && (e = readdir(d)) != NULL) {
		v = (unsigned)strtoul(e->d_name, NULL, 10);
		n = v > n && str_ends(e->d_name, ".sql") ? v : n;
	}
	if (d != NULL)
		closedir(d);
	return (n);
}

static RC
client_fits(void)
{
	enum rc rc = client_knows();

	if (rc == RC_DENIED)
		fprintf(stderr, "olvido: the program mariadb is missing or does "
		    "not know --sandbox; install a newer mariadb-client\n");
	return (rc);
}

static RC
may_restore(struct cli *c, const struct backup *b)
{
	struct account_list l;
	bool unfinished;
	uint64_t users;

	if (b->m.cold != 0) {
		fprintf(stderr, "olvido: it is the cold backup of one account; "
		    "see 'olvido cold restore'\n");
		return (RC_DENIED);
	}
	if (b->m.schema > schema_known(c)) {
		fprintf(stderr, "olvido: a newer program made it (schema %u, "
		    "this one knows %u); use that program\n", b->m.schema,
		    schema_known(c));
		return (RC_DENIED);
	}
	TRY(whole_users(c->db, &users));
	if (users > 0) {
		fprintf(stderr, "olvido: %llu connections of Olvido's programs "
		    "are open; stop them first\n", LL(users));
		return (RC_DENIED);
	}
	TRY(whole_unfinished(c->db, &unfinished));
	if (unfinished)
		return (RC_OK);
	TRY(account_list(c->db, c->a, &l));
	if (l.n > 0) {
		fprintf(stderr, "olvido: this installation has %zu accounts; a "
		    "backup is restored into an empty one, or into another "
		    "beside it (another --conf)\n", l.n);
		return (RC_DENIED);
	}
	return (RC_OK);
}

static RC
load(struct cli *c, struct backup *b)
{
	/* Of what it reads no line is a command of its own ("\\!"). */
	const char *argv[] = { "mariadb", "--no-defaults", "--sandbox",
		client_socket(c->a),
		"--user=root", "--default-character-set=utf8mb4",
		"--max-allowed-packet=64M", "--init-command=SET SESSION "
		"sql_log_bin = 0, foreign_key_checks = 0, unique_checks = 0",
		"olvido", NULL };
	int in = openat(b->dir, b->m.data.name, O_RDONLY | O_CLOEXEC |
	    O_NOFOLLOW), status;
	pid_t pid;

	if (in < 0)
		return (RC_FAILED);
	if (client_start(argv, in, -1, &pid) != RC_OK) {
		close(in);
		return (RC_FAILED);
	}
	/* The child reads from the place that both share. */
	while (waitpid(pid, &status, WNOHANG) == 0) {
		off_t at = lseek(in, 0, SEEK_CUR);

		progress("data, bytes", (uint64_t)(at < 0 ? 0 : at),
		    b->m.data.size);
		usleep(50000);
	}
	close(in);
	whole_again(c->db);
	return (WIFEXITED(status) && WEXITSTATUS(status) == 0 ? RC_OK
	    : RC_FAILED);
}

/* Anybody whose key was lost, not destroyed: nothing of it may pass for forgotten. */
static RC
all_there(struct cli *c, struct backup *b)
{
	struct lost l[LOST_KINDS];
	uint64_t n = 0, old;

	TRY(lost_find(c->db, l));
	for (size_t i = 0; i < LOST_KINDS; i++) {
		n += l[i].n;
		if (l[i].n == 0)
			continue;
		fprintf(stderr, "olvido: LOST: the keys of %llu %s, which "
		    "nobody destroyed (account/id):", LL(l[i].n), l[i].what);
		for (size_t k = 0; k < l[i].n && k < LOST_TOLD; k++)
			fprintf(stderr, " %llu/%llu", LL(l[i].some[k].account),
			    LL(l[i].some[k].id));
		fprintf(stderr, "%s\n", l[i].n > LOST_TOLD ? " ..." : "");
	}
	TRY(backup_outdated(b, c->db, c->v, &old));
	if (old > 0)
		fprintf(stderr, "olvido: LOST: the newer keys of %llu tickets "
		    "that were sealed anew before this backup; those here are "
		    "older\n", LL(old));
	if (n + old == 0)
		return (RC_OK);
	fprintf(stderr, "olvido: nothing was restored, and the keys are as they "
	    "were. Put the newest copy of the key store back ('olvido keys "
	    "restore --mirror DIR') and run it again.\n");
	return (RC_DENIED);
}

static RC
load_all(struct cli *c, struct backup *b)
{
	enum rc rc, back;

	TRY(whole_begin(c->db));
	rc = load(c, b);
	if (rc != RC_OK) {
		fprintf(stderr, "olvido: the data could not be loaded; see "
		    "the lines above\n");
		return (rc);
	}
	TRY(migrate_run(c->db, c->sql, true));
	whole_again(c->db);
	rc = all_there(c, b);
	if (rc != RC_DENIED)
		return (rc);
	/* Back to the empty schema that was there. */
	back = whole_empty(c->db);
	if (back == RC_OK)
		back = whole_end(c->db);
	return (back == RC_OK ? RC_DENIED : back);
}

static void
report(const struct restore_report *n, const struct manifest *m,
    struct arena *a)
{
	printf("restored the backup of %s\n"
	    "forgotten again: %llu contacts, %llu tickets, %llu files, %llu "
	    "agents, %llu companies\n"
	    "opened: %llu sealed values, %llu files; %llu of forgotten people, "
	    "%llu tickets that were redacted since, %llu broken (%llu files "
	    "missing)\n"
	    "came after the backup and are not in it: %llu\n"
	    "ended: %llu sessions, %llu links; %llu mails that waited are not "
	    "sent\n", time_iso(a, m->at), LL(n->contacts), LL(n->tickets),
	    LL(n->files), LL(n->agents), LL(n->companies),
	    LL(n->sealed.opened), LL(n->sealed.files), LL(n->sealed.gone), LL(n->sealed.resealed),
	    LL(n->sealed.broken), LL(n->sealed.missing), LL(n->later),
	    LL(n->ended.sessions), LL(n->ended.links), LL(n->ended.mails));
}

/* Deleted accounts lie in Cold.Dir, which no backup has. */
static RC
cold_there(struct cli *c)
{
	struct cold_list l;

	TRY(cold_list(c->db, c->a, &l));
	for (size_t i = 0; i < l.n; i++) {
		const char *f = cold_folder(c->a, l.v[i].account);

		if (l.v[i].state == COLD_KEPT && access(f, F_OK) != 0)
			fprintf(stderr, "olvido: account %llu was deleted when "
			    "this backup was made, and its cold backup %s is "
			    "not there: put that back\n",
			    LL(l.v[i].account.v), f);
	}
	return (RC_OK);
}

static RC
restore(struct cli *c, struct backup *b, int files)
{
	struct restore_report n = { 0 };
	bool unfinished;
	enum rc rc;

	TRY(whole_unfinished(c->db, &unfinished));
	if (unfinished)
		TRY(whole_begin(c->db));
	TRY(keys_start(c));
	TRY(load_all(c, b));
	/* Only now, as it cannot be taken back. */
	TRY(backup_teach(b, c->db, c->v, &n.taught));
	TRY(keys_start(c));
	TRY(restore_settle(b, c->db, &n));
	TRY(restore_ended(c->db, c->v, files));
	TRY(restore_forget(c->db, c->v, files, (account_id){ 0 }, progress,
	    &n));
	TRY(restore_files(b, c->db, files));
	TRY(restore_accounts(c->db, c->v, files, progress, &n));
	TRY(restore_record(c->db, c->v, &b->m, &n));
	rc = whole_end(c->db);
	report(&n, &b->m, b->a);
	TRY(cold_there(c));
	return (rc == RC_OK && n.sealed.broken > 0 ? RC_DENIED : rc);
}

static RC
cmd_restore(struct cli *c)
{
	CLEANUP(arena_free) struct arena *a = arena_new(ARENA);
	struct backup b = { .dir = -1, .progress = progress };
	enum rc rc = backup_open(&b, a, c->argv[0]);
	int files = files_open();

	db_any_version(c->db);	/* one that was stopped may have left an old one */
	if (rc == RC_OK && files < 0) {
		b.why = "Files.Dir cannot be opened";
		rc = RC_DENIED;
	}
	if (rc == RC_OK)
		rc = backup_ours(&b, c->db, cli_vault(c));
	if (rc == RC_OK)
		rc = backup_check(&b);
	TRY(told(&b, rc));
	rc = may_restore(c, &b);
	if (rc == RC_OK)
		rc = client_fits();
	if (rc == RC_OK)
		rc = restore(c, &b, files);
	backup_close(&b);
	close(files);
	if (rc != RC_OK && b.why != NULL)
		fprintf(stderr, "olvido: %s\n", b.why);
	return (rc);
}

/* ---- does everything open? ---------------------------------------------------------- */

static RC
check_one(struct cli *c, struct tenant *t)
{
	struct sealed_counts n;
	int files = files_open();
	enum rc rc;

	(void)c;
	rc = sealed_walk(t, files, &n);
	if (files >= 0)
		close(files);
	printf("account %llu: %llu sealed values, %llu files opened; %llu of "
	    "forgotten people, %llu redacted, %llu broken, %llu files "
	    "missing\n", LL(t->id.v), LL(n.opened), LL(n.files), LL(n.gone),
	    LL(n.resealed), LL(n.broken), LL(n.missing));
	return (rc == RC_OK && n.broken > 0 ? RC_DENIED : rc);
}

static RC
cmd_data_check(struct cli *c)
{
	const char *name;

	if (c->argc == 1 && str_eq(c->argv[0], "--columns")) {
		for (size_t i = 0; (name = sealed_column(i)) != NULL; i++)
			printf("%s\n", name);
		return (RC_OK);
	}
	return (each_account(c, c->argc > 0 ? c->argv[0] : NULL, check_one));
}

const struct command backup_commands[] = {
	{ "backup check", "DIR", "is a backup whole",
	  "Was it made here? Makes every digest anew and tells which file is "
	  "damaged or missing.\nChanges nothing.\n", 1, 1, cmd_backup_check },
	{ "backup", "DIR", "a copy of data and files, without keys",
	  "Dumps the schema olvido in one consistent transaction, copies the "
	  "sealed files and\nwhat tombstones there are into DIR (0700, made when "
	  "missing). No keys, no index: it\nopens nothing without the key store. "
	  "Stopped or without space it goes on when it is\nrun again; files that "
	  "are there are not copied again. A finished one is brought up to\ndate "
	  "and stays valid until the new one is (but for files that were sealed "
	  "anew).\n", 1, 1, cmd_backup },
	{ "restore", "DIR", "a backup put back, without the forgotten",
	  "Into an installation without accounts: an empty one, or one beside "
	  "(--conf of it),\nwith the programs stopped and the key store of today "
	  "in its place ('keys restore').\nChecks that this installation made "
	  "the backup and that it is whole, loads it,\n"
	  "removes again everybody and everything that has a tombstone here, in\n"
	  "a mirror or in the backup, makes the index anew and opens every\n"
	  "sealed value. When keys are missing that nobody destroyed it stops, "
	  "says whose, and\nleaves the installation empty. Ends sessions and "
	  "login links; mails that waited are\nnot sent. Stopped in between: run "
	  "it again; no program starts until it is through.\n", 1, 1,
	  cmd_restore },
	{ "data check", "[ACCOUNT]", "does every sealed value open",
	  "Opens all sealed columns and files. Changes nothing. Exit 1 when one "
	  "does not open\nthough its key is there. --columns: which.\n", 0, 1,
	  cmd_data_check },
	{ 0 }
};
