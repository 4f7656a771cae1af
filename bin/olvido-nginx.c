/*
 * olvido-nginx: gives nginx the accounts' allow-lists.  Runs as root and trusts
 * nobody: a child of its own user reads the database and writes to a pipe; what
 * comes out is installed only when every line is of the grammar (auth/nginxmap.h)
 * and nginx accepts it; else what was there stays.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "auth/nginxmap.h"
#include "core/conf.h"
#include "core/drop.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/digest.h"

#define USER	"olvido-nginx"

/* ---- the child: no root, no keys, one query -------------------------------------- */

static int
write_all(int fd, const char *p, size_t n)
{
	ssize_t k;

	for (; n > 0; p += k, n -= (size_t)k)
		if ((k = write(fd, p, n)) < 0)
			return (75);
	return (0);
}

static int
generate(int fd)
{
	struct arena *a = arena_new(256U << 20);
	struct buf b = BUF_INIT(a);
	struct allow_rows rows;
	struct db *db;
	enum rc rc;

	drop_rights(USER);
	db = db_new(conf_str("Db.Socket"), USER);
	if (db_check_queries() != RC_OK)
		return (1);
	if (db_ready(db) != RC_OK || allow_map(db, a, &rows) != RC_OK)
		return (75);
	rc = nginxmap_write(&b, &rows, conf_str("Nginx.Proxies"));
	return (rc != RC_OK ? 1 : write_all(fd, b.p, b.n));
}

/* ---- reading ----------------------------------------------------------------- */

/* To the end; RC_LIMIT when it does not come to one. */
static RC
read_all(int fd, struct buf *b)
{
	char part[65536];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) != 0) {
		if (n < 0)
			return (RC_FAILED);
		if (b->n + (size_t)n > NGINXMAP_MAX)
			return (RC_LIMIT);
		buf_add(b, part, (size_t)n);
	}
	return (RC_OK);
}

static RC
read_file(const char *path, struct buf *b)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	enum rc rc;

	if (fd < 0)
		return (errno == ENOENT ? RC_NOTFOUND : RC_FAILED);
	rc = read_all(fd, b);
	close(fd);
	return (rc);
}

static RC
wait_child(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return (RC_FAILED);
	return (WEXITSTATUS(status) == 0 ? RC_OK
	    : WEXITSTATUS(status) == 75 ? RC_FAILED : RC_INVALID);
}

static RC
ask_child(struct buf *b)
{
	enum rc got, ended;
	int p[2];
	pid_t pid;

	if (pipe2(p, O_CLOEXEC) != 0 || (pid = fork()) < 0)
		return (RC_FAILED);
	if (pid == 0) {
		close(p[0]);
		_exit(generate(p[1]));
	}
	close(p[1]);
	got = read_all(p[0], b);
	close(p[0]);
	if (got != RC_OK)
		kill(pid, SIGKILL);
	ended = wait_child(pid);
	return (got != RC_OK ? got : ended);
}

/* ---- installing ------------------------------------------------------------------ */

static RC
nginx(const char *what, const char *signal)
{
	char *argv[] = { arena_strdup(arena_boot(), conf_str("Nginx.Bin")),
		(char[]){ "-q" }, (char[]){ "-e" }, (char[]){ "stderr" },
		(char[]){ "-c" }, arena_strdup(arena_boot(),
		conf_str("Nginx.Conf")), arena_strdup(arena_boot(), what),
		signal != NULL ? arena_strdup(arena_boot(), signal) : NULL,
		NULL };
	char *env[] = { (char[]){ "PATH=/usr/sbin:/usr/bin:/sbin:/bin" },
		NULL };
	pid_t pid = fork();

	if (pid == 0) {
		execve(argv[0], argv, env);
		_exit(127);
	}
	return (pid < 0 ? RC_FAILED : wait_child(pid));
}

/* A new file of root's beside the old one, on the disk before it has the name. */
static RC
write_new(const char *path, const struct buf *b)
{
	int fd;
	bool good;

	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    0644);
	if (fd < 0)
		return (RC_FAILED);
	good = write_all(fd, b->p, b->n) == 0 && fchmod(fd, 0644) == 0 &&
	    fsync(fd) == 0;
	return (close(fd) == 0 && good ? RC_OK : RC_FAILED);
}

static RC
put_in_place(struct arena *a, const char *path, const struct buf *b,
    bool was_there)
{
	const char *fresh = arena_printf(a, "%s.new", path);
	const char *old = arena_printf(a, "%s.old", path);

	TRY(write_new(fresh, b));
	unlink(old);
	if (was_there && link(path, old) != 0)
		return (RC_FAILED);
	if (rename(fresh, path) != 0)
		return (RC_FAILED);
	if (nginx("-t", NULL) == RC_OK)
		return (RC_OK);
	if ((was_there ? rename(old, path) : unlink(path)) != 0)
		log_warn("what was there could not be put back: see %s", path);
	log_warn("nginx does not accept its configuration with the new lists; "
	    "the old ones stay");
	return (RC_DENIED);
}

