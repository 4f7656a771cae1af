/*
 * The skeleton of every web program (app.h): a master that stays root and does
 * nothing but start, watch and stop workers; workers under their own user.
 */
#include "web/app.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "auth/password_rule.h"
#include "core/conf.h"
#include "core/drop.h"
#include "core/log.h"
#include "core/metric.h"
#include "core/str.h"
#include "core/time.h"
#include "crypto/password.h"
#include "crypto/vault.h"
#include "web/priv.h"

#define WORKERS_MAX	64
#define EXIT_REFUSED	78	/* a query was refused: no use trying again */
#define LISTEN_ENV	"OLVIDO_LISTEN_FD"

static struct vault *vault;
static struct tmpl *tmpl;
static int files_dir = -1;
static const char *version;

static struct master {
	const struct app *app;
	char		**argv;
	int		  listen_fd;
	pid_t		  worker[WORKERS_MAX];
	int		  workers;
	int		  crashes;
	char		  path[108];
} master;

/* Where one worker stands, and when the next one may. */
struct place {
	int64_t	started, wait, due;
	bool	waiting;
};

#define WAIT_FIRST	100000
#define WAIT_MAX	5000000

static volatile sig_atomic_t want_stop, want_reload, child_died;

struct vault *
app_vault(void)
{
	return (vault);
}

int
app_files_dir(void)
{
	return (files_dir);
}

struct tmpl *
app_tmpl(void)
{
	return (tmpl);
}

const char *
app_version(void)
{
	return (version);
}

/* Signals come in only while a worker waits: one may be waiting now. */
bool
app_stopping(void)
{
	sigset_t set;

	return (sigpending(&set) == 0 && (sigismember(&set, SIGTERM) == 1 ||
	    sigismember(&set, SIGUSR1) == 1));
}

/* ---- start ------------------------------------------------------------------------ */

/* Socket Run.Dir/NAME.sock, 0660, ours and the web server's group. */
static int
listen_open(const struct app *app)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	struct passwd *pw = getpwnam(app->user);
	struct group *gr = getgrnam("www-data");
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int n = snprintf(sa.sun_path, sizeof(sa.sun_path), "%s/%s.sock",
	    conf_str("Run.Dir"), app->name);

	if (fd < 0 || n >= (int)sizeof(sa.sun_path))
		die("socket %s/%s.sock: the path is too long",
		    conf_str("Run.Dir"), app->name);
	memcpy(master.path, sa.sun_path, sizeof(sa.sun_path));
	unlink(sa.sun_path);
	if (bind(fd, (struct sockaddr *)&sa, sizeof(sa)) != 0 ||
	    listen(fd, 1024) != 0)
		die("cannot listen on %s; does its folder exist?",
		    sa.sun_path);
	if (chmod(sa.sun_path, 0660) != 0 || (geteuid() == 0 && pw != NULL &&
	    gr != NULL && chown(sa.sun_path, pw->pw_uid, gr->gr_gid) != 0))
		die("cannot set the rights of %s", sa.sun_path);
	return (fd);
}

static int
listen_take(const struct app *app)
{
	const char *given = getenv(LISTEN_ENV);
	uint64_t fd;

	if (given == NULL || str_u64(given, &fd) != RC_OK || fd > 1024)
		return (listen_open(app));
	unsetenv(LISTEN_ENV);
	snprintf(master.path, sizeof(master.path), "%s/%s.sock",
	    conf_str("Run.Dir"), app->name);
	if (fcntl((int)fd, F_SETFD, FD_CLOEXEC) != 0)
		die("the listening socket was lost");
	return ((int)fd);
}

static void
open_resources(const struct app *app)
{
	vault = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    app->forgets);
	files_dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	if (files_dir < 0)
		die("cannot open the folder of attachments %s",
		    conf_str("Files.Dir"));
	tmpl = tmpl_load(conf_str("Templates.Dir"), app->folders);
	version = version_of(conf_str("Templates.Dir"));
	password_list_open(conf_str("Password.List"));
}

/* ---- a worker ------------------------------------------------------------------------ */

static void
on_term(int sig)
{
	fcgi_stop(sig == SIGUSR1);
}

static void
handle(int sig, void (*fn)(int))
{
	struct sigaction sa = { .sa_handler = fn };

	sigemptyset(&sa.sa_mask);
	if (sigaction(sig, &sa, NULL) != 0)
		die("sigaction failed");
}

