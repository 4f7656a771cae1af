/*
 * olvido-nginx: gives nginx the accounts' allow-lists and domains, and looks for
 * domains' proofs (look.c).  Runs as root and trusts nobody: a child of its own
 * user reads the database and writes to a pipe; what comes out is installed only
 * when every line is of the grammar (auth/nginxmap.h) and nginx takes it
 * (install.c); else what was there stays.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "nginx.h"
#include "core/conf.h"
#include "core/drop.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/digest.h"

/* ---- the child: no root, no keys, one query -------------------------------------- */

static int
generate(int fd)
{
	struct arena *a = arena_new(256U << 20);
	struct buf b = BUF_INIT(a);
	struct domain_hosts all, domains;
	struct allow_rows rows;
	struct db *db;
	enum rc rc;

	drop_rights(USER);
	db = db_new(conf_str("Db.Socket"), USER);
	if (db_check_queries() != RC_OK)
		return (1);
	if (db_ready(db) != RC_OK || allow_map(db, a, &rows) != RC_OK ||
	    account_hosts(db, a, &all) != RC_OK ||
	    domain_hosts(db, a, &domains) != RC_OK)
		return (75);
	rc = nginxmap_write(&b, &rows, conf_str("Nginx.Proxies"));
	if (rc == RC_OK)
		rc = nginxmap_hosts(&b, &all, &domains);
	return (rc != RC_OK ? 1 : write_all(fd, b.p, b.n));
}

/* ---- reading ----------------------------------------------------------------- */

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

/* What its workers still hold of requests goes with them, within 30 seconds. */
static int
cmd_renew(void)
{
	CLEANUP(arena_free) struct arena *a = arena_new(1U << 20);
	enum rc rc = nginx_reload(a);

	if (rc == RC_NOTFOUND)
		log_info("nginx does not run: not renewed");
	return (exit_of(rc));
}

static int
cmd_look(void)
{
	return (exit_of(look()));
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
			log_info("lists or domains changed, nginx reloaded");
		if (look() != RC_OK)
			log_warn("domains could not be looked at");
		nanosleep(&ts, NULL);
	}
}

static int
usage(FILE *f)
{
	fprintf(f, "olvido-nginx: gives nginx the accounts' allow-lists and "
	    "domains; runs as root\n\nusage: olvido-nginx --conf FILE COMMAND\n\n"
	    "  sync           write them and reload nginx, if they changed\n"
	    "  look           for proofs of domains that are due: DNS, HTTP\n"
	    "  watch SECONDS  both, again and again\n"
	    "  install FILE   install a file that another machine's sync made "
	    "(-: standard input)\n"
	    "  renew          new workers: the old ones' memory holds parts of "
	    "requests\n"
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
	if (argc == 4 && str_eq(argv[3], "renew"))
		return (cmd_renew());
	if (argc == 4 && str_eq(argv[3], "look"))
		return (cmd_look());
	if (argc == 5 && str_eq(argv[3], "install"))
		return (cmd_install(argv[4]));
	if (argc == 5 && str_eq(argv[3], "watch"))
		return (cmd_watch(argv[4]));
	return (usage(stderr));
}