static RC
install(struct arena *a, const struct buf *b, bool *changed_r)
{
	const char *path = conf_str("Nginx.Generated");
	struct buf had = BUF_INIT(a);
	enum rc rc = read_file(path, &had);
	unsigned line;

	*changed_r = false;
	if (nginxmap_check(a, buf_bytes(b), &line) != RC_OK) {
		log_warn("SECURITY: line %u of the lists is none of ours; "
		    "nothing was installed", line);
		return (RC_DENIED);
	}
	if (rc != RC_NOTFOUND)
		TRY(rc);
	if (rc == RC_OK && had.n == b->n && memcmp(had.p, b->p, b->n) == 0)
		return (RC_OK);
	TRY(put_in_place(a, path, b, rc == RC_OK));
	*changed_r = true;
	/* One that does not run yet will read it when it starts. */
	if (nginx("-s", "reload") != RC_OK)
		log_info("nginx does not run: not reloaded");
	return (RC_OK);
}

/* ---- commands --------------------------------------------------------------------- */

static RC
sync_once(bool *changed_r)
{
	CLEANUP(arena_free) struct arena *a = arena_new(512U << 20);
	struct buf b = BUF_INIT(a);
	enum rc rc = ask_child(&b);

	if (rc == RC_FAILED)
		log_warn("the lists could not be read; nginx keeps what it "
		    "has");
	TRY(rc);
	return (install(a, &b, changed_r));
}

static int
exit_of(enum rc rc)
{
	return (rc == RC_OK ? 0 : rc == RC_FAILED ? 75 : 1);
}

static int
cmd_sync(void)
{
	bool changed = false;
	enum rc rc = sync_once(&changed);

	if (rc == RC_OK)
		printf("%s\n", changed ? "changed, reloaded" : "unchanged");
	return (exit_of(rc));
}

static int
cmd_install(const char *file)
{
	CLEANUP(arena_free) struct arena *a = arena_new(512U << 20);
	struct buf b = BUF_INIT(a);
	bool changed = false;
	enum rc rc = str_eq(file, "-") ? read_all(STDIN_FILENO, &b)
	    : read_file(file, &b);

	if (rc == RC_OK)
		rc = install(a, &b, &changed);
	else
		log_warn("%s cannot be read", file);
	if (rc == RC_OK)
		printf("%s\n", changed ? "changed, reloaded" : "unchanged");
	return (exit_of(rc));
}

static int
cmd_watch(const char *text)
{
	struct timespec ts = { 0 };
	bool changed;
	uint64_t s;

	if (str_u64(text, &s) != RC_OK || s < 1 || s > 60)
		die("give 1 to 60 seconds: a change must be in nginx within a "
		    "minute");
	ts.tv_sec = (time_t)s;
	for (;;) {
		if (sync_once(&changed) == RC_OK && changed)
			log_info("allow-lists changed, nginx reloaded");
		nanosleep(&ts, NULL);
	}
}

static int
usage(FILE *f)
{
	fprintf(f, "olvido-nginx: gives nginx the accounts' allow-lists; runs "
	    "as root\n\nusage: olvido-nginx --conf FILE COMMAND\n\n"
	    "  sync           write them and reload nginx, if they changed\n"
	    "  watch SECONDS  the same, again and again\n"
	    "  install FILE   install a file that another machine's sync made "
	    "(-: standard input)\n"
	    "  --queries      print every query of this program\n\n"
	    "Lines that are not of the generated grammar are refused; what "
	    "nginx does not\naccept is taken back.\n\n"
	    "exit: 0 done, 64 wrong use, 75 try later, 1 refused\n");
	return (f == stdout ? 0 : 64);
}

int
main(int argc, char **argv)
{
	log_open("olvido-nginx");
	crypto_init();
	umask(0022);
	if (argc == 2 && str_eq(argv[1], "--help"))
		return (usage(stdout));
	if (argc == 2 && str_eq(argv[1], "--queries"))
		return (db_print_queries(stdout) == RC_OK ? 0 : 1);
	if (argc < 4 || !str_eq(argv[1], "--conf"))
		return (usage(stderr));
	conf_load(argv[2]);
	if (argc == 4 && str_eq(argv[3], "sync"))
		return (cmd_sync());
	if (argc == 5 && str_eq(argv[3], "install"))
		return (cmd_install(argv[4]));
	if (argc == 5 && str_eq(argv[3], "watch"))
		return (cmd_watch(argv[4]));
	return (usage(stderr));
}
