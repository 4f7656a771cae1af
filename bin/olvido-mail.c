/*
 * olvido-mail: mail in (LMTP, pipe) and mail out (the outbox).  `serve` is a
 * master that stays root, holds no key and only watches; its children drop to
 * olvido-mail.  Those that parse what strangers sent never had a key.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/drop.h"
#include "core/log.h"
#include "core/metric.h"
#include "core/str.h"
#include "core/time.h"
#include "core/wipe.h"
#include "crypto/vault.h"
#include "mail/intake.h"
#include "mail/jail.h"
#include "mail/lmtp.h"
#include "mail/lmtp_send.h"
#include "mail/notify.h"
#include "mail/parse_json.h"
#include "model/spam/spam.h"

#define USER		"olvido-mail"
#define CHILDREN_MAX	64
#define WAKE_SECONDS	5
#define ARENA		((size_t)512 << 20)

static struct intake in;
static const char *sender_option;	/* NULL: not told */

static volatile sig_atomic_t want_stop;
static volatile int stop_flag;

static void
on_signal(int sig)
{
	(void)sig;
	want_stop = 1;
	stop_flag = 1;
}

static void
handle(int sig, void (*fn)(int))
{
	struct sigaction sa = { .sa_handler = fn };

	sigemptyset(&sa.sa_mask);
	if (sigaction(sig, &sa, NULL) != 0)
		die("sigaction failed");
}

/*
 * The nursery of this process's parsers, before there is a key in it; it ends
 * with the process.
 */
static void
parsers_start(void)
{
	pid_t pid;

	mail_parse_open((size_t)conf_int("Mail.Max"));
	pid = fork();
	if (pid == 0) {
		handle(SIGTERM, SIG_IGN);	/* until the last mail is in */
		drop_rights(USER);
		(void)prctl(PR_SET_NAME, "olvido-nursery");
		mail_parse_serve();
	}
	if (pid < 0)
		die("no process for the parsers");
	jail_serve_caller();
}

/* No secret in them: serve parses them once, for all its children. */
static void
open_templates(void)
{
	static const char *const folders[] = { "mail", NULL };

	if (in.tmpl == NULL)
		in.tmpl = tmpl_load(conf_str("Templates.Dir"), folders);
}

/* What must be opened before rights are dropped. */
static void
open_resources(void)
{
	in.vault = vault_open(conf_str("Keys.Master"), conf_str("Keys.Slots"),
	    false);
	in.files_dir = open(conf_str("Files.Dir"), O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	if (in.files_dir < 0)
		die("cannot open the folder of attachments %s",
		    conf_str("Files.Dir"));
	open_templates();
}

static void
become_user(void)
{
	/* What agents attach in the panel. */
	static const char *const not_mine[] = { "Q_USAGE_ROOM", NULL };

	drop_rights(USER);
	vault_after_fork(in.vault);
	db_leave_out(not_mine);
	in.db = db_new(conf_str("Db.Socket"), USER);
	if (db_check_queries() != RC_OK || db_prepare_all(in.db) == RC_DENIED)
		die("not started; the line above says why");
}

/* ---- LMTP --------------------------------------------------------------------- */

static enum rc
call_recipient(void *arg, struct arena *a, const char *address)
{
	return (intake_recipient(arg, a, address));
}

static enum rc
call_deliver(void *arg, struct arena *a, const char *sender,
    const char *recipient, struct bytes raw)
{
	enum rc rc = intake_deliver(arg, a, sender, recipient, raw);

	metric_add(METRIC_MAIL_IN + (rc == RC_OK ? 0 : rc == RC_FAILED ||
	    rc == RC_RETRY ? 2 : 1), 1);
	return (rc);
}

static void
lmtp_child(int listen_fd)
{
	struct lmtp_calls calls = {
		.recipient = call_recipient, .deliver = call_deliver,
		.arg = &in, .max_message = (size_t)conf_int("Mail.Max"),
	};
	int fd;

	become_user();
	(void)prctl(PR_SET_NAME, "olvido-lmtp");
	while (!want_stop && !jail_lost()) {
		fd = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0)
			continue;
		lmtp_serve(fd, &calls, &stop_flag);
		close(fd);
	}
	_exit(0);
}