/* The master hears signals only while it waits; a child hears them always. */
static void
hear_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static struct db *
connect_and_check(const struct app *app)
{
	struct db *db = db_new(conf_str("Db.Socket"), app->user);
	enum rc rc;

	if (db_check_queries() != RC_OK)
		exit(EXIT_REFUSED);
	rc = db_prepare_all(db);
	if (rc == RC_DENIED)
		exit(EXIT_REFUSED);
	if (rc != RC_OK)
		log_warn("the database is away; serving 503 until it is "
		    "back");
	return (db);
}

static void
worker_main(const struct app *app)
{
	struct fcgi *io = fcgi_new(master.listen_fd);
	struct db *db;

	handle(SIGTERM, on_term);
	handle(SIGUSR1, on_term);
	handle(SIGHUP, SIG_IGN);
	handle(SIGINT, SIG_IGN);
	handle(SIGPIPE, SIG_IGN);
	handle(SIGCHLD, SIG_DFL);
	hear_signals();
	drop_rights(app->user);
	vault_after_fork(vault);
	db = connect_and_check(app);
	sandbox_enter();
	exit(worker_run(app, io, db));
}

/*
 * A quarter of the workers may wait for the hash of anybody's password, half for
 * those of known devices and sessions; the others serve pages.
 */
static void
open_hashers(void)
{
	char path[200];

	password_parameters((uint64_t)conf_int("Password.Passes"),
	    (uint64_t)conf_int("Password.Memory"));
	snprintf(path, sizeof(path), "%s/hash.sock", conf_str("Run.Dir"));
	password_pool(path, (unsigned)master.workers / 2,
	    (unsigned)master.workers / 4);
}

static pid_t
worker_fork(const struct app *app)
{
	pid_t pid = fork();

	if (pid < 0)
		log_warn("fork failed; trying again");
	if (pid == 0)
		worker_main(app);
	return (pid);
}

/* ---- the master ------------------------------------------------------------------------- */

static void
on_signal(int sig)
{
	if (sig == SIGHUP)
		want_reload = 1;
	else if (sig == SIGCHLD)
		child_died = 1;
	else
		want_stop = 1;
}

static void
signal_workers(int sig)
{
	for (int i = 0; i < master.workers; i++)
		if (master.worker[i] > 0)
			kill(master.worker[i], sig);
}

static void
crashed(pid_t pid, int status)
{
	log_warn("worker %d died (%d), crash %d", (int)pid, status,
	    ++master.crashes);
	metric_add(METRIC_CRASHES, 1);
}

static int
reap(void)
{
	int status, refused = 0;
	pid_t pid;

	child_died = 0;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		password_pool_left(pid);
		for (int i = 0; i < master.workers; i++) {
			if (master.worker[i] != pid)
				continue;
			master.worker[i] = 0;
			if (WIFEXITED(status) &&
			    WEXITSTATUS(status) == EXIT_REFUSED)
				refused++;
			else if (!WIFEXITED(status) ||
			    WEXITSTATUS(status) != 0)
				crashed(pid, status);
		}
	}
	return (refused);
}

/*
 * Start those that are missing.  A place whose worker lived less than a second
 * waits 100 ms, then twice as long each time up to 5 s, before its next one; the
 * others go on.
 */
static void
refill(struct place *pl)
{
	int64_t now = mono_us();

	for (int i = 0; i < master.workers; i++, pl++) {
		if (master.worker[i] > 0)
			continue;
		if (pl->started != 0 && !pl->waiting) {
			pl->waiting = true;
			pl->wait = now - pl->started > 1000000 ? 0
			    : pl->wait == 0 ? WAIT_FIRST
			    : pl->wait > WAIT_MAX / 2 ? WAIT_MAX
			    : pl->wait * 2;
			pl->due = now + pl->wait;
		}
		if (now < pl->due)
			continue;
		pl->waiting = false;
		pl->started = now;
		master.worker[i] = worker_fork(master.app);
	}
}

/*
 * Wait for the workers to finish what waits in the queue; those that hang are
 * ended.  Workers from before a reload were told already.
 */
static void
drain(int seconds)
{
	int64_t until = mono_us() + seconds * 1000000LL;
	siginfo_t any;

	signal_workers(SIGUSR1);
	while (mono_us() < until) {
		reap();
		if (waitid(P_ALL, 0, &any, WEXITED | WNOHANG | WNOWAIT) < 0)
			return;		/* no child is left */
		usleep(20000);
	}
	signal_workers(SIGKILL);
}

