/*
 * olvido-hash: does the slow work of passwords, Argon2id, for every program of
 * the installation: a few processes that know no key and no database, closed in
 * by the kernel.  So a flood of sign-ins costs two processors' spare time and
 * 128 MiB at most.
 */
#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <string.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/drop.h"
#include "core/log.h"
#include "core/str.h"
#include "crypto/digest.h"
#include "crypto/password.h"

#define HASHERS_MAX	16
#define ASK_MS		2000	/* to send what one wants */

/* ---- a hasher ------------------------------------------------------------------- */

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED	1
#else
#define SANITIZED	0
#endif

static const int allowed[] = {
	SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(recvfrom),
	SCMP_SYS(sendto), SCMP_SYS(accept4), SCMP_SYS(poll), SCMP_SYS(close),
	SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
	SCMP_SYS(mlock), SCMP_SYS(munlock), SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime), SCMP_SYS(futex), SCMP_SYS(getpid),
	SCMP_SYS(gettid), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group),
};

static void
jail(void)
{
	struct rlimit space = { PASSWORD_MEM_MAX + (128U << 20),
		PASSWORD_MEM_MAX + (128U << 20) }, none = { 0, 0 };
	scmp_filter_ctx ctx;

	if (SANITIZED)
		return;
	if (setrlimit(RLIMIT_AS, &space) != 0 ||
	    setrlimit(RLIMIT_FSIZE, &none) != 0)
		die("setrlimit failed");
	ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		if (ctx == NULL || seccomp_rule_add(ctx, SCMP_ACT_ALLOW,
		    allowed[i], 0) != 0)
			die("sandbox: the rule for system call %d",
			    allowed[i]);
	if (seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) != 0 ||
	    seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) != 0 ||
	    seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
	    SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid())) != 0 ||
	    seccomp_load(ctx) != 0)
		die("sandbox: the kernel takes no filter");
	seccomp_release(ctx);
}

/* The whole of what one asks, within its time. */
static bool
take(int fd, struct password_ask *q)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	size_t have = 0;
	ssize_t n;

	while (have < sizeof(*q)) {
		if (poll(&p, 1, ASK_MS) <= 0)
			return (false);
		n = recv(fd, (char *)q + have, sizeof(*q) - have, 0);
		if (n <= 0)
			return (false);
		have += (size_t)n;
	}
	q->hash[sizeof(q->hash) - 1] = '\0';
	q->password[sizeof(q->password) - 1] = '\0';
	/* Whoever went away meanwhile is not worth the work. */
	p.events = POLLRDHUP;
	return (q->mem <= PASSWORD_MEM_MAX && q->ops <= 10 &&
	    poll(&p, 1, 0) == 0);
}

static void
serve(int fd)
{
	struct password_answer w;
	struct password_ask q;

	if (take(fd, &q)) {
		password_work(&q, &w);
		/* The answer is smaller than the socket's buffer. */
		if (send(fd, &w, sizeof(w), MSG_NOSIGNAL) != sizeof(w))
			log_info("the asker went away");
		explicit_bzero(&w, sizeof(w));
	}
	explicit_bzero(&q, sizeof(q));
	close(fd);
}

__attribute__((noreturn)) static void
hasher(int listen_fd)
{
	sigset_t none;
	int fd;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (signal(SIGINT, SIG_IGN) == SIG_ERR)
		die("signal failed");
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* Pages before sign-ins when the processors are busy. */
	if (setpriority(PRIO_PROCESS, 0, (int)conf_int("Hash.Nice")) != 0)
		log_warn("the hashers keep the priority they have");
	jail();
	for (;;) {
		fd = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0)
			serve(fd);
		else if (errno != EINTR && errno != ECONNABORTED)
			die("accept failed");
	}
}

/* ---- the one that starts them --------------------------------------------------- */

/* run/hash.sock, for our programs only. */
static int
listen_open(const char *path)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX };
	struct group *gr = getgrnam("olvido-files");
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || strlen(path) >= sizeof(sa.sun_path))
		die("socket %s: the path is too long", path);
	memcpy(sa.sun_path, path, strlen(path) + 1);
	unlink(path);
	umask(0177);
	/* The kernel lets in one more than it is told. */
	if (bind(fd, (struct sockaddr *)&sa, sizeof(sa)) != 0 ||
	    listen(fd, (int)conf_int("Hash.Queue") - 1) != 0)
		die("cannot listen on %s; does its folder exist?", path);
	if (chmod(path, 0660) != 0 || (geteuid() == 0 && gr != NULL &&
	    chown(path, 0, gr->gr_gid) != 0))
		die("cannot set the rights of %s", path);
	return (fd);
}

static pid_t
start(int listen_fd)
{
	pid_t pid = fork();

	if (pid == 0)
		hasher(listen_fd);
	if (pid < 0)
		log_warn("fork failed; trying again");
	return (pid);
}

static void
reap(pid_t *pid, int n)
{
	pid_t gone;
	int status;

	while ((gone = waitpid(-1, &status, WNOHANG)) > 0) {
		for (int i = 0; i < n; i++)
			if (pid[i] == gone)
				pid[i] = 0;
		log_warn("hasher %d died (%d)", (int)gone, status);
		usleep(200000);		/* not again and again at once */
	}
}

/* Signals are waited for, never caught: none is lost in between. */
static int
supervise(int listen_fd, int n)
{
	pid_t pid[HASHERS_MAX] = { 0 };
	sigset_t set;
	int sig = SIGCHLD;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	while (sig == SIGCHLD) {
		reap(pid, n);
		for (int i = 0; i < n; i++)
			if (pid[i] <= 0)
				pid[i] = start(listen_fd);
		sig = sigwaitinfo(&set, NULL);
		if (sig < 0)
			sig = SIGCHLD;
	}
	for (int i = 0; i < n; i++)
		if (pid[i] > 0)
			kill(pid[i], SIGTERM);
	log_info("stopped");
	return (0);
}

int
main(int argc, char **argv)
{
	char path[200];
	int fd, n;

	log_open("hash");
	crypto_init();
	if (argc != 3 || !str_eq(argv[1], "--conf")) {
		fprintf(argc == 2 && str_eq(argv[1], "--help") ? stdout
		    : stderr, "olvido-hash: Argon2id for the other "
		    "programs\n\nusage: olvido-hash --conf FILE\n\n"
		    "Listens on Run.Dir/hash.sock. SIGTERM stops it.\n");
		return (argc == 2 && str_eq(argv[1], "--help") ? 0 : 64);
	}
	conf_load(argv[2]);
	n = (int)conf_int("Hash.Processes");
	if (n < 1 || n > HASHERS_MAX || conf_int("Hash.Queue") < 1)
		die("setting Hash.Processes must be 1 to %d", HASHERS_MAX);
	snprintf(path, sizeof(path), "%s/hash.sock", conf_str("Run.Dir"));
	fd = listen_open(path);
	log_info("started, %d hashers", n);
	drop_rights("olvido-hash");
	return (supervise(fd, n));
}