static int
lmtp_listen(const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || strlen(path) >= sizeof(sa.sun_path))
		die("socket %s: the path is too long", path);
	memcpy(sa.sun_path, path, strlen(path) + 1);
	unlink(path);
	if (bind(fd, (struct sockaddr *)&sa, sizeof(sa)) != 0 ||
	    listen(fd, 128) != 0)
		die("cannot listen on %s; does its folder exist?", path);
	/* The MTA's user differs from machine to machine; mail may come from
	   anyone anyhow, and grants nothing by itself. */
	if (chmod(path, 0666) != 0)
		die("cannot set the rights of %s", path);
	return (fd);
}

/* ---- the outbox ------------------------------------------------------------------ */

/* Send what is due; RC_NOTFOUND when nothing is left. */
static RC
send_one(struct notify *no, struct arena *a)
{
	struct outbox o;

	TRY(db_ready(no->db));
	TRY(outbox_take(no->db, &o));
	return (notify_send(no, a, &o));
}

/* Postponed tickets whose day has come are opened again. */
static void
wake_due(struct arena *a)
{
	static int64_t next;

	if (now_s() < next || db_ready(in.db) != RC_OK)
		return;
	next = now_s() + WAKE_SECONDS;
	if (ticket_wake(in.db, in.vault, a) == RC_FAILED)
		log_warn("postponed tickets could not be opened again");
}

static struct notify
notify_of(void)
{
	return ((struct notify){ .db = in.db, .vault = in.vault,
	    .tmpl = in.tmpl, .files_dir = in.files_dir,
	    .smtp = smtp_new(conf_str("Smtp.Url")) });
}

static void
sender_child(void)
{
	struct arena *a = arena_new(ARENA);
	struct notify no;

	become_user();
	(void)prctl(PR_SET_NAME, "olvido-sender");
	no = notify_of();
	while (!want_stop) {
		wake_due(a);
		if (send_one(&no, a) != RC_OK && !want_stop)
			poll(NULL, 0, 1000);
		arena_reset(a);
		stack_wipe();
	}
	smtp_free(&no.smtp);
	_exit(0);
}

/* The one that learns from what agents said of spam. */
static void
learner_child(void)
{
	struct arena *a = arena_new(16U << 20);

	become_user();
	(void)prctl(PR_SET_NAME, "olvido-learner");
	while (!want_stop) {
		if ((db_ready(in.db) != RC_OK ||
		    spam_learn(in.db, in.vault, a) != RC_OK) && !want_stop)
			poll(NULL, 0, 1000);
		arena_reset(a);
		stack_wipe();
	}
	_exit(0);
}

static RC
cmd_send_once(void)
{
	struct arena *a = arena_new(ARENA);
	struct notify no;
	enum rc rc;

	open_resources();
	become_user();
	no = notify_of();
	while ((rc = send_one(&no, a)) == RC_OK)
		arena_reset(a);
	smtp_free(&no.smtp);
	return (rc == RC_NOTFOUND ? RC_OK : rc);
}

/* ---- the master --------------------------------------------------------------------- */

enum child_kind { CHILD_LMTP, CHILD_SENDER, CHILD_LEARNER };

static struct child {
	enum child_kind	 kind;
	pid_t		 pid;		/* 0: to be started */
} children[CHILDREN_MAX];
static size_t nchildren;

static void
children_want(enum child_kind kind, int64_t n)
{
	if (n < 0 || nchildren + (size_t)n > CHILDREN_MAX)
		die("Lmtp.Workers and Mail.Senders: fewer, please");
	for (; n > 0; n--)
		children[nchildren++] = (struct child){ .kind = kind };
}

static pid_t
child_fork(enum child_kind kind, int listen_fd)
{
	pid_t pid = fork();

	if (pid != 0)
		return (pid);
	handle(SIGCHLD, SIG_DFL);
	handle(SIGTERM, on_signal);
	handle(SIGINT, SIG_IGN);
	handle(SIGPIPE, SIG_IGN);
	if (kind == CHILD_LMTP)
		parsers_start();
	open_resources();
	if (kind == CHILD_LMTP)
		lmtp_child(listen_fd);
	close(listen_fd);
	if (kind == CHILD_LEARNER)
		learner_child();
	sender_child();
	_exit(0);
}