static bool
new_one_is_good(void)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		char *argv[] = { master.argv[0], (char[]){ "--check" },
			master.argv[1], master.argv[2], NULL };

		hear_signals();
		execv(master.argv[0], argv);
		_exit(1);
	}
	return (pid > 0 && waitpid(pid, &status, 0) == pid &&
	    WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/*
 * The new program replaces this one under the same pid with the listening
 * socket; the old workers finish what they have, as its children.
 */
static void
reload(void)
{
	char fd[16];

	want_reload = 0;
	if (!new_one_is_good()) {
		log_warn("reload refused: the new program or templates do "
		    "not start; the old ones go on");
		return;
	}
	log_info("reload");
	signal_workers(SIGTERM);
	snprintf(fd, sizeof(fd), "%d", master.listen_fd);
	setenv(LISTEN_ENV, fd, 1);
	if (fcntl(master.listen_fd, F_SETFD, 0) != 0)
		die("the listening socket was lost");
	execv(master.argv[0], master.argv);
	die("cannot start %s", master.argv[0]);
}

/* Until a signal, or until a place may be due. */
static void
wait_a_while(const sigset_t *open)
{
	struct timespec ts = { .tv_sec = 1 };

	for (int i = 0; i < master.workers; i++)
		if (master.worker[i] <= 0)
			ts = (struct timespec){ .tv_nsec = WAIT_FIRST * 1000 };
	ppoll(NULL, 0, &ts, open);
}

static int
supervise(void)
{
	static struct place place[WORKERS_MAX];
	sigset_t open, ours;
	int refused = 0;

	/* A mask kept over exec: what came in between is not lost. */
	sigemptyset(&open);
	sigemptyset(&ours);
	sigaddset(&ours, SIGTERM);
	sigaddset(&ours, SIGINT);
	sigaddset(&ours, SIGHUP);
	sigaddset(&ours, SIGCHLD);
	sigprocmask(SIG_BLOCK, &ours, NULL);
	handle(SIGTERM, on_signal);
	handle(SIGINT, on_signal);
	handle(SIGHUP, on_signal);
	handle(SIGCHLD, on_signal);
	while (!want_stop) {
		metric_set(METRIC_BEAT, (uint64_t)now_s());
		refill(place);
		wait_a_while(&open);
		if (child_died)
			refused += reap();
		if (refused >= master.workers)
			break;
		if (want_reload)
			reload();
	}
	/* No new connections; what waits in the queue is still served. */
	unlink(master.path);
	usleep(200000);
	drain(10);
	log_info("stopped");
	return (refused >= master.workers ? EXIT_REFUSED : 0);
}

static void
usage(const struct app *app, FILE *f)
{
	fprintf(f, "olvido %s: a FastCGI program\n\n"
	    "usage: %s [--check] --conf FILE\n\n"
	    "  --conf FILE   the configuration ('olvido settings' lists it)\n"
	    "  --check       read everything, prepare every query, exit\n"
	    "  --routes      print every door; --queries: every query\n\n"
	    "SIGTERM stops it, SIGHUP starts the new program and templates "
	    "without losing a request.\n", app->name, app->name);
}

static int
check(const struct app *app)
{
	open_resources(app);
	drop_rights(app->user);
	vault_after_fork(vault);
	return (db_check_queries() == RC_OK &&
	    db_prepare_all(db_new(conf_str("Db.Socket"), app->user)) == RC_OK
	    ? 0 : 1);
}

int
app_run(const struct app *app, int argc, char **argv)
{
	const char *conf = NULL;
	bool only_check = false;

	log_open(app->name);
	crypto_init();
	umask(0077);
	for (int i = 1; i < argc; i++) {
		if (str_eq(argv[i], "--help")) {
			usage(app, stdout);
			return (0);
		}
		if (str_eq(argv[i], "--routes") ||
		    str_eq(argv[i], "--queries"))
			return (app_print(app, argv[i]));
		if (str_eq(argv[i], "--check"))
			only_check = true;
		else if (str_eq(argv[i], "--conf") && i + 1 < argc)
			conf = argv[++i];
	}
	if (conf == NULL) {
		usage(app, stderr);
		return (64);
	}
	conf_load(conf);
	app_sides(app, routes_check);
	db_leave_out(app->leave_out);
	if (only_check)
		return (check(app));
	master.app = app;
	master.argv = argv;
	master.workers = (int)conf_int("Workers");
	if (master.workers < 1 || master.workers > WORKERS_MAX)
		die("setting Workers must be 1 to %d", WORKERS_MAX);
	open_resources(app);
	open_hashers();
	master.listen_fd = listen_take(app);
	if (!metric_open(conf_str("Run.Dir"), app->name))
		log_warn("this program's requests are not counted");
	log_info("started, %d workers", master.workers);
	return (supervise());
}