/* Forgets the dead; false when one of them died of something. */
static bool
children_reap(void)
{
	bool good = true;
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (size_t i = 0; i < nchildren; i++)
			if (children[i].pid == pid)
				children[i].pid = 0;
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
			log_warn("child %d died", (int)pid);
			metric_add(METRIC_CRASHES, 1);
			good = false;
		}
	}
	return (good);
}

static void
children_start(int listen_fd)
{
	for (size_t i = 0; i < nchildren && !want_stop; i++)
		if (children[i].pid <= 0)
			children[i].pid = child_fork(children[i].kind,
			    listen_fd);
}

static void
children_stop(void)
{
	int64_t until = mono_us() + 10 * 1000000;
	int alive = 1;

	while (alive > 0 && mono_us() < until) {
		alive = 0;
		(void)children_reap();
		for (size_t i = 0; i < nchildren; i++) {
			if (children[i].pid <= 0)
				continue;
			kill(children[i].pid, SIGTERM);
			alive++;
		}
		poll(NULL, 0, 20);
	}
	for (size_t i = 0; i < nchildren; i++)
		if (children[i].pid > 0)
			kill(children[i].pid, SIGKILL);
}

/* What the children will need is there: else say so before anybody waits. */
static void
check_start(void)
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		open_resources();
		become_user();
		_exit(0);
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die("waitpid failed");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		exit(1);		/* the child said why */
}

static void
on_child(int sig)
{
	(void)sig;			/* ends the poll below */
}

static int
cmd_serve(void)
{
	int64_t lmtp = conf_int("Lmtp.Workers");
	sigset_t chld, old;
	struct timespec second = { .tv_sec = 1 };
	int fd;

	if (lmtp < 1)
		die("Lmtp.Workers: at least 1");
	children_want(CHILD_LMTP, lmtp);
	children_want(CHILD_SENDER, conf_int("Mail.Senders"));
	open_templates();
	children_want(CHILD_LEARNER, 1);
	if (!metric_open(conf_str("Run.Dir"), "mail"))
		log_warn("mails are not counted");
	check_start();
	mail_parse_warm();
	fd = lmtp_listen(conf_str("Lmtp.Socket"));
	handle(SIGTERM, on_signal);
	handle(SIGINT, on_signal);
	handle(SIGHUP, SIG_IGN);
	handle(SIGCHLD, on_child);
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, &old);
	log_info("started, %d LMTP workers", (int)lmtp);
	while (!want_stop) {
		metric_set(METRIC_BEAT, (uint64_t)now_s());
		/* One that dies at once must not keep us busy. */
		if (!children_reap())
			poll(NULL, 0, 500);
		sigprocmask(SIG_SETMASK, &old, NULL);
		children_start(fd);
		sigprocmask(SIG_BLOCK, &chld, NULL);
		ppoll(NULL, 0, &second, &old);
	}
	unlink(conf_str("Lmtp.Socket"));
	children_stop();
	log_info("stopped");
	return (0);
}

/* ---- pipe and parse -------------------------------------------------------------------- */

static RC
read_all(struct arena *a, int fd, size_t max, struct bytes *b_r)
{
	struct buf b = BUF_INIT(a);
	char chunk[65536];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) > 0) {
		buf_add(&b, chunk, (size_t)n);
		if (b.n > max)
			return (RC_LIMIT);
	}
	*b_r = buf_bytes(&b);
	return (n < 0 ? RC_FAILED : RC_OK);
}

/* sysexits.h, as MTAs understand a pipe's answer. */
static int
exit_code(enum rc rc)
{
	switch (rc) {
	case RC_OK: return (0);
	case RC_NOTFOUND: return (EX_NOUSER);
	case RC_INVALID: case RC_LIMIT: return (EX_DATAERR);
	default: return (EX_TEMPFAIL);
	}
}

/* Without root there are no keys to open: hand it to `serve`. */
static RC
hand_over(struct arena *a, const char *recipient, struct bytes raw)
{
	const char *sender = sender_option;
	struct mail m;

	if (raw.n == 0)
		return (RC_INVALID);
	if (sender == NULL) {
		TRY(mail_parse(a, raw, &m));
		sender = m.from.email;
	}
	return (lmtp_send(a, conf_str("Lmtp.Socket"), sender, recipient, raw));
}

static int
deliver(const char *recipient)
{
	struct arena *a = arena_new(ARENA);
	bool root = geteuid() == 0;
	struct bytes raw;
	enum rc rc;

	if (root) {
		parsers_start();
		open_resources();
		become_user();
	}
	rc = read_all(a, STDIN_FILENO, (size_t)conf_int("Mail.Max"), &raw);
	if (rc == RC_OK)
		rc = root ? intake_deliver(&in, a, sender_option, recipient,
		    raw) : hand_over(a, recipient, raw);
	if (rc != RC_OK)
		fprintf(stderr, "olvido-mail: not delivered: %s\n",
		    rc == RC_NOTFOUND ? "no such recipient here" :
		    rc == RC_LIMIT ? "the message is too large" :
		    rc == RC_INVALID ? "the message is empty" :
		    "not possible right now, try later");
	return (exit_code(rc));
}

/*
 * The work is done in a child: whatever ends it (no keys, no database, a bug), the
 * MTA is told to keep the message.
 */
static int
cmd_deliver(const char *conf, const char *recipient)
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		conf_load(conf);
		umask(0007);
		exit(deliver(recipient));
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status) ||
	    WEXITSTATUS(status) == 1)
		return (EX_TEMPFAIL);
	return (WEXITSTATUS(status));
}

static int
cmd_parse(char **files)
{
	struct arena *a = arena_new(ARENA);

	for (; *files != NULL; files++) {
		int fd = open(*files, O_RDONLY | O_CLOEXEC);
		struct buf out = BUF_INIT(a);
		struct bytes raw;
		struct mail m;

		if (fd < 0 || read_all(a, fd, ARENA / 8, &raw) != RC_OK) {
			fprintf(stderr, "olvido-mail: cannot read %s\n",
			    *files);
			return (EX_NOINPUT);
		}
		close(fd);
		if (mail_parse(a, raw, &m) == RC_OK) {
			mail_json(&out, &m, *files);
			fwrite(out.p, 1, out.n, stdout);
		}
		arena_reset(a);
	}
	return (0);
}

static void
usage(FILE *f)
{
	fprintf(f, "olvido-mail: mail in and mail out\n\n"
	    "usage: olvido-mail --conf FILE serve\n"
	    "       olvido-mail --conf FILE [--sender ADDRESS] deliver "
	    "RECIPIENT < message\n"
	    "       olvido-mail --conf FILE send-once\n"
	    "       olvido-mail parse --json FILE...\n\n"
	    "serve      LMTP on Lmtp.Socket, the outbox, and learning what is spam\n"
	    "deliver    one message from a pipe; exit codes of sysexits.h: 0 "
	    "stored, 67 no\n           such recipient, 65 not a message or "
	    "too large, 75 try later,\n           64 wrong use. Not as root: "
	    "handed to serve by LMTP.\n           --sender: the envelope's; "
	    "\"\" is the null sender; without it From counts\n"
	    "send-once  send what is due now, then exit\n"
	    "parse      show how messages are understood, as JSON\n");
}

int
main(int argc, char **argv)
{
	const char *conf = NULL;
	int i = 1;

	log_open("mail");
	crypto_init();
	for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
		if (str_eq(argv[i], "--conf"))
			conf = argv[i + 1];
		else if (str_eq(argv[i], "--sender"))
			sender_option = argv[i + 1];
		else
			break;
	}
	if (i < argc && str_eq(argv[i], "--help")) {
		usage(stdout);
		return (0);
	}
	if (i < argc && str_eq(argv[i], "--queries")) {
		return (db_print_queries(stdout) == RC_OK ? 0 : 1);
	}
	if (i + 2 < argc && str_eq(argv[i], "parse") &&
	    str_eq(argv[i + 1], "--json"))
		return (cmd_parse(argv + i + 2));
	if (conf == NULL || i >= argc) {
		usage(stderr);
		return (EX_USAGE);
	}
	if (str_eq(argv[i], "deliver") && i + 2 == argc)
		return (cmd_deliver(conf, argv[i + 1]));
	conf_load(conf);
	umask(0007);
	if (str_eq(argv[i], "serve") && i + 1 == argc)
		return (cmd_serve());
	if (str_eq(argv[i], "send-once") && i + 1 == argc)
		return (exit_code(cmd_send_once()));
	usage(stderr);
	return (EX_USAGE);
}
